/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * simulator - kentongan-sim: GSM modems that are not there.
 *
 * For training, demonstration and tests.  This file knows the command line
 * and how long the parts live: network, modems, control socket, phone.
 */

#include "config.h"

#include <getopt.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <event2/event.h>

#include "base/log.h"
#include "modem/sim/control.h"
#include "modem/sim/modem.h"
#include "modem/sim/net.h"
#include "modem/sim/phone.h"
#include "modem/sim/play.h"
#include "modem/sim/script.h"
#include "modem/sim/setting.h"
#include "modem/sim/ussd.h"

#define MODEMS_MAX	256
#define PHONES_MAX	64
#define SETTINGS_MAX	32
#define FAULTS_MAX	32	/* of one modem */

/* What the command line says of one modem. */
struct modem_options {
	char		*name;		/* in argv, cut at its '=' */
	const char	*link;
	const char	*setting[SETTINGS_MAX];	/* by row; NULL: not said */
	const char	*fault[FAULTS_MAX];
	int		 fault_count;
};

struct options {
	struct modem_options	 modems[MODEMS_MAX];
	int			 modem_count;
	struct sim_settings	 air;
	const char		*control;
	unsigned		 seed;
	bool			 phone;
	struct sim_script	*script;	/* owned; NULL: none */
	const char		*phone_names[PHONES_MAX];
	struct sim_phone_options phones;
	enum log_level		 level;
};

/* Ways in from the event loop. */
static void	signal_cb(evutil_socket_t, short, void *);

enum { OPT_MODEM = 256, OPT_SETTING, OPT_FAULT,
	OPT_CONTROL, OPT_CAPACITY, OPT_ME_CAPACITY, OPT_AIR_DELAY,
	OPT_REPORT_DELAY, OPT_NO_REPORTS, OPT_DIRECT_REPORTS,
	OPT_HURRY_FAILS, OPT_SEED, OPT_PHONE, OPT_PHONE_NAME, OPT_SCRIPT,
	OPT_SETTLE,
	OPT_SETTLE_LIMIT, OPT_USSD, OPT_DEBUG, OPT_HELP, OPT_VERSION };

static const struct option long_options[] = {
	{ "modem",		required_argument, NULL, OPT_MODEM },
	{ "own-number",		required_argument, NULL, OPT_SETTING },
	{ "imei",		required_argument, NULL, OPT_SETTING },
	{ "imsi",		required_argument, NULL, OPT_SETTING },
	{ "pin",		required_argument, NULL, OPT_SETTING },
	{ "puk",		required_argument, NULL, OPT_SETTING },
	{ "pin-tries",		required_argument, NULL, OPT_SETTING },
	{ "sim",		required_argument, NULL, OPT_SETTING },
	{ "signal",		required_argument, NULL, OPT_SETTING },
	{ "registration",	required_argument, NULL, OPT_SETTING },
	{ "air",		required_argument, NULL, OPT_SETTING },
	{ "reset-time",		required_argument, NULL, OPT_SETTING },
	{ "return-link",	required_argument, NULL, OPT_SETTING },
	{ "fault",		required_argument, NULL, OPT_FAULT },
	{ "control",		required_argument, NULL, OPT_CONTROL },
	{ "capacity",		required_argument, NULL, OPT_CAPACITY },
	{ "me-capacity",	required_argument, NULL, OPT_ME_CAPACITY },
	{ "air-delay",		required_argument, NULL, OPT_AIR_DELAY },
	{ "report-delay",	required_argument, NULL, OPT_REPORT_DELAY },
	{ "no-reports",		no_argument,	   NULL, OPT_NO_REPORTS },
	{ "direct-reports",	no_argument,	   NULL, OPT_DIRECT_REPORTS },
	{ "hurry-fails",	optional_argument, NULL, OPT_HURRY_FAILS },
	{ "seed",		required_argument, NULL, OPT_SEED },
	{ "phone",		no_argument,	   NULL, OPT_PHONE },
	{ "phone-name",		required_argument, NULL, OPT_PHONE_NAME },
	{ "script",		required_argument, NULL, OPT_SCRIPT },
	{ "settle",		required_argument, NULL, OPT_SETTLE },
	{ "settle-limit",	required_argument, NULL, OPT_SETTLE_LIMIT },
	{ "ussd",		required_argument, NULL, OPT_USSD },
	{ "debug",		no_argument,	   NULL, OPT_DEBUG },
	{ "help",		no_argument,	   NULL, OPT_HELP },
	{ "version",		no_argument,	   NULL, OPT_VERSION },
	{ NULL, 0, NULL, 0 }
};

