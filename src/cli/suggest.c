/* SPDX-License-Identifier: GPL-2.0-or-later */

/* suggest - words that the configuration should know. */

#include "config.h"

#include <stddef.h>
#include <stdio.h>

#include "cli/daemon.h"
#include "cli/invocation.h"
#include "cli/show.h"
#include "cli/unknown.h"
#include "conf/conf.h"
#include "conf/read.h"

static const struct option suggest_options[] = {
	{ "--since", "since", OPTION_SINCE, "WHEN",
	    "of messages since a date or so long ago (default 30d)" },
	OPTION_LIMIT(" words (default 50)"),
	{ 0 },
};

static enum exit_code
show_found(const struct invocation *inv, json_t *found)
{
	enum exit_code	code = show_answer(inv, json_incref(found));

	if (!inv->json)
		unknown_print(found, stdout);
	json_decref(found);
	return code;
}

/* The daemon has the messages; what is unknown in them is found here. */
static enum exit_code
run_suggest(struct invocation *inv)
{
	struct conf	*conf = invocation_conf(inv);
	json_t		*messages = NULL;
	enum exit_code	 code = EXIT_REFUSED;

	if (conf == NULL)
		return code;
	code = daemon_ask(inv, &messages);
	if (code == EXIT_OK && !json_is_true(json_object_get(messages, "ok")))
		code = show_answer(inv, json_incref(messages));
	else if (code == EXIT_OK)
		code = show_found(inv, must(unknown_find(conf, messages,
		    json_object_get(inv->args, "limit"))));
	json_decref(messages);
	conf_free(conf);
	return code;
}

const struct command	suggest_commands[] = {
	{ "suggest", "", "",
	    "words to add to the configuration, from what was not understood",
	    run_suggest, suggest_options },
	{ 0 },
};
