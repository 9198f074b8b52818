/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * offer - IKUT or BEDA: what a citizen says to "somebody has told us of this".
 */

#include <string.h>

#include "conf/city.h"
#include "language/offer.h"
#include "language/scan.h"

#define FEW_WORDS	14	/* "beda pak, ini di gang sebelah ..." */
#define ALONE		3	/* "beda ya pak": more than that is talk */

/* Does the text begin with a word of one of these lists? */
static bool
begins(const struct scan *s, int i, const enum conf_words *lists, int n)
{
	while (n-- > 0)
		if (scan_is(s, i, lists[n]))
			return true;
	return false;
}

/* Unasked, "lain kali ..." is no BEDA, but "beda, ini di ..." is. */
static bool
is_plain(const struct scan *s, int i)
{
	const struct conf_list	*apart;

	apart = &lexicon_city(s->lex)->words[CONF_WORDS_APART];
	return s->count <= ALONE || (apart->count > 0 &&
	    strcmp(s->token[i].text, apart->item[0]) == 0);
}

/*
 * Does a clean text say that it is the same (1), that it is another problem
 * (0), or anything else (-1)?  A bare yes or no counts where it is awaited.
 */
int
offer_read(const struct lexicon *lex, const char *text, bool awaited)
{
	static const enum conf_words	same[] = { CONF_WORDS_SUPPORT,
	    CONF_WORDS_JOIN, CONF_WORDS_AGREE, CONF_WORDS_SAME };
	static const enum conf_words	other[] = { CONF_WORDS_APART,
	    CONF_WORDS_REFUSE, CONF_WORDS_NOT, CONF_WORDS_WRONG };
	struct scan	s;
	int		i = 0;

	scan_text(&s, lex, text);
	if (s.count > FEW_WORDS)
		return -1;
	/* "ya" may be an answer, and a filler where none is awaited. */
	for (; i < s.count; i++) {
		if (begins(&s, i, other, awaited ? 4 : 1))
			return awaited || is_plain(&s, i) ? 0 : -1;
		if (begins(&s, i, same, awaited ? 4 : 2))
			return awaited || s.count <= ALONE ? 1 : -1;
		if (!scan_is(&s, i, CONF_WORDS_FILLER) &&
		    !scan_is(&s, i, CONF_WORDS_TITLE))
			break;
	}
	return -1;
}
