/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ussd_screens - the menus: what each screen shows, and what an input on it
 * does.
 *
 * A screen is a row: one function shows it, one takes what was typed.  The
 * session's row says what is chosen; where to go next follows from what is
 * still missing.  What is no choice is read like an SMS.
 */

#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "conf.h"
#include "desk/desk.h"
#include "desk/message.h"
#include "doors/ussd_screens.h"
#include "language/interpret.h"
#include "language/text.h"

#define MINE_MAX	9	/* own reports that are listed */
#define WORDS_LEAST	3	/* characters that tell something */

enum screen_id { MAIN, CATEGORY, WHICH_CATEGORY, KECAMATAN, KELURAHAN,
	WHICH_KELURAHAN, WORDS, CONFIRM, DONE, CHECK, STATE, UNKNOWN, MINE,
	HELP, RESUME, BY_SMS, SCREEN_COUNT };

/* One row of the table of screens. */
struct screen {
	const char	*name;		/* in the database */
	int		 text;		/* enum ussd_text */
	int		(*show)(struct visit *, struct ussd_screen *);
	int		(*take)(struct visit *, const char *);
	void		(*back)(struct visit *);
};

static const struct screen	screens[SCREEN_COUNT];

static const struct conf_city *
city_of(const struct visit *v)
{
	return &v->u->conf->city;
}

static enum screen_id
screen_of(const struct ussd_session *s)
{
	int	i;

	for (i = 0; i < SCREEN_COUNT; i++)
		if (strcmp(screens[i].name, s->screen) == 0)
			return i;
	return MAIN;		/* of another version */
}

static void
go(struct visit *v, enum screen_id to)
{
	snprintf(v->s->screen, sizeof v->s->screen, "%s", screens[to].name);
	v->s->page = 0;
}

/* ---- what is chosen ---------------------------------------------------- */

static void
choose_category(struct visit *v, int index)
{
	snprintf(v->s->category, sizeof v->s->category, "%s",
	    city_of(v)->category[index].code);
}

static void
choose_kelurahan(struct visit *v, int index, bool told)
{
	const struct conf_kelurahan	*k = &city_of(v)->kelurahan[index];

	snprintf(v->s->kelurahan, sizeof v->s->kelurahan, "%s", k->name);
	snprintf(v->s->kecamatan, sizeof v->s->kecamatan, "%s",
	    k->kecamatan);
	v->s->placed = told;
}

static void
forget_place(struct ussd_session *s)
{
	s->kelurahan[0] = s->kecamatan[0] = '\0';
	s->placed = false;
}

static void
forget_all(struct ussd_session *s)
{
	forget_place(s);
	s->category[0] = s->words[0] = s->choices[0] = '\0';
	s->resume_id = 0;
}

/*
 * The screen that asks for what is still missing.  Who is registered has a
 * place already; a name that a new configuration has not got is missing.
 */
static void
go_on(struct visit *v)
{
	struct ussd_session	*s = v->s;
	int			 home;

	if (conf_city_find_category(city_of(v), s->category) == -1)
		s->category[0] = '\0';
	if (conf_city_find_kelurahan(city_of(v), s->kelurahan) == -1)
		forget_place(s);
	home = conf_city_find_kelurahan(city_of(v), v->phone.kelurahan);
	if (s->kelurahan[0] == '\0' && home != -1)
		choose_kelurahan(v, home, false);
	if (s->category[0] == '\0')
		go(v, CATEGORY);
	else if (s->kelurahan[0] == '\0')
		go(v, KECAMATAN);
	else
		go(v, s->words[0] == '\0' ? WORDS : CONFIRM);
}

/* "1" to "97"; -1 if it is no number of a line. */
static int
line_number(const char *input)
{
	size_t	len = strspn(input, "0123456789");

	return len > 0 && len < 3 && input[len] == '\0' ? atoi(input) : -1;
}

