/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * read - the configuration file, read and checked whole.
 *
 * This file alone knows what belongs to a configuration and in which order
 * it is read, so that one reading tells every fault: options, modems, the
 * city, time, doors, and last the texts that rooms above have in it.
 */

#include "config.h"

#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libconfig.h>

#include "base/log.h"
#include "conf/city_read.h"
#include "conf/conf.h"
#include "conf/danger.h"
#include "conf/doors.h"
#include "conf/elsewhere.h"
#include "conf/modem_read.h"
#include "conf/options.h"
#include "conf/read.h"
#include "conf/texts.h"
#include "conf/time_read.h"

/* Groups at the top level that are no options. */
static const char *const groups[] = { "modems", "opd", "categories",
    "kelurahan", "words", "messages", "holidays", "escalation", "danger",
    "elsewhere", "http",
    "ussd", "ussd_texts", NULL };

/* The text of a line, as far as it fits: libconfig does not say what is. */
static void
read_line(const char *path, int number, char *line, size_t size)
{
	FILE	*f = fopen(path, "r");
	int	 n = 0;

	line[0] = '\0';
	while (f != NULL && n < number &&
	    fgets(line, (int)size, f) != NULL)
		if (strchr(line, '\n') != NULL || n == number - 1)
			n++;
	line[strcspn(line, "\n")] = '\0';
	if (f != NULL)
		fclose(f);
}

/*
 * Let libconfig read the file.  Its @include knows either absolute paths or
 * ones below a folder, not both: so we stand in the file's folder meanwhile.
 */
static bool
read_syntax(config_t *cfg, const char *path, const char *dir,
    struct conf_errors *errors)
{
	const char	*file;
	char		 line[80];
	struct stat	 st;
	int		 here = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool		 ok = false;

	if (stat(path, &st) == -1 || access(path, R_OK) == -1 ||
	    chdir(dir) == -1)
		conf_errors_add_at(errors, path, 0, "%s", strerror(errno));
	else if (!S_ISREG(st.st_mode))	/* libconfig would exit */
		conf_errors_add_at(errors, path, 0, "is not a file");
	else if (!(ok = config_read_file(cfg, path))) {
		file = config_error_file(cfg);
		if (file == NULL)
			file = path;
		read_line(file, config_error_line(cfg), line, sizeof line);
		conf_errors_add_at(errors, file, config_error_line(cfg),
		    "%s: %s", config_error_text(cfg), line);
	}
	if ((here == -1 || fchdir(here) == -1) && chdir("/") == -1)
		fatal("conf: cannot leave %s: %s", dir, strerror(errno));
	if (here != -1)
		close(here);
	return ok;
}

static void
read_all(struct conf_reading *r, config_t *cfg)
{
	config_setting_t	*root = config_root_setting(cfg);

	/* What is missing from the whole is told of the main file's start. */
	root->file = r->conf->path;
	root->line = 1;
	conf_read_options(r, conf_options, groups, r->conf, root);
	conf_modems_read(r, cfg);
	conf_city_read(&r->conf->city, cfg, r->errors);
	conf_danger_read(&r->conf->city, cfg, r->errors);
	conf_elsewhere_read(&r->conf->city, cfg, r->errors);
	conf_time_read(r->conf, cfg, r->errors);
	conf_doors_read(r, cfg);
	conf_texts_read(r, cfg);
}

/* A path that stays right when the daemon leaves its folder; to be freed. */
static char *
absolute_path(const char *path)
{
	char	cwd[PATH_MAX], full[PATH_MAX * 2];

	if (path[0] == '/' || getcwd(cwd, sizeof cwd) == NULL)
		return conf_must(strdup(path));
	snprintf(full, sizeof full, "%s/%s", cwd, path);
	return conf_must(strdup(full));
}

/* The folder that a file lies in; the caller's to free. */
static char *
folder_of(const char *path)
{
	const char	*slash = strrchr(path, '/');

	if (slash == NULL)
		return conf_must(strdup("."));
	return conf_must(strndup(path, slash == path ? 1 : slash - path));
}

/*
 * Read and check a configuration for the rooms (NULL-terminated, or NULL; it
 * remembers them, so they must outlive it).  Returns it, the caller's to
 * free, or NULL with every fault that was found in errors (which must be
 * empty before), in the order of files and lines.
 */
struct conf *
conf_read(const char *path, const struct conf_room *const *rooms,
    struct conf_errors *errors)
{
	struct conf_reading	 r = { .errors = errors, .rooms = rooms };
	config_t		 cfg;
	char			*dir;

	r.conf = conf_must(calloc(1, sizeof *r.conf));
	r.conf->rooms = rooms;
	r.conf->path = absolute_path(path);
	r.dir = dir = folder_of(r.conf->path);
	config_init(&cfg);
	if (read_syntax(&cfg, r.conf->path, dir, errors))
		read_all(&r, &cfg);
	config_destroy(&cfg);
	free(dir);
	if (errors->count == 0)
		return r.conf;
	conf_errors_sort(errors);
	conf_free(r.conf);
	return NULL;
}

/*
 * What can be read of the options at the top level, and defaults for the
 * rest: for a client that wants to find the daemon even while the file is
 * being changed.  Never NULL; the caller frees it.  In errors (which may be
 * NULL) stands why the file could not be read to its end, if so.
 */
struct conf *
conf_read_lenient(const char *path, struct conf_errors *errors)
{
	struct conf_errors	 syntax = { NULL, 0 }, untold = { NULL, 0 };
	struct conf_reading	 r = { .errors = &untold };
	config_t		 cfg;
	char			*dir;

	r.conf = conf_must(calloc(1, sizeof *r.conf));
	r.conf->path = absolute_path(path);
	r.dir = dir = folder_of(r.conf->path);
	config_init(&cfg);
	read_syntax(&cfg, r.conf->path, dir,
	    errors != NULL ? errors : &syntax);
	conf_read_options(&r, conf_options, groups, r.conf,
	    config_root_setting(&cfg));
	config_destroy(&cfg);
	conf_errors_clear(&syntax);
	conf_errors_clear(&untold);
	free(dir);
	return r.conf;
}

/* Give back all that conf_read took; NULL is fine. */
void
conf_free(struct conf *conf)
{
	if (conf == NULL)
		return;
	conf_modems_clear(conf);
	conf_doors_clear(conf);
	conf_texts_clear(conf);
	conf_danger_free(conf->city.danger);
	conf_elsewhere_free(conf->city.elsewhere);
	conf_city_clear(&conf->city);
	conf_time_clear(&conf->time);
	conf_free_options(conf_options, conf);
	free(conf->path);
	free(conf);
}

/* The file to read when none is named: $KENTONGAN_CONF, or the system's. */
const char *
conf_default_path(void)
{
	const char	*path = getenv("KENTONGAN_CONF");

	return path != NULL && path[0] != '\0' ? path :
	    SYSCONFDIR "/kentongan.conf";
}
