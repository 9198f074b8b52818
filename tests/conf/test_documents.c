/* SPDX-License-Identifier: GPL-2.0-or-later */

/* What the documents say is what the program does. */

#include "config.h"

#include <sys/wait.h>

#include <ctype.h>
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "conf/conf.h"
#include "conf/options.h"
#include "desk/words/message.h"
#include "doors/ussd/menu.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define TEXT_SIZE	(256 * 1024)

static char	conf_file[TEXT_SIZE];		/* etc/kentongan.conf */
static char	conf_page[TEXT_SIZE];		/* man/kentongan.conf.5 */
static char	command_page[TEXT_SIZE];	/* man/kentongan.1 */
static char	hacking[TEXT_SIZE];		/* HACKING.md */
static char	plan[TEXT_SIZE];		/* tests/floors/plan */
static char	help_text[TEXT_SIZE];		/* of `kentongan help` */

static const char *
source_dir(void)
{
	const char	*dir = getenv("srcdir");

	return dir != NULL ? dir : ".";
}

/* All of a stream, with a newline in front so that every line has one. */
static int
slurp(FILE *in, char *text)
{
	size_t	len;

	if (in == NULL)
		return -1;
	text[0] = '\n';
	len = fread(text + 1, 1, TEXT_SIZE - 2, in);
	text[len + 1] = '\0';
	return len > 0 && len < TEXT_SIZE - 2 ? 0 : -1;
}

static int
slurp_file(const char *name, char *text)
{
	char	 path[PATH_MAX];
	FILE	*in;
	int	 rc;

	snprintf(path, sizeof path, "%s/%s", source_dir(), name);
	in = fopen(path, "r");
	rc = slurp(in, text);
	if (rc == -1)
		print_error("%s: cannot be read\n", path);
	if (in != NULL)
		fclose(in);
	return rc;
}

static int
slurp_help(void)
{
	const char	*program = getenv("KENTONGAN_PROGRAM");
	char		 command[PATH_MAX + 16];
	FILE		*in;
	int		 rc;

	snprintf(command, sizeof command, "%s help",
	    program != NULL ? program : "./kentongan");
	in = popen(command, "r");
	rc = slurp(in, help_text);
	return in != NULL && pclose(in) == 0 ? rc : -1;
}

static int
group_setup(void **state)
{
	(void)state;
	return slurp_file("etc/kentongan.conf", conf_file) |
	    slurp_file("man/kentongan.conf.5", conf_page) |
	    slurp_file("man/kentongan.1", command_page) |
	    slurp_file("HACKING.md", hacking) |
	    slurp_file("tests/floors/plan", plan) | slurp_help();
}

static void
expect(const char *document, const char *name, const char *line)
{
	if (strstr(document, line) == NULL)
		fail_msg("%s does not say: %s", name, line + (*line == '\n'));
}

/* ---- options ---------------------------------------------------------- */

/*
 * The default as documents write it: for a system-wide installation, not
 * for the folders that this build was configured with.
 */
static void
written_default(const struct conf_option *o, char *out, size_t size)
{
	static const struct { const char *built, *written; } dirs[] = {
		{ RUNSTATEDIR, "/run" },	/* before: may lie below it */
		{ LOCALSTATEDIR, "/var" },
		{ LIBEXECDIR, "/usr/libexec/kentongan" },
		{ BINDIR "/", "/usr/bin/" },
	};
	size_t	i, len;

	snprintf(out, size, "%s", o->value);
	for (i = 0; o->type == CONF_PATH && i < COUNT(dirs); i++) {
		len = strlen(dirs[i].built);
		if (strncmp(o->value + 1, dirs[i].built, len) != 0)
			continue;
		snprintf(out, size, "\"%s%s", dirs[i].written,
		    o->value + 1 + len);
		return;
	}
}

/* As mdoc writes it: \(dq for a quote. */
static void
mdoc_text(const char *text, char *out, size_t size)
{
	size_t	len = 0;

	out[0] = '\0';
	for (; *text != '\0' && len + 5 < size; text++)
		len += snprintf(out + len, size - len, "%s%.1s",
		    *text == '"' ? "\\(dq" : "", *text == '"' ? "" : text);
}

