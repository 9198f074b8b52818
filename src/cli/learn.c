/* SPDX-License-Identifier: GPL-2.0-or-later */

/* learn - the reader is taught anew. */

#include "config.h"

#include <stdio.h>

#include "cli/invocation.h"
#include "cli/training.h"
#include "doors/rooms.h"

static enum exit_code
run_learn(struct invocation *inv)
{
	struct training_request	request = {
		.conf_path = inv->conf_path,
		.rooms = rooms_all,
		.digest = invocation_text(inv, "digest"),
		.rows = invocation_text(inv, "rows"),
		.messages = invocation_text(inv, "messages"),
		.files = json_object_get(inv->args, "files"),
		.rollback = json_is_true(json_object_get(inv->args,
		    "rollback")),
		.rehearse = json_is_true(json_object_get(inv->args,
		    "rehearse")),
	};

	return training_run(&request, stdout) == 0 ? EXIT_OK : EXIT_REFUSED;
}

static const struct option learn_options[] = {
	{ "--rows", "rows", OPTION_TEXT, "FILE",
	    "what the city taught, as JSON lines" },
	{ "--messages", "messages", OPTION_TEXT, "FILE",
	    "say what would be read otherwise of these, as JSON lines" },
	{ "--rehearse", "rehearse", OPTION_FLAG, NULL,
	    "only say what would change" },
	{ "--rollback", "rollback", OPTION_FLAG, NULL,
	    "put the model before this one back" },
	{ "--digest", "digest", OPTION_TEXT, "FILE",
	    "only make a digest of labelled texts, for the next release" },
	{ 0 },
};

const struct command	learn_commands[] = {
	{ "learn", "?files*", "[FILE]...",
	    "teach the reader anew, by what the city taught it", run_learn,
	    learn_options },
	{ 0 },
};
