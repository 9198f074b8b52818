/* SPDX-License-Identifier: GPL-2.0-or-later */

/* The configuration is read whole, and every fault is told with its place. */

#include "config.h"

#include <sys/stat.h>

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "conf/conf.h"
#include "conf/read.h"
#include "conf/warn.h"
#include "doors/rooms.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static char	etc_dir[PATH_MAX];	/* the project's own etc/ */
static char	work_dir[PATH_MAX];	/* ours, removed at the end */
static char	main_path[PATH_MAX * 2];

/* ---- a file to read --------------------------------------------------- */

/*
 * The case's text comes first, so its lines count from 1; the city follows.
 */
static void
write_main(const char *text, bool with_messages)
{
	static const char *const parts[] = { "opd", "categories",
	    "kelurahan", "words" };
	FILE	*out = fopen(main_path, "w");
	size_t	 i;

	assert_non_null(out);
	fprintf(out, "%s\n", text);
	for (i = 0; i < COUNT(parts); i++)
		fprintf(out, "@include \"%s/kupang/%s.conf\"\n", etc_dir,
		    parts[i]);
	if (with_messages)
		fprintf(out, "@include \"%s/kupang/messages.conf\"\n",
		    etc_dir);
	assert_int_equal(fclose(out), 0);
}

static struct conf *
read_good(const char *text)
{
	struct conf_errors	 errors = { NULL, 0 };
	struct conf		*conf;

	write_main(text, true);
	conf = conf_read(main_path, rooms_all, &errors);
	if (conf == NULL)
		conf_errors_print(&errors, stderr);
	assert_non_null(conf);
	assert_int_equal(errors.count, 0);
	conf_errors_clear(&errors);
	return conf;
}

static bool
has_error(const struct conf_errors *errors, const char *part)
{
	int	i;

	for (i = 0; i < errors->count; i++)
		if (strstr(errors->text[i], part) != NULL)
			return true;
	return false;
}

static int
group_setup(void **state)
{
	const char	*srcdir = getenv("srcdir");
	char		 etc[PATH_MAX];

	(void)state;
	snprintf(etc, sizeof etc, "%s/etc", srcdir != NULL ? srcdir : ".");
	snprintf(work_dir, sizeof work_dir, "/tmp/test_conf.XXXXXX");
	if (realpath(etc, etc_dir) == NULL || mkdtemp(work_dir) == NULL)
		return -1;
	snprintf(main_path, sizeof main_path, "%s/main.conf", work_dir);
	return 0;
}

static int
group_teardown(void **state)
{
	char	sub[sizeof main_path];

	(void)state;
	unlink(main_path);
	snprintf(sub, sizeof sub, "%s/sub/part.conf", work_dir);
	unlink(sub);
	snprintf(sub, sizeof sub, "%s/sub", work_dir);
	rmdir(sub);
	return rmdir(work_dir);
}

/* ---- what is right ---------------------------------------------------- */

static void
test_what_is_not_said_has_its_default(void **state)
{
	struct conf	*c = read_good("modems = ({ name = \"gsm1\"; "
			    "device = \"/dev/x\"; });");

	(void)state;
	assert_string_equal(c->database,
	    LOCALSTATEDIR "/lib/kentongan/kentongan.db");
	assert_string_equal(c->runtime_dir, RUNSTATEDIR "/kentongan");
	assert_string_equal(c->timezone, "Asia/Makassar");
	assert_string_equal(c->country, "62");
	assert_string_equal(c->log_level, "info");
	assert_int_equal(c->require_code, REQUIRE_CODE_CLOSING);
	assert_int_equal(c->on_uncertain, UNCERTAIN_SHOW);
	assert_false(c->copy_lurah);
	assert_true(c->delivery_reports);
	assert_int_equal(c->question_timeout_s, 1800);
	assert_int_equal(c->part_timeout_s, 6 * 3600);
	assert_int_equal(c->objection_window_s, 3 * 86400);
	assert_int_equal(c->replies_per_hour, 10);
	assert_int_equal(c->modem_deadline_s, 120);
	assert_int_equal(c->modem_count, 1);
	assert_string_equal(c->modem[0].connection, "at115200");
	assert_string_equal(c->modem[0].pin, "");
	assert_int_equal(c->modem[0].pace, PACE_FAST);
	assert_int_equal(c->modem[0].per_minute, 6);
	assert_int_equal(c->modem[0].per_hour, 100);
	assert_int_equal(c->modem[0].per_day, 400);
	conf_free(c);
}

