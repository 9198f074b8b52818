/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_STAFF_PRIVATE_H
#define DESK_STAFF_PRIVATE_H

/* Between the files of staff/: those below are called by those above. */

#include <stdbool.h>

struct desk;
struct dispatch;
struct letter;
struct list_page;
struct meaning;
struct report;

/* ---- absence.c, handover.c ----------------------------------------------- */

int	absence_off(struct desk *, struct letter *);
int	absence_on(struct desk *, struct letter *);
int	handover_begin(struct desk *, struct letter *);

/* ---- orders.c, queue.c --------------------------------------------------- */

int	orders_handle(struct desk *, struct letter *);
int	queue_list(struct desk *, struct letter *);
int	queue_more(struct desk *, struct letter *);

/* ---- details.c ----------------------------------------------------------- */

int	details_show(struct desk *, struct letter *);
int	details_more(struct desk *, struct letter *,
	    const struct list_page *);

/* ---- which.c ------------------------------------------------------------- */

bool	which_is_unclear(const struct meaning *);
int	which_ask_officer(struct desk *, struct letter *);
int	which_thanks(struct desk *, struct letter *);

/* ---- order.c ------------------------------------------------------------- */

bool	order_is_meant(const struct meaning *);
int	order_do(struct desk *, struct letter *);
int	order_look(struct desk *, struct letter *, struct report *,
	    struct dispatch *);

#endif