static const char usage[] =
"Usage: kentongan-sim --modem NAME=PATH [options]\n"
"\n"
"A GSM modem for training and tests.  It speaks AT on a pseudo-terminal to\n"
"which PATH becomes a link.\n"
"\n"
"  --modem NAME=PATH     a modem; may be given many times\n"
"These belong to the --modem before them:\n"
"  --own-number NUMBER   what others must call to reach it\n"
"  --imei DIGITS         the modem's own identity\n"
"  --imsi DIGITS         of its SIM\n"
"  --pin DIGITS          its SIM is locked\n"
"  --puk DIGITS          what opens a blocked SIM\n"
"  --pin-tries N         what is left of the three\n"
"  --sim in|out          whether a SIM is there at all\n"
"  --signal N            0 to 31, 99 unknown (22)\n"
"  --registration WORD   off, home, searching, denied, roaming (home)\n"
"  --reset-time MS       AT+CFUN=1,1 takes it off the bus for so long\n"
"  --return-link PATH    under which it then comes back\n"
"  --air DELAY           a send takes so long with this modem\n"
"  --fault NAME[=VALUE][:COUNT][@NTH][%PERCENT]\n"
"                        what goes wrong first; see the manual page\n"
"These belong to all:\n"
"  --control PATH        control socket: JSON lines\n"
"  --capacity N          messages that a SIM holds (30)\n"
"  --me-capacity N       messages that the modem itself holds (0)\n"
"  --air-delay DELAY     a send takes so long: 3s, uniform(1s,5s),\n"
"                        lognormal(3s,0.5) (0)\n"
"  --report-delay MS     a delivery report comes so much later (100)\n"
"  --no-reports          there are no delivery reports\n"
"  --direct-reports      reports come as +CDS and are not stored\n"
"  --hurry-fails[=start|send]\n"
"                        what comes too fast is lost, as on old modems\n"
"  --seed N              of references and of all chance (0)\n"
"  --phone               a phone on this terminal, or a script on stdin\n"
"  --phone-name NAME=NUMBER\n"
"                        a phone that can be typed on; many times\n"
"  --script FILE         play a scenario; exits 1 if it does not hold\n"
"  --settle MS           script: silence that ends a step (700)\n"
"  --settle-limit MS     script: a step ends at the latest (10000)\n"
"  --ussd URL            *123# on the phone asks there for its screens\n"
"  --debug               tell more on standard error\n"
"  --help, --version\n";

static void
bad_usage(const char *what, const char *value)
{
	fprintf(stderr, "kentongan-sim: %s%s%s\n"
	    "Try kentongan-sim --help.\n", what, value == NULL ? "" : ": ",
	    value == NULL ? "" : value);
	exit(2);
}

static int
number_of(const char *text, int least, int most)
{
	char	*end;
	long	 value = strtol(text, &end, 10);

	if (*text == '\0' || *end != '\0' || value < least || value > most)
		bad_usage("not a number that can be here", text);
	return value;
}

static void
add_modem(struct options *o, char *text)
{
	struct modem_options	*m = &o->modems[o->modem_count];
	char			*equals = strchr(text, '=');

	if (equals == NULL || equals == text || equals[1] == '\0')
		bad_usage("not NAME=PATH", text);
	if (o->modem_count == MODEMS_MAX)
		bad_usage("too many modems", NULL);
	*equals = '\0';
	for (int i = 0; i < o->modem_count; i++)
		if (strcmp(o->modems[i].name, text) == 0)
			bad_usage("two modems of one name", text);
	m->name = text;
	m->link = equals + 1;
	o->modem_count++;
}

/* The modem that the option belongs to. */
static struct modem_options *
last_modem(struct options *o, const char *option)
{
	if (o->modem_count == 0)
		bad_usage("needs a --modem before it", option);
	return &o->modems[o->modem_count - 1];
}

static void
add_fault(struct modem_options *m, const char *text)
{
	if (m->fault_count == FAULTS_MAX)
		bad_usage("too many faults", text);
	m->fault[m->fault_count++] = text;
}

static void
hurry_fails(struct sim_settings *air, const char *what)
{
	if (what != NULL && strcmp(what, "start") != 0 &&
	    strcmp(what, "send") != 0)
		bad_usage("neither start nor send", what);
	if (what == NULL || strcmp(what, "start") == 0)
		air->hurry_start = true;
	if (what == NULL || strcmp(what, "send") == 0)
		air->hurry_send = true;
}

