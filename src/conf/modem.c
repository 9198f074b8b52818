/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * modem - the settings of a modem by its name.
 */

#include "config.h"

#include <stddef.h>
#include <string.h>

#include "conf/conf.h"
#include "conf/modem.h"

/* A modem's settings, or NULL if none of this name is configured. */
const struct conf_modem *
conf_find_modem(const struct conf *conf, const char *name)
{
	int	i;

	for (i = 0; i < conf->modem_count; i++)
		if (strcmp(conf->modem[i].name, name) == 0)
			return &conf->modem[i];
	return NULL;
}
