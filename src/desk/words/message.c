/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * message - what people read: which texts there are, what each may name, and
 * how a template becomes an SMS.
 *
 * The wording is configuration.  This file alone knows the placeholders, how
 * long each value can get, and how a person's words are made to fit.
 */

#include "config.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "conf/conf.h"
#include "conf/room.h"
#include "desk/words/message.h"

#define LONGEST_TICKET	8	/* 10 million reports and a check digit */
#define LONGEST_TOPIC	16
#define LONGEST_STATE	30
#define LONGEST_LATE	8	/* "59 menit" */
#define ROOM_TEXT	20	/* a person's words need at least this */
#define ROOM_CHOICES	60
#define ROOM_LIST	80

enum message_size { ONE, LONG, WORD };

static const struct message_row {
	const char	 *key;
	enum message_size size;
	const char	 *fields;
} message_rows[] = {
#define X(id, key, size, fields)	{ key, size, fields },
	MESSAGES(X)
#undef X
};

_Static_assert(sizeof message_rows / sizeof message_rows[0] == MESSAGE_COUNT,
    "one row per message");

/* The setting of etc/kupang/messages.conf that holds this text. */
const char *
message_key(enum message_id id)
{
	return message_rows[id].key;
}

/* The message of a key, or -1. */
int
message_find(const char *key)
{
	int	id;

	for (id = 0; id < MESSAGE_COUNT; id++)
		if (strcmp(message_rows[id].key, key) == 0)
			return id;
	return -1;
}

/* May this text take more than one SMS? */
bool
message_is_long(enum message_id id)
{
	return message_rows[id].size == LONG;
}

/* Is field (of len bytes) one of the words of the row's list? */
static bool
field_is_known(const char *fields, const char *field, size_t len)
{
	const char	*word = fields;
	size_t		 n;

	while (*word != '\0') {
		n = strcspn(word, " ");
		if (n == len && memcmp(word, field, n) == 0)
			return true;
		word += n;
		word += strspn(word, " ");
	}
	return false;
}