static void
expect_option(const struct conf_option *o, const char *indent)
{
	char	value[PATH_MAX], quoted[PATH_MAX], line[PATH_MAX * 2];

	if (o->value == NULL) {
		snprintf(line, sizeof line, "\n%s%s = ", indent, o->name);
		expect(conf_file, "etc/kentongan.conf", line);
		snprintf(line, sizeof line, "\n.It Va %s No ( %s, must be "
		    "given )\n", o->name, conf_type_name(o->type));
		expect(conf_page, "kentongan.conf(5)", line);
		return;
	}
	written_default(o, value, sizeof value);
	snprintf(line, sizeof line, "\n%s#%s = %s;\n", indent, o->name,
	    value);
	expect(conf_file, "etc/kentongan.conf", line);
	mdoc_text(value, quoted, sizeof quoted);
	snprintf(line, sizeof line, "\n.It Va %s No ( %s, default Li %s )\n",
	    o->name, conf_type_name(o->type), quoted);
	expect(conf_page, "kentongan.conf(5)", line);
}

static void
test_every_option_is_documented_with_its_default(void **state)
{
	const struct conf_option	*o;
	size_t				 n, i;

	(void)state;
	o = conf_options(&n);
	for (i = 0; i < n; i++)
		expect_option(&o[i], "");
	o = conf_modem_options(&n);
	for (i = 0; i < n; i++)
		expect_option(&o[i], "\t\t");
	o = conf_ussd_options(&n);
	for (i = 0; i < n; i++)
		expect_option(&o[i], "\t");
}

static void
test_every_option_of_the_http_door_is_documented(void **state)
{
	const struct conf_option	*o;
	char				 line[128];
	size_t				 n, i;

	(void)state;
	o = conf_http_options(&n);
	for (i = 0; i < n; i++)
		expect_option(&o[i], "\t");
	o = conf_provider_options(&n);
	for (i = 0; i < n; i++) {
		snprintf(line, sizeof line, "\n.It Va %s No ( %s, ",
		    o[i].name, conf_type_name(o[i].type));
		expect(conf_page, "kentongan.conf(5)", line);
	}
}

static void
test_every_text_of_a_screen_is_documented(void **state)
{
	char	line[256];
	int	i;

	(void)state;
	for (i = 0; i < USSD_TEXT_COUNT; i++) {
		snprintf(line, sizeof line, "\n.It %s Ta %s\n",
		    ussd_text_key(i), ussd_text_fields(i));
		expect(conf_page, "kentongan.conf(5)", line);
	}
}

static bool
is_option(const char *name, size_t len)
{
	static const struct conf_option *(*const tables[])(size_t *) = {
		conf_options, conf_modem_options, conf_http_options,
		conf_ussd_options, conf_provider_options
	};
	static const char *const groups[] = { "modems", "http", "ussd",
	    "providers" };
	const struct conf_option	*o;
	size_t				 n, i, table;

	for (i = 0; i < COUNT(groups); i++)
		if (strlen(groups[i]) == len &&
		    strncmp(groups[i], name, len) == 0)
			return true;
	for (table = 0; table < COUNT(tables); table++) {
		o = tables[table](&n);
		for (i = 0; i < n; i++)
			if (strlen(o[i].name) == len &&
			    strncmp(o[i].name, name, len) == 0)
				return true;
	}
	return false;
}

static void
test_every_setting_shown_is_an_option(void **state)
{
	const char	*line, *name;
	size_t		 len;

	(void)state;
	for (line = conf_file; line != NULL; line = strchr(line + 1, '\n')) {
		name = line + 1 + strspn(line + 1, "\t#");
		len = strspn(name, "abcdefghijklmnopqrstuvwxyz_");
		if (len > 0 && strncmp(name + len, " = ", 3) == 0 &&
		    !is_option(name, len))
			fail_msg("etc/kentongan.conf: %.*s is no option",
			    (int)len, name);
	}
}

static void
test_every_message_is_documented_with_what_it_may_name(void **state)
{
	static const struct { const char *key, *fields; } rows[] = {
#define X(id, key, size, fields)	{ key, fields },
		MESSAGES(X)
#undef X
	};
	char	line[256];
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(rows); i++) {
		snprintf(line, sizeof line, "\n.It %s Ta %s\n", rows[i].key,
		    rows[i].fields);
		expect(conf_page, "kentongan.conf(5)", line);
	}
}

