/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * conf_cues - weighted phrases, ways to reach somebody, and texts with slots.
 *
 * This file alone knows how danger.conf and elsewhere.conf write these, and
 * that a text to a citizen fits one SMS and holds no number but the one that
 * says how sure it is.
 */

#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <libconfig.h>

#include "base/log.h"
#include "conf/conf.h"
#include "conf/cues.h"
#include "base/text.h"

#define WEIGHT_MAX	20
#define PHRASE_MAX	500	/* bytes: alternatives make them long */
#define REACH_MAX	120	/* bytes */
#define NUMBER_DIGITS	3	/* digits in a row that are a number */

static char *
copy(const char *s, size_t len)
{
	char	*p = strndup(s, len);

	if (p == NULL)
		fatal("conf: out of memory");
	return p;
}

/*
 * A text of a group, the caller's to free; "" with a fault, or without one
 * if it may be left out.
 */
char *
conf_cues_text(config_setting_t *group, const char *name, bool must,
    struct conf_errors *errors)
{
	config_setting_t	*s = config_setting_get_member(group, name);
	const char		*value;

	if (s == NULL && must)
		conf_errors_add(errors, group, "\"%s\" is missing", name);
	else if (s != NULL && (value = config_setting_get_string(s)) == NULL)
		conf_errors_add(errors, s, "\"%s\" must be a text", name);
	else if (s != NULL && *value == '\0')
		conf_errors_add(errors, s, "\"%s\" is empty", name);
	else if (s != NULL)
		return copy(value, strlen(value));
	return copy("", 0);
}

/* Every setting of a group must be one of the NULL-terminated known names. */
void
conf_cues_keys(config_setting_t *group, const char *const *known,
    struct conf_errors *errors)
{
	config_setting_t	*member;
	int			 i, k;

	for (i = 0; i < config_setting_length(group); i++) {
		member = config_setting_get_elem(group, (unsigned)i);
		for (k = 0; known[k] != NULL; k++)
			if (strcmp(config_setting_name(member), known[k])
			    == 0)
				break;
		if (known[k] == NULL)
			conf_errors_add(errors, member,
			    "unknown setting \"%s\"",
			    config_setting_name(member));
	}
}

/* A whole number of a group within [min, max]; otherwise if left out. */
int
conf_cues_number(config_setting_t *group, const char *name, int otherwise,
    int min, int max, struct conf_errors *errors)
{
	config_setting_t	*s = config_setting_get_member(group, name);
	int			 n;

	if (s == NULL)
		return otherwise;
	n = config_setting_get_int(s);
	if (config_setting_type(s) == CONFIG_TYPE_INT && n >= min && n <= max)
		return n;
	conf_errors_add(errors, s, "\"%s\" must be a number within %d..%d",
	    name, min, max);
	return otherwise;
}

/* ---- weighted phrases ------------------------------------------------- */

static void
add_phrase(struct conf_cues *cues, const char *text, size_t len, int weight,
    int line)
{
	struct conf_phrase	*p = realloc(cues->phrase,
				    ((size_t)cues->count + 1) * sizeof *p);

	if (p == NULL)
		fatal("conf: out of memory");
	cues->phrase = p;
	p[cues->count++] = (struct conf_phrase){ copy(text, len), weight,
	    line };
}

/* "a + b & c" would leave open what stands behind what. */
static bool
is_mixed(const char *text, size_t len)
{
	return memchr(text, '+', len) != NULL && memchr(text, '&', len) != NULL;
}

/* Each phrase of "phrase, phrase". */
static void
split_phrases(struct conf_cues *cues, config_setting_t *s, int weight,
    struct conf_errors *errors)
{
	const char	*value = config_setting_get_string(s);
	size_t		 len, skip;

	if (value == NULL) {
		conf_errors_add(errors, s, "must be a text");
		return;
	}
	for (;; value++) {
		value += strspn(value, " \t\n");
		skip = len = strcspn(value, ",");
		while (len > 0 && strchr(" \t\n", value[len - 1]) != NULL)
			len--;
		if (len > PHRASE_MAX)
			conf_errors_add(errors, s, "\"%.20s...\" is longer "
			    "than %d bytes", value, PHRASE_MAX);
		else if (is_mixed(value, len))
			conf_errors_add(errors, s, "\"%.*s\" has both + and "
			    "&", (int)len, value);
		else if (len > 0)
			add_phrase(cues, value, len, weight,
			    config_setting_source_line(s));
		else
			conf_errors_add(errors, s,
			    "nothing where a phrase is wanted");
		value += skip;
		if (*value == '\0')
			return;
	}
}

