/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * check - what is doubtful in a configuration, and in the seats that a
 * running daemon knows.
 */

#include "config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <time.h>

#include <jansson.h>

#include "cli/check.h"
#include "cli/client.h"
#include "conf/conf.h"
#include "conf/warn.h"

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
void
check_doubts(const struct conf *conf, struct conf_errors *warnings)
{
	json_t	*request, *reply = NULL;
	char	 path[PATH_MAX];

	setenv("TZ", conf->timezone, 1);
	tzset();
	conf_warn(conf, (int64_t)time(NULL), warnings);
	snprintf(path, sizeof path, "%s/control.sock", conf->runtime_dir);
	if (!client_is_there(path))
		return;
	request = json_pack("{s:s, s:{}}", "cmd", "seat list", "args");
	if (request != NULL && client_call(path, request, &reply) == EXIT_OK &&
	    json_is_array(json_object_get(reply, "rows")))
		conf_warn_seats(conf, has_seat, reply, warnings);
	json_decref(request);
	json_decref(reply);
}