/* ---- commands --------------------------------------------------------- */

/* What bash offers after these words; false if there is no bash. */
static bool
completion(const char *words, char *out, size_t size)
{
	char	 command[PATH_MAX + 512];
	FILE	*in;
	bool	 ok;

	snprintf(command, sizeof command, "bash -c '"
	    "source \"%s/etc/kentongan.bash-completion\"; "
	    "COMP_WORDS=(kentongan %s); "
	    "COMP_CWORD=$((${#COMP_WORDS[@]} - 1)); _kentongan; "
	    "echo \" ${COMPREPLY[*]} \"' 2>&1", source_dir(), words);
	if ((in = popen(command, "r")) == NULL)
		return false;
	ok = fgets(out, size, in) != NULL;
	return pclose(in) == 0 && ok;
}

static void
expect_completion(const char *words, const char *word)
{
	char	offered[1024], wanted[64];

	if (!completion(words, offered, sizeof offered))
		fail_msg("bash completion of %s: %s", words, offered);
	snprintf(wanted, sizeof wanted, " %s ", word);
	if (strstr(offered, wanted) == NULL)
		fail_msg("bash completion of \"kentongan %s\" has no %s",
		    words, word);
}

/* The lower case words that a line of help begins with: "seat add". */
static void
command_of_line(const char *line, char *out, size_t size)
{
	size_t	len = strspn(line, "abcdefghijklmnopqrstuvwxyz ");

	while (len > 0 && line[len - 1] == ' ')
		len--;
	if (strstr(line, "  ") != NULL && strstr(line, "  ") < line + len)
		len = strstr(line, "  ") - line;
	snprintf(out, size, "%.*s", (int)len, line);
}

static void
expect_command(const char *command)
{
	char	line[128], first[64], words[80];
	char	*space;

	snprintf(line, sizeof line, "\n.It Cm %s", command);
	expect(command_page, "kentongan(1)", line);
	snprintf(first, sizeof first, "%s", command);
	if ((space = strchr(first, ' ')) == NULL) {
		expect_completion("\"\"", first);
		return;
	}
	*space = '\0';
	expect_completion("\"\"", first);
	snprintf(words, sizeof words, "%s \"\"", first);
	expect_completion(words, space + 1);
}

static void
expect_command_option(const char *command, const char *line)
{
	char	option[64], page[80], words[160];

	snprintf(option, sizeof option, "%.*s", (int)strcspn(line, " \n"),
	    line);
	snprintf(page, sizeof page, "\n.It Fl %s", option + 1);
	expect(command_page, "kentongan(1)", page);
	snprintf(words, sizeof words, "%s --", command);
	if (option[1] == '-')
		expect_completion(words, option);
}

static void
test_every_command_and_option_is_documented_and_completed(void **state)
{
	const char	*line;
	char		 command[64] = "";
	int		 count = 0;

	(void)state;
	for (line = help_text; line != NULL && line[1] != '\0';
	    line = strchr(line + 1, '\n')) {
		if (strncmp(line, "\n      -", 8) == 0)
			expect_command_option(command, line + 7);
		else if (strncmp(line, "\n  ", 3) == 0 &&
		    islower((unsigned char)line[3])) {
			command_of_line(line + 3, command, sizeof command);
			expect_command(command);
			count++;
		}
	}
	assert_true(count >= 15);
}

/* ---- the other way round: only what there is ------------------------- */

/* What a line of help says of an argument, as mdoc writes it. */
static size_t
mdoc_argument(const char *word, size_t len, char *out, size_t size)
{
	const char	*equals = memchr(word, '=', len);
	size_t		 n = 0, i;

	n += snprintf(out, size, *word == '[' ? " Op Ar " : " Ar ");
	for (i = 0; i < len && n + 16 < size; i++)
		if (word + i == equals)
			n += snprintf(out + n, size - n, " Ns = Ns Ar ");
		else if (strncmp(word + i, "...", 3) == 0) {
			n += snprintf(out + n, size - n, " ...");
			break;
		} else if (word[i] != '[' && word[i] != ']')
			out[n++] = (char)tolower((unsigned char)word[i]);
	out[n] = '\0';
	return n;
}