static void
test_what_is_said_is_kept(void **state)
{
	struct conf	*c = read_good(
	    "require_code = \"never\"; on_uncertain = \"resend\";\n"
	    "copy_lurah = true; log_level = \"debug\"; max_parts = 2;\n"
	    "database = \"/x/y.db\"; timezone = \"WIT-9\";\n"
	    "modems = ({ name = \"gsm-2\"; device = \"/dev/x\";\n"
	    " connection = \"dku2at\"; pin = \"0000\"; per_day = 0;\n"
	    " own_number = \"0812000 00001\"; pace = \"libgammu\";\n"
	    " operator_prefixes = [ \"0811\", \"0812\" ];\n"
	    " init = ( \"AT+CFUN=1\" ); },\n"
	    " { name = \"d\"; device = \"/tmp/d\"; connection = \"none\";\n"
	    " model = \"dummy\"; });");

	(void)state;
	assert_int_equal(c->require_code, REQUIRE_CODE_NEVER);
	assert_int_equal(c->on_uncertain, UNCERTAIN_RESEND);
	assert_true(c->copy_lurah);
	assert_string_equal(c->log_level, "debug");
	assert_int_equal(c->max_parts, 2);
	assert_string_equal(c->database, "/x/y.db");
	assert_string_equal(c->timezone, "WIT-9");
	assert_int_equal(c->modem_count, 2);
	assert_string_equal(c->modem[0].own_number, "+6281200000001");
	assert_string_equal(c->modem[0].pin, "0000");
	assert_int_equal(c->modem[0].pace, PACE_LIBGAMMU);
	assert_int_equal(c->modem[0].per_day, 0);
	assert_int_equal(c->modem[0].operator_prefixes.count, 2);
	assert_string_equal(c->modem[0].operator_prefixes.item[1], "0812");
	assert_int_equal(c->modem[0].init.count, 1);
	assert_string_equal(c->modem[1].model, "dummy");
	conf_free(c);
}

static void
test_durations_have_units(void **state)
{
	static const struct { const char *written; int seconds; } cases[] = {
		{ "90", 90 },
		{ "\"90\"", 90 },
		{ "\"90s\"", 90 },
		{ "\"30m\"", 1800 },
		{ "\"30 minutes\"", 1800 },
		{ "\"2h\"", 7200 },
		{ "\"1h 30m\"", 5400 },
		{ "\"1h30m\"", 5400 },
		{ "\"3d\"", 3 * 86400 },
	};
	char		 text[128];
	struct conf	*c;
	size_t		 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		snprintf(text, sizeof text, "question_timeout = %s;",
		    cases[i].written);
		c = read_good(text);
		assert_int_equal(c->question_timeout_s, cases[i].seconds);
		conf_free(c);
	}
}

static void
test_a_relative_path_counts_from_the_file(void **state)
{
	struct conf	*c = read_good("database = \"k.db\";");
	char		 want[PATH_MAX * 2];

	(void)state;
	snprintf(want, sizeof want, "%s/k.db", work_dir);
	assert_string_equal(c->database, want);
	conf_free(c);
}

static void
test_an_empty_path_is_none(void **state)
{
	struct conf	*c = read_good("model = \"\";");

	(void)state;
	assert_string_equal(c->model, "");
	conf_free(c);
}

static void
test_includes_count_from_the_file_and_we_stay_where_we_are(void **state)
{
	char		 path[PATH_MAX * 2], before[PATH_MAX];
	char		 after[PATH_MAX];
	struct conf	*c;
	FILE		*out;

	(void)state;
	snprintf(path, sizeof path, "%s/sub", work_dir);
	assert_int_equal(mkdir(path, 0700), 0);
	snprintf(path, sizeof path, "%s/sub/part.conf", work_dir);
	out = fopen(path, "w");
	assert_non_null(out);
	fputs("wrong_codes = 7;\n", out);
	fclose(out);
	assert_non_null(getcwd(before, sizeof before));
	c = read_good("@include \"sub/part.conf\"");
	assert_int_equal(c->wrong_codes, 7);
	assert_non_null(getcwd(after, sizeof after));
	assert_string_equal(before, after);
	conf_free(c);
}

