/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * line - the command line, taken apart by what the commands say of
 * themselves.
 *
 * This file alone knows how arguments, options and their values are written.
 */

#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/commands.h"
#include "cli/invocation.h"
#include "cli/line.h"

static bool
parse_number(const char *text, long long *number)
{
	char	*end;

	errno = 0;
	*number = strtoll(text, &end, 10);
	return isdigit((unsigned char)text[0]) && *end == '\0' && errno == 0;
}

/* A local date, or so long before now: seconds UTC, or -1. */
static long long
parse_since(const char *text)
{
	struct tm	 tm = { .tm_isdst = -1 };
	long long	 n;
	char		*end;
	const char	*unit;
	static const char units[] = "smhdw";
	static const long seconds[] = { 1, 60, 3600, 86400, 604800 };

	end = strptime(text, "%Y-%m-%d", &tm);
	if (end != NULL && *end == ' ')
		end = strptime(end, "%H:%M", &tm);
	if (end != NULL && *end == '\0')
		return mktime(&tm);
	n = strtoll(text, &end, 10);
	if (!isdigit((unsigned char)text[0]) || n > 1000000 || *end == '\0' ||
	    end[1] != '\0' || (unit = strchr(units, *end)) == NULL)
		return -1;
	return time(NULL) - n * seconds[unit - units];
}

/* Keep an option's value for the request; false if it is nonsense. */
static bool
option_keep(struct invocation *inv, const struct option *o, const char *value)
{
	long long	n;

	switch (o->kind) {
	case OPTION_FLAG:
		invocation_set(inv, o->key, json_true());
		return true;
	case OPTION_TEXT:
		invocation_set(inv, o->key, json_string(value));
		return true;
	case OPTION_NUMBER:
		if (!parse_number(value, &n))
			return false;
		invocation_set(inv, o->key, json_integer(n));
		return true;
	case OPTION_SINCE:
		if ((n = parse_since(value)) == -1)
			return false;
		invocation_set(inv, o->key, json_integer(n));
		return true;
	}
	return false;
}

/* Options of every command.  They change the invocation itself. */
static void
option_common(struct invocation *inv, const char *name, const char *value)
{
	if (strcmp(name, "-c") == 0)
		inv->conf_path = value;
	else if (strcmp(name, "--json") == 0)
		inv->json = true;
	else if (strcmp(name, "--version") == 0) {
		printf("kentongan %s\n", PACKAGE_VERSION);
		exit(EXIT_OK);
	} else {
		commands_help(stdout, inv->command != NULL ?
		    inv->command->name : "");
		exit(EXIT_OK);
	}
}

/*
 * Take the option argv[0], with its value in argv[1] or after "=".  Returns
 * how many words it took, or -1.
 */
static int
option_read(struct invocation *inv, char **argv)
{
	const struct option	*o;
	char			*equals = strchr(argv[0], '=');
	const char		*value = argv[1];
	char			 name[32];

	snprintf(name, sizeof name, "%.*s", equals != NULL ?
	    (int)(equals - argv[0]) : (int)strlen(argv[0]), argv[0]);
	if (strcmp(name, "-h") == 0)
		snprintf(name, sizeof name, "--help");
	o = commands_find_option(inv->command, name);
	if (o == NULL) {
		wrong_usage("unknown option", argv[0]);
		return -1;
	}
	if (equals != NULL)
		value = equals + 1;
	if ((o->value != NULL && value == NULL) ||
	    (o->value == NULL && equals != NULL)) {
		wrong_usage(o->value != NULL ? "a value must follow" :
		    "takes no value", name);
		return -1;
	}
	if (o->key == NULL)
		option_common(inv, name, value);
	else if (!option_keep(inv, o, value)) {
		fprintf(stderr, "kentongan: %s: \"%s\" is not understood\n",
		    name, value);
		return -1;
	}
	return o->value != NULL && equals == NULL ? 2 : 1;
}

static enum exit_code
usage_of(const struct command *c, const char *what)
{
	fprintf(stderr, "kentongan: %s: %s\nusage: kentongan %s %s\n",
	    c->name, what, c->name, c->usage);
	return EXIT_USAGE;
}

static char *
join(char **words, int count)
{
	size_t	 size = 1, len = 0;
	char	*text;
	int	 i;

	for (i = 0; i < count; i++)
		size += strlen(words[i]) + 1;
	text = must(malloc(size));
	text[0] = '\0';
	for (i = 0; i < count; i++)
		len += snprintf(text + len, size - len, "%s%s",
		    i > 0 ? " " : "", words[i]);
	return text;
}

static void
argument_rest(struct invocation *inv, const char *key, char how, char **words,
    int count)
{
	json_t	*list;
	char	*text;
	int	 i;

	if (how == '+') {
		text = join(words, count);
		invocation_set(inv, key, json_string(text));
		free(text);
		return;
	}
	list = must(json_array());
	for (i = 0; i < count; i++)
		json_array_append_new(list, json_string(words[i]));
	invocation_set(inv, key, list);
}

/* Give the words behind a command their names. */
static enum exit_code
arguments_read(struct invocation *inv, char **words, int count)
{
	const char	*a = inv->command->arguments;
	char		 key[32], how;
	long long	 n;
	size_t		 len;
	int		 i = 0;

	for (; *a != '\0'; a += strspn(a, " ")) {
		if (*a == '?' && i == count)
			return EXIT_OK;
		if (i == count)
			return usage_of(inv->command, "something is missing");
		a += *a == '?';
		len = strcspn(a, " #+*");
		snprintf(key, sizeof key, "%.*s", (int)len, a);
		how = a[len];
		a += len + (how != '\0' && how != ' ');
		if (how == '+' || how == '*') {
			argument_rest(inv, key, how, words + i, count - i);
			return EXIT_OK;
		}
		if (how != '#')
			invocation_set(inv, key, json_string(words[i]));
		else if (parse_number(words[i], &n))
			invocation_set(inv, key, json_integer(n));
		else
			return usage_of(inv->command, "ID is a number");
		i++;
	}
	return i == count ? EXIT_OK :
	    usage_of(inv->command, "too many arguments");
}

/*
 * Take a command line apart.  Options may stand anywhere, those of a command
 * behind its words; "--" ends them.  What is wrong is told on stderr.
 */
enum exit_code
line_read(struct invocation *inv, int argc, char **argv)
{
	char	**words = must(calloc(argc + 1, sizeof *words));
	int	  count = 0, used = 0, i, n = 1;
	bool	  ended = false;
	enum exit_code code = EXIT_USAGE;

	for (i = 1; i < argc && n > 0; i += n) {
		n = 1;
		if (!ended && strcmp(argv[i], "--") == 0)
			ended = true;
		else if (ended || argv[i][0] != '-' || argv[i][1] == '\0') {
			words[count++] = argv[i];
			/* The second may make another command of it. */
			if (inv->command == NULL || (used == 1 && count == 2))
				inv->command = commands_find(words, count,
				    &used);
		} else
			n = option_read(inv, argv + i);
	}
	if (n < 0)
		code = EXIT_USAGE;
	else if (count == 0)
		commands_help(stderr, "");
	else if (inv->command == NULL) {
		if (commands_help(stderr, words[0]) == 0)
			wrong_usage("unknown command", words[0]);
	} else
		code = arguments_read(inv, words + used, count - used);
	free(words);
	return code;
}