/* "report TICKET" up to two spaces: ".It Cm report Ar ticket". */
static void
mdoc_item(const char *line, const char *start, char *out, size_t size)
{
	const char	*end = strstr(line, "  ");
	size_t		 n = snprintf(out, size, "\n.It %s", start), len;

	if (end == NULL || end > line + strcspn(line, "\n"))
		end = line + strcspn(line, "\n");
	for (; line < end; line += len + strspn(line + len, " ")) {
		len = strcspn(line, " \n");
		if (isupper((unsigned char)*line) || *line == '[')
			n += mdoc_argument(line, len, out + n, size - n);
		else
			n += snprintf(out + n, size - n, " %.*s", (int)len,
			    line);
	}
	snprintf(out + n, size - n, "\n");
}

/* What the page says of one command: from its item up to the next. */
static void
section_of(const char *item, char *out, size_t size)
{
	const char	*from = strstr(command_page, item), *to = NULL;

	out[0] = '\0';
	if (from == NULL)
		fail_msg("kentongan(1) does not say: %s", item + 1);
	else
		to = strstr(from + strlen(item), "\n.It Cm ");
	if (from != NULL)
		snprintf(out, size, "%.*s", to != NULL ? (int)(to - from) :
		    (int)strlen(from), from);
}

static void
test_each_command_is_documented_with_its_arguments_and_options(void **state)
{
	static char	 section[TEXT_SIZE];
	const char	*line;
	char		 item[160], option[160];

	(void)state;
	for (line = help_text; line != NULL && line[1] != '\0';
	    line = strchr(line + 1, '\n')) {
		if (strncmp(line, "\n      --", 9) == 0 &&
		    section[0] != '\0') {
			mdoc_item(line + 8, "Fl", option, sizeof option);
			expect(section, item + 1, option);
		} else if (strncmp(line, "\n  ", 3) == 0 &&
		    islower((unsigned char)line[3])) {
			mdoc_item(line + 3, "Cm", item, sizeof item);
			section_of(item, section, sizeof section);
		} else
			section[0] = '\0';
	}
}

/* Is there a line of help that begins with these words? */
static bool
is_command(const char *words)
{
	char	line[80];

	snprintf(line, sizeof line, "\n  %s ", words);
	return strstr(help_text, line) != NULL;
}

static void
expect_only_commands(const char *before)
{
	char	 words[96], offered[1024], command[128], *word, *rest;

	snprintf(words, sizeof words, "%s \"\"", before);
	if (!completion(words, offered, sizeof offered))
		fail_msg("bash completion of %s: %s", words, offered);
	for (word = strtok_r(offered, " \n", &rest); word != NULL;
	    word = strtok_r(NULL, " \n", &rest)) {
		snprintf(command, sizeof command, "%s%s%s", before,
		    before[0] != '\0' ? " " : "", word);
		if (!is_command(command))
			fail_msg("bash offers \"kentongan %s\"", command);
	}
}

static void
test_nothing_is_offered_or_documented_that_is_no_command(void **state)
{
	const char	*item;
	char		 command[64];

	(void)state;
	expect_only_commands("");
	expect_only_commands("seat");
	expect_only_commands("triage");
	expect_only_commands("number");
	expect_only_commands("modem");
	expect_only_commands("sim");
	for (item = strstr(command_page, "\n.It Cm "); item != NULL;
	    item = strstr(item + 1, "\n.It Cm ")) {
		command_of_line(item + 8, command, sizeof command);
		if (!is_command(command))
			fail_msg("kentongan(1) has \"%s\"", command);
	}
}

/* ---- the plan --------------------------------------------------------- */

/* A row of HACKING's table: its floor, and the room by its path in src/. */
static bool
is_in_table(const char *floor, const char *room)
{
	char		 start[32], name[96];
	const char	*line, *end, *found;

	snprintf(start, sizeof start, "\n| %s | ",
	    strcmp(floor, "-") == 0 ? "\u2013" : floor);
	if (strncmp(room, "src/", 4) == 0 && strchr(room + 4, '/') != NULL)
		room += 4;
	snprintf(name, sizeof name, "`%s/`", room);
	for (line = strstr(hacking, start); line != NULL;
	    line = strstr(line + 1, start)) {
		end = line + 1 + strcspn(line + 1, "\n");
		found = strstr(line, name);
		if (found != NULL && found < end)
			return true;
	}
	return false;
}

