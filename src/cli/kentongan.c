/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * kentongan - the admin's command: reads the command line by one table and
 * asks the daemon.
 *
 * This file alone knows the commands, their arguments and options.  Whatever
 * needs the database is the daemon's to do; `check` and `interpret` need no
 * daemon and are done here.
 */

#include "config.h"

#include <ctype.h>
#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <jansson.h>

#include "base/log.h"
#include "cli/check.h"
#include "cli/client.h"
#include "cli/credit.h"
#include "cli/interpret.h"
#include "cli/learn.h"
#include "cli/lexicon.h"
#include "cli/suggest.h"
#include "conf/conf.h"
#include "language/judge/judge.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define IMPORT_MAX	(200 * 1024)	/* what the control socket takes */

/* The command line, taken apart. */
struct invocation {
	const char		*conf_path;
	bool			 json;
	const struct command	*command;
	json_t			*args;		/* owned */
};

/*
 * What stands after a command, one word each: `name` is one argument,
 * `name#` a number, `name+` all the rest joined, `name*` all the rest as a
 * list; a `?` in front says that it may be missing.
 */
struct command {
	const char	*name;		/* one or two words */
	const char	*arguments;
	const char	*usage;
	const char	*meaning;
	enum exit_code	(*run)(struct invocation *); /* NULL: the daemon */
};

enum option_kind { OPTION_FLAG, OPTION_TEXT, OPTION_NUMBER, OPTION_SINCE };

struct option {
	const char	*command;	/* NULL: with every command */
	const char	*name;
	const char	*key;		/* in the request */
	enum option_kind kind;
	const char	*value;		/* for people; NULL for a flag */
	const char	*meaning;
};

static enum exit_code	run_backup(struct invocation *);
static enum exit_code	run_check(struct invocation *);
static enum exit_code	run_help(struct invocation *);
static enum exit_code	run_import(struct invocation *);
static enum exit_code	run_interpret(struct invocation *);
static enum exit_code	run_learn(struct invocation *);
static enum exit_code	run_lexicon(struct invocation *);
static enum exit_code	run_sim_read(struct invocation *);
static enum exit_code	run_suggest(struct invocation *);

static const struct command commands[] = {
	{ "status", "", "", "how the daemon, its modems and queues are",
	    NULL },
	{ "reports", "", "", "reports, the latest first", NULL },
	{ "report", "ticket", "TICKET", "the whole history of one report",
	    NULL },
	{ "messages", "", "", "SMS that came and went, the latest first",
	    NULL },
	{ "send", "number text+", "NUMBER TEXT", "send an SMS", NULL },
	{ "seat list", "", "", "the seats, who holds them and their areas",
	    NULL },
	{ "seat add", "name", "NAME", "add a seat", NULL },
	{ "seat set", "name changes*", "NAME KEY=VALUE...",
	    "change a seat: name, opd, role, area, holder, phone, deputy, "
	    "state", NULL },
	{ "seat remove", "name", "NAME", "remove a seat", NULL },
	{ "seat import", "file", "FILE",
	    "add or change the seats of a table; - is stdin", run_import },
	{ "seat history", "name", "NAME", "who held a seat, and when", NULL },
	{ "triage list", "", "", "SMS that a person must look at", NULL },
	{ "triage assign", "id# category ?kelurahan+",
	    "ID CATEGORY [KELURAHAN]", "make a report of such an SMS", NULL },
	{ "triage close", "id#", "ID", "settle such an SMS without a report",
	    NULL },
	{ "modem list", "", "", "the modems and how they are", NULL },
	{ "modem show", "name", "NAME", "all of a modem, and what befell it",
	    NULL },
	{ "modem reset", "name", "NAME", "reset a modem and start it anew",
	    NULL },
	{ "modem pause", "name", "NAME", "let it send nothing; it receives",
	    NULL },
	{ "modem drain", "name", "NAME",
	    "let it send nothing, and others send what waits for it", NULL },
	{ "modem resume", "name", "NAME", "end a pause or a drain", NULL },
	{ "modem accept", "name", "NAME",
	    "take the SIM that is in it now as its own", NULL },
	{ "sim list", "", "", "the SIMs: their credit, and whether they hear",
	    NULL },
	{ "sim check", "name", "MODEM", "ask for a SIM's credit now", NULL },
	{ "sim read", "name text+", "MODEM TEXT",
	    "say what a modem's patterns find in an operator's text",
	    run_sim_read },
	{ "check", "?file", "[FILE]",
	    "tell every fault of a configuration, and what may clash",
	    run_check },
	{ "reload", "", "", "let the daemon take the configuration anew",
	    NULL },
	{ "interpret", "", "",
	    "say what SMS mean: JSON lines from stdin", run_interpret },
	{ "learn", "?files*", "[FILE]...",
	    "teach the reader anew, by what the city taught it", run_learn },
	{ "lexicon", "?words+", "[WORD]",
	    "the words that are understood, and which clash", run_lexicon },
	{ "suggest", "", "",
	    "words to add to the configuration, from what was not understood",
	    run_suggest },
	{ "backup", "file", "FILE", "copy the database while in use",
	    run_backup },
	{ "help", "?topic+", "[COMMAND]", "show this", run_help },
};

