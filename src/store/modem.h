/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_MODEM_H
#define STORE_MODEM_H

#include <stdbool.h>
#include <stdint.h>

#include "store/size.h"

/* What is remembered of each modem. */

struct store;

#define STORE_DEVICE_SIZE	256
#define STORE_DETAIL_SIZE	128

struct modem_record {
	char	name[STORE_CODE_SIZE];
	char	imei[20], imsi[20];		/* seen last, its own; or "" */
	char	device[STORE_DEVICE_SIZE];	/* where it was found last */
	char	hold[STORE_CODE_SIZE];		/* "", "paused", "drained" */
	int64_t	hold_at;
	char	told[STORE_NAME_SIZE];		/* message_key, or "" */
	char	pin_digest[STORE_NAME_SIZE];	/* of which PIN the next are */
	int	pin_open;			/* given, its fate unknown */
	bool	pin_refused;
};

struct modem_event {
	int64_t	at;
	const char *from, *to;			/* states */
	char	detail[STORE_DETAIL_SIZE];
};

int	store_modem_get(struct store *, const char *, struct modem_record *);
int	store_modem_set(struct store *, const struct modem_record *);
int	store_modem_add_event(struct store *, const char *,
	    const struct modem_event *);

#endif
