/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * world - a city in a temporary folder, from its configuration to its end.
 *
 * Nothing in the harness sleeps and hopes: every wait is for a condition,
 * with a deadline after which the test fails and says what was there instead.
 */

#include "config.h"

#include <ftw.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "world.h"

/* The city that a failed test left behind; the next one clears it away. */
static struct world	*left_over;

/* The folder of this world. */
const char *
world_dir(const struct world *w)
{
	return w->dir;
}

/* The number of the i-th modem, from 1; until the next call. */
const char *
world_own(const struct world *w, int i)
{
	static char	number[24];

	snprintf(number, sizeof number, "%.*s%02d", (int)strlen(OWN_NUMBER) - 2,
	    OWN_NUMBER, w->own_numbers ? 100 - i : 99);
	return number;
}

/* Write the configuration: the city's own files and what a test adds. */
void
world_write_conf(struct world *w, const char *more)
{
	FILE	*f = fopen(w->conf, "w");
	int	 i;

	assert_non_null(f);
	fprintf(f, "database = \"%s/kentongan.db\";\n"
	    "runtime_dir = \"%s/run\";\n"
	    "modem_program = \"%s\";\n", w->dir, w->dir, w->program);
	if (more == NULL || strstr(more, "log_level") == NULL)
		fputs("log_level = \"debug\";\n", f);
	/* Scenarios run by the real clock, at night too. */
	if (more == NULL || strstr(more, "quiet_hours") == NULL)
		fputs("quiet_hours = \"\";\n", f);
	/* They wait for each word; scenario_cost for what is gathered. */
	if (more == NULL || strstr(more, "gather_within") == NULL)
		fputs("gather_within = \"0s\"; confirm = \"always\";\n", f);
	/* Their texts are much alike, and many. */
	if (more == NULL || strstr(more, "join_same") == NULL)
		fputs("join_same = false;\n", f);
	if (more == NULL || strstr(more, "surge_minimum") == NULL)
		fputs("surge_minimum = 0;\n", f);
	fputs(more != NULL ? more : "", f);
	fputs("modems = (\n", f);
	for (i = 1; i <= w->modems; i++)
		fprintf(f, "%s  { name = \"gsm%d\"; device = \"%s/gsm%d%s\";\n"
		    "    own_number = \"%s\";\n"
		    "    per_minute = 0; per_hour = 0; per_day = 0; %s }\n",
		    i > 1 ? "  ,\n" : "", i, w->dir, i,
		    w->patterns ? "*" : "", world_own(w, i),
		    w->modem_extra);
	fputs(");\n"
	    "@include \"kupang/opd.conf\"\n"
	    "@include \"kupang/categories.conf\"\n"
	    "@include \"kupang/danger.conf\"\n"
	    "@include \"kupang/elsewhere.conf\"\n"
	    "@include \"kupang/kelurahan.conf\"\n"
	    "@include \"kupang/words.conf\"\n"
	    "@include \"kupang/messages.conf\"\n"
	    "@include \"kupang/holidays.conf\"\n"
	    "@include \"kupang/escalation.conf\"\n"
	    "@include \"kupang/ussd.conf\"\n", f);
	assert_int_equal(fclose(f), 0);
}

/* More settings of each modem, for the next world_write_conf. */
void
world_set_modem(struct world *w, const char *more)
{
	snprintf(w->modem_extra, sizeof w->modem_extra, "%s", more);
}

/* What is started as a modem's worker: this script, or the real one. */
static void
set_program(struct world *w, const char *script)
{
	FILE	*f;

	snprintf(w->program, sizeof w->program, "%s/kentongan-modem",
	    script != NULL ? w->dir : build_dir());
	if (script == NULL)
		return;
	assert_non_null(f = fopen(w->program, "w"));
	fputs(script, f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(w->program, 0700), 0);
}

static void
link_city(struct world *w)
{
	char	from[1024], to[128], real[4096];

	snprintf(from, sizeof from, "%s/etc/kupang", source_dir());
	assert_non_null(realpath(from, real));
	snprintf(to, sizeof to, "%s/kupang", w->dir);
	assert_int_equal(symlink(real, to), 0);
}