/* One ( weight, "phrase, phrase", ... ). */
static void
read_row(struct conf_cues *cues, config_setting_t *row,
    struct conf_errors *errors)
{
	config_setting_t	*weight;
	int			 i, w;

	if (!config_setting_is_list(row) || config_setting_length(row) < 2) {
		conf_errors_add(errors, row,
		    "must be ( weight, \"phrase, phrase\" )");
		return;
	}
	weight = config_setting_get_elem(row, 0);
	w = config_setting_get_int(weight);
	if (config_setting_type(weight) != CONFIG_TYPE_INT || w == 0 ||
	    w < -WEIGHT_MAX || w > WEIGHT_MAX) {
		conf_errors_add(errors, weight, "a weight must be a number "
		    "within 1..%d, or below 0 for what speaks against it",
		    WEIGHT_MAX);
		return;
	}
	for (i = 1; i < config_setting_length(row); i++)
		split_phrases(cues, config_setting_get_elem(row, (unsigned)i),
		    w, errors);
}

/*
 * Read ( ( weight, "phrase, phrase" ), ... ) of a group, which may be left
 * out.  Faults are added to the errors.
 */
void
conf_cues_read(struct conf_cues *cues, config_setting_t *group,
    const char *name, struct conf_errors *errors)
{
	config_setting_t	*s = config_setting_get_member(group, name);
	int			 i;

	*cues = (struct conf_cues){ 0 };
	if (s == NULL)
		return;
	if (!config_setting_is_list(s) || config_setting_length(s) == 0) {
		conf_errors_add(errors, s, "\"%s\" must be a list "
		    "( ( weight, \"phrase, phrase\" ), ... )", name);
		return;
	}
	for (i = 0; i < config_setting_length(s); i++)
		read_row(cues, config_setting_get_elem(s, (unsigned)i),
		    errors);
}

/* Free what they hold. */
void
conf_cues_clear(struct conf_cues *cues)
{
	int	i;

	for (i = 0; i < cues->count; i++)
		free(cues->phrase[i].text);
	free(cues->phrase);
	*cues = (struct conf_cues){ 0 };
}

/* ---- whom to reach ---------------------------------------------------- */

/* "2026-11" as 202611, or 0. */
static int
parse_month(const char *text)
{
	int	year, month, end = 0;

	if (strlen(text) != 7 || strspn(text, "0123456789-") != 7 ||
	    sscanf(text, "%4d-%2d%n", &year, &month, &end) != 2 || end != 7 ||
	    year < 2000 || month < 1 || month > 12)
		return 0;
	return year * 100 + month;
}

static void
read_sure(struct conf_reach *reach, config_setting_t *group,
    struct conf_errors *errors)
{
	char	*sure = conf_cues_text(group, "sure", false, errors);

	if (sure[0] == '\0')
		reach->sure = SURE_NONE;
	else if (sure[0] >= 'A' && sure[0] <= 'C' && sure[1] == '\0')
		reach->sure = (enum conf_sure)(SURE_HERE + (sure[0] - 'A'));
	else
		conf_errors_add(errors, config_setting_get_member(group,
		    "sure"), "\"sure\" must be A, B or C");
	free(sure);
}

/* Whether a text holds a number as a word of its own. */
static bool
names_number(const char *text, const char *number)
{
	const char	*at = text;
	size_t		 len = strlen(number);

	while ((at = strstr(at, number)) != NULL) {
		if ((at == text || !isdigit((unsigned char)at[-1])) &&
		    !isdigit((unsigned char)at[len]))
			return true;
		at += len;
	}
	return false;
}

/*
 * Read how somebody is reached: the setting of that name, "sure" and
 * "confirmed".  One number may be refused: "112", or NULL.
 */