/* 98 and 99 turn the page. */
static bool
turns_page(struct visit *v, const char *input)
{
	if (strcmp(input, "98") != 0 && strcmp(input, "99") != 0)
		return false;
	v->s->page++;
	return true;
}

static int
not_understood(struct visit *v)
{
	v->notice = USSD_NOT_UNDERSTOOD;
	return 0;
}

/* ---- free text --------------------------------------------------------- */

/* Offer what may be meant, as names with '|' between. */
static void
offer(struct visit *v, const struct meaning *m)
{
	struct ussd_session	*s = v->s;
	size_t			 len = 0;
	int			 i, k;

	s->choices[0] = '\0';
	for (i = 0; i < m->candidates && len < sizeof s->choices; i++) {
		k = m->candidate[i];
		len += (size_t)snprintf(s->choices + len,
		    sizeof s->choices - len, "%s%s", i > 0 ? "|" : "",
		    m->kelurahan_doubt ? city_of(v)->kelurahan[k].name :
		    city_of(v)->category[k].code);
	}
	go(v, m->kelurahan_doubt ? WHICH_KELURAHAN : WHICH_CATEGORY);
}

/* Words that tell more than the choices already do. */
static bool
says_more(const struct visit *v, const char *words)
{
	int	k;

	if (strchr(words, ' ') == NULL || strlen(words) < 8)
		return false;
	k = conf_city_find_kelurahan(city_of(v), words);
	return k == -1;
}

static int
take_reading(struct visit *v, const struct meaning *m)
{
	if (m->category != -1)
		choose_category(v, m->category);
	if (m->kelurahan != -1)
		choose_kelurahan(v, m->kelurahan, true);
	if (says_more(v, m->description))
		snprintf(v->s->words, sizeof v->s->words, "%.*s",
		    (int)sizeof v->s->words - 1, m->description);
	if (m->intent == INTENT_CLARIFY && m->candidates > 0)
		offer(v, m);
	else
		go_on(v);
	return 0;
}

static int
look_up(struct visit *v, const char *ticket)
{
	struct desk_view	view;
	int			rc;

	rc = desk_view_ticket(v->u->desk, v->phone.id, ticket, &view);
	if (rc == -1)
		return -1;
	snprintf(v->s->choices, sizeof v->s->choices, "%.12s", ticket);
	go(v, rc == 1 ? STATE : UNKNOWN);
	return 0;
}

/* What is no choice of the screen is read as an SMS would be. */
static int
take_text(struct visit *v, const char *input)
{
	struct meaning	m;
	struct answer	a;

	interpret(v->u->lexicon, FROM_CITIZEN, input, &m);
	switch (m.intent) {
	case INTENT_REPORT:
	case INTENT_CLARIFY:
		return take_reading(v, &m);
	case INTENT_STATUS:
		if (m.ticket[0] != '\0')
			return look_up(v, m.ticket);
		go(v, MINE);
		return 0;
	case INTENT_HELP:
		go(v, HELP);
		return 0;
	case INTENT_ADD: case INTENT_CONFIRM: case INTENT_SUPPORT:
	case INTENT_CANCEL: case INTENT_REGISTER: case INTENT_STOP:
	case INTENT_INFO:
		go(v, BY_SMS);
		return 0;
	case INTENT_TAKE: case INTENT_PROGRESS: case INTENT_DONE:
	case INTENT_REJECT: case INTENT_FORWARD: case INTENT_ASK:
	case INTENT_LIST: case INTENT_OFF: case INTENT_ON:
	case INTENT_SHOW: case INTENT_MORE: case INTENT_HANDOVER:
	case INTENT_UNKNOWN: case INTENT_COUNT:
		break;
	}
	/* A place alone begins a report there. */
	a = interpret_answer(v->u->lexicon, true, NULL, 0, input);
	if (a.kind != ANSWER_OTHER)
		return not_understood(v);
	choose_kelurahan(v, a.index, true);
	go_on(v);
	return 0;
}

