/* SPDX-License-Identifier: GPL-2.0-or-later */

/* message - the SMS that came and went. */

#include "config.h"

#include <stddef.h>

#include "cli/command.h"

static const struct option list_options[] = {
	{ "--in", "in", OPTION_FLAG, NULL, "that came" },
	{ "--out", "out", OPTION_FLAG, NULL, "that went" },
	{ "--state", "state", OPTION_TEXT, "STATE",
	    "in this state, such as held, failed, uncertain, triage" },
	OPTION_LIMIT(" (default 100)"),
	OPTION_NUMBERS("phone numbers"),
	{ 0 },
};

const struct command	message_commands[] = {
	{ "messages release", "ids*", "ID...",
	    "let held, failed or uncertain SMS go out now", NULL, NULL },
	{ "messages drop", "ids*", "ID...", "never send such SMS", NULL,
	    NULL },
	{ "messages", "", "", "SMS that came and went, the latest first",
	    NULL, list_options },
	{ "send", "number text+", "NUMBER TEXT", "send an SMS", NULL, NULL },
	{ 0 },
};