void
conf_reach_read(struct conf_reach *reach, config_setting_t *group,
    const char *name, const char *refused, struct conf_errors *errors)
{
	config_setting_t	*s = config_setting_get_member(group,
				    "confirmed");
	char			*month;

	reach->how = conf_cues_text(group, name, false, errors);
	reach->line = config_setting_source_line(group);
	read_sure(reach, group, errors);
	month = conf_cues_text(group, "confirmed", false, errors);
	reach->confirmed = parse_month(month);
	if (*month != '\0' && reach->confirmed == 0)
		conf_errors_add(errors, s, "\"confirmed\" must be a month "
		    "such as \"2026-11\"");
	free(month);
	if (strlen(reach->how) > REACH_MAX)
		conf_errors_add(errors, group, "\"%s\" is longer than %d "
		    "bytes", name, REACH_MAX);
	if (refused != NULL && *refused != '\0' &&
	    names_number(reach->how, refused))
		conf_errors_add(errors, config_setting_get_member(group,
		    name), "\"%s\": nobody answers %s here (not_in_service "
		    "of danger.conf)", name, refused);
}

/* Free what it holds. */
void
conf_reach_clear(struct conf_reach *reach)
{
	free(reach->how);
	reach->how = NULL;
}

/* Months from its confirmation to a month (202611); -1 if nobody did. */
int
conf_reach_age(const struct conf_reach *reach, int month)
{
	if (reach->confirmed == 0)
		return -1;
	return (month / 100 - reach->confirmed / 100) * 12 +
	    month % 100 - reach->confirmed % 100;
}

/* ---- texts with slots ------------------------------------------------- */

/* The slot that a text goes on with, or -1; its length in *len. */
static int
slot_at(const char *text, const struct conf_slot *slot, int count,
    size_t *len)
{
	int	i;

	for (i = 0; i < count; i++) {
		*len = strlen(slot[i].name);
		if (strncmp(text, slot[i].name, *len) == 0)
			return i;
	}
	return -1;
}

/*
 * Write a text with its slots filled in, cut to the size; a space at the end
 * is left out.  Returns its length.
 */
size_t
conf_slots_fill(char *dst, size_t size, const char *text,
    const struct conf_slot *slot, int count)
{
	size_t	n = 0, len, value;
	int	i;

	while (*text != '\0') {
		i = *text == '{' ? slot_at(text, slot, count, &len) : -1;
		value = i == -1 ? 1 : strlen(slot[i].value);
		if (n + value >= size)
			break;
		memcpy(dst + n, i == -1 ? text : slot[i].value, value);
		n += value;
		text += i == -1 ? 1 : len;
	}
	while (n > 0 && dst[n - 1] == ' ')
		n--;
	dst[n] = '\0';
	return n;
}

/* Digits enough in a row, outside slots, to be taken for a number. */
static bool
has_number(const char *text)
{
	size_t	digits = 0;

	for (; *text != '\0'; text++) {
		digits = isdigit((unsigned char)*text) ? digits + 1 : 0;
		if (digits >= NUMBER_DIGITS)
			return true;
	}
	return false;
}

/*
 * Check a text to a citizen, whose slots have their longest values: it fits
 * one SMS, and a number stands in a slot only.
 */
void
conf_slots_check(config_setting_t *s, const char *text,
    const struct conf_slot *slot, int count, struct conf_errors *errors)
{
	char	full[1024];
	int	septets;

	if (has_number(text))
		conf_errors_add(errors, s, "\"text\" holds a number: only a "
		    "slot may, so that it is known who has confirmed it");
	conf_slots_fill(full, sizeof full, text, slot, count);
	if (strpbrk(full, "{}") != NULL)
		conf_errors_add(errors, s, "\"text\" has a slot that is not "
		    "known here");
	else if (!text_is_gsm7(full))
		conf_errors_add(errors, s, "\"text\" has letters that the "
		    "SMS alphabet (GSM-7) does not have");
	else if ((septets = text_septets(full)) > TEXT_SMS_SEPTETS)
		conf_errors_add(errors, s, "\"text\" takes %d septets with "
		    "the longest values, %d fit one SMS", septets,
		    TEXT_SMS_SEPTETS);
}