/* ---- plain screens ----------------------------------------------------- */

static int
show_plain(struct visit *v, struct ussd_screen *out)
{
	ussd_menu_text(v->u->conf, screens[screen_of(v->s)].text, NULL, out);
	return 0;
}

static void
back_to_main(struct visit *v)
{
	forget_all(v->s);
	go(v, MAIN);
}

static int
take_main(struct visit *v, const char *input)
{
	switch (line_number(input)) {
	case 1:
		go_on(v);
		return 0;
	case 2:
		go(v, CHECK);
		return 0;
	case 3:
		go(v, MINE);
		return 0;
	case 4:
		go(v, HELP);
		return 0;
	default:
		return take_text(v, input);
	}
}

static int
take_ticket(struct visit *v, const char *input)
{
	size_t	digits = strspn(input, "0123456789");

	if (digits > 0 && input[digits] == '\0')
		return look_up(v, input);
	return take_text(v, input);
}

/* ---- lists ------------------------------------------------------------- */

static int
show_categories(struct visit *v, struct ussd_screen *out)
{
	const struct conf_city	*city = city_of(v);
	const char		*item[USSD_ITEMS_MAX];
	int			 i;

	for (i = 0; i < city->category_count && i < USSD_ITEMS_MAX; i++)
		item[i] = city->category[i].label;
	ussd_menu_list(v->u->conf, USSD_CATEGORY, NULL, item, i, v->s->page,
	    out);
	return 0;
}

static int
take_category(struct visit *v, const char *input)
{
	int	n = line_number(input);

	if (turns_page(v, input))
		return 0;
	if (n == -1)
		return take_text(v, input);
	if (n < 1 || n > city_of(v)->category_count)
		return not_understood(v);
	choose_category(v, n - 1);
	go_on(v);
	return 0;
}

static int
show_kecamatan(struct visit *v, struct ussd_screen *out)
{
	const char	*item[USSD_ITEMS_MAX];
	int		 n = ussd_menu_kecamatan(city_of(v), item);

	ussd_menu_list(v->u->conf, USSD_KECAMATAN, NULL, item, n, v->s->page,
	    out);
	return 0;
}

static void
choose_kecamatan(struct visit *v, const char *name)
{
	snprintf(v->s->kecamatan, sizeof v->s->kecamatan, "%s", name);
	go(v, KELURAHAN);
}

/* A place was typed: kelurahan, several that it may be, or a kecamatan. */
static int
take_place(struct visit *v, const char *input)
{
	char		text[TEXT_PART_BYTES + 8];
	const char	*name[USSD_ITEMS_MAX];
	struct answer	a;
	struct meaning	m;
	int		i, n = ussd_menu_kecamatan(city_of(v), name);

	for (i = 0; i < n; i++)
		if (strcasecmp(name[i], input) == 0 &&
		    conf_city_find_kelurahan(city_of(v), input) == -1) {
			choose_kecamatan(v, name[i]);
			return 0;
		}
	a = interpret_answer(v->u->lexicon, true, NULL, 0, input);
	if (a.kind == ANSWER_OTHER) {
		choose_kelurahan(v, a.index, true);
		go_on(v);
		return 0;
	}
	/* With the category beside it, an unclear name has candidates. */
	snprintf(text, sizeof text, "%s di %.*s", v->s->category,
	    TEXT_PART_BYTES - STORE_CODE_SIZE, input);
	interpret(v->u->lexicon, FROM_CITIZEN, text, &m);
	if (m.intent == INTENT_CLARIFY && m.kelurahan_doubt &&
	    m.candidates > 0) {
		offer(v, &m);
		return 0;
	}
	return take_text(v, input);
}