static const struct option options[] = {
	{ NULL, "-c", NULL, OPTION_TEXT, "FILE", "the configuration" },
	{ NULL, "--json", NULL, OPTION_FLAG, NULL,
	    "answer as JSON, for programs" },
	{ NULL, "--help", NULL, OPTION_FLAG, NULL, "show this" },
	{ NULL, "--version", NULL, OPTION_FLAG, NULL, "show the version" },
	{ "reports", "--state", "state", OPTION_TEXT, "STATE",
	    "new, routed, taken, working, done, closed, rejected, cancelled"
	    },
	{ "reports", "--late", "late", OPTION_FLAG, NULL,
	    "past a deadline, the longest overdue first" },
	{ "reports", "--opd", "opd", OPTION_TEXT, "OPD", "of this OPD" },
	{ "reports", "--kelurahan", "kelurahan", OPTION_TEXT, "KELURAHAN",
	    "of this kelurahan" },
	{ "reports", "--since", "since", OPTION_SINCE, "WHEN",
	    "a date (2026-01-31) or how long ago (7d, 12h)" },
	{ "reports", "--limit", "limit", OPTION_NUMBER, "N",
	    "at most so many (default 100)" },
	{ "reports", "--numbers", "numbers", OPTION_FLAG, NULL,
	    "phone numbers whole, not masked" },
	{ "report", "--numbers", "numbers", OPTION_FLAG, NULL,
	    "phone numbers whole, not masked" },
	{ "learn", "--rows", "rows", OPTION_TEXT, "FILE",
	    "what the city taught, as JSON lines" },
	{ "learn", "--messages", "messages", OPTION_TEXT, "FILE",
	    "say what would be read otherwise of these, as JSON lines" },
	{ "learn", "--rehearse", "rehearse", OPTION_FLAG, NULL,
	    "only say what would change" },
	{ "learn", "--rollback", "rollback", OPTION_FLAG, NULL,
	    "put the model before this one back" },
	{ "learn", "--digest", "digest", OPTION_TEXT, "FILE",
	    "only make a digest of labelled texts, for the next release" },
	{ "messages", "--in", "in", OPTION_FLAG, NULL, "that came" },
	{ "messages", "--out", "out", OPTION_FLAG, NULL, "that went" },
	{ "messages", "--state", "state", OPTION_TEXT, "STATE",
	    "in this state, such as held, failed, uncertain, triage" },
	{ "messages", "--limit", "limit", OPTION_NUMBER, "N",
	    "at most so many (default 100)" },
	{ "messages", "--numbers", "numbers", OPTION_FLAG, NULL,
	    "phone numbers whole, not masked" },
	{ "triage list", "--numbers", "numbers", OPTION_FLAG, NULL,
	    "phone numbers whole, not masked" },
	{ "seat list", "--numbers", "numbers", OPTION_FLAG, NULL,
	    "phone numbers whole, not masked" },
	{ "sim list", "--numbers", "numbers", OPTION_FLAG, NULL,
	    "the SIMs' numbers whole, not masked" },
	{ "seat add", "--opd", "opd", OPTION_TEXT, "OPD",
	    "its OPD; none for lurah, camat, coordinator, leader" },
	{ "seat add", "--role", "role", OPTION_TEXT, "ROLE",
	    "officer (default), head, lurah, camat, coordinator, leader" },
	{ "seat add", "--area", "area", OPTION_TEXT, "AREA",
	    "a kelurahan, a kecamatan, or * (default) for the city" },
	{ "seat add", "--holder", "holder", OPTION_TEXT, "HOLDER",
	    "the person's name" },
	{ "seat add", "--phone", "phone", OPTION_TEXT, "PHONE",
	    "the person's number" },
	{ "seat add", "--deputy", "deputy", OPTION_TEXT, "PHONE",
	    "number of who stands in while it is off" },
	{ "seat history", "--numbers", "numbers", OPTION_FLAG, NULL,
	    "phone numbers whole, not masked" },
	{ "modem list", "--numbers", "numbers", OPTION_FLAG, NULL,
	    "IMSI whole, not masked" },
	{ "modem show", "--numbers", "numbers", OPTION_FLAG, NULL,
	    "IMSI and IMEI whole, not masked" },
	{ "interpret", "--explain", "explain", OPTION_TEXT, "TEXT",
	    "show how this one SMS is understood" },
	{ "interpret", "--from", "from", OPTION_TEXT, "WHO",
	    "with --explain: citizen (default) or staff" },
	{ "suggest", "--since", "since", OPTION_SINCE, "WHEN",
	    "of messages since a date or so long ago (default 30d)" },
	{ "suggest", "--limit", "limit", OPTION_NUMBER, "N",
	    "at most so many words (default 50)" },
};

