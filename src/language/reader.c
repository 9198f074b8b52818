/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * reader - all that interpret() reads with, put together: the words of the
 * city, the cues of what lies beyond, and the judge who learned.
 */

#include "conf/conf.h"
#include "language/beyond.h"
#include "language/judge/judge.h"
#include "language/lexicon.h"
#include "language/reader.h"

/* A reader that goes by words alone; lexicon_free frees it. */
struct lexicon *
reader_of_words(const struct conf_city *city)
{
	struct lexicon	*lex = lexicon_new(city);

	beyond_attach(lex);
	return lex;
}

/*
 * The reader of a configuration, which must outlive it; NULL and why if the
 * model that it names is no good.  lexicon_free frees it.
 */
struct lexicon *
reader_new(const struct conf *conf, char *why, size_t size)
{
	struct lexicon	*lex = reader_of_words(&conf->city);

	if (judge_attach(lex, conf, why, size) == 0)
		return lex;
	lexicon_free(lex);
	return NULL;
}
