/* SPDX-License-Identifier: GPL-2.0-or-later */

/* report - the reports of citizens. */

#include "config.h"

#include <stddef.h>

#include "cli/command.h"

static const struct option list_options[] = {
	{ "--state", "state", OPTION_TEXT, "STATE",
	    "new, routed, taken, working, done, closed, rejected, cancelled"
	    },
	{ "--late", "late", OPTION_FLAG, NULL,
	    "past a deadline, the longest overdue first" },
	{ "--opd", "opd", OPTION_TEXT, "OPD", "of this OPD" },
	{ "--kelurahan", "kelurahan", OPTION_TEXT, "KELURAHAN",
	    "of this kelurahan" },
	{ "--since", "since", OPTION_SINCE, "WHEN",
	    "a date (2026-01-31) or how long ago (7d, 12h)" },
	OPTION_LIMIT(" (default 100)"),
	OPTION_NUMBERS("phone numbers"),
	{ 0 },
};

static const struct option one_options[] = {
	OPTION_NUMBERS("phone numbers"),
	{ "--why", "why", OPTION_TEXT, "WHY",
	    "why they are to be seen: it is kept" },
	{ 0 },
};

const struct command	report_commands[] = {
	{ "reports", "", "", "reports, the latest first", NULL,
	    list_options },
	{ "report", "ticket", "TICKET", "the whole history of one report",
	    NULL, one_options },
	{ 0 },
};
