/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef COMMAND_H
#define COMMAND_H

#include <stdbool.h>

#include <jansson.h>

/* What the shell sees; kentongan(1) documents them. */
enum exit_code { EXIT_OK, EXIT_REFUSED, EXIT_USAGE, EXIT_NOT_RUNNING };

struct command;

/* The command line, taken apart. */
struct invocation {
	const char		*conf_path;
	bool			 json;
	const struct command	*command;
	json_t			*args;		/* owned */
};

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER, OPTION_SINCE };

struct option {
	const char	*name;		/* NULL ends a list */
	const char	*key;		/* in the request */
	enum option_kind kind;
	const char	*value;		/* for people; NULL for a flag */
	const char	*meaning;
};

/* Options that several commands have. */
#define OPTION_NUMBERS(what)						\
	{ "--numbers", "numbers", OPTION_FLAG, NULL,			\
	    what " whole, not masked" }
#define OPTION_LIMIT(what)						\
	{ "--limit", "limit", OPTION_NUMBER, "N", "at most so many" what }

/*
 * What stands after a command, one word each: `name` is one argument,
 * `name#` a number, `name+` all the rest joined, `name*` all the rest as a
 * list; a `?` in front says that it may be missing.
 */
struct command {
	const char	*name;		/* one or two words; NULL ends */
	const char	*arguments;
	const char	*usage;
	const char	*meaning;
	enum exit_code	(*run)(struct invocation *); /* NULL: the daemon */
	const struct option	*options;	/* NULL: none of its own */
};

/* The commands of each subject: a list in the file of its name. */
extern const struct command	backup_commands[];
extern const struct command	check_commands[];
extern const struct command	interpret_commands[];
extern const struct command	learn_commands[];
extern const struct command	learned_commands[];
extern const struct command	lexicon_commands[];
extern const struct command	message_commands[];
extern const struct command	modem_commands[];
extern const struct command	number_commands[];
extern const struct command	report_commands[];
extern const struct command	seat_commands[];
extern const struct command	sim_commands[];
extern const struct command	status_commands[];
extern const struct command	suggest_commands[];
extern const struct command	triage_commands[];

#endif
