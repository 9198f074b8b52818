/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * conf - the configuration file, read and checked whole.
 *
 * This file alone knows how a setting of libconfig becomes a field, and how
 * a fault is told.  Which options there are is said by conf_options, what the
 * city says of itself is read by conf_city, what a template may say is known
 * to desk/message: all are asked from here, so one reading tells every fault.
 */

#include "config.h"

#include <sys/stat.h>

#include <ctype.h>
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <limits.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <libconfig.h>

#include "base/log.h"
#include "base/number.h"
#include "conf/conf.h"
#include "conf/danger.h"
#include "conf/elsewhere.h"
#include "conf/reading.h"

#define ERROR_SIZE	1024
#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define LOWER		"abcdefghijklmnopqrstuvwxyz"

/* Groups at the top level that are no options. */
static const char *const groups[] = { "modems", "opd", "categories",
    "kelurahan", "words", "messages", "holidays", "escalation", "danger",
    "elsewhere", "http",
    "ussd", "ussd_texts" };

/* ---- errors ----------------------------------------------------------- */

/* What was allocated, or the end: there is nothing to read on with. */
void *
conf_must(void *memory)
{
	if (memory == NULL)
		fatal("conf: out of memory");
	return memory;
}

static void __attribute__((format(printf, 2, 0)))
errors_add(struct conf_errors *errors, const char *fmt, va_list ap,
    const char *file, int line)
{
	char	text[ERROR_SIZE];
	int	n = 0;

	if (file != NULL && line > 0)
		n = snprintf(text, sizeof text, "%s:%d: ", file, line);
	else if (file != NULL)
		n = snprintf(text, sizeof text, "%s: ", file);
	if (n >= 0 && n < (int)sizeof text)
		vsnprintf(text + n, sizeof text - n, fmt, ap);
	errors->text = conf_must(realloc(errors->text,
	    (errors->count + 1) * sizeof *errors->text));
	errors->text[errors->count++] = conf_must(strdup(text));
}

/*
 * Add a fault, with the file and line of the setting; a NULL setting, or one
 * of no file, adds it without a place.
 */
void
conf_errors_add(struct conf_errors *errors, const config_setting_t *setting,
    const char *fmt, ...)
{
	const char	*file = NULL;
	int		 line = 0;
	va_list		 ap;

	if (setting != NULL) {
		file = config_setting_source_file(setting);
		line = config_setting_source_line(setting);
	}
	va_start(ap, fmt);
	errors_add(errors, fmt, ap, file, line);
	va_end(ap);
}

static void __attribute__((format(printf, 4, 5)))
errors_add_at(struct conf_errors *errors, const char *file, int line,
    const char *fmt, ...)
{
	va_list	ap;

	va_start(ap, fmt);
	errors_add(errors, fmt, ap, file, line);
	va_end(ap);
}

/* Print them, one a line. */
void
conf_errors_print(const struct conf_errors *errors, FILE *out)
{
	int	i;

	for (i = 0; i < errors->count; i++)
		fprintf(out, "%s\n", errors->text[i]);
}

/* Forget them; the struct may be used again. */
void
conf_errors_clear(struct conf_errors *errors)
{
	int	i;

	for (i = 0; i < errors->count; i++)
		free(errors->text[i]);
	free(errors->text);
	errors->text = NULL;
	errors->count = 0;
}

/* Where the ":line:" of "file:line: what" starts; its end if there is none. */
static const char *
error_line(const char *text)
{
	const char	*c;

	for (c = strchr(text, ':'); c != NULL; c = strchr(c + 1, ':'))
		if (isdigit((unsigned char)c[1]))
			return c;
	return text + strlen(text);
}

