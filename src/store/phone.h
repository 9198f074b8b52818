/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_PHONE_H
#define STORE_PHONE_H

#include <stdint.h>

#include "base/number.h"
#include "store/size.h"

/* The one table that holds numbers. */

struct store;

struct phone {
	int64_t		 id;
	char		 number[NUMBER_SIZE];
	enum number_kind kind;
	char		 name[STORE_NAME_SIZE];		/* registered, or "" */
	char		 kelurahan[STORE_NAME_SIZE];	/* registered, or "" */
	int64_t		 stopped_at;			/* STOP, or 0 */
	int64_t		 helped_at;			/* last help SMS, or 0 */
	int		 unheard;	/* messages not understood or answered */
	int64_t		 unheard_at;	/* in the hour from then on; 0 none */
	int		 pranks;	/* as a person marked them */
	int64_t		 blocked_at;	/* by a person, or 0 */
};

int	store_phone_find_or_add(struct store *, const char *, enum number_kind,
	    int64_t, int64_t *);
int	store_phone_find(struct store *, const char *, int64_t *);
int	store_phone_get(struct store *, int64_t, struct phone *);
int	store_phone_register(struct store *, int64_t, const char *,
	    const char *);
int	store_phone_set_stopped(struct store *, int64_t, int64_t);
int	store_phone_set_helped(struct store *, int64_t, int64_t);
int	store_phone_count_unheard(struct store *, int64_t, int64_t);
int	store_phone_add_prank(struct store *, int64_t);
int	store_phone_clear_pranks(struct store *, int64_t);
int	store_phone_set_blocked(struct store *, int64_t, int64_t);
int	store_phone_forget(struct store *, int64_t);
int	store_phone_is_needed(struct store *, int64_t);
int	store_phone_erase(struct store *, int64_t);

#endif
