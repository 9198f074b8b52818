/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * urgency - is it one of the reports that cannot wait?
 *
 * A category says so for all of its reports, or with urgent_words for those
 * in which one of these is said: a tree across the road, but not one that is
 * to be pruned.
 */

#include "config.h"

#include <string.h>

#include "conf/city.h"
#include "desk/report/urgency.h"
#include "language/distance.h"
#include "language/token.h"

#define EXACT_LEN	5	/* "jauh" is no "jatuh" */

/* Is the word said, a long one with as many slips as its length allows? */
static bool
says(const struct token *token, int count, const char *word)
{
	size_t	len = strlen(word);
	int	slips = len > EXACT_LEN ? distance_allowed(len) : 0;
	int	i;

	for (i = 0; i < count; i++)
		if (distance_between(token[i].text, token[i].len, word, len)
		    <= slips)
			return true;
	return false;
}

/* Is a report of this category urgent that says these words? */
bool
urgency_of(const struct conf_category *c, const char *text)
{
	struct token	token[TOKENS_MAX];
	int		count, i;

	if (!c->urgent || c->urgent_words.count == 0)
		return c->urgent;
	count = token_split(text, token, TOKENS_MAX);
	for (i = 0; i < c->urgent_words.count; i++)
		if (says(token, count, c->urgent_words.item[i]))
			return true;
	return false;
}