static int
error_compare(const void *a, const void *b)
{
	const char	*s = *(char *const *)a, *t = *(char *const *)b;
	const char	*sl = error_line(s), *tl = error_line(t);
	size_t		 sn = sl - s, tn = tl - t;
	int		 cmp = strncmp(s, t, sn < tn ? sn : tn);
	long		 sline, tline;

	if (cmp != 0 || sn != tn)
		return cmp != 0 ? cmp : sn < tn ? -1 : 1;
	sline = *sl == ':' ? strtol(sl + 1, NULL, 10) : 0;
	tline = *tl == ':' ? strtol(tl + 1, NULL, 10) : 0;
	return sline != tline ? (sline < tline ? -1 : 1) : strcmp(s, t);
}

/* ---- values ----------------------------------------------------------- */

static void
list_add(struct conf_list *list, const char *text)
{
	list->item = conf_must(realloc(list->item,
	    (list->count + 1) * sizeof *list->item));
	list->item[list->count++] = conf_must(strdup(text));
}

static void
list_clear(struct conf_list *list)
{
	int	i;

	for (i = 0; i < list->count; i++)
		free(list->item[i]);
	free(list->item);
	list->item = NULL;
	list->count = 0;
}

/* A copy of text takes the place of the string in the field. */
void
conf_keep_text(void *field, const char *text)
{
	char	**p = field;

	free(*p);
	*p = conf_must(strdup(text));
}

static void
keep_number(const struct conf_option *o, void *field, int64_t value)
{
	if (o->type == CONF_BOOL)
		*(bool *)field = value != 0;
	else
		*(int *)field = (int)value;
}

static int
find_choice(const struct conf_option *o, const char *text)
{
	int	i;

	for (i = 0; o->choices[i] != NULL; i++)
		if (strcmp(o->choices[i], text) == 0)
			return i;
	return -1;
}

/*
 * Seconds of "90", "30m", "1h 30m" or "30 minutes": numbers, each with a
 * unit that begins with s, m, h or d.  -1 if it is not one.
 */
static int64_t
parse_duration(const char *text)
{
	static const char	units[] = "smhd";
	static const int64_t	seconds[] = { 1, 60, 3600, 86400 };
	int64_t			total = 0, unit;
	const char		*u;
	long			value;
	char			*end;

	do {
		if (!isdigit((unsigned char)*text))
			return -1;
		value = strtol(text, &end, 10);
		if (value > INT_MAX)
			return -1;
		text = end + strspn(end, " ");
		unit = 1;
		if (*text != '\0') {
			if ((u = strchr(units, *text)) == NULL)
				return -1;
			unit = seconds[u - units];
			text += strspn(text, LOWER);
			text += strspn(text, " ");
		}
		total += value * unit;
	} while (*text != '\0' && total <= INT_MAX);
	return total <= INT_MAX ? total : -1;
}

/* A default is text of the table, known to be right. */
static void
option_default(const struct conf_option *o, void *field)
{
	char	text[256];
	size_t	len = strlen(o->value);

	if (o->value[0] == '"')
		snprintf(text, sizeof text, "%.*s", (int)(len - 2),
		    o->value + 1);
	else
		snprintf(text, sizeof text, "%s", o->value);
	switch (o->type) {
	case CONF_STRING:
	case CONF_SECRET:
	case CONF_PATH:
	case CONF_WORD:
		conf_keep_text(field, text);
		break;
	case CONF_ENUM:
		keep_number(o, field, find_choice(o, text));
		break;
	case CONF_INTEGER:
	case CONF_DURATION:
		keep_number(o, field, parse_duration(text));
		break;
	case CONF_BOOL:
		keep_number(o, field, strcmp(text, "true") == 0);
		break;
	case CONF_LIST:
		break;
	}
}

static void
wrong_type(struct reading *r, const struct conf_option *o,
    const config_setting_t *s)
{
	static const char *const wanted[] = {
		[CONF_STRING] = "a text in quotes",
		[CONF_SECRET] = "a text in quotes",
		[CONF_PATH] = "a path in quotes",
		[CONF_WORD] = "a word in quotes",
		[CONF_ENUM] = "a word in quotes",
		[CONF_INTEGER] = "a whole number",
		[CONF_DURATION] = "seconds, or a text such as \"30m\"",
		[CONF_BOOL] = "true or false",
		[CONF_LIST] = "a list of texts: [ \"...\", \"...\" ]",
	};

	conf_errors_add(r->errors, s, "%s: must be %s", o->name,
	    wanted[o->type]);
}

