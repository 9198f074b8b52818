/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_READING_H
#define CONF_READING_H

/* Between conf.c and conf_doors.c: one reading of a configuration. */

#include <stdbool.h>
#include <stddef.h>

#include <libconfig.h>

#include "conf/conf.h"

/* What one reading carries about. */
struct reading {
	struct conf		*conf;
	struct conf_errors	*errors;
	const char		*dir;	/* of the main file */
};

/* One of the tables of options. */
typedef const struct conf_option *options_of(size_t *);

void	*conf_must(void *);
void	 conf_keep_text(void *, const char *);
bool	 conf_same(const char *, const char *);
void	 conf_read_options(struct reading *, options_of *, void *,
	    const config_setting_t *);
void	 conf_free_options(options_of *, void *);

void	 conf_doors_read(struct reading *, config_t *);
void	 conf_doors_clear(struct conf *);

#endif
