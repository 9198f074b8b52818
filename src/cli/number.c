/* SPDX-License-Identifier: GPL-2.0-or-later */

/* number - what is known and thought of a phone number. */

#include "config.h"

#include <stddef.h>

#include "cli/command.h"

static const struct option show_options[] = {
	OPTION_NUMBERS("the number"),
	{ 0 },
};

static const struct option prank_options[] = {
	{ "--by", "by", OPTION_TEXT, "NAME", "who says so" },
	{ 0 },
};

const struct command	number_commands[] = {
	{ "number show", "number", "NUMBER", "what is known of a number",
	    NULL, show_options },
	{ "number prank", "what", "TICKET",
	    "mark a report (or a number) as a prank", NULL, prank_options },
	{ "number block", "number", "NUMBER",
	    "let its reports wait for a person", NULL, NULL },
	{ "number unblock", "number", "NUMBER",
	    "end that, and forget its marks", NULL, NULL },
	{ "number forget", "number", "NUMBER",
	    "remove what is known of its owner", NULL, NULL },
	{ 0 },
};
