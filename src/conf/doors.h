/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_DOORS_H
#define CONF_DOORS_H

#include "conf/option.h"

void	conf_doors_read(struct conf_reading *, config_t *);
void	conf_doors_clear(struct conf *);

#endif
