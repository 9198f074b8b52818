/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ussd_menu - how a screen is written: its template filled in, its list cut
 * into pages, all of it in the phone's alphabet and within its limit.
 *
 * The wording is configuration.  This file alone knows how long a screen can
 * get, and so refuses a wording with which one would not fit.  It knows no
 * session: the configuration is checked with it before anybody dials.
 */

#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/text.h"
#include "conf/conf.h"
#include "conf/room.h"
#include "desk/desk.h"
#include "doors/ussd/menu.h"

#define LONGEST_TICKET	8	/* 10 million reports and a check digit */
#define LONGEST_STATE	30	/* as desk/message allows */
#define LEAST_TEXT	12	/* septets of the citizen's words at least */
#define LONGEST_WORD	40

enum kind { SCREEN, LIST, ITEM, WORD };

static const struct ussd_row {
	const char	*key;
	enum kind	 kind;
	const char	*fields;
} rows[] = {
#define X(id, key, kind, fields)	{ key, kind, fields },
	USSD_TEXTS(X)
#undef X
};

/* The setting of etc/kupang/ussd.conf that holds this text. */
const char *
ussd_text_key(enum ussd_text id)
{
	return rows[id].key;
}

/* What the text may name, spaces between. */
const char *
ussd_text_fields(enum ussd_text id)
{
	return rows[id].fields;
}

/* The text of a key, or -1. */
int
ussd_text_find(const char *key)
{
	int	id;

	for (id = 0; id < USSD_TEXT_COUNT; id++)
		if (strcmp(rows[id].key, key) == 0)
			return id;
	return -1;
}

/* ---- writing ----------------------------------------------------------- */

/* A field that was empty leaves no space at the end of its line. */
static void
trim_lines(char *text)
{
	char	*from, *to = text;

	for (from = text; *from != '\0'; from++) {
		if (*from == '\n')
			while (to > text && to[-1] == ' ')
				to--;
		*to++ = *from;
	}
	*to = '\0';
}

/* Filled in, and transliterated: the length is what the phone counts. */
static void
fill(char *out, size_t size, const char *template,
    const struct message_values *values)
{
	static const struct message_values	nothing;
	char					all[TEXT_MAX_BYTES];

	message_fill(all, sizeof all, template != NULL ? template : "",
	    values != NULL ? values : &nothing);
	trim_lines(all);
	text_to_gsm7(out, size, all, NULL);
}

/*
 * A screen without a list.  A person's words in it ({text}) are clipped to
 * what the rest leaves.
 */
void
ussd_menu_text(const struct conf *conf, enum ussd_text id,
    const struct message_values *values, struct ussd_screen *out)
{
	const char		*template = conf->ussd.text[id];
	struct message_values	 fitted = { 0 };
	char			 all[TEXT_MAX_BYTES], words[TEXT_MAX_BYTES];
	int			 room;

	if (values != NULL)
		fitted = *values;
	if (fitted.text != NULL) {
		text_to_gsm7(words, sizeof words, fitted.text, NULL);
		fitted.text = "";
		fill(all, sizeof all, template, &fitted);
		room = conf->ussd.screen - text_septets(all);
		text_clip(words, room > 0 ? room : 0);
		fitted.text = words;
	}
	fill(all, sizeof all, template, &fitted);
	text_clip(all, conf->ussd.screen);
	snprintf(out->text, sizeof out->text, "%.*s",
	    (int)sizeof out->text - 1, all);
	out->more = false;
	out->page = 0;
}

/* A line of a list, as it is counted and shown. */
static int
write_item(char line[USSD_ITEM_BYTES], int number, const char *item)
{
	char	gsm[USSD_ITEM_BYTES - 16];

	text_to_gsm7(gsm, sizeof gsm, item, NULL);
	snprintf(line, USSD_ITEM_BYTES, "\n%d %s", number, gsm);
	return text_septets(line);
}

/* How many items from the first on fit the room; "more" needs some of it. */
static int
items_that_fit(const char *const *item, int first, int n, int room, int more)
{
	char	line[USSD_ITEM_BYTES];
	int	i, used = 0, with_more = 0;

	for (i = first; i < n; i++) {
		used += write_item(line, i + 1, item[i]);
		if (used + more <= room)
			with_more = i + 1 - first;
		if (used > room)
			return with_more > 0 ? with_more : 1;
	}
	return n - first;
}

