/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * crowd - how many more people reported the same, as officers read it.
 */

#include "config.h"

#include <stdio.h>

#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/supporter.h"

/* "+6", or "" where it is one person's report alone. */
const char *
words_crowd(const struct desk *desk, const struct report *report,
    char crowd[WORDS_CROWD_SIZE])
{
	int	n;

	crowd[0] = '\0';
	if (store_supporter_count(desk->store, report->id, &n) == 0 && n > 0)
		snprintf(crowd, WORDS_CROWD_SIZE, "+%d", n);
	return crowd;
}

/* The words before which "(+6 warga)" is put, if there are more people. */
const char *
words_of_crowd(const struct desk *desk, const struct report *report,
    const char *text, char all[TEXT_MAX_BYTES])
{
	char	crowd[WORDS_CROWD_SIZE];

	if (words_crowd(desk, report, crowd)[0] == '\0')
		return text;
	snprintf(all, TEXT_MAX_BYTES, "(%s %s) %.*s", crowd,
	    desk->conf->message[MESSAGE_CROWD], TEXT_MAX_BYTES - 64, text);
	return all;
}