/* ---- telling ---------------------------------------------------------- */

static void
print_option(FILE *out, const struct option *o)
{
	char	left[64];

	snprintf(left, sizeof left, "%s%s%s", o->name,
	    o->value != NULL ? " " : "", o->value != NULL ? o->value : "");
	fprintf(out, "      %-24s%s\n", left, o->meaning);
}

static void
print_command(FILE *out, const struct command *c)
{
	char	left[64];
	size_t	i;

	snprintf(left, sizeof left, "%s%s%s", c->name,
	    c->usage[0] != '\0' ? " " : "", c->usage);
	fprintf(out, "  %-40s%s\n", left, c->meaning);
	for (i = 0; i < COUNT(options); i++)
		if (options[i].command != NULL &&
		    strcmp(options[i].command, c->name) == 0)
			print_option(out, &options[i]);
}

/* All commands whose first words are the topic; "" is all. */
static int
print_help(FILE *out, const char *topic)
{
	size_t	i, len = strlen(topic);
	int	found = 0;

	for (i = 0; i < COUNT(commands); i++)
		if (strncmp(commands[i].name, topic, len) == 0 &&
		    (len == 0 || commands[i].name[len] == '\0' ||
		    commands[i].name[len] == ' ')) {
			if (found++ == 0)
				fprintf(out, "usage: kentongan [-c FILE] "
				    "[--json] COMMAND ...\n\n");
			print_command(out, &commands[i]);
		}
	if (len != 0)
		return found;
	fputc('\n', out);
	for (i = 0; i < COUNT(options); i++)
		if (options[i].command == NULL)
			print_option(out, &options[i]);
	fprintf(out, "\nExit: 0 done, 1 refused, 2 wrong usage, 3 the daemon "
	    "is not running.\n");
	return found;
}

static enum exit_code
usage(const char *what, const char *which)
{
	fprintf(stderr, "kentongan: %s%s%s\n"
	    "kentongan: try \"kentongan help\"\n", what,
	    which != NULL ? ": " : "", which != NULL ? which : "");
	return EXIT_USAGE;
}

static enum exit_code
usage_of(const struct command *c, const char *what)
{
	fprintf(stderr, "kentongan: %s: %s\nusage: kentongan %s %s\n",
	    c->name, what, c->name, c->usage);
	return EXIT_USAGE;
}

static void *
must(void *memory)
{
	if (memory == NULL)
		fatal("out of memory");
	return memory;
}

static void
arg_set(struct invocation *inv, const char *key, json_t *value)
{
	if (value == NULL)	/* jansson takes UTF-8 only */
		value = must(json_string("?"));
	if (json_object_set_new(inv->args, key, value) == -1)
		fatal("out of memory");
}

static const char *
arg_text(const struct invocation *inv, const char *key)
{
	return json_string_value(json_object_get(inv->args, key));
}

/* ---- reading the command line ----------------------------------------- */

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

static const struct option *
option_find(const struct command *c, const char *name)
{
	const struct option	*o;

	for (o = options; o < options + COUNT(options); o++)
		if (strcmp(o->name, name) == 0 && (o->command == NULL ||
		    (c != NULL && strcmp(o->command, c->name) == 0)))
			return o;
	return NULL;
}

