/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_OUTBOX_NIGHT_H
#define STORE_OUTBOX_NIGHT_H

#include <stdint.h>

/* What waits for the morning. */

struct outbox_message;
struct store;

int	store_outbox_night_next(struct store *, int64_t *);
int	store_outbox_night_due(struct store *, int64_t,
	    struct outbox_message *);
int	store_outbox_night_of_seat(struct store *, int64_t, int64_t, int64_t,
	    struct outbox_message *);
int	store_outbox_night_of_report(struct store *, int64_t, int64_t, int64_t,
	    struct outbox_message *);
int	store_outbox_night_seat_first(struct store *, int64_t, int64_t,
	    int64_t *);
int	store_outbox_night_work(struct store *, int64_t, int64_t, int64_t *);
int	store_outbox_work_since(struct store *, int64_t, int64_t, int64_t,
	    int64_t, int64_t *);
int	store_outbox_night_newer(struct store *,
	    const struct outbox_message *);
int	store_outbox_night_forget(struct store *, int64_t, int64_t,
	    const char *);
int	store_outbox_night_put_off(struct store *, int64_t, int64_t);
int	store_outbox_night_release(struct store *,
	    const struct outbox_message *, int64_t);

#endif
