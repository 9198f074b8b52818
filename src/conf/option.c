/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * option - how a setting of libconfig becomes a field, by a row of a table
 * of options.
 *
 * This file alone knows what each type of option may be written as.  Which
 * options there are is said by conf/options.
 */

#include "config.h"

#include <ctype.h>
#include <inttypes.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/errors.h"
#include "conf/list.h"
#include "conf/option.h"
#include "conf/room.h"

#define LOWER	"abcdefghijklmnopqrstuvwxyz"

static void
keep_number(const struct conf_option *o, void *field, int64_t value)
{
	if (o->type == CONF_BOOL)
		*(bool *)field = value != 0;
	else
		*(int *)field = (int)value;
}

static int
find_choice(const struct conf_option *o, const char *text)
{
	int	i;

	for (i = 0; o->choices[i] != NULL; i++)
		if (strcmp(o->choices[i], text) == 0)
			return i;
	return -1;
}

/*
 * Seconds of "90", "30m", "1h 30m" or "30 minutes": numbers, each with a
 * unit that begins with s, m, h or d.  -1 if it is not one.
 */
static int64_t
parse_duration(const char *text)
{
	static const char	units[] = "smhd";
	static const int64_t	seconds[] = { 1, 60, 3600, 86400 };
	int64_t			total = 0, unit;
	const char		*u;
	long			value;
	char			*end;

	do {
		if (!isdigit((unsigned char)*text))
			return -1;
		value = strtol(text, &end, 10);
		if (value > INT_MAX)
			return -1;
		text = end + strspn(end, " ");
		unit = 1;
		if (*text != '\0') {
			if ((u = strchr(units, *text)) == NULL)
				return -1;
			unit = seconds[u - units];
			text += strspn(text, LOWER);
			text += strspn(text, " ");
		}
		total += value * unit;
	} while (*text != '\0' && total <= INT_MAX);
	return total <= INT_MAX ? total : -1;
}

/* A default is text of the table, known to be right. */
static void
option_default(const struct conf_option *o, void *field)
{
	char	text[256];
	size_t	len = strlen(o->value);

	if (o->value[0] == '"')
		snprintf(text, sizeof text, "%.*s", (int)(len - 2),
		    o->value + 1);
	else
		snprintf(text, sizeof text, "%s", o->value);
	switch (o->type) {
	case CONF_STRING:
	case CONF_SECRET:
	case CONF_PATH:
	case CONF_WORD:
		conf_keep_text(field, text);
		break;
	case CONF_ENUM:
		keep_number(o, field, find_choice(o, text));
		break;
	case CONF_INTEGER:
	case CONF_DURATION:
		keep_number(o, field, parse_duration(text));
		break;
	case CONF_BOOL:
		keep_number(o, field, strcmp(text, "true") == 0);
		break;
	case CONF_LIST:
		break;
	}
}

static void
wrong_type(struct conf_reading *r, const struct conf_option *o,
    const config_setting_t *s)
{
	static const char *const wanted[] = {
		[CONF_STRING] = "a text in quotes",
		[CONF_SECRET] = "a text in quotes",
		[CONF_PATH] = "a path in quotes",
		[CONF_WORD] = "a word in quotes",
		[CONF_ENUM] = "a word in quotes",
		[CONF_INTEGER] = "a whole number",
		[CONF_DURATION] = "seconds, or a text such as \"30m\"",
		[CONF_BOOL] = "true or false",
		[CONF_LIST] = "a list of texts: [ \"...\", \"...\" ]",
	};

	conf_errors_add(r->errors, s, "%s: must be %s", o->name,
	    wanted[o->type]);
}

