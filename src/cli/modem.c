/* SPDX-License-Identifier: GPL-2.0-or-later */

/* modem - the modems, and what an admin does with them. */

#include "config.h"

#include <stddef.h>

#include "cli/command.h"

static const struct option list_options[] = {
	OPTION_NUMBERS("IMSI"),
	{ 0 },
};

static const struct option show_options[] = {
	OPTION_NUMBERS("IMSI and IMEI"),
	{ 0 },
};

const struct command	modem_commands[] = {
	{ "modem list", "", "", "the modems and how they are", NULL,
	    list_options },
	{ "modem show", "name", "NAME", "all of a modem, and what befell it",
	    NULL, show_options },
	{ "modem reset", "name", "NAME", "reset a modem and start it anew",
	    NULL, NULL },
	{ "modem pause", "name", "NAME", "let it send nothing; it receives",
	    NULL, NULL },
	{ "modem drain", "name", "NAME",
	    "let it send nothing, and others send what waits for it", NULL,
	    NULL },
	{ "modem resume", "name", "NAME", "end a pause or a drain", NULL,
	    NULL },
	{ "modem accept", "name", "NAME",
	    "take the SIM that is in it now as its own", NULL, NULL },
	{ 0 },
};
