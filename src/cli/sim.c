/* SPDX-License-Identifier: GPL-2.0-or-later */

/* sim - the SIMs: their credit, and what operators tell of it. */

#include "config.h"

#include <stdlib.h>

#include "cli/credit.h"
#include "cli/invocation.h"
#include "cli/show.h"
#include "conf/conf.h"
#include "conf/read.h"

static const struct option list_options[] = {
	OPTION_NUMBERS("the SIMs' numbers"),
	{ 0 },
};

/* For who writes the patterns: no daemon is asked. */
static enum exit_code
run_read(struct invocation *inv)
{
	struct conf	*conf = invocation_conf(inv);
	enum exit_code	 code;

	if (conf == NULL)
		return EXIT_REFUSED;
	setenv("TZ", conf->timezone, 1);
	code = show_answer(inv, must(credit_read(conf,
	    invocation_text(inv, "name"), invocation_text(inv, "text"))));
	conf_free(conf);
	return code;
}

const struct command	sim_commands[] = {
	{ "sim list", "", "", "the SIMs: their credit, and whether they hear",
	    NULL, list_options },
	{ "sim check", "name", "MODEM", "ask for a SIM's credit now", NULL,
	    NULL },
	{ "sim read", "name text+", "MODEM TEXT",
	    "say what a modem's patterns find in an operator's text",
	    run_read, NULL },
	{ 0 },
};