static int
take_kecamatan(struct visit *v, const char *input)
{
	const char	*name[USSD_ITEMS_MAX];
	int		 count = ussd_menu_kecamatan(city_of(v), name);
	int		 n = line_number(input);

	if (turns_page(v, input))
		return 0;
	if (n == -1)
		return take_place(v, input);
	if (n < 1 || n > count)
		return not_understood(v);
	choose_kecamatan(v, name[n - 1]);
	return 0;
}

static void
back_from_kecamatan(struct visit *v)
{
	if (v->s->kelurahan[0] != '\0') {
		go_on(v);
		return;
	}
	v->s->category[0] = '\0';
	go(v, CATEGORY);
}

static int
show_kelurahan(struct visit *v, struct ussd_screen *out)
{
	struct message_values	 values = { .name = v->s->kecamatan };
	const char		*item[USSD_ITEMS_MAX];
	int			 index[USSD_ITEMS_MAX], i, n;

	n = ussd_menu_kelurahan(city_of(v), v->s->kecamatan, index);
	for (i = 0; i < n; i++)
		item[i] = city_of(v)->kelurahan[index[i]].name;
	ussd_menu_list(v->u->conf, USSD_KELURAHAN, &values, item, n,
	    v->s->page, out);
	return 0;
}

static int
take_kelurahan(struct visit *v, const char *input)
{
	int	index[USSD_ITEMS_MAX], n = line_number(input), count;

	if (turns_page(v, input))
		return 0;
	if (n == -1)
		return take_place(v, input);
	count = ussd_menu_kelurahan(city_of(v), v->s->kecamatan, index);
	if (n < 1 || n > count)
		return not_understood(v);
	choose_kelurahan(v, index[n - 1], true);
	go_on(v);
	return 0;
}

static void
back_to_kecamatan(struct visit *v)
{
	go(v, KECAMATAN);
}

/* The names on offer, cut apart in buf. */
static int
read_choices(const struct visit *v, char buf[QUESTION_CHOICES_SIZE],
    const char **item)
{
	char	*c, *save = NULL;
	int	 n = 0;

	snprintf(buf, QUESTION_CHOICES_SIZE, "%s", v->s->choices);
	for (c = strtok_r(buf, "|", &save); c != NULL && n < USSD_ITEMS_MAX;
	    c = strtok_r(NULL, "|", &save))
		item[n++] = c;
	return n;
}

static int
show_choices(struct visit *v, struct ussd_screen *out)
{
	char		 buf[QUESTION_CHOICES_SIZE];
	const char	*item[USSD_ITEMS_MAX];
	int		 n = read_choices(v, buf, item), i, k;

	for (i = 0; i < n && screen_of(v->s) == WHICH_CATEGORY; i++)
		if ((k = conf_city_find_category(city_of(v), item[i])) != -1)
			item[i] = city_of(v)->category[k].label;
	ussd_menu_list(v->u->conf, screens[screen_of(v->s)].text, NULL, item,
	    n, v->s->page, out);
	return 0;
}

static int
take_choice(struct visit *v, const char *input)
{
	char		 buf[QUESTION_CHOICES_SIZE];
	const char	*item[USSD_ITEMS_MAX];
	int		 count = read_choices(v, buf, item), k;
	int		 n = line_number(input);
	bool		 place = screen_of(v->s) == WHICH_KELURAHAN;

	if (turns_page(v, input))
		return 0;
	if (n == -1)
		return place ? take_place(v, input) : take_text(v, input);
	k = n < 1 || n > count ? -1 : place ?
	    conf_city_find_kelurahan(city_of(v), item[n - 1]) :
	    conf_city_find_category(city_of(v), item[n - 1]);
	if (k == -1)
		return not_understood(v);
	if (place)
		choose_kelurahan(v, k, true);
	else
		choose_category(v, k);
	go_on(v);
	return 0;
}

/* ---- the report -------------------------------------------------------- */

