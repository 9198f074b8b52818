/* SPDX-License-Identifier: GPL-2.0-or-later */

/* learned - what messages teach: matters elsewhere, and labels. */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "cli/command.h"
#include "cli/daemon.h"
#include "cli/invocation.h"
#include "cli/show.h"

static enum exit_code	run_labels(struct invocation *);

static const struct option matters_options[] = {
	{ "--since", "since", OPTION_SINCE, "WHEN",
	    "since a date or so long ago (default 30d)" },
	OPTION_LIMIT(" (default 100)"),
	{ 0 },
};

static const struct option labels_options[] = {
	{ "--since", "since", OPTION_SINCE, "WHEN",
	    "since a date or so long ago (default all)" },
	{ 0 },
};

/* Copy a cell of a row, unless it is empty. */
static void
set_cell(json_t *out, const json_t *columns, const json_t *row, size_t i)
{
	const char	*name = json_string_value(json_array_get(columns, i));
	const char	*text = json_string_value(json_array_get(row, i));

	if (name == NULL || text == NULL || (text[0] == '\0' &&
	    strcmp(name, "category") != 0))
		return;
	json_object_set_new(out, name, text[0] == '\0' ? json_null() :
	    json_string(text));
}

/* One label as `learn --rows` reads it. */
static void
print_label(const json_t *columns, const json_t *row)
{
	json_t	*out = must(json_pack("{s:s, s:s}", "from", "citizen",
		    "label_by", "city"));
	size_t	 i;

	for (i = 0; i < json_array_size(columns); i++)
		set_cell(out, columns, row, i);
	show_json(out);
	json_decref(out);
}

/* Print the daemon's labels, a line each. */
static enum exit_code
run_labels(struct invocation *inv)
{
	json_t		*answer = NULL, *row;
	enum exit_code	 code = daemon_ask(inv, &answer);
	size_t		 i;

	if (code == EXIT_OK && !json_is_true(json_object_get(answer, "ok")))
		return show_answer(inv, answer);
	if (code == EXIT_OK)
		json_array_foreach(json_object_get(answer, "rows"), i, row)
			print_label(json_object_get(answer, "columns"), row);
	json_decref(answer);
	return code;
}

const struct command	learned_commands[] = {
	{ "matters", "", "", "what people ask for that is not the city's",
	    NULL, matters_options },
	{ "labels", "", "",
	    "what people's deeds say of messages, to learn from",
	    run_labels, labels_options },
	{ 0 },
};
