/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_OPTION_H
#define CONF_OPTION_H

#include <stddef.h>
#include <stdint.h>

#include <libconfig.h>

struct conf;
struct conf_errors;
struct conf_room;

enum conf_type {
	CONF_STRING,
	CONF_SECRET,		/* a string that is never shown */
	CONF_PATH,		/* relative: to the configuration's folder */
	CONF_WORD,		/* one of choices, kept as text */
	CONF_ENUM,		/* one of choices, kept as its index */
	CONF_INTEGER,
	CONF_DURATION,		/* seconds, or "30m" */
	CONF_BOOL,
	CONF_LIST		/* of strings */
};

/* One row of the option table. */
struct conf_option {
	const char	*name;
	enum conf_type	 type;
	const char	*value;		/* default, as it is written;
					   NULL: must be given */
	int64_t		 min, max;	/* of a number; bytes of a string */
	const char *const *choices;	/* NULL-terminated, or NULL */
	const char	*(*check)(const char *); /* NULL, or what is wrong */
	size_t		 offset;	/* in struct conf or conf_modem */
	const char	*meaning;
};

/* One of the tables of options, and how many rows it has. */
typedef const struct conf_option *conf_options_of(size_t *);

/* What one reading carries about; all borrowed. */
struct conf_reading {
	struct conf			*conf;
	struct conf_errors		*errors;
	const struct conf_room *const	*rooms;	/* NULL-terminated, or NULL */
	const char			*dir;	/* of the main file */
};

void		 conf_read_options(struct conf_reading *, conf_options_of *,
		    const char *const *, void *, const config_setting_t *);
void		 conf_free_options(conf_options_of *, void *);
const char	*conf_type_name(enum conf_type);

#endif
