/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * conf_warn - what deserves a second look in a configuration without fault.
 *
 * This file alone knows what is warned of; nothing of it keeps a
 * configuration from being used.
 */

#include "config.h"

#include "conf.h"
#include "language/clash.h"

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

/* A threshold of which nobody will ever hear. */
static void
warn_of_credit(const struct conf *conf, struct conf_errors *warnings)
{
	const struct conf_modem	*m;
	int			 i;

	for (i = 0; i < conf->modem_count; i++) {
		m = &conf->modem[i];
		if (m->balance_min > 0 && m->balance_code[0] == '\0' &&
		    m->notice_senders.count == 0)
			conf_errors_add(warnings, NULL, "%s: warning: modem "
			    "%s: balance_min says nothing without "
			    "balance_code or notice_senders", conf->path,
			    m->name);
	}
}

/*
 * Add what is doubtful in a configuration that was read, each "file:line:
 * warning: what", to warnings: conf_errors_print shows them,
 * conf_errors_clear forgets them.
 */
void
conf_warn(const struct conf *conf, struct conf_errors *warnings)
{
	struct lexicon	*lex = lexicon_new(&conf->city);
	struct warning	 w = { conf, warnings };

	clash_find(lex, add_clash, &w);
	lexicon_free(lex);
	warn_of_credit(conf, warnings);
}
