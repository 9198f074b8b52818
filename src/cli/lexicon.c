/* SPDX-License-Identifier: GPL-2.0-or-later */

/* lexicon - the words that are understood, as they are configured. */

#include "config.h"

#include <stddef.h>

#include "cli/invocation.h"
#include "cli/show.h"
#include "cli/vocabulary.h"
#include "conf/conf.h"
#include "conf/read.h"

static enum exit_code
run_lexicon(struct invocation *inv)
{
	struct conf	*conf = invocation_conf(inv);
	enum exit_code	 code;

	if (conf == NULL)
		return EXIT_REFUSED;
	code = show_answer(inv, must(vocabulary_lay_out(conf,
	    invocation_text(inv, "words"))));
	conf_free(conf);
	return code;
}

const struct command	lexicon_commands[] = {
	{ "lexicon", "?words+", "[WORD]",
	    "the words that are understood, and which clash", run_lexicon,
	    NULL },
	{ 0 },
};
