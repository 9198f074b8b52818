/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_ERRORS_H
#define CONF_ERRORS_H

#include <stdio.h>

struct config_setting_t;

/* Every fault of a configuration, each "file:line: what is wrong". */
struct conf_errors {
	char	**text;			/* owned */
	int	  count;
};

void	conf_errors_add(struct conf_errors *, const struct config_setting_t *,
	    const char *, ...) __attribute__((format(printf, 3, 4)));
void	conf_errors_add_at(struct conf_errors *, const char *, int,
	    const char *, ...) __attribute__((format(printf, 4, 5)));
void	conf_errors_sort(struct conf_errors *);
void	conf_errors_print(const struct conf_errors *, FILE *);
void	conf_errors_clear(struct conf_errors *);

#endif
