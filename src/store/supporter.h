/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_SUPPORTER_H
#define STORE_SUPPORTER_H

#include <stdint.h>

/* Phones that a report is also of. */

struct store;

#define SUPPORTER_HOWS(X)						\
	X(SUPPORT,	"support")	/* by DUKUNG */			\
	X(ASKED,	"asked")	/* IKUT or BEDA is awaited */	\
	X(JOINED,	"joined")	/* reported the same */

enum supporter_how {
#define X(name, text)	SUPPORTER_##name,
	SUPPORTER_HOWS(X)
#undef X
	SUPPORTER_HOW_COUNT
};

struct supporter {
	int64_t			report_id, phone_id;
	int64_t			at;
	int64_t			inbox_id;	/* what it wrote, or 0 */
	enum supporter_how	how;
	int64_t			undone_at;	/* it was another matter */
};

int	store_supporter_add(struct store *, int64_t, int64_t, int64_t);
int	store_supporter_has(struct store *, int64_t, int64_t);
int	store_supporter_put(struct store *, const struct supporter *);
int	store_supporter_undo(struct store *, int64_t, int64_t, int64_t);
int	store_supporter_find(struct store *, int64_t, int64_t,
	    struct supporter *);
int	store_supporter_newest(struct store *, int64_t, struct supporter *);
int	store_supporter_due(struct store *, int64_t, struct supporter *);
int	store_supporter_next(struct store *, int64_t, int64_t,
	    struct supporter *);
int	store_supporter_first(struct store *, int64_t, struct supporter *);
int	store_supporter_count(struct store *, int64_t, int *);

#endif