/* Is the text within its bytes and does its own check pass?  Else tell. */
static bool
text_is_right(struct reading *r, const struct conf_option *o,
    const config_setting_t *s, const char *text)
{
	size_t		 len = strlen(text);
	const char	*wrong;
	bool		 secret = o->type == CONF_SECRET;

	if (len < (size_t)o->min || (len > (size_t)o->max && !secret)) {
		conf_errors_add(r->errors, s, "%s: must have %" PRId64 " to %"
		    PRId64 " characters", o->name, o->min, o->max);
		return false;
	}
	if (o->check == NULL || (wrong = o->check(text)) == NULL)
		return true;
	if (secret)
		conf_errors_add(r->errors, s, "%s: %s", o->name, wrong);
	else
		conf_errors_add(r->errors, s, "%s: \"%s\" %s", o->name, text,
		    wrong);
	return false;
}

static void
read_path(struct reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s, const char *text)
{
	char	path[PATH_MAX];
	int	n;

	if (!text_is_right(r, o, s, text))
		return;
	if (text[0] == '/') {
		conf_keep_text(field, text);
		return;
	}
	n = snprintf(path, sizeof path, "%s/%s", r->dir, text);
	if (n >= (int)sizeof path || n > o->max)
		conf_errors_add(r->errors, s, "%s: the path is longer than "
		    "%" PRId64 " characters", o->name, o->max);
	else
		conf_keep_text(field, path);
}

static void
read_choice(struct reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s, const char *text)
{
	char	all[128] = "";
	size_t	len = 0;
	int	i, found = find_choice(o, text);

	if (found >= 0 && o->type == CONF_WORD)
		conf_keep_text(field, text);
	else if (found >= 0)
		keep_number(o, field, found);
	if (found >= 0)
		return;
	for (i = 0; o->choices[i] != NULL && len < sizeof all; i++)
		len += snprintf(all + len, sizeof all - len, "%s%s",
		    i > 0 ? ", " : "", o->choices[i]);
	conf_errors_add(r->errors, s, "%s: \"%s\" is not one of %s", o->name,
	    text, all);
}

static void
read_text(struct reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s)
{
	const char	*text = config_setting_get_string(s);

	if (text == NULL)
		wrong_type(r, o, s);
	else if (o->choices != NULL)
		read_choice(r, o, field, s, text);
	else if (o->type == CONF_PATH)
		read_path(r, o, field, s, text);
	else if (text_is_right(r, o, s, text))
		conf_keep_text(field, text);
}

static void
read_number(struct reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s)
{
	int64_t	value;
	int	type = config_setting_type(s);

	if (type == CONFIG_TYPE_INT)
		value = config_setting_get_int(s);
	else if (type == CONFIG_TYPE_INT64)
		value = config_setting_get_int64(s);
	else if (type == CONFIG_TYPE_STRING && o->type == CONF_DURATION)
		value = parse_duration(config_setting_get_string(s));
	else {
		wrong_type(r, o, s);
		return;
	}
	if (value == -1 && type == CONFIG_TYPE_STRING)
		wrong_type(r, o, s);
	else if (value < o->min || value > o->max)
		conf_errors_add(r->errors, s, "%s: must be %" PRId64 " to %"
		    PRId64 "%s", o->name, o->min, o->max,
		    o->type == CONF_DURATION ? " seconds" : "");
	else
		keep_number(o, field, value);
}

static void
read_bool(struct reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s)
{
	if (config_setting_type(s) != CONFIG_TYPE_BOOL)
		wrong_type(r, o, s);
	else
		keep_number(o, field, config_setting_get_bool(s));
}

