/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_PAGE_H
#define STORE_PAGE_H

#include <stdint.h>

/* How far a phone has read its list. */

struct store;

/* Behind which dispatch a list goes on, and the newest that is in it. */
struct list_page {
	int	urgent;			/* of the last that was shown */
	int64_t	dispatch_id;
	int64_t	newest_id;
	int64_t	report_id, event_id;	/* words are read: before this one */
};

int	store_page_begin(struct store *, struct list_page *);
int	store_page_get(struct store *, int64_t, int64_t, struct list_page *);
int	store_page_set(struct store *, int64_t, const struct list_page *,
	    int64_t);

#endif