/* Keep an option's value for the request; false if it is nonsense. */
static bool
option_keep(struct invocation *inv, const struct option *o, const char *value)
{
	long long	n;

	switch (o->kind) {
	case OPTION_FLAG:
		arg_set(inv, o->key, json_true());
		return true;
	case OPTION_TEXT:
		arg_set(inv, o->key, json_string(value));
		return true;
	case OPTION_NUMBER:
		if (!parse_number(value, &n))
			return false;
		arg_set(inv, o->key, json_integer(n));
		return true;
	case OPTION_SINCE:
		if ((n = parse_since(value)) == -1)
			return false;
		arg_set(inv, o->key, json_integer(n));
		return true;
	}
	return false;
}

/* Options of every command.  They change the invocation itself. */
static enum exit_code
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
		print_help(stdout, inv->command != NULL ?
		    inv->command->name : "");
		exit(EXIT_OK);
	}
	return EXIT_OK;
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
	if ((o = option_find(inv->command, name)) == NULL) {
		usage("unknown option", argv[0]);
		return -1;
	}
	if (equals != NULL)
		value = equals + 1;
	if ((o->value != NULL && value == NULL) ||
	    (o->value == NULL && equals != NULL)) {
		usage(o->value != NULL ? "a value must follow" :
		    "takes no value", name);
		return -1;
	}
	if (o->command == NULL)
		option_common(inv, name, value);
	else if (!option_keep(inv, o, value)) {
		fprintf(stderr, "kentongan: %s: \"%s\" is not understood\n",
		    name, value);
		return -1;
	}
	return o->value != NULL && equals == NULL ? 2 : 1;
}

/* The command named by the first words, and how many they are. */
static const struct command *
command_find(char **words, int count, int *used)
{
	const struct command	*c;
	const char		*space;
	size_t			 len;

	for (c = commands; c < commands + COUNT(commands); c++) {
		space = strchr(c->name, ' ');
		len = space != NULL ? (size_t)(space - c->name) :
		    strlen(c->name);
		if (count == 0 || strlen(words[0]) != len ||
		    strncmp(words[0], c->name, len) != 0)
			continue;
		if (space == NULL || (count > 1 &&
		    strcmp(words[1], space + 1) == 0)) {
			*used = space == NULL ? 1 : 2;
			return c;
		}
	}
	return NULL;
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
		arg_set(inv, key, json_string(text));
		free(text);
		return;
	}
	list = must(json_array());
	for (i = 0; i < count; i++)
		json_array_append_new(list, json_string(words[i]));
	arg_set(inv, key, list);
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
			arg_set(inv, key, json_string(words[i]));
		else if (parse_number(words[i], &n))
			arg_set(inv, key, json_integer(n));
		else
			return usage_of(inv->command, "ID is a number");
		i++;
	}
	return i == count ? EXIT_OK :
	    usage_of(inv->command, "too many arguments");
}

/*
 * Options may stand anywhere; "--" ends them.  Those of a command are known
 * once its words are, so they are read in a second round.
 */
static enum exit_code
command_line(struct invocation *inv, int argc, char **argv)
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
			if (inv->command == NULL)
				inv->command = command_find(words, count,
				    &used);
		} else
			n = option_read(inv, argv + i);
	}
	if (n < 0)
		code = EXIT_USAGE;
	else if (count == 0)
		print_help(stderr, "");
	else if (inv->command == NULL) {
		if (print_help(stderr, words[0]) == 0)
			usage("unknown command", words[0]);
	} else
		code = arguments_read(inv, words + used, count - used);
	free(words);
	return code;
}

/* ---- doing ------------------------------------------------------------ */

/* The daemon's answer, the caller's to json_decref; NULL if there is none. */
static enum exit_code
call_daemon(struct invocation *inv, json_t **reply)
{
	struct conf_errors	 errors = { NULL, 0 };
	struct conf		*conf = conf_read_lenient(inv->conf_path,
				    &errors);
	char			 path[PATH_MAX];
	json_t			*request;
	enum exit_code		 code;

	snprintf(path, sizeof path, "%s/control.sock", conf->runtime_dir);
	conf_free(conf);
	request = must(json_pack("{s:s, s:O}", "cmd", inv->command->name,
	    "args", inv->args));
	code = client_call(path, request, reply);
	if (code != EXIT_OK)	/* perhaps we looked in the wrong folder */
		conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	json_decref(request);
	return code;
}

static enum exit_code
ask_daemon(struct invocation *inv)
{
	json_t		*reply;
	enum exit_code	 code = call_daemon(inv, &reply);

	if (code == EXIT_OK)
		code = client_print(reply, inv->json, stdout, stderr);
	json_decref(reply);
	return code;
}

