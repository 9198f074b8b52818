/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * check - the configuration: what is wrong with it, what is doubtful in it
 * and in the seats that a running daemon knows, and taking it anew.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include "cli/daemon.h"
#include "cli/invocation.h"
#include "cli/show.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "conf/warn.h"
#include "doors/rooms.h"
#include "language/judge/judge.h"

/* Is there a row of this OPD and role among the daemon's seats? */
static bool
has_seat(void *arg, const char *opd, const char *role)
{
	json_t	*reply = arg, *columns = json_object_get(reply, "columns");
	json_t	*row;
	const char *name, *of = "", *as = "";
	size_t	 i, k;

	json_array_foreach(json_object_get(reply, "rows"), i, row) {
		for (k = 0; k < json_array_size(columns); k++) {
			name = json_string_value(json_array_get(columns, k));
			if (name != NULL && strcmp(name, "opd") == 0)
				of = json_string_value(json_array_get(row, k));
			if (name != NULL && strcmp(name, "role") == 0)
				as = json_string_value(json_array_get(row, k));
		}
		if (of != NULL && as != NULL && strcasecmp(of, opd) == 0 &&
		    strcmp(as, role) == 0)
			return true;
	}
	return false;
}

/* What is doubtful; of the seats, if a daemon runs that knows them. */
static void
find_doubts(const struct conf *conf, struct conf_errors *warnings)
{
	json_t	*request, *reply = NULL;

	setenv("TZ", conf->timezone, 1);
	tzset();
	conf_warn(conf, (int64_t)time(NULL), warnings);
	if (!daemon_is_there(conf))
		return;
	request = must(json_pack("{s:s, s:{}}", "cmd", "seat list", "args"));
	if (daemon_call(conf, request, &reply) == EXIT_OK &&
	    json_is_array(json_object_get(reply, "rows")))
		conf_warn_seats(conf, has_seat, reply, warnings);
	json_decref(request);
	json_decref(reply);
}

static json_t *
list_of(const struct conf_errors *errors)
{
	json_t	*list = must(json_array());
	int	 i;

	for (i = 0; i < errors->count; i++)
		json_array_append_new(list, json_string(errors->text[i]));
	return list;
}

static enum exit_code
tell_json(const char *path, const struct conf_errors *errors,
    const struct conf_errors *warnings)
{
	json_t	*reply;

	reply = must(json_pack("{s:b, s:s, s:o, s:o}", "ok",
	    errors->count == 0, "file", path, "errors", list_of(errors),
	    "warnings", list_of(warnings)));
	show_json(reply);
	json_decref(reply);
	return errors->count == 0 ? EXIT_OK : EXIT_REFUSED;
}

static enum exit_code
run_check(struct invocation *inv)
{
	struct conf_errors	 errors = { NULL, 0 }, warnings = { NULL, 0 };
	const char		*path = invocation_text(inv, "file");
	struct conf		*conf;
	enum exit_code		 code = EXIT_OK;
	char			 why[512];

	if (path == NULL)
		path = inv->conf_path;
	conf = conf_read(path, rooms_all, &errors);
	if (conf != NULL && judge_check(conf, why, sizeof why) == -1) {
		conf_errors_add(&errors, NULL, "%s", why);
		conf_free(conf);
		conf = NULL;
	}
	if (conf != NULL)
		find_doubts(conf, &warnings);
	if (inv->json)
		code = tell_json(path, &errors, &warnings);
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

const struct command	check_commands[] = {
	{ "check", "?file", "[FILE]",
	    "tell every fault of a configuration, and what may clash",
	    run_check, NULL },
	{ "reload", "", "", "let the daemon take the configuration anew",
	    NULL, NULL },
	{ 0 },
};