static void
read_list(struct reading *r, const struct conf_option *o, void *field,
    const config_setting_t *s)
{
	const char	*text;
	int		 i;

	if (!config_setting_is_array(s) && !config_setting_is_list(s)) {
		wrong_type(r, o, s);
		return;
	}
	list_clear(field);
	for (i = 0; i < config_setting_length(s); i++) {
		text = config_setting_get_string_elem(s, i);
		if (text == NULL)
			wrong_type(r, o, s);
		else if (text_is_right(r, o, s, text))
			list_add(field, text);
	}
}

static void
read_option(struct reading *r, const struct conf_option *o, void *base,
    const config_setting_t *s)
{
	void	*field = (char *)base + o->offset;

	switch (o->type) {
	case CONF_STRING:
	case CONF_SECRET:
	case CONF_PATH:
	case CONF_WORD:
	case CONF_ENUM:
		read_text(r, o, field, s);
		break;
	case CONF_INTEGER:
	case CONF_DURATION:
		read_number(r, o, field, s);
		break;
	case CONF_BOOL:
		read_bool(r, o, field, s);
		break;
	case CONF_LIST:
		read_list(r, o, field, s);
		break;
	}
}

static const struct conf_option *
option_find(const struct conf_option *table, size_t count, const char *name)
{
	size_t	i;

	for (i = 0; i < count; i++)
		if (strcmp(table[i].name, name) == 0)
			return &table[i];
	return NULL;
}

/* Are both there and alike? */
bool
conf_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

static bool
group_is_known(const char *name)
{
	size_t	i;

	for (i = 0; i < COUNT(groups); i++)
		if (strcmp(groups[i], name) == 0)
			return true;
	return false;
}

/*
 * Read the options of a group into the struct at base: its defaults first,
 * then what the file says.  At the top level other groups are let pass.
 */
void
conf_read_options(struct reading *r, options_of *list, void *base,
    const config_setting_t *group)
{
	const struct conf_option	*table, *o;
	const config_setting_t		*s;
	size_t				 count, i;
	int				 j;

	table = list(&count);
	for (i = 0; i < count; i++) {
		o = &table[i];
		if (o->value != NULL)
			option_default(o, (char *)base + o->offset);
		else if (config_setting_get_member(group, o->name) == NULL)
			conf_errors_add(r->errors, group,
			    "%s: must be given", o->name);
	}
	for (j = 0; j < config_setting_length(group); j++) {
		s = config_setting_get_elem(group, j);
		o = option_find(table, count, config_setting_name(s));
		if (o != NULL)
			read_option(r, o, base, s);
		else if (!(config_setting_is_root(group) ?
		    group_is_known(config_setting_name(s)) :
		    list == conf_ussd_options &&
		    conf_same(config_setting_name(s), "providers")))
			conf_errors_add(r->errors, s, "%s: unknown option",
			    config_setting_name(s));
	}
}

/* ---- modems ----------------------------------------------------------- */

/* Make a number of a modem E.164, by the country that is now known. */
static void
modem_number(struct reading *r, const config_setting_t *s, const char *name,
    char **number)
{
	char	normal[NUMBER_SIZE];

	if (*number == NULL || **number == '\0')
		return;
	if (r->conf->country != NULL && number_normalise(*number,
	    r->conf->country, normal) == NUMBER_PHONE)
		conf_keep_text(number, normal);
	else
		conf_errors_add(r->errors, s,
		    "%s: \"%s\" is not a phone number", name, *number);
}