static void
test_no_modem_at_all_is_right(void **state)
{
	struct conf	*c = read_good("modems = ();");

	(void)state;
	assert_int_equal(c->modem_count, 0);
	conf_free(c);
	c = read_good("");
	assert_int_equal(c->modem_count, 0);
	conf_free(c);
}

static void
test_the_file_that_comes_with_us_is_right_and_says_defaults(void **state)
{
	struct conf_errors	 errors = { NULL, 0 };
	char			 path[PATH_MAX + 32];
	struct conf		*c, *d;

	(void)state;
	snprintf(path, sizeof path, "%s/kentongan.conf", etc_dir);
	c = conf_read(path, rooms_all, &errors);
	conf_errors_print(&errors, stderr);
	assert_non_null(c);
	assert_int_equal(c->modem_count, 1);
	d = read_good("");
	assert_int_equal(c->question_timeout_s, d->question_timeout_s);
	assert_string_equal(c->database, d->database);
	conf_free(c);
	conf_free(d);
	conf_errors_clear(&errors);
}

static void
test_opds_and_categories_have_their_own_times_or_the_citys(void **state)
{
	struct conf			*c = read_good("take_within = "
					    "\"4 office hours\";");
	const struct conf_city		*city = &c->city;
	const struct conf_category	*waste, *fire;
	int				 dlh, damkar;

	(void)state;
	waste = &city->category[conf_city_find_category(city, "SAMPAH")];
	fire = &city->category[conf_city_find_category(city, "KEBAKARAN")];
	assert_int_equal(waste->take.unit, TERM_OFFICE);
	assert_int_equal(waste->take.amount, 4 * 3600);
	assert_int_equal(waste->finish.unit, TERM_DAYS);
	assert_int_equal(waste->finish.amount, 5);
	assert_int_equal(fire->take.unit, TERM_CLOCK);
	assert_int_equal(fire->take.amount, 15 * 60);
	dlh = conf_city_find_opd(city, "DLH");
	damkar = conf_city_find_opd(city, "DAMKAR");
	assert_int_equal(city->opd[dlh].hours.closes[5], 16 * 3600 + 1800);
	assert_int_equal(city->opd[dlh].hours.closes[6], 0);
	assert_int_equal(city->opd[damkar].hours.closes[6], 24 * 3600);
	conf_free(c);
}

/* ---- what is wrong ---------------------------------------------------- */

#define GSM1	"name = \"gsm1\"; device = \"/dev/x\"; "

#define AFTER	"after = \"1 hour\"; urgent_after = \"1 hour\"; "

