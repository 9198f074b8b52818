/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_SURGE_H
#define STORE_SURGE_H

#include <stdint.h>

#include "store/size.h"

/* How many reports are usual, and when there were far more. */

struct store;

#define SURGE_SCOPE_SIZE	(STORE_NAME_SIZE + 16)
#define SURGE_SCOPES		64

/* Reports of a scope: "*", "category SAMPAH", "kelurahan OESAPA". */
struct surge_count {
	char	scope[SURGE_SCOPE_SIZE];
	int	reports;
};

struct surge {
	int64_t	id;
	char	scope[SURGE_SCOPE_SIZE];
	int64_t	began_at;
	int	peak;			/* reports in an hour */
};

int	store_surge_counts(struct store *, int64_t, int64_t, int,
	    struct surge_count[SURGE_SCOPES], int *);
int	store_usual_get(struct store *, const char *, int, int *, int *);
int	store_usual_learn(struct store *, int, int64_t, int64_t);
int	store_surge_find(struct store *, const char *, struct surge *);
int	store_surge_next(struct store *, int64_t, struct surge *);
int	store_surge_add(struct store *, const char *, int64_t, int);
int	store_surge_set_peak(struct store *, int64_t, int);
int	store_surge_end(struct store *, int64_t, int64_t);
int	store_surge_peak(struct store *, int64_t, int *);
int	store_surge_holds(struct store *, const char *, const char *);

#endif