/* An environment variable for the next daemon; "" for none. */
void
world_set_env(struct world *w, const char *env)
{
	snprintf(w->env, sizeof w->env, "%s", env);
}

/*
 * Once all is quiet, the clock shows that time.  A daemon that runs is told
 * to look: its timers know only how long they have slept.
 */
void
world_move_clock(struct world *w, const char *text)
{
	char	out[4096];

	assert_true(w->ahead != NULL);
	if (w->daemon != 0)
		world_quiet(w);
	assert_true(wall_time(text) >= wall_now(w));
	wall_set(w, text);
	if (w->daemon != 0 && world_cli(w, out, sizeof out, "reload") != 0)
		die(w, out);
}

static void
seat_table(struct world *w, char *path, size_t size)
{
	static const char *const opd[] = { "DLH", "PUPR", "DISHUB", "DINSOS",
	    "SATPOLPP", "DINKES", "DAMKAR" };
	FILE	*f;
	int	 i;

	snprintf(path, size, "%s/seats.tsv", w->dir);
	assert_non_null(f = fopen(path, "w"));
	fputs("seat\topd\trole\tarea\tholder\tphone\n", f);
	for (i = 0; i < 7; i++)
		fprintf(f, "piket %s\t%s\tofficer\t*\tPetugas %d\t"
		    "+62812000001%02d\n", opd[i], opd[i], i, i);
	fputs("kepala DLH\tDLH\thead\t*\tIbu Kepala\t" HEAD "\n", f);
	fputs("koordinator\t\tcoordinator\t*\tPak Koordinator\t" COORDINATOR
	    "\n", f);
	assert_int_equal(fclose(f), 0);
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

/* Kill what still runs and remove the folder. */
static void
clear_away(struct world *w)
{
	left_over = NULL;
	if (w == NULL)
		return;
	if (w->daemon > 0) {
		kill(w->daemon, SIGKILL);
		waitpid(w->daemon, NULL, 0);
	}
	if (w->sim_fd > 0)
		close(w->sim_fd);
	if (w->sim > 0) {
		kill(w->sim, SIGKILL);
		waitpid(w->sim, NULL, 0);
	}
	if (w->ahead != NULL)
		munmap((void *)w->ahead, sizeof *w->ahead);
	nftw(w->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(w);
}

static void
clear_left_over(void)
{
	clear_away(left_over);
}

/* A running city.  The caller frees it. */
struct world *
world_new(const struct world_options *o)
{
	static const struct world_options none;
	struct world	*w = calloc(1, sizeof *w);
	char		 path[128], command[160], out[4096];

	assert_non_null(w);
	if (left_over != NULL)
		clear_left_over();
	else
		atexit(clear_left_over);
	left_over = w;
	if (o == NULL)
		o = &none;
	snprintf(w->dir, sizeof w->dir, "/tmp/kentongan-test.XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->conf, sizeof w->conf, "%s/kentongan.conf", w->dir);
	snprintf(w->modem_extra, sizeof w->modem_extra, "%s",
	    o->modem != NULL ? o->modem : "");
	w->modems = o->modems > 0 ? o->modems : 1;
	w->patterns = o->patterns;
	set_program(w, o->program);
	w->own_numbers = o->own_numbers;
	world_set_env(w, o->daemon_env != NULL ? o->daemon_env : "");
	link_city(w);
	if (o->clock != NULL)
		wall_hang(w, o->clock);
	world_write_conf(w, o->conf);
	process_start_sim(w, o->sim);
	world_start(w);
	if (!o->no_seats && w->daemon != 0) {
		seat_table(w, path, sizeof path);
		snprintf(command, sizeof command, "seat import %s", path);
		if (world_cli(w, out, sizeof out, command) != 0)
			die(w, out);
	}
	return w;
}

/* Stop everything, which must go well, and remove the folder. */
void
world_free(struct world *w)
{
	world_stop(w);
	clear_away(w);
}
