/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * screens - the menus: the first screen, and what a row of the table of
 * screens does with an input.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "conf/conf.h"
#include "desk/desk.h"
#include "doors/ussd/screens.h"
#include "doors/ussd/visit.h"
#include "language/interpret.h"

/* ---- plain screens ----------------------------------------------------- */

static int
screen_show_plain(struct visit *v, struct ussd_screen *out)
{
	ussd_menu_text(v->u->conf, visit_text(v), NULL, out);
	return 0;
}

static int
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
screen_show_resume(struct visit *v, struct ussd_screen *out)
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
screen_take_resume(struct visit *v, const char *input)
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

static const struct {
	int	(*show)(struct visit *, struct ussd_screen *);
	int	(*take)(struct visit *, const char *);
	void	(*back)(struct visit *);
} screens[SCREEN_COUNT] = {
#define X(id, name, text, show, take, back)	[id] = { show, take, back },
	SCREENS(X)
#undef X
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
	enum screen_id	at = visit_at(v);
	char		input[USSD_WORDS_SIZE];

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
			screens[at].back(v);
	} else if (input[0] == '\0')
		v->notice = USSD_NOT_UNDERSTOOD;
	else
		return screens[at].take(v, input);
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
