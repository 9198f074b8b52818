/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_TEXTS_H
#define CONF_TEXTS_H

#include "conf/option.h"

void	conf_texts_read(struct conf_reading *, config_t *);
void	conf_texts_clear(struct conf *);

#endif