static void
add_phone(struct options *o, const char *text)
{
	const char	*equals = strchr(text, '=');

	if (equals == NULL || equals == text || equals[1] == '\0' ||
	    strlen(equals + 1) >= SIM_NUMBER_SIZE)
		bad_usage("not NAME=NUMBER", text);
	if (o->phones.name_count == PHONES_MAX)
		bad_usage("too many phones", NULL);
	o->phone_names[o->phones.name_count++] = text;
}

/* Options of one modem.  False: it is none of these. */
static bool
modem_option(struct options *o, int option, const char *name, char *value)
{
	switch (option) {
	case OPT_MODEM:
		add_modem(o, value);
		return true;
	case OPT_SETTING:
		last_modem(o, name)->setting[sim_setting_find(name,
		    strlen(name))] = value;
		return true;
	case OPT_FAULT:
		add_fault(last_modem(o, name), value);
		return true;
	default:
		return false;
	}
}

/* Options of the air.  False: it is none of these. */
static bool
air_option(struct sim_settings *air, int option, const char *value)
{
	switch (option) {
	case OPT_CAPACITY:
		air->capacity = number_of(value, 1, 100000);
		return true;
	case OPT_ME_CAPACITY:
		air->me_capacity = number_of(value, 0, 100000);
		return true;
	case OPT_AIR_DELAY:
		if (sim_delay_read(&air->air, value) == -1)
			bad_usage("no time and no distribution", value);
		return true;
	case OPT_REPORT_DELAY:
		air->report_ms = number_of(value, 0, 86400000);
		return true;
	case OPT_NO_REPORTS:
		air->report_ms = -1;
		return true;
	case OPT_DIRECT_REPORTS:
		air->direct_reports = true;
		return true;
	case OPT_HURRY_FAILS:
		hurry_fails(air, value);
		return true;
	default:
		return false;
	}
}

static void
other_option(struct options *o, int option, const char *value)
{
	switch (option) {
	case OPT_CONTROL:
		o->control = value;
		break;
	case OPT_SEED:
		o->seed = number_of(value, 0, 0x7fffffff);
		break;
	case OPT_PHONE:
		o->phone = true;
		break;
	case OPT_PHONE_NAME:
		add_phone(o, value);
		break;
	case OPT_SCRIPT:
		sim_script_free(o->script);
		if ((o->script = sim_script_read(value)) == NULL)
			exit(2);
		break;
	case OPT_SETTLE:
		o->phones.settle_ms = number_of(value, 0, 600000);
		break;
	case OPT_SETTLE_LIMIT:
		o->phones.settle_limit_ms = number_of(value, 0, 600000);
		break;
	case OPT_USSD:
		if (!sim_ussd_url_is_good(value))
			bad_usage("not http://HOST:PORT/PATH", value);
		o->phones.ussd = value;
		break;
	case OPT_DEBUG:
		o->level = LOG_LEVEL_DEBUG;
		break;
	case OPT_HELP:
		fputs(usage, stdout);
		exit(0);
	case OPT_VERSION:
		puts("kentongan-sim " PACKAGE_VERSION);
		exit(0);
	default:
		bad_usage("see above", NULL);
	}
}

static struct modem_options *
find_modem(struct options *o, const char *name)
{
	for (int i = 0; i < o->modem_count; i++)
		if (strcmp(o->modems[i].name, name) == 0)
			return &o->modems[i];
	return NULL;
}

/* SETTING=VALUE of a scenario; what the command line said counts more. */
static void
script_setting(const struct options *o, const struct sim_script_line *line,
    struct modem_options *m, char *word)
{
	size_t	len = strcspn(word, "=");
	int	row = sim_setting_find(word, len);

	if (strncmp(word, "fault=", 6) == 0)
		add_fault(m, word + 6);
	else if (word[len] == '\0' || row == -1) {
		sim_script_complain(o->script, line, "no such setting: %s",
		    word);
		exit(2);
	} else if (m->setting[row] == NULL)
		m->setting[row] = word + len + 1;
}

/* modem NAME [PATH] [SETTING=VALUE ...] */
static void
script_modem(struct options *o, const struct sim_script_line *line)
{
	struct modem_options	*m = NULL;
	int			 path;

	path = line->count > 2 && strchr(line->words[2], '=') == NULL;
	if (line->count > 1 &&
	    (m = find_modem(o, line->words[1])) == NULL && path &&
	    o->modem_count < MODEMS_MAX) {
		m = &o->modems[o->modem_count++];
		m->name = line->words[1];
		m->link = line->words[2];
	}
	if (line->count < 2 || m == NULL) {
		sim_script_complain(o->script, line,
		    "a modem has a name and a path");
		exit(2);
	}
	for (int i = 2 + path; i < line->count; i++)
		script_setting(o, line, m, line->words[i]);
}

