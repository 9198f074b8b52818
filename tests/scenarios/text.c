/* SPDX-License-Identifier: GPL-2.0-or-later */

/* text - what an SMS of the gateway tells. */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "world.h"

/* The first ticket (4 digits or more) of an SMS. */
void
text_ticket(const char *text, char ticket[24])
{
	const char	*c = text;
	size_t		 n;

	for (; *c != '\0'; c += n > 0 ? n : 1)
		if ((n = strspn(c, "0123456789")) >= 4 && n < 20) {
			snprintf(ticket, 24, "%.*s", (int)n, c);
			return;
		}
	fail_msg("no ticket in: %s", text);
}

/* The code (a letter and a digit) after "Kode" in a dispatch. */
void
text_code(const char *text, char code[3])
{
	const char	*c = strstr(text, "Kode ");

	if (c == NULL || strlen(c) < 7)
		fail_msg("no code in: %s", text);
	else
		snprintf(code, 3, "%.2s", c + 5);
}
