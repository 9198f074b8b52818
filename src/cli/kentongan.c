/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * kentongan - the admin's command: reads the command line and does what it
 * says, or asks the daemon to.
 *
 * Whatever needs the database is the daemon's to do; a command with a
 * function of its own is done by that.
 */

#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "cli/daemon.h"
#include "cli/invocation.h"
#include "cli/line.h"
#include "conf/conf.h"
#include "conf/read.h"

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
	code = line_read(&inv, argc, argv);
	if (code == EXIT_OK)
		code = inv.command->run != NULL ? inv.command->run(&inv) :
		    daemon_answer(&inv);
	json_decref(inv.args);
	if (fflush(stdout) == EOF && code == EXIT_OK) {
		fprintf(stderr, "kentongan: stdout: %s\n", strerror(errno));
		code = EXIT_REFUSED;
	}
	return code;
}