static void
test_every_room_of_the_plan_is_told_with_its_floor(void **state)
{
	const char	*line;
	char		 floor[8], room[64];
	int		 rooms = 0;

	(void)state;
	for (line = plan; line != NULL && line[1] != '\0';
	    line = strchr(line + 1, '\n')) {
		if (line[1] == '#' ||
		    sscanf(line + 1, "%7s %63s", floor, room) != 2)
			continue;
		if (!is_in_table(floor, room))
			fail_msg("HACKING.md does not tell floor %s of %s",
			    floor, room);
		rooms++;
	}
	assert_true(rooms > 15);
}

static int
exit_code_of(const char *arguments)
{
	const char	*program = getenv("KENTONGAN_PROGRAM");
	char		 command[PATH_MAX + 128];
	int		 status;

	snprintf(command, sizeof command, "%s %s >/dev/null 2>&1",
	    program != NULL ? program : "./kentongan", arguments);
	status = system(command);
	assert_true(WIFEXITED(status));
	return WEXITSTATUS(status);
}

static void
test_exit_codes_are_as_documented(void **state)
{
	static const struct { const char *arguments; int code; } cases[] = {
		{ "--version", 0 },
		{ "help", 0 },
		{ "help seat", 0 },
		{ "seat add --help", 0 },
		{ "-c /nowhere check", 1 },
		{ "check /nowhere", 1 },
		{ "-c /nowhere lexicon", 1 },
		{ "-c /nowhere suggest", 1 },
		{ "seat import /nowhere", 1 },
		{ "", 2 },
		{ "fly", 2 },
		{ "help fly", 2 },
		{ "seat", 2 },
		{ "report", 2 },
		{ "report 1007 1015", 2 },
		{ "triage close x", 2 },
		{ "reports --since yesterday", 2 },
		{ "reports --limit=-1", 2 },
		{ "suggest --since soon", 2 },
		{ "suggest lampu", 2 },
		{ "reports --limit", 2 },
		{ "status --since 1d", 2 },
		{ "--json=1 status", 2 },
		{ "status", 3 },
		{ "reports --since 1d --limit=5 --json", 3 },
		{ "send -- 0812000000001 -x", 3 },
	};
	char	dir[] = "/tmp/test_documents.XXXXXX", path[64];
	FILE	*out;
	size_t	i;

	(void)state;
	assert_non_null(mkdtemp(dir));
	snprintf(path, sizeof path, "%s/k.conf", dir);
	out = fopen(path, "w");
	assert_non_null(out);
	fprintf(out, "runtime_dir = \"%s\";\n", dir);
	fclose(out);
	setenv("KENTONGAN_CONF", path, 1);
	for (i = 0; i < COUNT(cases); i++)
		if (exit_code_of(cases[i].arguments) != cases[i].code)
			fail_msg("kentongan %s: not %d", cases[i].arguments,
			    cases[i].code);
	unlink(path);
	rmdir(dir);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
	    cmocka_unit_test(
		test_every_option_is_documented_with_its_default),
	    cmocka_unit_test(
		test_every_option_of_the_http_door_is_documented),
	    cmocka_unit_test(test_every_text_of_a_screen_is_documented),
	    cmocka_unit_test(test_every_setting_shown_is_an_option),
	    cmocka_unit_test(
		test_every_message_is_documented_with_what_it_may_name),
	    cmocka_unit_test(
		test_every_command_and_option_is_documented_and_completed),
	    cmocka_unit_test(
		test_each_command_is_documented_with_its_arguments_and_options),
	    cmocka_unit_test(
		test_nothing_is_offered_or_documented_that_is_no_command),
	    cmocka_unit_test(
		test_every_room_of_the_plan_is_told_with_its_floor),
	    cmocka_unit_test(test_exit_codes_are_as_documented),
	};

	return cmocka_run_group_tests(tests, group_setup, NULL);
}
