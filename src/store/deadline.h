/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_DEADLINE_H
#define STORE_DEADLINE_H

#include <stdint.h>

#include "store/size.h"

/* The clocks of reports. */

struct store;

enum deadline_kind { DEADLINE_TAKE, DEADLINE_FINISH, DEADLINE_DANGER };

struct deadline {
	int64_t	id;
	int64_t	report_id;
	enum deadline_kind kind;
	int64_t	start_at, limit_at;
	int	step;			/* -1: the reminder is next; else how
					   many levels are behind it */
	int64_t	next_at;		/* when it goes on; 0 no more */
	int64_t	ended_at;		/* 0: it runs */
	char	outcome[STORE_CODE_SIZE];	/* "met", "late", "withdrawn" */
};

int	store_deadline_add(struct store *, struct deadline *);
int	store_deadline_open(struct store *, int64_t, enum deadline_kind,
	    struct deadline *);
int	store_deadline_last(struct store *, int64_t, enum deadline_kind,
	    struct deadline *);
int	store_deadline_due(struct store *, int64_t, struct deadline *);
int	store_deadline_overdue(struct store *, int, int64_t,
	    struct deadline *);
int	store_deadline_set_step(struct store *, int64_t, int, int64_t);
int	store_deadline_end(struct store *, int64_t, enum deadline_kind,
	    const char *, int64_t);
const char *deadline_kind_name(enum deadline_kind);

#endif