static const struct fault_case {
	const char	*what;
	const char	*text;
	const char	*error;		/* a part of the line that is told */
} fault_cases[] = {
	{ "an unknown option", "\nfoo = 1;", "main.conf:2: foo: unknown" },
	{ "an unknown group", "bar = { a = 1; };", ":1: bar: unknown" },
	{ "a number for a text", "database = 3;",
	    ":1: database: must be a path" },
	{ "a text for a number", "max_parts = \"4\";",
	    ":1: max_parts: must be a whole" },
	{ "a fraction", "max_parts = 1.5;", "max_parts: must be" },
	{ "a number for true", "copy_lurah = 1;",
	    "copy_lurah: must be true or false" },
	{ "a word in place of a list",
	    "modems = ({ " GSM1 "init = \"AT\"; });", "init: must be a list" },
	{ "an empty path", "database = \"\";", "database: must have" },
	{ "too few", "replies_per_hour = 0;",
	    "replies_per_hour: must be 1 to" },
	{ "too many", "max_parts = 11;", "max_parts: must be 1 to 10" },
	{ "more than 32 bits", "max_parts = 99999999999L;",
	    "max_parts: must be 1 to 10" },
	{ "a duration without number", "part_timeout = \"m\";",
	    "part_timeout: must be seconds" },
	{ "a duration of an unknown unit", "part_timeout = \"3y\";",
	    "part_timeout: must be seconds" },
	{ "a negative duration", "part_timeout = -5;",
	    "part_timeout: must be 1 to" },
	{ "an endless duration", "part_timeout = \"99999999999999999999d\";",
	    "part_timeout: must be seconds" },
	{ "an unknown choice", "require_code = \"sometimes\";",
	    "\"sometimes\" is not one of closing, always, never" },
	{ "an unknown log level", "log_level = \"loud\";",
	    "is not one of error, warn, info, debug" },
	{ "an unknown timezone", "timezone = \"Asia/Kupang\";",
	    "timezone: \"Asia/Kupang\"" },
	{ "a timezone out of its folder", "timezone = \"../../etc/passwd\";",
	    "timezone: " },
	{ "a country with a plus", "country = \"+62\";", "country: \"+62\"" },
	{ "a term that is none", "\ntake_within = \"soon\";",
	    ":2: take_within: \"soon\" is not a term" },
	{ "a term of more than a year", "finish_within = \"400 days\";",
	    "finish_within: \"400 days\" is more than a year" },
	{ "hours without a day", "office_hours = \"07:30-16:00\";",
	    "office_hours: \"07:30-16:00\" is not written" },
	{ "quiet hours of one end", "quiet_hours = \"21:00\";",
	    "quiet_hours: \"21:00\" is not written" },
	{ "quiet hours that outlast a message",
	    "message_lifetime = \"8h\";", ":1: message_lifetime: is shorter" },
	{ "a share above the whole", "remind_before = \"120%\";",
	    "remind_before: \"120%\" is neither" },
	{ "holidays that are no list", "holidays = 1;",
	    "holidays: must be a list" },
	{ "a holiday that is no date",
	    "holidays = (\n( \"2026-02-30\", \"x\" ) );",
	    ":2: holidays: \"2026-02-30\" is no date" },
	{ "a holiday without name", "holidays = ( \"2026-02-03\" );",
	    "holidays: must be ( " },
	{ "a holiday twice", "holidays = ( ( \"2026-02-03\", \"x\" ),\n"
	    "( \"2026-02-03\", \"y\" ) );",
	    ":2: holidays: 2026-02-03 is there twice" },
	{ "an unknown level", "\nescalation = ( { level = \"boss\"; "
	    "after = \"1 hour\"; urgent_after = \"1 hour\"; } );",
	    ":2: escalation: \"boss\" is not one of deputy, head" },
	{ "a level twice", "escalation = (\n"
	    "{ level = \"head\"; " AFTER "},\n{ level = \"head\"; " AFTER
	    "} );", ":3: escalation: head is there twice" },
	{ "a level without its time", "escalation = ( { level = \"head\"; "
	    "after = \"1 hour\"; } );",
	    "escalation: \"urgent_after\" is missing" },
	{ "a level of a wrong time", "escalation = ( { level = \"head\"; "
	    "after = \"x\"; urgent_after = \"1 hour\"; } );",
	    "after: \"x\" is not a term" },
	{ "a level with more", "escalation = ( { level = \"head\"; " AFTER
	    "foo = 1; } );", "escalation: unknown setting \"foo\"" },
	{ "modems that are no list", "modems = { };",
	    "modems: must be a list" },
	{ "a modem that is no group", "modems = ( 1 );",
	    "modems: each is a group" },
	{ "a modem without name", "modems = ({ device = \"/dev/x\"; });",
	    ":1: name: must be given" },
	{ "a modem without device", "modems = ({ name = \"a\"; });",
	    ":1: device: must be given" },
	{ "a modem's unknown option", "modems = ({ " GSM1 "\nspeed = 1; });",
	    ":2: speed: unknown option" },
	{ "a modem's bad name",
	    "modems = ({ name = \"GSM 1\"; device = \"/dev/x\"; });",
	    "name: \"GSM 1\"" },
	{ "a modem's long name",
	    "modems = ({ name = \"abcdefghijklmnop\"; device = \"/x\"; });",
	    "name: must have 1 to 15" },
	{ "two modems of one name", "modems = ({ " GSM1 "},\n"
	    "{ name = \"gsm1\"; device = \"/dev/y\"; });",
	    ":2: modem gsm1: there are two" },
	{ "two modems on one device", "modems = ({ " GSM1 "},\n"
	    "{ name = \"gsm2\"; device = \"/dev/x\"; });",
	    ":2: modem gsm2: /dev/x is the device of modem gsm1 too" },
	{ "an own number that is none",
	    "modems = ({ " GSM1 "own_number = \"123\"; });",
	    "own_number: \"123\" is not a phone number" },
	{ "an unknown connection",
	    "modems = ({ " GSM1 "connection = \"usb\"; });",
	    "connection: \"usb\"" },
	{ "no connection to a real modem",
	    "modems = ({ " GSM1 "connection = \"none\"; });",
	    "go together" },
	{ "a prefix with a plus",
	    "modems = ({ " GSM1 "operator_prefixes = [ \"+62811\" ]; });",
	    "operator_prefixes: \"+62811\"" },
	{ "a command that is no AT command",
	    "modems = ({ " GSM1 "init = [ \"rm\" ]; });",
	    "init: \"rm\" must be one AT" },
	{ "a pattern that is none",
	    "modems = ({ " GSM1 "balance_pattern = \"Rp ([0-9]+\"; });",
	    "balance_pattern: \"Rp ([0-9]+\" " },
	{ "a pattern without a group",
	    "modems = ({ " GSM1 "\nexpiry_pattern = \"[0-9]+\"; });",
	    ":2: expiry_pattern: \"[0-9]+\" must have one group" },
	{ "a code that nobody can dial",
	    "modems = ({ " GSM1 "balance_code = \"pulsa\"; });",
	    "balance_code: \"pulsa\" may hold digits" },
	{ "a syntax error", "a = 1;\nb = ;\n", "main.conf:2: syntax error" },
	{ "a file included that is not there",
	    "\n@include \"nowhere.conf\"", "main.conf:2: " },
	{ "one option twice", "max_parts = 1;\nmax_parts = 2;",
	    "main.conf:2: duplicate" },
};

