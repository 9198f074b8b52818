/* SPDX-License-Identifier: GPL-2.0-or-later */

/* report - the reports of citizens. */

#include "config.h"

#include <pwd.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/command.h"
#include "cli/daemon.h"
#include "cli/invocation.h"

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
	{ "--by", "by", OPTION_TEXT, "NAME",
	    "who decides it, for the history; else who called sudo" },
	{ 0 },
};

/* Who sits at the shell. */
static const char *
who(void)
{
	const char		*sudo = getenv("SUDO_USER");
	const struct passwd	*pw;

	if (sudo != NULL && sudo[0] != '\0')
		return sudo;
	pw = getpwuid(getuid());
	return pw != NULL ? pw->pw_name : "admin";
}

static bool
is_act(const char *word)
{
	static const char *const acts[] = { "assign", "forward", "reopen",
	    "close", "note" };
	size_t	i;

	for (i = 0; i < sizeof acts / sizeof acts[0]; i++)
		if (strcmp(word, acts[i]) == 0)
			return true;
	return false;
}

/* With an act, it is another request to the daemon. */
static enum exit_code
run_report(struct invocation *inv)
{
	static const struct command	change = { .name = "report change" };

	const char			*act = invocation_text(inv, "act");

	if (act != NULL && !is_act(act))
		return wrong_usage("a report has no such act", act);
	if (act != NULL) {
		if (invocation_text(inv, "by") == NULL)
			invocation_set(inv, "by", json_string(who()));
		inv->command = &change;
	}
	return daemon_answer(inv);
}

const struct command	report_commands[] = {
	{ "reports", "", "", "reports, the latest first", NULL,
	    list_options },
	{ "report", "ticket ?act ?words+", "TICKET [ACT] [WORDS]",
	    "its whole history, or: assign SEAT, forward OPD REASON, "
	    "reopen REASON, close REASON, note TEXT", run_report,
	    one_options },
	{ 0 },
};
