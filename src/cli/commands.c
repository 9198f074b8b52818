/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * commands - the table of all commands, and the help that stands in it.
 *
 * This file alone knows which subjects there are and in which order they are
 * told; each subject's file says what its commands are.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "cli/invocation.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static enum exit_code	run_help(struct invocation *);

static const struct command help_commands[] = {
	{ "help", "?topic+", "[COMMAND]", "show this", run_help, NULL },
	{ 0 },
};

static const struct command *const subjects[] = {
	status_commands,
	report_commands,
	message_commands,
	seat_commands,
	triage_commands,
	number_commands,
	modem_commands,
	sim_commands,
	check_commands,
	interpret_commands,
	learn_commands,
	lexicon_commands,
	learned_commands,
	suggest_commands,
	backup_commands,
	help_commands,
};

/* Options of every command: they are no part of a request. */
static const struct option common_options[] = {
	{ "-c", NULL, OPTION_TEXT, "FILE", "the configuration" },
	{ "--json", NULL, OPTION_FLAG, NULL,
	    "answer as JSON, for programs" },
	{ "--help", NULL, OPTION_FLAG, NULL, "show this" },
	{ "--version", NULL, OPTION_FLAG, NULL, "show the version" },
	{ 0 },
};

/* The command behind one in the table: the first for NULL, NULL at the end. */
static const struct command *
command_next(const struct command *c, size_t *subject)
{
	if (c == NULL) {
		*subject = 0;
		return subjects[0];
	}
	if ((++c)->name != NULL)
		return c;
	return ++*subject < COUNT(subjects) ? subjects[*subject] : NULL;
}

/* Are these the first words of a command?  How many, or 0. */
static int
words_match(const char *name, char **words, int count)
{
	const char	*space = strchr(name, ' ');
	size_t		 len = space != NULL ? (size_t)(space - name) :
			    strlen(name);

	if (count == 0 || strlen(words[0]) != len ||
	    strncmp(words[0], name, len) != 0)
		return 0;
	if (space == NULL)
		return 1;
	return count > 1 && strcmp(words[1], space + 1) == 0 ? 2 : 0;
}

/* The command named by the first words, or NULL; how many they are. */
const struct command *
commands_find(char **words, int count, int *used)
{
	const struct command	*c = NULL;
	size_t			 subject;

	while ((c = command_next(c, &subject)) != NULL)
		if ((*used = words_match(c->name, words, count)) > 0)
			return c;
	return NULL;
}

static const struct option *
option_find(const struct option *o, const char *name)
{
	for (; o != NULL && o->name != NULL; o++)
		if (strcmp(o->name, name) == 0)
			return o;
	return NULL;
}

/* The option of every command, or of this one (which may be NULL). */
const struct option *
commands_find_option(const struct command *c, const char *name)
{
	const struct option	*o = option_find(common_options, name);

	return o != NULL || c == NULL ? o : option_find(c->options, name);
}

/* ---- help ------------------------------------------------------------- */

static void
print_options(FILE *out, const struct option *o)
{
	char	left[64];

	for (; o != NULL && o->name != NULL; o++) {
		snprintf(left, sizeof left, "%s%s%s", o->name,
		    o->value != NULL ? " " : "",
		    o->value != NULL ? o->value : "");
		fprintf(out, "      %-24s%s\n", left, o->meaning);
	}
}

static void
print_command(FILE *out, const struct command *c)
{
	char	left[64];

	snprintf(left, sizeof left, "%s%s%s", c->name,
	    c->usage[0] != '\0' ? " " : "", c->usage);
	fprintf(out, "  %-40s%s\n", left, c->meaning);
	print_options(out, c->options);
}

/* Is the topic the first words of the name?  "" is of all. */
static bool
is_topic(const char *name, const char *topic)
{
	size_t	len = strlen(topic);

	return strncmp(name, topic, len) == 0 && (len == 0 ||
	    name[len] == '\0' || name[len] == ' ');
}

/*
 * Print all commands whose first words are the topic; "" is all of them and
 * what else is worth knowing.  How many there are.
 */
int
commands_help(FILE *out, const char *topic)
{
	const struct command	*c = NULL;
	size_t			 subject;
	int			 found = 0;

	while ((c = command_next(c, &subject)) != NULL)
		if (is_topic(c->name, topic)) {
			if (found++ == 0)
				fprintf(out, "usage: kentongan [-c FILE] "
				    "[--json] COMMAND ...\n\n");
			print_command(out, c);
		}
	if (topic[0] != '\0')
		return found;
	fputc('\n', out);
	print_options(out, common_options);
	fprintf(out, "\nExit: 0 done, 1 refused, 2 wrong usage, 3 the daemon "
	    "is not running.\n");
	return found;
}

static enum exit_code
run_help(struct invocation *inv)
{
	const char	*topic = invocation_text(inv, "topic");

	if (commands_help(stdout, topic != NULL ? topic : "") == 0)
		return wrong_usage("unknown command", topic);
	return EXIT_OK;
}
