/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_DISPATCH_H
#define STORE_DISPATCH_H

#include <stdint.h>

/* Which report lies with which seat. */

struct list_page;
struct report;
struct store;

struct dispatch {
	int64_t	id;
	int64_t	report_id;
	int64_t	seat_id;
	int64_t	phone_id;			/* whose it went to, or 0 */
	char	code[3];			/* "K7" */
	int	wrong;				/* codes tried and wrong */
	int64_t	at;
};

int	store_dispatch_add(struct store *, struct dispatch *);
int	store_dispatch_find(struct store *, int64_t, int64_t,
	    struct dispatch *);
int	store_dispatch_had(struct store *, int64_t, int64_t);
int	store_dispatch_next(struct store *, int64_t, int64_t,
	    struct dispatch *);
int	store_dispatch_of_seat(struct store *, int64_t, int64_t,
	    struct dispatch *, struct report *);
int	store_dispatch_after(struct store *, int64_t, const struct list_page *,
	    struct dispatch *, struct report *);
int	store_dispatch_set_phone(struct store *, int64_t, int64_t);
int	store_dispatch_set_code(struct store *, int64_t, const char *);
int	store_dispatch_add_wrong(struct store *, int64_t);
int	store_dispatch_unanswered(struct store *, int64_t, int64_t);
int	store_dispatch_close(struct store *, int64_t, int64_t);
int	store_dispatch_close_one(struct store *, int64_t, int64_t);

#endif