/* The daemon works elsewhere: it needs the whole path. */
static enum exit_code
run_backup(struct invocation *inv)
{
	const char	*file = arg_text(inv, "file");
	char		 cwd[PATH_MAX], path[PATH_MAX * 2];

	if (file[0] != '/' && getcwd(cwd, sizeof cwd) != NULL) {
		snprintf(path, sizeof path, "%s/%s", cwd, file);
		arg_set(inv, "file", json_string(path));
	}
	return ask_daemon(inv);
}

/* The whole configuration; NULL and its faults on stderr if there are any. */
static struct conf *
read_conf(const char *path)
{
	struct conf_errors	 errors = { NULL, 0 };
	struct conf		*conf = conf_read(path, &errors);

	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	return conf;
}

/* For who writes the patterns: no daemon is asked. */
static enum exit_code
run_sim_read(struct invocation *inv)
{
	struct conf	*conf = read_conf(inv->conf_path);
	enum exit_code	 code;
	json_t		*reply;

	if (conf == NULL)
		return EXIT_REFUSED;
	setenv("TZ", conf->timezone, 1);
	reply = must(cli_credit(conf, arg_text(inv, "name"), arg_text(inv,
	    "text")));
	code = client_print(reply, inv->json, stdout, stderr);
	json_decref(reply);
	conf_free(conf);
	return code;
}

static json_t *
check_list(const struct conf_errors *errors)
{
	json_t	*list = must(json_array());
	int	 i;

	for (i = 0; i < errors->count; i++)
		json_array_append_new(list, json_string(errors->text[i]));
	return list;
}

static enum exit_code
check_json(const char *path, const struct conf_errors *errors,
    const struct conf_errors *warnings)
{
	json_t	*reply;

	reply = must(json_pack("{s:b, s:s, s:o, s:o}", "ok",
	    errors->count == 0, "file", path, "errors", check_list(errors),
	    "warnings", check_list(warnings)));
	json_dumpf(reply, stdout, JSON_COMPACT);
	fputc('\n', stdout);
	json_decref(reply);
	return errors->count == 0 ? EXIT_OK : EXIT_REFUSED;
}

static enum exit_code
run_check(struct invocation *inv)
{
	struct conf_errors	 errors = { NULL, 0 }, warnings = { NULL, 0 };
	const char		*path = arg_text(inv, "file");
	struct conf		*conf;
	enum exit_code		 code = EXIT_OK;
	char			 why[512];

	if (path == NULL)
		path = inv->conf_path;
	conf = conf_read(path, &errors);
	if (conf != NULL && judge_check(conf, why, sizeof why) == -1) {
		conf_errors_add(&errors, NULL, "%s", why);
		conf_free(conf);
		conf = NULL;
	}
	if (conf != NULL)
		check_doubts(conf, &warnings);
	if (inv->json)
		code = check_json(path, &errors, &warnings);
	else if (conf == NULL) {
		conf_errors_print(&errors, stderr);
		code = EXIT_REFUSED;
	} else {
		conf_errors_print(&warnings, stderr);
		printf("%s: good: %d modems, %d OPDs, %d categories, %d "
		    "kelurahan\n", path, conf->modem_count,
		    conf->city.opd_count, conf->city.category_count,
		    conf->city.kelurahan_count);
	}
	conf_errors_clear(&errors);
	conf_errors_clear(&warnings);
	conf_free(conf);
	return code;
}

static enum exit_code
run_help(struct invocation *inv)
{
	const char	*topic = arg_text(inv, "topic");

	if (print_help(stdout, topic != NULL ? topic : "") == 0)
		return usage("unknown command", topic);
	return EXIT_OK;
}

/* All of a table, as one text; NULL and a line on stderr if it cannot be. */
static char *
read_table(const char *path)
{
	FILE	*in = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char	*text = must(malloc(IMPORT_MAX + 1));
	size_t	 len = 0;
	bool	 failed = in == NULL;

	if (in != NULL) {
		len = fread(text, 1, IMPORT_MAX + 1, in);
		failed = ferror(in) != 0;
	}
	if (failed)
		fprintf(stderr, "kentongan: %s: %s\n", path, strerror(errno));
	else if (len > IMPORT_MAX)
		fprintf(stderr, "kentongan: %s: longer than %d bytes\n", path,
		    IMPORT_MAX);
	if (in != NULL && in != stdin)
		fclose(in);
	if (failed || len > IMPORT_MAX) {
		free(text);
		return NULL;
	}
	text[len] = '\0';
	return text;
}