/* What is wrong with a modem beside the others, and within itself. */
static void
modem_check(struct reading *r, const struct conf_modem *m,
    const config_setting_t *s)
{
	const struct conf_modem	*other;
	size_t			 len = 0;
	int			 i;

	for (other = r->conf->modem; other < m; other++) {
		if (conf_same(m->name, other->name))
			conf_errors_add(r->errors, s,
			    "modem %s: there are two of this name", m->name);
		/* Several may look for theirs by one pattern. */
		if (conf_same(m->device, other->device) &&
		    strpbrk(m->device, "*?[") == NULL)
			conf_errors_add(r->errors, s,
			    "modem %s: %s is the device of modem %s too",
			    m->name != NULL ? m->name : "?", m->device,
			    other->name != NULL ? other->name : "?");
	}
	if (conf_same(m->connection, "none") != conf_same(m->model, "dummy"))
		conf_errors_add(r->errors, s, "modem %s: connection \"none\" "
		    "and model \"dummy\" go together",
		    m->name != NULL ? m->name : "?");
	if (m->recover.count > 30)
		conf_errors_add(r->errors, s, "recover: more than 30 words");
	if (m->recover.count > 0 && m->recover.item[0][0] != '/')
		conf_errors_add(r->errors, s, "recover: %s is not the whole "
		    "path of a program", m->recover.item[0]);
	for (i = 0; i < m->init.count; i++)
		len += strlen(m->init.item[i]) + 1;
	if (len > 500)
		conf_errors_add(r->errors, s,
		    "init: more than 500 characters");
}

static void
read_modem(struct reading *r, config_setting_t *s)
{
	struct conf		*c = r->conf;
	struct conf_modem	*m = &c->modem[c->modem_count++];

	if (!config_setting_is_group(s)) {
		conf_errors_add(r->errors, s,
		    "modems: each is a group { name = ...; device = ...; }");
		return;
	}
	conf_read_options(r, conf_modem_options, m, s);
	modem_number(r, s, "own_number", &m->own_number);
	modem_number(r, s, "smsc", &m->smsc);
	modem_check(r, m, s);
}

static void
read_modems(struct reading *r, config_t *cfg)
{
	config_setting_t	*list = config_lookup(cfg, "modems");
	int			 i, n;

	if (list == NULL)
		return;
	if (!config_setting_is_list(list)) {
		conf_errors_add(r->errors, list,
		    "modems: must be a list ( { ... }, { ... } )");
		return;
	}
	n = config_setting_length(list);
	r->conf->modem = conf_must(calloc(n + 1, sizeof *r->conf->modem));
	for (i = 0; i < n; i++)
		read_modem(r, config_setting_get_elem(list, i));
}

/* ---- messages --------------------------------------------------------- */

static void
read_message(struct reading *r, const config_setting_t *s)
{
	const char	*text = config_setting_get_string(s);
	const char	*name = config_setting_name(s);
	int		 id = message_find(name);
	char		*wrong;

	if (id < 0) {
		conf_errors_add(r->errors, s, "messages: %s: unknown message",
		    name);
		return;
	}
	/* One that is there and wrong is not also missing. */
	conf_keep_text(&r->conf->message[id], text != NULL ? text : "");
	if (text == NULL) {
		conf_errors_add(r->errors, s, "messages: %s: must be a text",
		    name);
		return;
	}
	wrong = message_check(id, text, &r->conf->city);
	if (wrong != NULL)
		conf_errors_add(r->errors, s, "messages: %s", wrong);
	free(wrong);
}

static void
read_messages(struct reading *r, config_t *cfg)
{
	config_setting_t	*group = config_lookup(cfg, "messages");
	int			 i;

	if (group == NULL || !config_setting_is_group(group)) {
		conf_errors_add(r->errors, group != NULL ? group :
		    config_root_setting(cfg),
		    "messages: the group of all texts is missing");
		return;
	}
	for (i = 0; i < config_setting_length(group); i++)
		read_message(r, config_setting_get_elem(group, i));
	for (i = 0; i < MESSAGE_COUNT; i++)
		if (r->conf->message[i] == NULL)
			conf_errors_add(r->errors, group,
			    "messages: %s is missing", message_key(i));
}