/* What its own check says of a value, or a room above; NULL if nothing. */
static const char *
value_fault(const struct conf_reading *r, const struct conf_option *o,
    const char *text)
{
	const struct conf_room *const	*room;
	const struct conf_value		*v;
	const char			*wrong = NULL;

	if (o->check != NULL)
		wrong = o->check(text);
	for (room = r->rooms; wrong == NULL && room != NULL && *room != NULL;
	    room++)
		for (v = (*room)->values; v != NULL && v->option != NULL; v++)
			if (strcmp(v->option, o->name) == 0)
				wrong = v->fault(text);
	return wrong;
}

/* Is the text within its bytes and does its own check pass?  Else tell. */
static bool
text_is_right(struct conf_reading *r, const struct conf_option *o,
    const config_setting_t *s, const char *text)
{
	size_t		 len = strlen(text);
	const char	*wrong;
	bool		 secret = o->type == CONF_SECRET;

	if (len < (size_t)o->min || (len > (size_t)o->max && !secret)) {
		conf_errors_add(r->errors, s, "%s: must have %" PRId64 " to %"
		    PRId64 " characters", o->name, o->min, o->max);
		return false;
	}
	if ((wrong = value_fault(r, o, text)) == NULL)
		return true;
	if (secret)
		conf_errors_add(r->errors, s, "%s: %s", o->name, wrong);
	else
		conf_errors_add(r->errors, s, "%s: \"%s\" %s", o->name, text,
		    wrong);
	return false;
}

static void
read_path(struct conf_reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s, const char *text)
{
	char	path[PATH_MAX];
	int	n;

	if (!text_is_right(r, o, s, text))
		return;
	if (text[0] == '/' || text[0] == '\0') {
		conf_keep_text(field, text);
		return;
	}
	n = snprintf(path, sizeof path, "%s/%s", r->dir, text);
	if (n >= (int)sizeof path || n > o->max)
		conf_errors_add(r->errors, s, "%s: the path is longer than "
		    "%" PRId64 " characters", o->name, o->max);
	else
		conf_keep_text(field, path);
}

static void
read_choice(struct conf_reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s, const char *text)
{
	char	all[128] = "";
	size_t	len = 0;
	int	i, found = find_choice(o, text);

	if (found >= 0 && o->type == CONF_WORD)
		conf_keep_text(field, text);
	else if (found >= 0)
		keep_number(o, field, found);
	if (found >= 0)
		return;
	for (i = 0; o->choices[i] != NULL && len < sizeof all; i++)
		len += snprintf(all + len, sizeof all - len, "%s%s",
		    i > 0 ? ", " : "", o->choices[i]);
	conf_errors_add(r->errors, s, "%s: \"%s\" is not one of %s", o->name,
	    text, all);
}

static void
read_text(struct conf_reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s)
{
	const char	*text = config_setting_get_string(s);

	if (text == NULL)
		wrong_type(r, o, s);
	else if (o->choices != NULL)
		read_choice(r, o, field, s, text);
	else if (o->type == CONF_PATH)
		read_path(r, o, field, s, text);
	else if (text_is_right(r, o, s, text))
		conf_keep_text(field, text);
}

static void
read_number(struct conf_reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s)
{
	int64_t	value;
	int	type = config_setting_type(s);

	if (type == CONFIG_TYPE_INT)
		value = config_setting_get_int(s);
	else if (type == CONFIG_TYPE_INT64)
		value = config_setting_get_int64(s);
	else if (type == CONFIG_TYPE_STRING && o->type == CONF_DURATION)
		value = parse_duration(config_setting_get_string(s));
	else {
		wrong_type(r, o, s);
		return;
	}
	if (value == -1 && type == CONFIG_TYPE_STRING)
		wrong_type(r, o, s);
	else if (value < o->min || value > o->max)
		conf_errors_add(r->errors, s, "%s: must be %" PRId64 " to %"
		    PRId64 "%s", o->name, o->min, o->max,
		    o->type == CONF_DURATION ? " seconds" : "");
	else
		keep_number(o, field, value);
}

static void
read_bool(struct conf_reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s)
{
	if (config_setting_type(s) != CONFIG_TYPE_BOOL)
		wrong_type(r, o, s);
	else
		keep_number(o, field, config_setting_get_bool(s));
}

