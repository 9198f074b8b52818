/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * language_conf - what the reading of texts wants of a configuration: patterns
 * that can be matched, and words that are not taken for each other.
 */

#include "config.h"

#include <stddef.h>

#include "conf/conf.h"
#include "conf/room.h"
#include "language/clash.h"
#include "language/conf.h"
#include "language/money.h"

static const char *
pattern_fault(const char *text)
{
	return text[0] == '\0' ? NULL : money_pattern_fault(text);
}

static const struct conf_value values[] = {
	{ "balance_pattern", pattern_fault },
	{ "expiry_pattern", pattern_fault },
	{ NULL, NULL }
};

/* What a clash is told with. */
struct warning {
	const struct conf	*conf;		/* borrowed */
	struct conf_errors	*warnings;	/* borrowed */
};

static void
add_clash(void *arg, const struct clash *clash)
{
	struct warning	*w = arg;
	char		 text[CLASH_TEXT_SIZE];

	clash_text(&w->conf->city, clash, text, sizeof text);
	conf_errors_add(w->warnings, NULL, "%s", text);
}

/* Words one typing error apart, as warnings. */
void
language_warn_words(const struct conf *conf, struct conf_errors *warnings)
{
	struct lexicon	*lex = lexicon_new(&conf->city);
	struct warning	 w = { conf, warnings };

	clash_find(lex, add_clash, &w);
	lexicon_free(lex);
}

const struct conf_room language_conf = {
	.values = values,
	.doubt = language_warn_words
};
