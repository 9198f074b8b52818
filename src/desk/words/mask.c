/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * mask - telephone numbers that people type into a text are not passed on to
 * officers: "0812-3456-7890" becomes "0812****".
 *
 * A number begins with 0, 62 or +62 and has 9 to 15 digits, with single
 * blanks, dots, hyphens or brackets between.  Tickets, amounts and dates are
 * shorter or begin otherwise.
 */

#include "config.h"

#include <string.h>

#include "desk/words/words.h"

#define DIGITS_MIN	9
#define DIGITS_MAX	15
#define SHOWN		4	/* digits that stay */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Behind the number that begins at c, or NULL. */
static const char *
number_end(const char *c)
{
	const char	*end = NULL, *first = c;
	int		 n = 0;

	if (*c == '+')
		first = ++c;
	if (*first != '0' && strncmp(first, "62", 2) != 0)
		return NULL;
	while (*c != '\0' && n <= DIGITS_MAX) {
		if (is_digit(*c)) {
			n++;
			end = ++c;
		} else if (strchr(" .-()", *c) != NULL && (is_digit(c[1]) ||
		    c[1] == '(')) {
			c++;
		} else {
			break;
		}
	}
	return n < DIGITS_MIN || n > DIGITS_MAX ? NULL : end;
}

/* Copy a text without the middle of its numbers.  Returns out. */
const char *
mask_numbers(const char *text, char *out, size_t size)
{
	const char	*end;
	size_t		 len = 0, shown;
	bool		 inside = false;	/* a run of digits */

	while (*text != '\0' && len + 1 < size) {
		end = inside ? NULL : number_end(text);
		inside = is_digit(*text);
		if (end == NULL) {
			out[len++] = *text++;
			continue;
		}
		for (shown = 0; shown < SHOWN && len + 1 < size; text++) {
			out[len++] = *text;
			shown += is_digit(*text);
		}
		for (shown = 0; shown < 4 && len + 1 < size; shown++)
			out[len++] = '*';
		text = end;
	}
	out[len] = '\0';
	return out;
}