static const char *
value_of(const struct message_values *values, const char *field, size_t len)
{
#define X(name)								\
	if (len == sizeof #name - 1 && memcmp(field, #name, len) == 0)	\
		return values->name != NULL ? values->name : "";
	MESSAGE_FIELDS(X)
#undef X
	return "";
}

/* Append n bytes as far as whole bytes fit; the result stays terminated. */
static size_t
append(char *out, size_t size, size_t len, const char *bytes, size_t n)
{
	if (len >= size)
		return len;
	if (n > size - 1 - len)
		n = size - 1 - len;
	memcpy(out + len, bytes, n);
	out[len + n] = '\0';
	return len + n;
}

/* Does the text end in these bytes? */
static bool
ends(const char *out, size_t len, const char *with)
{
	size_t	n = strlen(with);

	return len >= n && memcmp(out + len - n, with, n) == 0;
}

static size_t
cut(char *out, size_t len, size_t to)
{
	if (to < len)
		out[to] = '\0';
	return to < len ? to : len;
}

/* What stands between words and is of no use before this. */
static bool
is_idle_before(char last, char next)
{
	if (last == ' ')
		return next == '\0' || strchr(" .,:;)!?|", next) != NULL;
	if (last == '(' || last == '\n')
		return false;
	return strchr(",:;", last) != NULL && (next == '\0' ||
	    strchr(".,:;)!?", next) != NULL);
}

/*
 * A value is empty: the blanks and marks around its place, which held it, go
 * too.  *next is where the template goes on, and moves.  Returns the length.
 */
static size_t
close_gap(char *out, size_t len, const char **next)
{
	while (len > 0 && is_idle_before(out[len - 1], **next))
		len = cut(out, len, len - 1);
	if (ends(out, len, "(")) {
		while (**next == ' ' || **next == ',' || **next == ';')
			(*next)++;
		if (**next == ')') {
			(*next)++;
			len = cut(out, len, len - 1);
			while (len > 0 && is_idle_before(out[len - 1],
			    **next))
				len = cut(out, len, len - 1);
		}
	}
	if (len == 0 || ends(out, len, " "))
		while (**next == ' ' || (**next != '\0' &&
		    strchr(".,:;!?", **next) != NULL))
			(*next)++;
	/* "Laporan 1007: Balas ...": the words before end here. */
	if (ends(out, len, ":") && (*next)[0] == ' ') {
		len = cut(out, len, len - 1);
		if ((*next)[1] != '|' && len > 0 &&
		    strchr(".!?", out[len - 1]) == NULL) {
			out[len++] = '.';
			out[len] = '\0';
		}
	}
	if (len > 0 && strchr(".!?", out[len - 1]) != NULL)
		while (**next == '.')
			(*next)++;
	return len;
}

/*
 * The template with its placeholders replaced, nothing clipped.  An empty
 * value leaves no gap, and one that ends its sentence needs no second dot.
 */
static size_t
expand(char *out, size_t size, const char *template,
    const struct message_values *values)
{
	const char	*c = template, *end, *value;
	size_t		 len = 0, n;

	out[0] = '\0';
	while (*c != '\0') {
		if (*c == '{' && (end = strchr(c, '}')) != NULL) {
			value = value_of(values, c + 1, (size_t)(end - c - 1));
			len = append(out, size, len, value, strlen(value));
			c = end + 1;
			if (value[0] == '\0')
				len = close_gap(out, len, &c);
			else if (*c == '.' && len > 0 &&
			    strchr(".!?", out[len - 1]) != NULL)
				c++;
			continue;
		}
		n = strcspn(c + 1, "{") + 1;
		len = append(out, size, len, c, n);
		c += n;
	}
	/* Nothing follows that a colon could lead to. */
	while (len > 0 && strchr(" :,;|", out[len - 1]) != NULL)
		len = cut(out, len, len - 1);
	return len;
}

/*
 * Fill in a template that is no SMS, such as a USSD screen: the placeholders
 * replaced, nothing clipped but at the end of out.  Returns the length.
 */
size_t
message_fill(char *out, size_t size, const char *template,
    const struct message_values *values)
{
	return expand(out, size, template, values);
}

static int
septets_of(const char *text)
{
	char	gsm[TEXT_MAX_BYTES];

	text_to_gsm7(gsm, sizeof gsm, text, NULL);
	return text_septets(gsm);
}

/*
 * Septets left in one SMS for the value that gives way (text, choices or
 * list: leave it NULL) when all others are in place; never below 0.
 */
int
message_room(const char *template, const struct message_values *values)
{
	char	rest[TEXT_MAX_BYTES];
	int	room;

	expand(rest, sizeof rest, template, values);
	room = TEXT_SMS_SEPTETS - septets_of(rest);
	return room < 0 ? 0 : room;
}

/* More than a third of its characters have no GSM-7 form: keep the script. */
static bool
needs_ucs2(const char *text, size_t lost)
{
	return lost * 3 > (size_t)text_units(text);
}

/*
 * Write a message into out (size bytes).  Texts of one SMS are brought to
 * GSM-7 and fit 160 septets: {text} is clipped to what the rest leaves.
 * Long ones keep a person's words whole, and their script if GSM-7 has not
 * got it.  Returns the length in bytes.
 */
size_t
message_write(char *out, size_t size, enum message_id id,
    const char *template, const struct message_values *values)
{
	struct message_values	 fitted = *values;
	char			 text[TEXT_MAX_BYTES], all[TEXT_MAX_BYTES * 2];
	size_t			 lost, len;

	if (message_rows[id].size == ONE && values->text != NULL) {
		text_to_gsm7(text, sizeof text, values->text, NULL);
		fitted.text = NULL;
		text_clip(text, message_room(template, &fitted));
		fitted.text = text;
	}
	expand(all, sizeof all, template, &fitted);
	text_to_gsm7(out, size, all, &lost);
	if (message_rows[id].size == LONG && needs_ucs2(all, lost))
		snprintf(out, size, "%s", all);
	else if (message_rows[id].size == ONE)
		text_clip(out, TEXT_SMS_SEPTETS);
	for (len = strlen(out); len > 0 && out[len - 1] == ' '; len--)
		out[len - 1] = '\0';
	return len;
}

static char *
fault(const char *fmt, ...) __attribute__((format(printf, 1, 2)));

static char *
fault(const char *fmt, ...)
{
	va_list	 ap;
	char	 buf[512];

	va_start(ap, fmt);
	vsnprintf(buf, sizeof buf, fmt, ap);
	va_end(ap);
	return strdup(buf);
}

/*
 * The first placeholder of a template that is not among the fields (words
 * with spaces between), at its {; NULL if there is none.
 */
const char *
message_unknown_field(const char *template, const char *fields)
{
	const char	*c = template, *end;

	while ((c = strchr(c, '{')) != NULL) {
		if ((end = strchr(c, '}')) == NULL ||
		    !field_is_known(fields, c + 1, (size_t)(end - c - 1)))
			return c;
		c = end + 1;
	}
	return NULL;
}

static char *
check_placeholders(enum message_id id, const char *template)
{
	const struct message_row *row = &message_rows[id];
	const char	*c = template, *end;

	while ((c = strchr(c, '{')) != NULL) {
		if ((end = strchr(c, '}')) == NULL)
			return fault("\"%s\": a { without its }", row->key);
		if (!field_is_known(row->fields, c + 1, (size_t)(end - c - 1)))
			return fault("\"%s\": unknown placeholder %.*s; "
			    "this text knows: %s", row->key,
			    (int)(end - c + 1), c,
			    *row->fields != '\0' ? row->fields : "none");
		c = end + 1;
	}
	return NULL;
}

/* Fill a value that is n septets long, for measuring. */
static const char *
longest(char *buf, size_t size, int n)
{
	if (n < 0 || (size_t)n >= size)
		n = (int)size - 1;
	memset(buf, 'M', (size_t)n);
	buf[n] = '\0';
	return buf;
}

/* The longest of the city's own names that a text can hold. */
struct city_longest {
	const char	*category, *kelurahan, *opd;
	char		 opds[160];
};

static const char *
longer(const char *a, const char *b)
{
	return text_septets(b) > text_septets(a) ? b : a;
}

static void
measure_city(struct city_longest *longest_of, const struct conf_city *city)
{
	size_t	len = 0;
	int	i;

	longest_of->category = longest_of->kelurahan = longest_of->opd = "";
	longest_of->opds[0] = '\0';
	for (i = 0; i < city->category_count; i++)
		longest_of->category = longer(longest_of->category,
		    city->category[i].label);
	for (i = 0; i < city->kelurahan_count; i++)
		longest_of->kelurahan = longer(longest_of->kelurahan,
		    city->kelurahan[i].name);
	for (i = 0; i < city->opd_count; i++) {
		longest_of->opd = longer(longest_of->opd, city->opd[i].code);
		len = append(longest_of->opds, sizeof longest_of->opds, len,
		    " ", i > 0);
		len = append(longest_of->opds, sizeof longest_of->opds, len,
		    city->opd[i].code, strlen(city->opd[i].code));
	}
}

/*
 * Is this template fit to be sent?  Placeholders must be known and, for a
 * text of one SMS, it must fit 160 septets (3GPP TS 23.038) with the longest
 * values.  Returns NULL if so, else what is wrong; the caller frees it.
 */
char *
message_check(enum message_id id, const char *template,
    const struct conf_city *city)
{
	struct message_values	values;
	struct city_longest	city_of;
	char	ticket[16], name[64], seat[64], topic[32], state[64];
	char	phone[32], late[16], holder[64];
	char	text[64], choices[80], list[96], all[TEXT_MAX_BYTES];
	char	modem[32], amount[32], promise[64];
	char	*wrong;
	size_t	lost;
	int	septets;

	if ((wrong = check_placeholders(id, template)) != NULL)
		return wrong;
	text_to_gsm7(all, sizeof all, template, &lost);
	if (lost > 0)
		return fault("\"%s\": %zu character(s) that an SMS alphabet "
		    "(GSM-7) does not have", message_rows[id].key, lost);
	if (message_rows[id].size == WORD) {
		if (septets_of(template) > LONGEST_STATE)
			return fault("\"%s\": longer than %d characters",
			    message_rows[id].key, LONGEST_STATE);
		return NULL;
	}
	measure_city(&city_of, city);
	values = (struct message_values){
		.ticket = longest(ticket, sizeof ticket, LONGEST_TICKET),
		.old = ticket,
		.code = "K7", .category = city_of.category,
		.kelurahan = city_of.kelurahan, .opd = city_of.opd,
		.state = longest(state, sizeof state, LONGEST_STATE),
		.date = "31/12 23:59", .until = "31/12 23:59",
		.name = longest(name, sizeof name, MESSAGE_LONGEST_NAME),
		.topic = longest(topic, sizeof topic, LONGEST_TOPIC),
		.choices = longest(choices, sizeof choices, ROOM_CHOICES),
		.command = "TERUSKAN",
		.seat = longest(seat, sizeof seat, MESSAGE_LONGEST_SEAT),
		.count = "999", .closed = "999",
		.list = longest(list, sizeof list, ROOM_LIST),
		.opds = city_of.opds,
		.phone = longest(phone, sizeof phone, MESSAGE_LONGEST_PHONE),
		.late = longest(late, sizeof late, LONGEST_LATE),
		.holder = longest(holder, sizeof holder,
		    MESSAGE_LONGEST_HOLDER),
		.text = longest(text, sizeof text, ROOM_TEXT),
		.promise = longest(promise, sizeof promise,
		    MESSAGE_LONGEST_PROMISE),
		.modem = longest(modem, sizeof modem, MESSAGE_LONGEST_MODEM),
		.amount = longest(amount, sizeof amount,
		    MESSAGE_LONGEST_AMOUNT)
	};
	expand(all, sizeof all, template, &values);
	septets = septets_of(all);
	if (septets > TEXT_SMS_SEPTETS)
		return fault("\"%s\": takes %d septets with the longest "
		    "values, %d fit one SMS", message_rows[id].key, septets,
		    TEXT_SMS_SEPTETS);
	return NULL;
}

_Static_assert(MESSAGE_COUNT <= CONF_MESSAGES_MAX,
    "struct conf has room for every message");

static const char *
key_of(int id)
{
	return message_key((enum message_id)id);
}

static char *
fault_of(const struct conf *conf, int id)
{
	return message_check((enum message_id)id, conf->message[id],
	    &conf->city);
}

static const struct conf_texts	texts = {
	.group = "messages",
	.noun = "message",
	.offset = offsetof(struct conf, message),
	.count = MESSAGE_COUNT,
	.key = key_of,
	.find = message_find,
	.fault = fault_of
};

/* The wording is read with the configuration, and checked there. */
const struct conf_room	message_conf = { .texts = &texts };
