/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_OUTBOX_MODEM_H
#define STORE_OUTBOX_MODEM_H

#include <stdint.h>

#include "store/size.h"

/* By which modem a waiting message leaves. */

struct store;

int	store_outbox_set_modem(struct store *, int64_t, const char *);
int	store_outbox_free_modem(struct store *, const char *);
int	store_outbox_free_routine(struct store *, const char *);
int	store_outbox_next_modem(struct store *, const char *,
	    char[STORE_CODE_SIZE]);

#endif