static void
values_of(const struct visit *v, struct message_values *values)
{
	const struct ussd_session	*s = v->s;
	int				 k;

	k = conf_city_find_category(city_of(v), s->category);
	*values = (struct message_values){
		.category = k == -1 ? s->category :
		    city_of(v)->category[k].label,
		.kelurahan = s->kelurahan[0] != '\0' ? s->kelurahan :
		    v->u->conf->ussd.text[USSD_NO_PLACE],
		.text = s->words
	};
}

static int
show_draft(struct visit *v, struct ussd_screen *out)
{
	struct message_values	values;

	values_of(v, &values);
	ussd_menu_text(v->u->conf, screens[screen_of(v->s)].text, &values,
	    out);
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

static int
take_words(struct visit *v, const char *input)
{
	struct meaning	m;

	if (strcmp(input, "9") == 0) {
		go(v, KECAMATAN);
		return 0;
	}
	if (!tells_something(input)) {
		v->notice = USSD_NEEDS_WORDS;
		return 0;
	}
	snprintf(v->s->words, sizeof v->s->words, "%.*s",
	    (int)sizeof v->s->words - 1, input);
	/* Home was only assumed: another place in the words is meant. */
	interpret(v->u->lexicon, FROM_CITIZEN, input, &m);
	if (!v->s->placed && m.kelurahan != -1)
		choose_kelurahan(v, m.kelurahan, true);
	go_on(v);
	return 0;
}

static void
back_from_words(struct visit *v)
{
	bool	placed = v->s->placed;

	forget_place(v->s);
	if (placed) {
		go(v, KECAMATAN);
		return;
	}
	v->s->category[0] = '\0';
	go(v, CATEGORY);
}

static void
back_from_confirm(struct visit *v)
{
	v->s->words[0] = '\0';
	go(v, WORDS);
}

/* Confirmed: from here on the desk has it, and this session is over. */
static int
send_report(struct visit *v)
{
	struct ussd_session	*s = v->s;
	struct desk_view	 view;
	int			 c, k;

	c = conf_city_find_category(city_of(v), s->category);
	k = conf_city_find_kelurahan(city_of(v), s->kelurahan);
	if (c == -1 || k == -1) {
		go_on(v);	/* the configuration changed meanwhile */
		return 0;
	}
	if (desk_report(v->u->desk, v->phone.id, c, k, s->words, v->now,
	    &view) == -1)
		return -1;
	s->report_id = view.report_id;
	snprintf(s->choices, sizeof s->choices, "%s", view.ticket);
	snprintf(s->outcome, sizeof s->outcome, "report");
	go(v, DONE);
	return 0;
}

static int
take_confirm(struct visit *v, const char *input)
{
	switch (line_number(input)) {
	case 1:
		return send_report(v);
	case 2:
		back_from_confirm(v);
		return 0;
	case 3:
		go(v, KECAMATAN);
		return 0;
	default:
		return not_understood(v);
	}
}

/* ---- reports that are there -------------------------------------------- */

static int
show_report(struct visit *v, struct ussd_screen *out)
{
	struct message_values	values = { .ticket = v->s->choices };
	struct desk_view	view;
	enum screen_id		id = screen_of(v->s);
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
	ussd_menu_text(v->u->conf, rc == 1 ? screens[id].text :
	    USSD_UNKNOWN_TICKET, &values, out);
	return 0;
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

static int
show_mine(struct visit *v, struct ussd_screen *out)
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

static int
take_mine(struct visit *v, const char *input)
{
	struct desk_view	view;
	int			n = line_number(input), rc;

	if (turns_page(v, input))
		return 0;
	if (n == -1)
		return take_ticket(v, input);
	if (n < 1 || n > MINE_MAX)
		return not_understood(v);
	if ((rc = nth_report(v, 1, &view)) == 0 && n == 1) {
		go_on(v);	/* "no report yet: 1 to make one" */
		return 0;
	}
	if (rc == 1)
		rc = nth_report(v, n, &view);
	if (rc != 1)
		return rc == -1 ? -1 : not_understood(v);
	return look_up(v, view.ticket);
}

static void
back_to_mine(struct visit *v)
{
	go(v, MINE);
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
		back_to_main(v);
		return show_plain(v, out);
	}
	its.s = &old;
	values_of(&its, &values);
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
		back_to_main(v);
		return rc;
	}
	memcpy(s->category, old.category, sizeof s->category);
	memcpy(s->kecamatan, old.kecamatan, sizeof s->kecamatan);
	memcpy(s->kelurahan, old.kelurahan, sizeof s->kelurahan);
	memcpy(s->words, old.words, sizeof s->words);
	s->placed = old.placed;
	s->resume_id = 0;
	go_on(v);
	return store_ussd_settle(v->u->store, old.id, "resumed");
}

