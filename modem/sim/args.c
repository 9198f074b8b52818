/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * args - what stands behind the name of an AT command.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "modem/sim/args.h"
#include "modem/sim/state.h"

/* The next item of a list: quotes are taken off.  False at its end. */
bool
sim_args_item(const char **args, char *item, size_t size)
{
	const char	*p = *args;
	size_t		 n = 0;
	bool		 quoted = false;

	if (*p == '\0')
		return false;
	if (*p == '=' || *p == ',')
		p++;
	for (; *p != '\0' && (quoted || *p != ','); p++) {
		if (*p == '"')
			quoted = !quoted;
		else if (n + 1 < size)
			item[n++] = *p;
	}
	item[n] = '\0';
	*args = p;
	return true;
}

/* The number of a list of numbers; fallback where the item is empty. */
bool
sim_args_number(const char **args, int *value, int fallback)
{
	char	item[16], *end;

	if (!sim_args_item(args, item, sizeof item))
		return false;
	*value = item[0] == '\0' ? fallback : (int)strtol(item, &end, 10);
	return item[0] == '\0' || (*end == '\0' && end != item);
}

/* A string in the set of AT+CSCS: UCS-2 comes as hexadecimal. */
void
sim_args_decode(const struct sim_modem *m, char *item, size_t size)
{
	unsigned char	octets[512];
	int		n;

	n = sim_hex_read(octets, sizeof octets, item, strlen(item));
	if (m->ucs2 && n > 0 && n % 2 == 0)
		sim_ucs2_read(item, size, octets, n);
}