static void
test_every_fault_is_refused_with_its_place(void **state)
{
	const struct fault_case	*f;
	struct conf_errors	 errors = { NULL, 0 };

	(void)state;
	for (f = fault_cases; f < fault_cases + COUNT(fault_cases); f++) {
		write_main(f->text, true);
		assert_null(conf_read(main_path, rooms_all, &errors));
		if (!has_error(&errors, f->error)) {
			print_error("%s: no \"%s\" in:\n", f->what, f->error);
			conf_errors_print(&errors, stderr);
			fail();
		}
		conf_errors_clear(&errors);
	}
}

static void
test_all_faults_are_told_in_the_order_of_lines(void **state)
{
	struct conf_errors	errors = { NULL, 0 };

	(void)state;
	write_main("modems = ({ " GSM1 "per_day = -1; });\n\n\n\n\n\n\n\n\n"
	    "max_parts = 0;\nfoo = 1;\ntimezone = 8;", true);
	assert_null(conf_read(main_path, rooms_all, &errors));
	assert_int_equal(errors.count, 4);
	assert_non_null(strstr(errors.text[0], ":1: per_day: "));
	assert_non_null(strstr(errors.text[1], ":10: max_parts: "));
	assert_non_null(strstr(errors.text[2], ":11: foo: "));
	assert_non_null(strstr(errors.text[3], ":12: timezone: "));
	conf_errors_clear(&errors);
}

static void
test_a_wrong_pin_is_not_shown(void **state)
{
	static const char *const pins[] = { "12x4", "123", "123456789" };
	struct conf_errors	 errors = { NULL, 0 };
	char			 text[256];
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(pins); i++) {
		snprintf(text, sizeof text,
		    "modems = ({ " GSM1 "pin = \"%s\"; });", pins[i]);
		write_main(text, true);
		assert_null(conf_read(main_path, rooms_all, &errors));
		assert_int_equal(errors.count, 1);
		assert_true(has_error(&errors, "pin: must be 4 to 8 digits"));
		assert_false(has_error(&errors, pins[i]));
		conf_errors_clear(&errors);
	}
}