/* ---- the whole -------------------------------------------------------- */

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
		errors_add_at(errors, path, 0, "%s", strerror(errno));
	else if (!S_ISREG(st.st_mode))	/* libconfig would exit */
		errors_add_at(errors, path, 0, "is not a file");
	else if (!(ok = config_read_file(cfg, path))) {
		file = config_error_file(cfg);
		if (file == NULL)
			file = path;
		read_line(file, config_error_line(cfg), line, sizeof line);
		errors_add_at(errors, file, config_error_line(cfg), "%s: %s",
		    config_error_text(cfg), line);
	}
	if ((here == -1 || fchdir(here) == -1) && chdir("/") == -1)
		fatal("conf: cannot leave %s: %s", dir, strerror(errno));
	if (here != -1)
		close(here);
	return ok;
}

static void
read_all(struct reading *r, config_t *cfg)
{
	config_setting_t	*root = config_root_setting(cfg);

	/* What is missing from the whole is told of the main file's start. */
	root->file = r->conf->path;
	root->line = 1;
	conf_read_options(r, conf_options, r->conf, root);
	read_modems(r, cfg);
	conf_city_read(&r->conf->city, cfg, r->errors);
	conf_danger_read(&r->conf->city, cfg, r->errors);
	conf_elsewhere_read(&r->conf->city, cfg, r->errors);
	conf_time_read(r->conf, cfg, r->errors);
	read_messages(r, cfg);
	conf_doors_read(r, cfg);
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
 * Read and check a configuration.  Returns it, the caller's to free, or NULL
 * with every fault that was found in errors (which must be empty before), in
 * the order of files and lines.
 */
struct conf *
conf_read(const char *path, struct conf_errors *errors)
{
	struct reading	 r = { .errors = errors };
	config_t	 cfg;
	char		*dir;

	r.conf = conf_must(calloc(1, sizeof *r.conf));
	r.conf->path = absolute_path(path);
	r.dir = dir = folder_of(r.conf->path);
	config_init(&cfg);
	if (read_syntax(&cfg, r.conf->path, dir, errors))
		read_all(&r, &cfg);
	config_destroy(&cfg);
	free(dir);
	if (errors->count == 0)
		return r.conf;
	qsort(errors->text, errors->count, sizeof *errors->text,
	    error_compare);
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
	struct reading		 r = { .errors = &untold };
	config_t		 cfg;
	char			*dir;

	r.conf = conf_must(calloc(1, sizeof *r.conf));
	r.conf->path = absolute_path(path);
	r.dir = dir = folder_of(r.conf->path);
	config_init(&cfg);
	read_syntax(&cfg, r.conf->path, dir,
	    errors != NULL ? errors : &syntax);
	conf_read_options(&r, conf_options, r.conf, config_root_setting(&cfg));
	config_destroy(&cfg);
	conf_errors_clear(&syntax);
	conf_errors_clear(&untold);
	free(dir);
	return r.conf;
}

static bool
option_is_text(const struct conf_option *o)
{
	return o->type == CONF_STRING || o->type == CONF_SECRET ||
	    o->type == CONF_PATH || o->type == CONF_WORD;
}

/* Give back what conf_read_options put into base. */
void
conf_free_options(options_of *list, void *base)
{
	size_t				 count, i;
	const struct conf_option	*table = list(&count);
	void				*field;

	for (i = 0; i < count; i++) {
		field = (char *)base + table[i].offset;
		if (table[i].type == CONF_LIST)
			list_clear(field);
		else if (option_is_text(&table[i]))
			free(*(char **)field);
	}
}

/* Give back all that conf_read took; NULL is fine. */
void
conf_free(struct conf *conf)
{
	int	i;

	if (conf == NULL)
		return;
	for (i = 0; i < conf->modem_count; i++)
		conf_free_options(conf_modem_options, &conf->modem[i]);
	free(conf->modem);
	conf_doors_clear(conf);
	conf_city_clear(&conf->city);
	for (i = 0; i < MESSAGE_COUNT; i++)
		free(conf->message[i]);
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
