/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_READ_H
#define CONF_READ_H

#include "conf/conf.h"

struct conf	*conf_read(const char *, const struct conf_room *const *,
		    struct conf_errors *);
struct conf	*conf_read_lenient(const char *, struct conf_errors *);
void		 conf_free(struct conf *);
const char	*conf_default_path(void);

#endif
