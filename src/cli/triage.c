/* SPDX-License-Identifier: GPL-2.0-or-later */

/* triage - SMS that a person must look at. */

#include "config.h"

#include <stddef.h>

#include "cli/command.h"

static const struct option list_options[] = {
	OPTION_NUMBERS("phone numbers"),
	{ 0 },
};

static const struct option close_options[] = {
	{ "--prank", "prank", OPTION_FLAG, NULL,
	    "and mark its number: it was a prank" },
	{ 0 },
};

const struct command	triage_commands[] = {
	{ "triage list", "", "", "SMS that a person must look at", NULL,
	    list_options },
	{ "triage assign", "id# category ?kelurahan+",
	    "ID CATEGORY [KELURAHAN]", "make a report of such an SMS", NULL,
	    NULL },
	{ "triage close", "id#", "ID", "settle such an SMS without a report",
	    NULL, close_options },
	{ 0 },
};
