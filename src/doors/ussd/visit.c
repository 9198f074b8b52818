/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * visit - a phone's way through the screens: where it stands, where it goes.
 *
 * What the screens show and take is not known here.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/conf.h"
#include "desk/desk.h"
#include "doors/ussd/visit.h"

static const struct {
	const char	*name;		/* in the database */
	enum ussd_text	 text;
} rows[SCREEN_COUNT] = {
#define X(id, name, text, show, take, back)	[id] = { name, text },
	SCREENS(X)
#undef X
};

/* The city whose categories and places are on the screens. */
const struct conf_city *
visit_city(const struct visit *v)
{
	return &v->u->conf->city;
}

/* The screen that the session stands at. */
enum screen_id
visit_at(const struct visit *v)
{
	int	i;

	for (i = 0; i < SCREEN_COUNT; i++)
		if (strcmp(rows[i].name, v->s->screen) == 0)
			return i;
	return MAIN;		/* of another version */
}

/* The text of that screen. */
enum ussd_text
visit_text(const struct visit *v)
{
	return rows[visit_at(v)].text;
}

/* Go to a screen, on its first page. */
void
visit_go(struct visit *v, enum screen_id to)
{
	snprintf(v->s->screen, sizeof v->s->screen, "%s", rows[to].name);
	v->s->page = 0;
}

/* No place is chosen. */
void
visit_forget_place(struct visit *v)
{
	v->s->kelurahan[0] = v->s->kecamatan[0] = '\0';
	v->s->placed = false;
}

/* Begin anew: nothing is chosen. */
void
visit_back_to_main(struct visit *v)
{
	struct ussd_session	*s = v->s;

	visit_forget_place(v);
	s->category[0] = s->words[0] = s->choices[0] = '\0';
	s->resume_id = 0;
	visit_go(v, MAIN);
}

/* "1" to "97"; -1 if it is no number of a line. */
int
visit_line(const char *input)
{
	size_t	len = strspn(input, "0123456789");

	return len > 0 && len < 3 && input[len] == '\0' ? atoi(input) : -1;
}

/* 98 and 99 turn the page. */
bool
visit_turns_page(struct visit *v, const char *input)
{
	if (strcmp(input, "98") != 0 && strcmp(input, "99") != 0)
		return false;
	v->s->page++;
	return true;
}

/* Say so above the same screen.  0, as for a taken input. */
int
visit_not_understood(struct visit *v)
{
	v->notice = USSD_NOT_UNDERSTOOD;
	return 0;
}

/* Show a report of this phone, or say that there is none. */
int
visit_look_up(struct visit *v, const char *ticket)
{
	struct desk_view	view;
	int			rc;

	rc = desk_view_ticket(v->u->desk, v->phone.id, ticket, &view);
	if (rc == -1)
		return -1;
	snprintf(v->s->choices, sizeof v->s->choices, "%.12s", ticket);
	visit_go(v, rc == 1 ? STATE : UNKNOWN);
	return 0;
}
