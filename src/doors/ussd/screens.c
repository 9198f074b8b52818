/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ussd_screens - the menus: which screens there are, and the way between them.
 *
 * A screen is a row: one function shows it, one takes what was typed.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/conf.h"
#include "desk/desk.h"
#include "doors/ussd/visit.h"
#include "language/interpret.h"
#include "language/text.h"

/* One row of the table of screens. */
struct screen {
	const char	*name;		/* in the database */
	enum ussd_text	 text;
	int		(*show)(struct visit *, struct ussd_screen *);
	int		(*take)(struct visit *, const char *);
	void		(*back)(struct visit *);
};

static const struct screen	screens[SCREEN_COUNT];

/* ---- moving ------------------------------------------------------------ */

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
		if (strcmp(screens[i].name, v->s->screen) == 0)
			return i;
	return MAIN;		/* of another version */
}

/* The text of that screen. */
enum ussd_text
visit_text(const struct visit *v)
{
	return screens[visit_at(v)].text;
}

/* Go to a screen, on its first page. */
void
visit_go(struct visit *v, enum screen_id to)
{
	snprintf(v->s->screen, sizeof v->s->screen, "%s", screens[to].name);
	v->s->page = 0;
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

/* ---- plain screens ----------------------------------------------------- */

int
screen_show_plain(struct visit *v, struct ussd_screen *out)
{
	ussd_menu_text(v->u->conf, visit_text(v), NULL, out);
	return 0;
}

int
screen_take_main(struct visit *v, const char *input)
{
	switch (visit_line(input)) {
	case 1:
		visit_ask_next(v);
		return 0;
	case 2:
		visit_go(v, CHECK);
		return 0;
	case 3:
		visit_go(v, MINE);
		return 0;
	case 4:
		visit_go(v, HELP);
		return 0;
	default:
		return visit_take_text(v, input);
	}
}

/* ---- a session that was cut off ---------------------------------------- */

static int
show_resume(struct visit *v, struct ussd_screen *out)
{
	struct ussd_session	old;
	struct visit		its = *v;
	struct message_values	values;
	int			rc;

	rc = store_ussd_get(v->u->store, v->s->resume_id, &old);
	if (rc == -1)
		return -1;
	if (rc == 0) {
		visit_back_to_main(v);
		return screen_show_plain(v, out);
	}
	its.s = &old;
	visit_values(&its, &values);
	ussd_menu_text(v->u->conf, USSD_RESUME, &values, out);
	return 0;
}

/* Go on where the other session was cut off. */
static int
take_up(struct visit *v)
{
	struct ussd_session	*s = v->s, old;
	int			 rc;

	rc = store_ussd_get(v->u->store, s->resume_id, &old);
	if (rc != 1) {
		visit_back_to_main(v);
		return rc;
	}
	memcpy(s->category, old.category, sizeof s->category);
	memcpy(s->kecamatan, old.kecamatan, sizeof s->kecamatan);
	memcpy(s->kelurahan, old.kelurahan, sizeof s->kelurahan);
	memcpy(s->words, old.words, sizeof s->words);
	s->placed = old.placed;
	s->resume_id = 0;
	visit_ask_next(v);
	return store_ussd_settle(v->u->store, old.id, "resumed");
}

static int
take_resume(struct visit *v, const char *input)
{
	int64_t	old = v->s->resume_id;
	int	n = visit_line(input);

	if (n == 1 || (n == -1 && interpret_consent(v->u->lexicon, input) ==
	    1))
		return take_up(v);
	if (n != 2 && n != -1)
		return visit_not_understood(v);
	visit_back_to_main(v);
	if (store_ussd_settle(v->u->store, old, "given up") == -1)
		return -1;
	return n == 2 ? 0 : visit_take_text(v, input);
}

/* ---- the table --------------------------------------------------------- */

static const struct screen	screens[SCREEN_COUNT] = {
	[MAIN] = { "main", USSD_MAIN, screen_show_plain, screen_take_main, visit_back_to_main },
	[CATEGORY] = { "category", USSD_CATEGORY, screen_show_categories,
	    screen_take_category, visit_back_to_main },
	[WHICH_CATEGORY] = { "which_category", USSD_WHICH_CATEGORY,
	    screen_show_choices, screen_take_choice, screen_back_from_choice },
	[KECAMATAN] = { "kecamatan", USSD_KECAMATAN, screen_show_kecamatan,
	    screen_take_kecamatan, screen_back_from_kecamatan },
	[KELURAHAN] = { "kelurahan", USSD_KELURAHAN, screen_show_kelurahan,
	    screen_take_kelurahan, screen_back_to_kecamatan },
	[WHICH_KELURAHAN] = { "which_kelurahan", USSD_WHICH_KELURAHAN,
	    screen_show_choices, screen_take_choice, screen_back_from_choice },
	[WORDS] = { "words", USSD_WORDS, screen_show_draft, screen_take_words,
	    screen_back_from_words },
	[CONFIRM] = { "confirm", USSD_CONFIRM, screen_show_draft, screen_take_confirm,
	    screen_back_from_confirm },
	[DONE] = { "done", USSD_DONE, screen_show_report, screen_take_main, visit_back_to_main },
	[CHECK] = { "check", USSD_CHECK, screen_show_plain, screen_take_ticket,
	    visit_back_to_main },
	[STATE] = { "state", USSD_STATE, screen_show_report, screen_take_ticket,
	    screen_back_to_mine },
	[UNKNOWN] = { "unknown", USSD_UNKNOWN_TICKET, screen_show_report,
	    screen_take_ticket, visit_back_to_main },
	[MINE] = { "mine", USSD_MINE, screen_show_mine, screen_take_mine, visit_back_to_main },
	[HELP] = { "help", USSD_HELP, screen_show_plain, screen_take_main, visit_back_to_main },
	[RESUME] = { "resume", USSD_RESUME, show_resume, take_resume,
	    visit_back_to_main },
	[BY_SMS] = { "by_sms", USSD_BY_SMS, screen_show_plain, screen_take_main,
	    visit_back_to_main },
};

/*
 * The first screen of a new session: the offer to resume, or the menu, which
 * is also where a route that was dialled begins.
 */
int
screens_begin(struct visit *v, bool route)
{
	struct ussd_session	old;
	int			rc = 0;

	if (!route)
		rc = store_ussd_unfinished(v->u->store, v->phone.id,
		    v->now - v->u->conf->ussd.resume_s, 0, &old);
	if (rc == -1)
		return -1;
	visit_go(v, rc == 1 ? RESUME : MAIN);
	v->s->resume_id = rc == 1 ? old.id : 0;
	return 0;
}

/* Without the spaces and the # that phones and people leave around it. */
static void
trim(char *text)
{
	size_t	len, skip = strspn(text, " \t\r\n");

	memmove(text, text + skip, strlen(text + skip) + 1);
	for (len = strlen(text); len > 0 &&
	    strchr(" \t\r\n#", text[len - 1]) != NULL; len--)
		text[len - 1] = '\0';
}

/* "*123#" */
static bool
is_code(const char *raw)
{
	size_t	len = strspn(raw, "*0123456789");

	return raw[0] == '*' && len > 1 && strcmp(raw + len, "#") == 0;
}

/* Let an input do its work on the session.  0 or -1. */
int
screens_take(struct visit *v, const char *raw)
{
	const struct screen	*at = &screens[visit_at(v)];
	char			 input[USSD_WORDS_SIZE];

	v->notice = -1;
	text_clean(input, sizeof input, raw, strlen(raw));
	trim(input);
	/* A code that is dialled anew begins anew. */
	if (strcmp(input, "00") == 0 || is_code(raw))
		visit_back_to_main(v);
	else if (strcmp(input, "0") == 0) {
		if (v->s->page > 0)
			v->s->page--;
		else
			at->back(v);
	} else if (input[0] == '\0')
		v->notice = USSD_NOT_UNDERSTOOD;
	else
		return at->take(v, input);
	return 0;
}

/* Write the screen that the session stands at.  0 or -1. */
int
screens_show(struct visit *v, struct ussd_screen *out)
{
	if (screens[visit_at(v)].show(v, out) == -1)
		return -1;
	v->s->page = out->page;
	if (v->notice != -1)
		ussd_menu_notice(v->u->conf, v->notice, out);
	return 0;
}