static void
append(char *out, size_t size, const char *text)
{
	size_t	len = strlen(out);

	snprintf(out + len, size - len, "%s", text);
}

/*
 * One page (from 0) of a list: its title, its numbered lines, "more" where
 * there are more, "back".  Numbers run on over the pages.  A page behind the
 * last is the last.
 */
void
ussd_menu_list(const struct conf *conf, enum ussd_text id,
    const struct message_values *values, const char *const *item, int n,
    int page, struct ussd_screen *out)
{
	char	title[TEXT_MAX_BYTES], line[USSD_ITEM_BYTES];
	char	more[USSD_ITEM_BYTES] = "\n", back[USSD_ITEM_BYTES] = "\n";
	int	first = 0, count, room, i;

	fill(title, sizeof title, conf->ussd.text[id], values);
	fill(more + 1, sizeof more - 1, conf->ussd.text[USSD_MORE], NULL);
	fill(back + 1, sizeof back - 1, conf->ussd.text[USSD_BACK], NULL);
	room = conf->ussd.screen - text_septets(title) - text_septets(back);
	count = items_that_fit(item, 0, n, room, text_septets(more));
	for (i = 0; i < page && first + count < n; i++) {
		first += count;
		count = items_that_fit(item, first, n, room,
		    text_septets(more));
	}
	out->page = i;
	snprintf(out->text, sizeof out->text, "%.*s",
	    (int)sizeof out->text - 1, title);
	for (i = first; i < first + count; i++) {
		write_item(line, i + 1, item[i]);
		append(out->text, sizeof out->text, line);
	}
	out->more = first + count < n;
	if (out->more)
		append(out->text, sizeof out->text, more);
	append(out->text, sizeof out->text, back);
}

/* Say something above a screen, if both fit. */
void
ussd_menu_notice(const struct conf *conf, enum ussd_text id,
    struct ussd_screen *out)
{
	char	all[TEXT_MAX_BYTES];

	fill(all, sizeof all, conf->ussd.text[id], NULL);
	append(all, sizeof all, "\n");
	append(all, sizeof all, out->text);
	if (text_septets(all) <= conf->ussd.screen)
		snprintf(out->text, sizeof out->text, "%.*s",
		    (int)sizeof out->text - 1, all);
}

/* ---- the city's lists -------------------------------------------------- */

/* The names of the kecamatan, each once; at most USSD_ITEMS_MAX. */
int
ussd_menu_kecamatan(const struct conf_city *city, const char **name)
{
	int	i, k, n = 0;

	for (i = 0; i < city->kelurahan_count && n < USSD_ITEMS_MAX; i++) {
		for (k = 0; k < n; k++)
			if (strcasecmp(name[k], city->kelurahan[i].kecamatan)
			    == 0)
				break;
		if (k == n)
			name[n++] = city->kelurahan[i].kecamatan;
	}
	return n;
}

/* The indexes of the kelurahan of a kecamatan; at most USSD_ITEMS_MAX. */
int
ussd_menu_kelurahan(const struct conf_city *city, const char *kecamatan,
    int *index)
{
	int	i, n = 0;

	for (i = 0; i < city->kelurahan_count && n < USSD_ITEMS_MAX; i++)
		if (strcasecmp(city->kelurahan[i].kecamatan, kecamatan) == 0)
			index[n++] = i;
	return n;
}

/* ---- checking ---------------------------------------------------------- */

static char * __attribute__((format(printf, 1, 2)))
fault(const char *fmt, ...)
{
	va_list	 ap;
	char	 buf[512];

	va_start(ap, fmt);
	vsnprintf(buf, sizeof buf, fmt, ap);
	va_end(ap);
	return strdup(buf);
}

static const char *
longer(const char *a, const char *b)
{
	return text_septets(b) > text_septets(a) ? b : a;
}

