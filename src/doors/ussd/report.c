/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * report - the report that a visit is making: what is chosen, its words,
 * its confirmation.
 *
 * The session's row holds it; where to go next follows from what is still
 * missing.
 */

#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "conf/conf.h"
#include "desk/desk.h"
#include "doors/ussd/visit.h"
#include "language/interpret.h"

#define WORDS_LEAST	3	/* characters that tell something */

/* ---- what is chosen ---------------------------------------------------- */

/* The category of this index of the city. */
void
visit_choose_category(struct visit *v, int index)
{
	snprintf(v->s->category, sizeof v->s->category, "%s",
	    visit_city(v)->category[index].code);
}

/* The kelurahan of this index; told: by the phone, not only assumed. */
void
visit_choose_kelurahan(struct visit *v, int index, bool told)
{
	const struct conf_kelurahan	*k = &visit_city(v)->kelurahan[index];

	snprintf(v->s->kelurahan, sizeof v->s->kelurahan, "%s", k->name);
	snprintf(v->s->kecamatan, sizeof v->s->kecamatan, "%s",
	    k->kecamatan);
	v->s->placed = told;
}

/*
 * Go to the screen that asks for what is still missing.  Who is registered has a
 * place already; a name that a new configuration has not got is missing.
 */
void
visit_ask_next(struct visit *v)
{
	struct ussd_session	*s = v->s;
	int			 home;

	if (conf_city_find_category(visit_city(v), s->category) == -1)
		s->category[0] = '\0';
	if (conf_city_find_kelurahan(visit_city(v), s->kelurahan) == -1)
		visit_forget_place(v);
	home = conf_city_find_kelurahan(visit_city(v), v->phone.kelurahan);
	if (s->kelurahan[0] == '\0' && home != -1)
		visit_choose_kelurahan(v, home, false);
	if (s->category[0] == '\0')
		visit_go(v, CATEGORY);
	else if (s->kelurahan[0] == '\0')
		visit_go(v, KECAMATAN);
	else
		visit_go(v, s->words[0] == '\0' ? WORDS : CONFIRM);
}

/* ---- the report -------------------------------------------------------- */

/* What the draft's screens may name; borrowed from the visit. */
void
visit_values(const struct visit *v, struct message_values *values)
{
	const struct ussd_session	*s = v->s;
	int				 k;

	k = conf_city_find_category(visit_city(v), s->category);
	*values = (struct message_values){
		.category = k == -1 ? s->category :
		    visit_city(v)->category[k].label,
		.kelurahan = s->kelurahan[0] != '\0' ? s->kelurahan :
		    v->u->conf->ussd.text[USSD_NO_PLACE],
		.text = s->words
	};
}

int
screen_show_draft(struct visit *v, struct ussd_screen *out)
{
	struct message_values	values;

	visit_values(v, &values);
	ussd_menu_text(v->u->conf, visit_text(v), &values, out);
	return 0;
}

static bool
tells_something(const char *words)
{
	int	letters = 0;

	for (; *words != '\0'; words++)
		letters += isalpha((unsigned char)*words) != 0 ||
		    ((unsigned char)*words & 0x80) != 0;
	return letters >= WORDS_LEAST;
}

int
screen_take_words(struct visit *v, const char *input)
{
	struct meaning	m;

	if (strcmp(input, "9") == 0) {
		visit_go(v, KECAMATAN);
		return 0;
	}
	if (!tells_something(input)) {
		v->notice = USSD_NEEDS_WORDS;
		return 0;
	}
	snprintf(v->s->words, sizeof v->s->words, "%.*s",
	    (int)sizeof v->s->words - 1, input);
	/* Home was only assumed: another place in the words is meant. */
	interpret(v->u->lexicon, FROM_CITIZEN, input, NULL, &m);
	if (!v->s->placed && m.kelurahan != -1)
		visit_choose_kelurahan(v, m.kelurahan, true);
	visit_ask_next(v);
	return 0;
}

void
screen_back_from_words(struct visit *v)
{
	bool	placed = v->s->placed;

	visit_forget_place(v);
	if (placed) {
		visit_go(v, KECAMATAN);
		return;
	}
	v->s->category[0] = '\0';
	visit_go(v, CATEGORY);
}

void
screen_back_from_confirm(struct visit *v)
{
	v->s->words[0] = '\0';
	visit_go(v, WORDS);
}

/* Confirmed: from here on the desk has it, and this session is over. */
static int
send_report(struct visit *v)
{
	struct ussd_session	*s = v->s;
	struct desk_view	 view;
	int			 c, k;

	c = conf_city_find_category(visit_city(v), s->category);
	k = conf_city_find_kelurahan(visit_city(v), s->kelurahan);
	if (c == -1 || k == -1) {
		visit_ask_next(v);	/* the configuration changed meanwhile */
		return 0;
	}
	if (desk_report(v->u->desk, v->phone.id, c, k, s->words, v->now,
	    &view) == -1)
		return -1;
	s->report_id = view.report_id;
	snprintf(s->choices, sizeof s->choices, "%s", view.ticket);
	snprintf(s->outcome, sizeof s->outcome, "report");
	visit_go(v, DONE);
	return 0;
}

int
screen_take_confirm(struct visit *v, const char *input)
{
	switch (visit_line(input)) {
	case 1:
		return send_report(v);
	case 2:
		screen_back_from_confirm(v);
		return 0;
	case 3:
		visit_go(v, KECAMATAN);
		return 0;
	default:
		return interpret_consent(v->u->lexicon, input) == 1 ?
		    send_report(v) : visit_not_understood(v);
	}
}