static void
test_messages_are_checked_each(void **state)
{
	struct conf_errors	errors = { NULL, 0 };

	(void)state;
	write_main("messages = {\n"
	    "acknowledged = \"{nothing}\";\n"
	    "hello = \"x\";\n"
	    "taken = 5;\n"
	    "};", false);
	assert_null(conf_read(main_path, rooms_all, &errors));
	assert_true(has_error(&errors, ":2: messages: \"acknowledged\": "
	    "unknown placeholder {nothing}"));
	assert_true(has_error(&errors, ":3: messages: hello: unknown"));
	assert_true(has_error(&errors, ":4: messages: taken: must be"));
	assert_true(has_error(&errors, ":1: messages: done is missing"));
	assert_false(has_error(&errors, ": taken is missing"));
	conf_errors_clear(&errors);
	write_main("", false);
	assert_null(conf_read(main_path, rooms_all, &errors));
	assert_int_equal(errors.count, 1);
	assert_true(has_error(&errors, "main.conf:1: messages: "));
	conf_errors_clear(&errors);
}

static void
test_a_file_that_cannot_be_read_is_an_error(void **state)
{
	struct conf_errors	errors = { NULL, 0 };

	(void)state;
	assert_null(conf_read("/nowhere/kentongan.conf", rooms_all, &errors));
	assert_true(has_error(&errors, "/nowhere/kentongan.conf"));
	conf_errors_clear(&errors);
	assert_null(conf_read(work_dir, rooms_all, &errors));
	assert_true(has_error(&errors, "is not a file"));
	conf_errors_clear(&errors);
}

static void
test_the_socket_is_found_even_in_a_faulty_file(void **state)
{
	struct conf_errors	 errors = { NULL, 0 };
	struct conf		*c;

	(void)state;
	write_main("runtime_dir = \"/run/k\";\nmax_parts = 99;\nfoo = ;",
	    true);
	c = conf_read_lenient(main_path, &errors);
	assert_int_equal(errors.count, 1);
	assert_true(has_error(&errors, "main.conf:3: syntax error"));
	conf_errors_clear(&errors);
	assert_string_equal(c->runtime_dir, "/run/k");
	assert_string_equal(c->timezone, "Asia/Makassar");
	assert_int_equal(c->max_parts, 4);
	conf_free(c);
	c = conf_read_lenient("/nowhere/kentongan.conf", NULL);
	assert_string_equal(c->runtime_dir, RUNSTATEDIR "/kentongan");
	conf_free(c);
}

static void
test_the_default_path_can_be_set(void **state)
{
	(void)state;
	unsetenv("KENTONGAN_CONF");
	assert_string_equal(conf_default_path(),
	    SYSCONFDIR "/kentongan.conf");
	setenv("KENTONGAN_CONF", "/x", 1);
	assert_string_equal(conf_default_path(), "/x");
	unsetenv("KENTONGAN_CONF");
}

/* ---- what is doubtful ------------------------------------------------- */

static int64_t
noon(int year, int month, int day)
{
	struct tm	tm = { .tm_year = year - 1900, .tm_mon = month - 1,
			    .tm_mday = day, .tm_hour = 12, .tm_isdst = -1 };

	return (int64_t)mktime(&tm);
}

static bool
warns(const struct conf *c, int64_t now, const char *part)
{
	struct conf_errors	warnings = { NULL, 0 };
	bool			found;

	conf_warn(c, now, &warnings);
	found = has_error(&warnings, part);
	conf_errors_clear(&warnings);
	return found;
}

static void
test_without_levels_or_holidays_there_is_a_warning(void **state)
{
	struct conf	*c = read_good("");

	(void)state;
	assert_true(warns(c, noon(2026, 5, 1), "escalation: there are no"));
	assert_true(warns(c, noon(2026, 5, 1), "holidays: there are none"));
	conf_free(c);
	c = read_good("escalation = ( { level = \"head\"; after = "
	    "\"0 minutes\"; urgent_after = \"0 minutes\"; } );\n"
	    "holidays = ( ( \"2026-12-25\", \"Natal\" ) );");
	assert_false(warns(c, noon(2026, 5, 1), "escalation:"));
	assert_false(warns(c, noon(2026, 5, 1), "holidays:"));
	conf_free(c);
}

