/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * money - how much credit is left, as an operator's text tells it.
 *
 * The patterns are configuration: each operator words it in its own way.
 * This file alone knows how rupiah and dates are written: "Rp 12.500",
 * "Rp12500,00", "31/12/2026", "31-12-26", "31 Des 2026".
 */

#include "config.h"

#include <ctype.h>
#include <regex.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "language/money.h"

#define DIGITS		"0123456789"
#define MONEY_MOST	1000000000000	/* who has more needs no guardian */

/*
 * What is wrong with a pattern (a POSIX extended regular expression with a
 * group); NULL if nothing.
 */
const char *
money_pattern_fault(const char *pattern)
{
	static char	text[128];
	regex_t		re;
	int		rc = regcomp(&re, pattern, REG_EXTENDED | REG_ICASE);
	size_t		groups;

	if (rc != 0) {
		regerror(rc, &re, text, sizeof text);
		return text;
	}
	groups = re.re_nsub;
	regfree(&re);
	return groups == 1 ? NULL : "must have one group ( ) around the value";
}

/* ---- amounts ----------------------------------------------------------- */

/* Do these n characters end an amount with hundredths: ",00" or ".5"? */
static bool
is_fraction(const char *text, size_t n)
{
	return n >= 2 && n <= 3 && (text[0] == ',' || text[0] == '.') &&
	    strspn(text + 1, DIGITS) == n - 1;
}

/*
 * Rupiah of "12.500", "12500,00" or "1,250,000.00".  A separator before one
 * or two last digits stands before hundredths, which are left out; others
 * stand between thousands.  False if it is no amount.
 */
bool
money_amount(const char *text, int64_t *rupiah)
{
	size_t		len, i, tail;
	int64_t		sum = 0;
	int		digits = 0;

	text += strcspn(text, DIGITS);
	len = strspn(text, DIGITS ".,");
	while (len > 0 && !isdigit((unsigned char)text[len - 1]))
		len--;
	for (tail = 2; tail <= 3; tail++)
		if (len > tail && is_fraction(text + len - tail, tail)) {
			len -= tail;
			break;
		}
	for (i = 0; i < len && sum < MONEY_MOST; i++)
		if (isdigit((unsigned char)text[i])) {
			sum = sum * 10 + (text[i] - '0');
			digits++;
		}
	*rupiah = sum;
	return digits > 0 && sum < MONEY_MOST;
}

/* "Rp 1.250.000" into out. */
void
money_write(char *out, size_t size, int64_t rupiah)
{
	char	digits[24];
	size_t	n, i, len;

	n = (size_t)snprintf(digits, sizeof digits, "%lld",
	    (long long)(rupiah < 0 ? -rupiah : rupiah));
	len = (size_t)snprintf(out, size, "%s", rupiah < 0 ? "-Rp " : "Rp ");
	for (i = 0; i < n && len + 2 < size; i++) {
		if (i > 0 && (n - i) % 3 == 0)
			out[len++] = '.';
		out[len++] = digits[i];
	}
	if (len < size)
		out[len] = '\0';
}

/* ---- dates ------------------------------------------------------------- */

/* A month by its number or its first letters, Indonesian or English; 0 no. */
static int
month_of(const char *word, size_t len)
{
	static const struct { const char *name; int month; } names[] = {
		{ "jan", 1 }, { "feb", 2 }, { "peb", 2 }, { "mar", 3 },
		{ "apr", 4 }, { "mei", 5 }, { "may", 5 }, { "jun", 6 },
		{ "jul", 7 }, { "agu", 8 }, { "ags", 8 }, { "aug", 8 },
		{ "sep", 9 }, { "okt", 10 }, { "oct", 10 }, { "nov", 11 },
		{ "nop", 11 }, { "des", 12 }, { "dec", 12 },
	};
	size_t	i;
	int	n;

	if (isdigit((unsigned char)word[0])) {
		n = len <= 2 ? atoi(word) : 0;
		return n >= 1 && n <= 12 ? n : 0;
	}
	for (i = 0; i < sizeof names / sizeof names[0] && len >= 3; i++)
		if (strncasecmp(word, names[i].name, 3) == 0)
			return names[i].month;
	return 0;
}

/* The end of that day by the clock of the process; false if there is none. */
static bool
end_of_day(int year, int month, int day, int64_t *at)
{
	struct tm	tm = { .tm_year = year - 1900, .tm_mon = month - 1,
			    .tm_mday = day, .tm_hour = 23, .tm_min = 59,
			    .tm_sec = 59, .tm_isdst = -1 };
	time_t		t = mktime(&tm);

	*at = (int64_t)t;
	return t != (time_t)-1 && tm.tm_mday == day &&
	    tm.tm_mon == month - 1;
}

/*
 * "31/12/2026", "31-12-26", "31 Des 2026", "2026-12-31": three words with one
 * of /-., or blanks between.
 */
bool
money_date(const char *text, int64_t *at)
{
	const char	*word[3];
	size_t		 len[3];
	int		 i, year, month, day;

	for (i = 0; i < 3; i++) {
		text += strspn(text, "/-., ");
		word[i] = text;
		len[i] = strcspn(text, "/-., ");
		text += len[i];
		if (len[i] == 0)
			return false;
	}
	month = month_of(word[1], len[1]);
	day = atoi(word[len[0] == 4 ? 2 : 0]);
	year = atoi(word[len[0] == 4 ? 0 : 2]);
	if (year >= 0 && year < 100 && len[2] == 2)
		year += 2000;
	if (month == 0 || day < 1 || day > 31 || year < 2000 || year > 2200)
		return false;
	return end_of_day(year, month, day, at);
}

/* ---- by pattern -------------------------------------------------------- */

/*
 * The first match of a pattern whose group can be read by read(): a date
 * pattern may well match an amount first.  False: there is none.
 */
static bool
find(const char *pattern, const char *text,
    bool (*read)(const char *, int64_t *), int64_t *value)
{
	regmatch_t	m[2];
	regex_t		re;
	char		group[64];
	bool		found = false;
	int		flags = 0;

	if (pattern[0] == '\0' ||
	    regcomp(&re, pattern, REG_EXTENDED | REG_ICASE) != 0)
		return false;
	while (!found && *text != '\0' &&
	    regexec(&re, text, 2, m, flags) == 0) {
		if (m[1].rm_so >= 0) {
			snprintf(group, sizeof group, "%.*s",
			    (int)(m[1].rm_eo - m[1].rm_so), text + m[1].rm_so);
			found = read(group, value);
		}
		text += m[0].rm_so + 1;
		flags = REG_NOTBOL;
	}
	regfree(&re);
	return found;
}

/*
 * Read a text of the operator by the two patterns; "" asks for nothing.
 * True if the balance was found.
 */
bool
money_read(const char *text, const char *balance_pattern,
    const char *expiry_pattern, struct credit *credit)
{
	*credit = (struct credit){ .balance = -1 };
	if (!find(expiry_pattern, text, money_date, &credit->expires_at))
		credit->expires_at = 0;
	if (!find(balance_pattern, text, money_amount, &credit->balance))
		credit->balance = -1;
	return credit->balance >= 0;
}
