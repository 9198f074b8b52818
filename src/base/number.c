/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * number - who sent a message: one form for each phone number.
 *
 * This file alone knows the ways in which networks and people write the same
 * number, and which senders must never be answered.
 */

#include <stdio.h>
#include <string.h>

#include <utf8proc.h>

#include "base/number.h"

#define E164_MAX	15	/* ITU-T E.164 6.1, digits */
#define E164_MIN	7
#define SHORT_MIN	3
#define SHORT_MAX	6
#define NATIONAL_MIN	9	/* with its trunk 0 */
#define COUNTRY_MIN	11	/* digits, when the + is missing */
#define RAW_MAX		64

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_letter_category(utf8proc_category_t c)
{
	return c >= UTF8PROC_CATEGORY_LU && c <= UTF8PROC_CATEGORY_LO;
}

/* Controls, format characters and what is unassigned have no place here. */
static bool
is_hidden(utf8proc_category_t c)
{
	return c == UTF8PROC_CATEGORY_CC || c == UTF8PROC_CATEGORY_CF ||
	    c == UTF8PROC_CATEGORY_CN || c == UTF8PROC_CATEGORY_CO ||
	    c == UTF8PROC_CATEGORY_CS || c == UTF8PROC_CATEGORY_ZL ||
	    c == UTF8PROC_CATEGORY_ZP;
}

/*
 * Copy an alphanumeric sender, 3GPP TS 23.040 9.1.2.5, without the spaces
 * around it.  False if it holds no letter or something that cannot be shown.
 */
static bool
copy_name(const char *raw, char out[NUMBER_SIZE])
{
	utf8proc_int32_t	point;
	utf8proc_category_t	category;
	utf8proc_ssize_t	n;
	size_t			used = 0;
	bool			named = false, full = false;

	raw += strspn(raw, " ");
	for (; *raw != '\0'; raw += n) {
		n = utf8proc_iterate((const utf8proc_uint8_t *)raw, -1, &point);
		if (n <= 0)
			return false;
		category = utf8proc_category(point);
		if (is_hidden(category))
			return false;
		if (is_letter_category(category) || *raw == '*' || *raw == '#')
			named = true;
		if (used + (size_t)n >= NUMBER_SIZE)
			full = true;
		if (full)
			continue;
		memcpy(out + used, raw, (size_t)n);
		used += (size_t)n;
	}
	while (used > 0 && out[used - 1] == ' ')
		used--;
	out[used] = '\0';
	return named && used > 0;
}

/*
 * The digits of a number that may be written with spaces, dots, hyphens and
 * brackets; *plus tells a leading +.  -1 if anything else is in it.
 */
static int
copy_digits(const char *raw, char digits[RAW_MAX], bool *plus)
{
	int	n = 0;

	*plus = false;
	for (; *raw != '\0'; raw++) {
		if (strchr(" -.()/", *raw) != NULL)
			continue;
		if (*raw == '+' && n == 0 && !*plus) {
			*plus = true;
			continue;
		}
		if (!is_digit(*raw) || n == RAW_MAX - 1)
			return -1;
		digits[n++] = *raw;
	}
	digits[n] = '\0';
	return n;
}

static enum number_kind
bad(char out[NUMBER_SIZE])
{
	out[0] = '\0';
	return NUMBER_BAD;
}

/* A number with its country code; a trunk 0 after the code is dropped. */
static enum number_kind
international(const char *digits, const char *country, char out[NUMBER_SIZE])
{
	size_t	code = strlen(country), n;
	int	put;

	if (strncmp(digits, country, code) == 0 && digits[code] == '0')
		put = snprintf(out, NUMBER_SIZE, "+%.3s%.20s", country,
		    digits + code + 1);
	else
		put = snprintf(out, NUMBER_SIZE, "+%.22s", digits);
	n = put < 1 ? 0 : (size_t)put - 1;
	/* A second trunk 0 would be dropped next time. */
	if (strncmp(out + 1, country, code) == 0 && out[1 + code] == '0')
		return bad(out);
	if (n < E164_MIN || n > E164_MAX || out[1] == '0' ||
	    strlen(digits) > E164_MAX + 1)
		return bad(out);
	return NUMBER_PHONE;
}

/* A number of our own country without its code. */
static enum number_kind
national(const char *digits, const char *country, char out[NUMBER_SIZE])
{
	char	whole[RAW_MAX + 8];

	if (*digits == '0')
		return bad(out);
	snprintf(whole, sizeof whole, "%.4s%.63s", country, digits);
	return international(whole, country, out);
}

static enum number_kind
by_digits(const char *digits, int n, bool plus, const char *country,
    char out[NUMBER_SIZE])
{
	if (n >= SHORT_MIN && n <= SHORT_MAX) {
		snprintf(out, NUMBER_SIZE, "%.6s", digits);
		return NUMBER_SHORT;
	}
	if (plus)
		return international(digits, country, out);
	if (strncmp(digits, "00", 2) == 0)
		return international(digits + 2, country, out);
	if (digits[0] == '0' && n >= NATIONAL_MIN)
		return national(digits + 1, country, out);
	if (strncmp(digits, country, strlen(country)) == 0 && n >= COUNTRY_MIN)
		return international(digits, country, out);
	/* Indonesian mobile numbers are 8 and 8 to 11 more. */
	if (digits[0] == '8' && n >= 9 && n <= 12)
		return national(digits, country, out);
	return bad(out);
}

/*
 * Bring a sender to the one form in which it is kept: +E.164 for a phone,
 * the digits of a short number, an alphanumeric sender as it is.  country is
 * our calling code without +.  What is nonsense leaves out empty.
 */
enum number_kind
number_normalise(const char *raw, const char *country, char out[NUMBER_SIZE])
{
	char	digits[RAW_MAX];
	bool	plus;
	int	n;

	if ((n = copy_digits(raw, digits, &plus)) != -1)
		return by_digits(digits, n, plus, country, out);
	if (copy_name(raw, out))
		return NUMBER_NAME;
	return bad(out);
}

/*
 * As number_normalise, of an alphanumeric sender (TS 23.040 9.1.2.5): it is a
 * name even if it looks like a number, and is then kept in quotes, so that it
 * is never taken for the phone that has the number.
 */
enum number_kind
number_name(const char *raw, const char *country, char out[NUMBER_SIZE])
{
	char			digits[RAW_MAX];
	enum number_kind	kind = number_normalise(raw, country, out);
	bool			plus;

	if (kind != NUMBER_PHONE && kind != NUMBER_SHORT)
		return kind;
	copy_digits(raw, digits, &plus);
	snprintf(out, NUMBER_SIZE, "\"%s%.20s\"", plus ? "+" : "", digits);
	return NUMBER_NAME;
}

/* What a kind of sender is called. */
const char *
number_kind_name(enum number_kind kind)
{
	switch (kind) {
	case NUMBER_PHONE:
		return "phone";
	case NUMBER_SHORT:
		return "short";
	case NUMBER_NAME:
		return "name";
	case NUMBER_BAD:
		return "bad";
	}
	return "bad";
}

/*
 * Write a number as people of the country dial it: +62812 as 0812; another
 * country's as it is.  False if it does not fit.
 */
bool
number_local(const char *number, const char *country, char *dst, size_t size)
{
	size_t	code = strlen(country);
	int	n;

	if (number[0] == '+' && strncmp(number + 1, country, code) == 0)
		n = snprintf(dst, size, "0%s", number + 1 + code);
	else
		n = snprintf(dst, size, "%s", number);
	return n >= 0 && (size_t)n < size;
}