static void
read_list(struct conf_reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s)
{
	const char	*text;
	int		 i;

	if (!config_setting_is_array(s) && !config_setting_is_list(s)) {
		wrong_type(r, o, s);
		return;
	}
	conf_list_clear(field);
	for (i = 0; i < config_setting_length(s); i++) {
		text = config_setting_get_string_elem(s, i);
		if (text == NULL)
			wrong_type(r, o, s);
		else if (text_is_right(r, o, s, text))
			conf_list_add(field, text, strlen(text));
	}
}

static void
read_option(struct conf_reading *r, const struct conf_option *o, void *base,
    const config_setting_t *s)
{
	void	*field = (char *)base + o->offset;

	switch (o->type) {
	case CONF_STRING:
	case CONF_SECRET:
	case CONF_PATH:
	case CONF_WORD:
	case CONF_ENUM:
		read_text(r, o, field, s);
		break;
	case CONF_INTEGER:
	case CONF_DURATION:
		read_number(r, o, field, s);
		break;
	case CONF_BOOL:
		read_bool(r, o, field, s);
		break;
	case CONF_LIST:
		read_list(r, o, field, s);
		break;
	}
}

static const struct conf_option *
option_find(const struct conf_option *table, size_t count, const char *name)
{
	size_t	i;

	for (i = 0; i < count; i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

static bool
is_among(const char *const *names, const char *name)
{
	for (; names != NULL && *names != NULL; names++)
		if (strcmp(*names, name) == 0)
			return true;
	return false;
}

/*
 * Read the options of a group into the struct at base: its defaults first,
 * then what the file says.  others are the settings of the group that are no
 * options, NULL at their end or for none.
 */
void
conf_read_options(struct conf_reading *r, conf_options_of *list,
    const char *const *others, void *base, const config_setting_t *group)
{
	const struct conf_option	*table, *o;
	const config_setting_t		*s;
	size_t				 count, i;
	int				 j;

	table = list(&count);
	for (i = 0; i < count; i++) {
		o = &table[i];
		if (o->value != NULL)
			option_default(o, (char *)base + o->offset);
		else if (config_setting_get_member(group, o->name) == NULL)
			conf_errors_add(r->errors, group,
			    "%s: must be given", o->name);
	}
	for (j = 0; j < config_setting_length(group); j++) {
		s = config_setting_get_elem(group, j);
		o = option_find(table, count, config_setting_name(s));
		if (o != NULL)
			read_option(r, o, base, s);
		else if (!is_among(others, config_setting_name(s)))
			conf_errors_add(r->errors, s, "%s: unknown option",
			    config_setting_name(s));
	}
}

static bool
option_is_text(const struct conf_option *o)
{
	return o->type == CONF_STRING || o->type == CONF_SECRET ||
	    o->type == CONF_PATH || o->type == CONF_WORD;
}

/* Give back what conf_read_options put into base. */
void
conf_free_options(conf_options_of *list, void *base)
{
	size_t				 count, i;
	const struct conf_option	*table = list(&count);
	void				*field;

	for (i = 0; i < count; i++) {
		field = (char *)base + table[i].offset;
		if (table[i].type == CONF_LIST)
			conf_list_clear(field);
		else if (option_is_text(&table[i]))
			free(*(char **)field);
	}
}

/* What a value of the type must be, for people. */
const char *
conf_type_name(enum conf_type type)
{
	switch (type) {
	case CONF_STRING:
	case CONF_SECRET:	return "string";
	case CONF_PATH:		return "path";
	case CONF_WORD:
	case CONF_ENUM:		return "word";
	case CONF_INTEGER:	return "integer";
	case CONF_DURATION:	return "duration";
	case CONF_BOOL:		return "true or false";
	case CONF_LIST:		return "list of strings";
	}
	return "?";
}
