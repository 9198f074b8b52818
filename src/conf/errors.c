/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * errors - the faults of a configuration, gathered so that one reading tells
 * them all.
 *
 * This file alone knows how a fault is told with its file and line, and how
 * faults are put in order.
 */

#include "config.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <libconfig.h>

#include "conf/errors.h"
#include "conf/list.h"

#define ERROR_SIZE	1024

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

/* Add a fault of a file that has no setting to tell it by; line 0: none. */
void
conf_errors_add_at(struct conf_errors *errors, const char *file, int line,
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

/* Put them in the order of files and lines. */
void
conf_errors_sort(struct conf_errors *errors)
{
	if (errors->count > 0)
		qsort(errors->text, errors->count, sizeof *errors->text,
		    error_compare);
}
