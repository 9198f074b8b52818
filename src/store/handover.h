/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_HANDOVER_H
#define STORE_HANDOVER_H

#include <stdint.h>

/* Seats on their way between two phones. */

struct store;

struct handover {
	int64_t	id;
	int64_t	from_phone_id, to_phone_id;
	int64_t	seat_id;
	char	code[3];		/* what the holder proves it with */
	int	wrong;
	int64_t	expires_at;
	int64_t	proven_at;		/* 0: the code is still awaited */
};

int	store_handover_add(struct store *, struct handover *, int64_t);
int	store_handover_from(struct store *, int64_t, struct handover *);
int	store_handover_to(struct store *, int64_t, struct handover *);
int	store_handover_due(struct store *, int64_t, struct handover *);
int	store_handover_prove(struct store *, int64_t, int64_t, int64_t);
int	store_handover_add_wrong(struct store *, int64_t);
int	store_handover_settle(struct store *, int64_t, const char *, int64_t);
int	store_handover_locked(struct store *, int64_t, int64_t);

#endif