static void
script_declarations(struct options *o)
{
	const struct sim_script_line	*line;

	for (int i = 0; o->script != NULL && i < o->script->count; i++) {
		line = &o->script->lines[i];
		if (strcmp(line->words[0], "modem") == 0)
			script_modem(o, line);
		else if (strcmp(line->words[0], "seed") == 0 &&
		    line->count == 2)
			o->seed = number_of(line->words[1], 0, 0x7fffffff);
	}
}

static void
read_options(struct options *o, int argc, char **argv)
{
	int	option, at = 0;

	o->air.capacity = 30;
	o->air.report_ms = 100;
	o->phones.names = o->phone_names;
	o->phones.settle_ms = 700;
	o->phones.settle_limit_ms = 10000;
	o->level = LOG_LEVEL_INFO;
	while ((option = getopt_long(argc, argv, "h", long_options, &at))
	    != -1) {
		option = option == 'h' ? OPT_HELP : option;
		if (!modem_option(o, option, long_options[at].name, optarg) &&
		    !air_option(&o->air, option, optarg))
			other_option(o, option, optarg);
	}
	if (optind < argc)
		bad_usage("not understood", argv[optind]);
	script_declarations(o);
	if (o->modem_count == 0)
		bad_usage("no --modem given", NULL);
}

static int
start_modem(struct sim_net *net, const struct modem_options *o,
    const struct options *all)
{
	struct sim_modem	*m = sim_modem_new(sim_net_world(net), o->name,
				    o->link);
	char			 why[128];

	sim_store_set_capacity(m, all->air.capacity, all->air.me_capacity);
	for (size_t row = 0; row < sim_setting_count(); row++)
		if (o->setting[row] != NULL && sim_setting_apply(m, row,
		    o->setting[row], why, sizeof why) == -1)
			bad_usage(why, o->setting[row]);
	for (int i = 0; i < o->fault_count; i++)
		if (sim_fault_apply(m, o->fault[i], why, sizeof why) == -1)
			bad_usage(why, o->fault[i]);
	m->next_mr = all->seed;
	return sim_modem_plug(m);
}

/* Run until told to stop.  0, or 1 if it could not begin. */
static int
run(const struct options *o, struct event_base *base, struct sim_net *net)
{
	struct sim_control	*control = NULL;
	struct sim_phone	*phone = NULL;
	struct sim_play		*play = NULL;
	int			 rc = 1;

	for (int i = 0; i < o->modem_count; i++)
		if (start_modem(net, &o->modems[i], o) == -1)
			goto out;
	if (o->control != NULL &&
	    (control = sim_control_open(net, o->control)) == NULL)
		goto out;
	if (o->phone)
		phone = sim_phone_new(net, &o->phones);
	if (o->script != NULL && (play = sim_play_new(net, o->script,
	    o->phones.names, o->phones.name_count)) == NULL) {
		rc = 2;
		goto out;
	}
	event_base_dispatch(base);
	rc = play != NULL ? sim_play_result(play) : 0;
out:
	sim_play_free(play);
	sim_phone_free(phone);
	sim_control_close(control);
	return rc;
}

static void
signal_cb(evutil_socket_t number, short what, void *arg)
{
	(void)number;
	(void)what;
	event_base_loopexit(arg, NULL);
}

/* Standard input may be a file, which epoll refuses. */
static struct event_base *
base_new(void)
{
	struct event_config	*config = event_config_new();
	struct event_base	*base;

	if (config == NULL ||
	    event_config_require_features(config, EV_FEATURE_FDS) == -1 ||
	    (base = event_base_new_with_config(config)) == NULL)
		fatal("sim: no event loop");
	event_config_free(config);
	return base;
}

int
main(int argc, char **argv)
{
	static struct options	 options;
	static const int	 signals[] = { SIGINT, SIGTERM, SIGHUP };
	struct event		*events[3];
	struct event_base	*base;
	struct sim_net		*net;
	int			 rc;

	log_init("kentongan-sim", LOG_LEVEL_INFO);
	read_options(&options, argc, argv);
	log_set_level(options.level);
	signal(SIGPIPE, SIG_IGN);
	base = base_new();
	for (int i = 0; i < 3; i++) {
		events[i] = evsignal_new(base, signals[i], signal_cb, base);
		event_add(events[i], NULL);
	}
	net = sim_net_new(base, options.seed);
	sim_net_world(net)->settings = options.air;
	rc = run(&options, base, net);
	sim_net_free(net);
	for (int i = 0; i < 3; i++)
		event_free(events[i]);
	event_base_free(base);
	sim_script_free(options.script);
	return rc;
}