static int
take_resume(struct visit *v, const char *input)
{
	int64_t	old = v->s->resume_id;
	int	n = line_number(input);

	if (n == 1)
		return take_up(v);
	if (n != 2 && n != -1)
		return not_understood(v);
	back_to_main(v);
	if (store_ussd_settle(v->u->store, old, "given up") == -1)
		return -1;
	return n == 2 ? 0 : take_text(v, input);
}

/* ---- the table --------------------------------------------------------- */

static const struct screen	screens[SCREEN_COUNT] = {
	[MAIN] = { "main", USSD_MAIN, show_plain, take_main, back_to_main },
	[CATEGORY] = { "category", USSD_CATEGORY, show_categories,
	    take_category, back_to_main },
	[WHICH_CATEGORY] = { "which_category", USSD_WHICH_CATEGORY,
	    show_choices, take_choice, back_to_main },
	[KECAMATAN] = { "kecamatan", USSD_KECAMATAN, show_kecamatan,
	    take_kecamatan, back_from_kecamatan },
	[KELURAHAN] = { "kelurahan", USSD_KELURAHAN, show_kelurahan,
	    take_kelurahan, back_to_kecamatan },
	[WHICH_KELURAHAN] = { "which_kelurahan", USSD_WHICH_KELURAHAN,
	    show_choices, take_choice, back_to_kecamatan },
	[WORDS] = { "words", USSD_WORDS, show_draft, take_words,
	    back_from_words },
	[CONFIRM] = { "confirm", USSD_CONFIRM, show_draft, take_confirm,
	    back_from_confirm },
	[DONE] = { "done", USSD_DONE, show_report, take_main, back_to_main },
	[CHECK] = { "check", USSD_CHECK, show_plain, take_ticket,
	    back_to_main },
	[STATE] = { "state", USSD_STATE, show_report, take_ticket,
	    back_to_mine },
	[UNKNOWN] = { "unknown", USSD_UNKNOWN_TICKET, show_report,
	    take_ticket, back_to_main },
	[MINE] = { "mine", USSD_MINE, show_mine, take_mine, back_to_main },
	[HELP] = { "help", USSD_HELP, show_plain, take_main, back_to_main },
	[RESUME] = { "resume", USSD_RESUME, show_resume, take_resume,
	    back_to_main },
	[BY_SMS] = { "by_sms", USSD_BY_SMS, show_plain, take_main,
	    back_to_main },
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
	go(v, rc == 1 ? RESUME : MAIN);
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

/* Let an input do its work on the session.  0 or -1. */
int
screens_take(struct visit *v, const char *raw)
{
	const struct screen	*at = &screens[screen_of(v->s)];
	char			 input[USSD_WORDS_SIZE];

	v->notice = -1;
	text_clean(input, sizeof input, raw, strlen(raw));
	trim(input);
	if (strcmp(input, "00") == 0)
		back_to_main(v);
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
	if (screens[screen_of(v->s)].show(v, out) == -1)
		return -1;
	v->s->page = out->page;
	if (v->notice != -1)
		ussd_menu_notice(v->u->conf, v->notice, out);
	return 0;
}