static enum exit_code
run_import(struct invocation *inv)
{
	char	*text = read_table(arg_text(inv, "file"));
	json_t	*value;

	if (text == NULL)
		return EXIT_REFUSED;
	value = json_string(text);
	free(text);
	if (value == NULL) {
		fprintf(stderr, "kentongan: %s: is not UTF-8 text\n",
		    arg_text(inv, "file"));
		return EXIT_REFUSED;
	}
	arg_set(inv, "text", value);
	return ask_daemon(inv);
}

static enum exit_code
run_interpret(struct invocation *inv)
{
	const char	*text = arg_text(inv, "explain");
	const char	*from = arg_text(inv, "from");
	bool		 staff = from != NULL && strcmp(from, "staff") == 0;
	int		 rc;

	if (from != NULL && !staff && strcmp(from, "citizen") != 0)
		return usage("--from is citizen or staff", NULL);
	rc = text != NULL ? cli_explain(inv->conf_path, staff ? FROM_STAFF :
	    FROM_CITIZEN, text, stdout) :
	    cli_interpret(inv->conf_path, stdin, stdout);
	return rc == 0 ? EXIT_OK : EXIT_REFUSED;
}

static enum exit_code
run_learn(struct invocation *inv)
{
	struct learn_request	request = { inv->conf_path,
	    arg_text(inv, "digest"), arg_text(inv, "rows"),
	    arg_text(inv, "messages"),
	    json_object_get(inv->args, "files"),
	    json_is_true(json_object_get(inv->args, "rollback")),
	    json_is_true(json_object_get(inv->args, "rehearse")) };

	return cli_learn(&request, stdout) == 0 ? EXIT_OK : EXIT_REFUSED;
}

static enum exit_code
run_lexicon(struct invocation *inv)
{
	struct conf	*conf = read_conf(inv->conf_path);
	enum exit_code	 code;
	json_t		*reply;

	if (conf == NULL)
		return EXIT_REFUSED;
	reply = must(cli_lexicon(conf, arg_text(inv, "words")));
	code = client_print(reply, inv->json, stdout, stderr);
	json_decref(reply);
	conf_free(conf);
	return code;
}

/* The daemon has the messages; what is unknown in them is found here. */
static enum exit_code
run_suggest(struct invocation *inv)
{
	struct conf	*conf = read_conf(inv->conf_path);
	json_t		*found, *reply = NULL;
	enum exit_code	 code = EXIT_REFUSED;

	if (conf == NULL)
		return code;
	code = call_daemon(inv, &reply);
	if (code == EXIT_OK && !json_is_true(json_object_get(reply, "ok")))
		code = client_print(reply, inv->json, stdout, stderr);
	else if (code == EXIT_OK) {
		found = must(cli_suggest(conf, reply,
		    json_object_get(inv->args, "limit")));
		code = client_print(found, inv->json, stdout, stderr);
		if (!inv->json)
			cli_suggest_print(found, stdout);
		json_decref(found);
	}
	json_decref(reply);
	conf_free(conf);
	return code;
}

/* Times are shown and read by the city's clock. */
static void
use_city_clock(const char *conf_path)
{
	struct conf	*conf = conf_read_lenient(conf_path, NULL);

	setenv("TZ", conf->timezone, 1);
	tzset();
	conf_free(conf);
}

/* -c counts wherever it stands, and --since needs the city's clock. */
static const char *
find_conf_path(int argc, char **argv)
{
	int	i;

	for (i = 1; i + 1 < argc; i++)
		if (strcmp(argv[i], "-c") == 0)
			return argv[i + 1];
	return conf_default_path();
}

int
main(int argc, char **argv)
{
	struct invocation	inv = { 0 };
	enum exit_code		code;

	log_init("kentongan", LOG_LEVEL_WARN);
	inv.conf_path = find_conf_path(argc, argv);
	use_city_clock(inv.conf_path);
	inv.args = must(json_object());
	code = command_line(&inv, argc, argv);
	if (code == EXIT_OK)
		code = inv.command->run != NULL ? inv.command->run(&inv) :
		    ask_daemon(&inv);
	json_decref(inv.args);
	if (fflush(stdout) == EOF && code == EXIT_OK) {
		fprintf(stderr, "kentongan: stdout: %s\n", strerror(errno));
		code = EXIT_REFUSED;
	}
	return code;
}
