/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * daemon - the commands about the daemon itself: how it is, a new
 * configuration, a copy of its database.
 */

#include "config.h"

#include <sys/stat.h>

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "conf/conf.h"
#include "doors/control/answer.h"
#include "doors/control/subjects.h"
#include "gateway/turn/commit.h"
#include "store/store.h"

/* Days, hours and minutes, for people. */
static json_t *
uptime(int64_t seconds)
{
	return json_sprintf("%" PRId64 "d %02" PRId64 ":%02" PRId64,
	    seconds / 86400, seconds / 3600 % 24, seconds / 60 % 60);
}

/*
 * What status counts: rows of list_status_counts added up.  What is over is
 * counted for the last day only.
 */
static const struct status_count {
	const char	*fact;
	const char	*what;		/* of the list */
	const char	*states;	/* spaces between and around */
} status_counts[] = {
	{ "reports_open",	"report", " new routed taken working " },
	{ "reports_done",	"report", " done " },
	{ "reports_unrouted",	"report", " unrouted " },
	{ "seats_silent",	"seat",	  " silent " },
	{ "reports_late",	"late",	  " take finish " },
	{ "late_not_taken",	"late",	  " take " },
	{ "triage",		"inbox",  " triage " },
	{ "questions",		"inbox",  " question " },
	{ "parts_waiting",	"parts",  " waiting " },
	{ "queue",		"outbox", " due " },
	{ "sending",		"outbox", " sending " },
	{ "night",		"outbox", " night " },
	{ "held",		"outbox", " held " },
	{ "failed",		"outbox", " failed " },
	{ "uncertain",		"outbox", " uncertain " },
	{ "handled_last_day",	"inbox",  " handled closed filed " },
	{ "loops_last_day",	"inbox",  " loop " },
	{ "sent_last_day",	"outbox", " sent delivered " },
	{ "dropped_last_day",	"outbox", " dropped " },
};

static int64_t
status_sum(const json_t *rows, const struct status_count *c)
{
	const json_t	*row;
	char		 state[32];
	int64_t		 sum = 0;
	size_t		 i;

	json_array_foreach(rows, i, row) {
		snprintf(state, sizeof state, " %s ",
		    json_string_value(json_array_get(row, 1)));
		if (strcmp(json_string_value(json_array_get(row, 0)),
		    c->what) == 0 && strstr(c->states, state) != NULL)
			sum += json_integer_value(json_array_get(row, 2));
	}
	return sum;
}

/* What is counted, into the facts. */
static int
status_count(struct call *call, json_t *facts)
{
	const struct store_param since[] = {
		param_number(":since", clock_now() - 86400),
		param_number(":now", clock_now()),
	};
	struct table	t;
	size_t		i;

	if (table_read(&t, call, "list_status_counts", since,
	    COUNT(since)) == -1)
		return -1;
	for (i = 0; i < COUNT(status_counts); i++)
		json_object_set_new(facts, status_counts[i].fact,
		    json_integer(status_sum(t.rows, &status_counts[i])));
	json_decref(t.columns);
	json_decref(t.rows);
	return 0;
}

/* "status": one look at all. */
void
command_status(struct call *call)
{
	const struct control_parts *with = call->with;
	const struct conf	*conf = *with->conf;
	json_t			*facts = json_object();
	struct stat		 st;

	reply_set(call, "facts", facts);
	json_object_set_new(facts, "version", json_string(PACKAGE_VERSION));
	json_object_set_new(facts, "started_time",
	    json_integer(with->started_at));
	json_object_set_new(facts, "uptime",
	    uptime(clock_now() - with->started_at));
	json_object_set_new(facts, "configuration",
	    json_string(conf->path));
	json_object_set_new(facts, "database",
	    json_string(conf->database));
	if (stat(conf->database, &st) == 0)
		json_object_set_new(facts, "database_bytes",
		    json_integer(st.st_size));
	json_object_set_new(facts, "database_writable",
	    json_boolean(!commit_is_failing(with->commit)));
	if (status_count(call, facts) != 0)
		return;
	json_object_set_new(facts, "todo", json_integer(todo_count(call)));
	modem_status(call);
	sim_status(call);
}

/* "reload" */
void
command_reload(struct call *call)
{
	struct conf_errors	 errors = { 0 };
	json_t			*list;
	int			 i;

	if (call->with->reload(call->with->arg, &errors) == 0)
		say(call, "%s is in use", (*call->with->conf)->path);
	else {
		list = json_array();
		for (i = 0; i < errors.count; i++)
			json_array_append_new(list,
			    json_string(errors.text[i]));
		refuse(call, "the configuration has faults; nothing is "
		    "changed");
		reply_set(call, "errors", list);
	}
	conf_errors_clear(&errors);
}

/* "backup": into a file that is not there yet. */
void
command_backup(struct call *call)
{
	const char	*file = arg_text(call, "file");

	if (file[0] != '/') {
		refuse(call, "%s: the path must begin with /", file);
		return;
	}
	if (access(file, F_OK) == 0) {
		refuse(call, "%s: there is such a file; it is left as it is",
		    file);
		return;
	}
	commit_flush(call->with->commit);
	if (store_backup(call->with->store, file) == 0)
		say(call, "%s holds the database as of now", file);
	else
		refuse(call, "%s could not be written; the log says why",
		    file);
}