/* The longest values that a screen can have to show. */
static void
longest_values(const struct conf_city *city, struct message_values *v)
{
	static const char	m[] = "MMMMMMMMMMMMMMMMMMMMMMMMMMMMMM";
	int			i;

	*v = (struct message_values){
		.ticket = m + sizeof m - 1 - LONGEST_TICKET,
		.state = m + sizeof m - 1 - LONGEST_STATE,
		.text = m + sizeof m - 1 - LEAST_TEXT,
		.date = "31/12 23:59", .category = "", .kelurahan = "",
		.opd = "", .name = ""
	};
	for (i = 0; i < city->category_count; i++)
		v->category = longer(v->category, city->category[i].label);
	for (i = 0; i < city->opd_count; i++)
		v->opd = longer(v->opd, city->opd[i].code);
	for (i = 0; i < city->kelurahan_count; i++) {
		v->kelurahan = longer(v->kelurahan, city->kelurahan[i].name);
		v->name = longer(v->name, city->kelurahan[i].kecamatan);
	}
}

/* The longest line that the list of this title can hold. */
static void
longest_item(const struct conf *conf, enum ussd_text id,
    const struct message_values *v, char *out, size_t size)
{
	const char	*item = v->kelurahan;

	if (id == USSD_MINE) {
		fill(out, size, conf->ussd.text[USSD_MINE_ITEM], v);
		return;
	}
	if (id == USSD_CATEGORY || id == USSD_CATEGORY_AT ||
	    id == USSD_WHICH_CATEGORY)
		item = v->category;
	else if (id == USSD_KECAMATAN)
		item = v->name;
	snprintf(out, size, "%s", item);
}

/* Septets of the worst screen that the text can be part of. */
static int
worst_screen(const struct conf *conf, enum ussd_text id)
{
	struct message_values	 v;
	char			 all[TEXT_MAX_BYTES], item[USSD_ITEM_BYTES];
	char			 line[USSD_ITEM_BYTES];
	int			 n;

	longest_values(&conf->city, &v);
	fill(all, sizeof all, conf->ussd.text[id], &v);
	n = text_septets(all);
	if (rows[id].kind != LIST)
		return n;
	longest_item(conf, id, &v, item, sizeof item);
	n += write_item(line, USSD_ITEMS_MAX, item);
	fill(all, sizeof all, conf->ussd.text[USSD_MORE], NULL);
	n += text_septets(all) + 1;
	fill(all, sizeof all, conf->ussd.text[USSD_BACK], NULL);
	return n + text_septets(all) + 1;
}

/*
 * Is this text fit to be shown, with the city's own names and the longest
 * values?  NULL if so, else what is wrong, the caller's to free.  The city
 * and the other texts must have been read.
 */
char *
ussd_menu_check(const struct conf *conf, enum ussd_text id)
{
	const char	*template = conf->ussd.text[id], *field;
	char		 all[TEXT_MAX_BYTES];
	size_t		 lost;
	int		 n, limit = conf->ussd.screen;

	if ((field = message_unknown_field(template, rows[id].fields)) != NULL)
		return fault("\"%s\": unknown placeholder %.*s; this text "
		    "knows: %s", rows[id].key, (int)strcspn(field, "}") + 1,
		    field, *rows[id].fields != '\0' ? rows[id].fields :
		    "none");
	text_to_gsm7(all, sizeof all, template, &lost);
	if (lost > 0)
		return fault("\"%s\": %zu character(s) that a phone's "
		    "alphabet (GSM-7) does not have", rows[id].key, lost);
	if (all[0] == '\0')
		return fault("\"%s\": is empty", rows[id].key);
	if (rows[id].kind == WORD)
		limit = LONGEST_WORD;
	if ((n = worst_screen(conf, id)) > limit)
		return fault("\"%s\": takes %d septets with the longest "
		    "values, %d are allowed", rows[id].key, n, limit);
	return NULL;
}

static const char *
key_of(int id)
{
	return ussd_text_key((enum ussd_text)id);
}

/* The menus are needed when somebody can reach them. */
static bool
has_providers(const struct conf *conf)
{
	return conf->ussd.provider_count > 0;
}

static char *
fault_of(const struct conf *conf, int id)
{
	return ussd_menu_check(conf, (enum ussd_text)id);
}

static const struct conf_texts	texts = {
	.group = "ussd_texts",
	.noun = "text",
	.offset = offsetof(struct conf, ussd.text),
	.count = USSD_TEXT_COUNT,
	.key = key_of,
	.find = ussd_text_find,
	.needed = has_providers,
	.fault = fault_of
};

/* Every screen is read with the configuration, and measured there. */
const struct conf_room	ussd_conf = { .texts = &texts };
