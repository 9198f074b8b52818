/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * lookup - reports that are there: one by its ticket, or a phone's own.
 */

#include "config.h"

#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include "conf/conf.h"
#include "desk/desk.h"
#include "doors/ussd/visit.h"

#define MINE_MAX	9	/* own reports that are listed */

int
screen_show_report(struct visit *v, struct ussd_screen *out)
{
	struct message_values	values = { .ticket = v->s->choices };
	struct desk_view	view;
	enum screen_id		id = visit_at(v);
	int			rc = 0;

	if (id != UNKNOWN && (rc = desk_view_ticket(v->u->desk, v->phone.id,
	    v->s->choices, &view)) == -1)
		return -1;
	if (rc == 1)
		values = (struct message_values){
			.ticket = view.ticket, .category = view.category,
			.kelurahan = view.kelurahan, .opd = view.opd,
			.state = view.state, .date = view.date,
			.text = view.remark
		};
	ussd_menu_text(v->u->conf, rc == 1 ? visit_text(v) :
	    USSD_UNKNOWN_TICKET, &values, out);
	return 0;
}

int
screen_take_ticket(struct visit *v, const char *input)
{
	size_t	digits = strspn(input, "0123456789");

	if (digits > 0 && input[digits] == '\0')
		return visit_look_up(v, input);
	return visit_take_text(v, input);
}

/* The n-th newest own report; 1, 0 there are fewer, -1. */
static int
nth_report(struct visit *v, int n, struct desk_view *view)
{
	int64_t	before = INT64_MAX;
	int	rc;

	do {
		rc = desk_view_before(v->u->desk, v->phone.id, before, view);
		before = view->report_id;
	} while (rc == 1 && --n > 0);
	return rc;
}

int
screen_show_mine(struct visit *v, struct ussd_screen *out)
{
	char			 line[MINE_MAX][USSD_ITEM_BYTES - 16];
	const char		*item[MINE_MAX];
	struct desk_view	 view = { .report_id = INT64_MAX };
	struct message_values	 values;
	int			 n, rc = 0;

	for (n = 0; n < MINE_MAX && (rc = desk_view_before(v->u->desk,
	    v->phone.id, view.report_id, &view)) == 1; n++) {
		values = (struct message_values){ .ticket = view.ticket,
		    .category = view.category, .state = view.state };
		message_fill(line[n], sizeof line[n],
		    v->u->conf->ussd.text[USSD_MINE_ITEM], &values);
		item[n] = line[n];
	}
	if (rc == -1)
		return -1;
	if (n == 0)
		ussd_menu_text(v->u->conf, USSD_NONE, NULL, out);
	else
		ussd_menu_list(v->u->conf, USSD_MINE, NULL, item, n,
		    v->s->page, out);
	return 0;
}

int
screen_take_mine(struct visit *v, const char *input)
{
	struct desk_view	view;
	int			n = visit_line(input), rc;

	if (visit_turns_page(v, input))
		return 0;
	if (n == -1)
		return screen_take_ticket(v, input);
	if (n < 1 || n > MINE_MAX)
		return visit_not_understood(v);
	if ((rc = nth_report(v, 1, &view)) == 0 && n == 1) {
		visit_ask_next(v);	/* "no report yet: 1 to make one" */
		return 0;
	}
	if (rc == 1)
		rc = nth_report(v, n, &view);
	if (rc != 1)
		return rc == -1 ? -1 : visit_not_understood(v);
	return visit_look_up(v, view.ticket);
}

void
screen_back_to_mine(struct visit *v)
{
	visit_go(v, MINE);
}

