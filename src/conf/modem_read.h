/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_MODEM_READ_H
#define CONF_MODEM_READ_H

#include "conf/option.h"

void	conf_modems_read(struct conf_reading *, config_t *);
void	conf_modems_clear(struct conf *);

#endif