static void
test_a_list_of_holidays_that_ends_soon_is_warned_of(void **state)
{
	struct conf	*c = read_good("holidays = ( ( \"2026-05-01\", \"a\" ),"
			    " ( \"2026-08-17\", \"b\" ), ( \"2026-12-25\", "
			    "\"c\" ), ( \"2027-01-01\", \"d\" ) );");

	(void)state;
	assert_false(warns(c, noon(2026, 10, 20), "holidays:"));
	/* within 60 days the year begins whose decree is not entered */
	assert_true(warns(c, noon(2026, 11, 2),
	    "1 days in 2027, 3 in 2026"));
	assert_true(warns(c, noon(2026, 11, 10),
	    "the list ends on 2027-01-01"));
	conf_free(c);
}

static void
test_who_is_to_be_called_for_a_fire_is_warned_of(void **state)
{
	struct conf	*c = read_good("");
	int		 fire;

	(void)state;
	/* As it is shipped, everybody is told. */
	assert_false(warns(c, noon(2026, 5, 1), "category KEBAKARAN"));
	fire = conf_city_find_category(&c->city, "KEBAKARAN");
	assert_string_equal(c->city.category[fire].phone, "113");
	free(c->city.category[fire].phone);
	c->city.category[fire].phone = strdup("");
	assert_true(warns(c, noon(2026, 5, 1), "category KEBAKARAN"));
	conf_free(c);
}

static void
test_a_threshold_that_nobody_can_hear_of_is_warned_of(void **state)
{
	static const struct { const char *modem; bool warned; } cases[] = {
		{ "balance_min = 5000;", true },
		{ "balance_min = 5000; balance_code = \"*888#\";", false },
		{ "balance_min = 5000; notice_senders = [ \"888\" ];", false },
		{ "", false },
	};
	struct conf_errors	 warnings = { NULL, 0 };
	struct conf		*c;
	char			 text[256];
	size_t			 i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		snprintf(text, sizeof text, "modems = ({ " GSM1 "%s });",
		    cases[i].modem);
		c = read_good(text);
		conf_warn(c, noon(2026, 5, 1), &warnings);
		if (has_error(&warnings, "balance_min says nothing") !=
		    cases[i].warned)
			fail_msg("%s", cases[i].modem);
		conf_errors_clear(&warnings);
		conf_free(c);
	}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
	    cmocka_unit_test(test_what_is_not_said_has_its_default),
	    cmocka_unit_test(test_what_is_said_is_kept),
	    cmocka_unit_test(
		test_without_levels_or_holidays_there_is_a_warning),
	    cmocka_unit_test(
		test_a_list_of_holidays_that_ends_soon_is_warned_of),
	    cmocka_unit_test(
		test_who_is_to_be_called_for_a_fire_is_warned_of),
	    cmocka_unit_test(test_durations_have_units),
	    cmocka_unit_test(test_a_relative_path_counts_from_the_file),
	    cmocka_unit_test(test_an_empty_path_is_none),
	    cmocka_unit_test(
		test_includes_count_from_the_file_and_we_stay_where_we_are),
	    cmocka_unit_test(test_no_modem_at_all_is_right),
	    cmocka_unit_test(
		test_the_file_that_comes_with_us_is_right_and_says_defaults),
	    cmocka_unit_test(test_every_fault_is_refused_with_its_place),
	    cmocka_unit_test(test_all_faults_are_told_in_the_order_of_lines),
	    cmocka_unit_test(test_a_wrong_pin_is_not_shown),
	    cmocka_unit_test(test_messages_are_checked_each),
	    cmocka_unit_test(test_a_file_that_cannot_be_read_is_an_error),
	    cmocka_unit_test(test_the_socket_is_found_even_in_a_faulty_file),
	    cmocka_unit_test(
		test_opds_and_categories_have_their_own_times_or_the_citys),
	    cmocka_unit_test(test_the_default_path_can_be_set),
	    cmocka_unit_test(
		test_a_threshold_that_nobody_can_hear_of_is_warned_of),
	};

	return cmocka_run_group_tests(tests, group_setup, group_teardown);
}
