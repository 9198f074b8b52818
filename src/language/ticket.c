/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ticket - a report's number as typed on a keypad: a sequence and one check
 * digit.
 *
 * H. M. Damm, Total anti-symmetrische Quasigruppen (Marburg 2004): the digit
 * catches every single wrong digit and every swap of two neighbours, so a
 * mistyped ticket is told so and never hits another report.
 */

#include <inttypes.h>
#include <stdio.h>

#include "language/ticket.h"

/* The totally anti-symmetric quasigroup of order 10 of Damm's thesis. */
static const unsigned char damm[10][10] = {
	{ 0, 3, 1, 7, 5, 9, 8, 6, 4, 2 },
	{ 7, 0, 9, 2, 1, 5, 4, 8, 6, 3 },
	{ 4, 2, 0, 6, 8, 7, 1, 3, 5, 9 },
	{ 1, 7, 5, 0, 9, 8, 3, 4, 2, 6 },
	{ 6, 1, 2, 3, 0, 4, 5, 9, 7, 8 },
	{ 3, 6, 7, 4, 2, 0, 9, 5, 8, 1 },
	{ 5, 8, 6, 9, 7, 2, 0, 1, 3, 4 },
	{ 8, 9, 4, 5, 3, 6, 2, 0, 1, 7 },
	{ 9, 4, 3, 8, 6, 1, 7, 2, 0, 5 },
	{ 2, 5, 8, 1, 4, 3, 6, 7, 9, 0 }
};

/* The ticket of a sequence number (> 0): its digits and the check digit. */
void
ticket_from_sequence(int64_t sequence, char ticket[TICKET_SIZE])
{
	char		digits[TICKET_SIZE];
	const char	*d;
	unsigned	interim = 0;

	snprintf(digits, sizeof digits, "%" PRId64, sequence);
	for (d = digits; *d != '\0'; d++)
		interim = damm[interim][*d - '0'];
	snprintf(ticket, TICKET_SIZE, "%.19s%c", digits,
	    (char)('0' + interim));
}

/*
 * The sequence number of a typed ticket, or -1 when its check digit is wrong
 * or it is not a number of 2 to 18 digits.
 */
int64_t
ticket_to_sequence(const char *ticket)
{
	const char	*d;
	unsigned	 interim = 0;
	int64_t		 value = 0;

	for (d = ticket; *d >= '0' && *d <= '9' && d - ticket < 18; d++) {
		interim = damm[interim][*d - '0'];
		value = value * 10 + (*d - '0');
	}
	if (*d != '\0' || d - ticket < 2 || interim != 0)
		return -1;
	return value / 10;
}
