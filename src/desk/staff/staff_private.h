/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_STAFF_PRIVATE_H
#define DESK_STAFF_PRIVATE_H

/* Between the files of staff/: those below are called by those above. */

#include <stdbool.h>
#include <stdint.h>

#include "desk/words/event.h"
#include "desk/words/message.h"
#include "language/interpret.h"
#include "store/dispatch.h"
#include "store/report.h"
#include "store/seat.h"

struct desk;
struct letter;
struct list_page;
struct meaning;

/* What a command is. */
struct order_row {
	enum intent		 intent;
	const char		*command;	/* as people type it */
	enum report_event	 event;
	bool			 closing;	/* takes it off the seat */
	enum message_id		 wordless;	/* asks for its words */
	bool			 from_above;	/* without having it */
};

/* A command on its way through the checks. */
struct order {
	const struct order_row	*row;
	struct report		 report;
	struct dispatch		 dispatch;
	struct seat		 seat;
};

/* ---- leave.c ------------------------------------------------------------- */

int	leave_span(const struct meaning *, int64_t, int64_t *, int64_t *);

/* ---- absence.c, handover.c ----------------------------------------------- */

int	absence_off(struct desk *, struct letter *);
int	absence_on(struct desk *, struct letter *);
int	handover_begin(struct desk *, struct letter *);

/* ---- orders.c, queue.c --------------------------------------------------- */

int	orders_handle(struct desk *, struct letter *);
int	orders_take_all(struct desk *, struct letter *);
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

/* ---- outcome.c ----------------------------------------------------------- */

int	outcome_reply(struct desk *, struct letter *, const struct order *,
	    enum message_id, const char *);

/* ---- sight.c ------------------------------------------------------------- */

int	sight_of_area(struct desk *, const struct letter *,
	    const struct report *, struct seat *);
int	sight_is_allowed(struct desk *, const struct letter *,
	    const struct report *);

/* ---- number.c ------------------------------------------------------------ */

int	number_show(struct desk *, struct letter *, const struct report *);

/* ---- remark.c ------------------------------------------------------------ */

int	remark_do(struct desk *, struct letter *, struct order *);

/* ---- forward.c, refusal.c, takeback.c: what has a brake ------------------ */

bool	forward_is_decided(const struct order *);
int	forward_do(struct desk *, struct letter *, struct order *);
int	refusal_of_head(struct desk *, struct letter *, struct order *);
int	refusal_asks(struct desk *, struct letter *, struct order *);
int	takeback_do(struct desk *, struct letter *, struct report *);
int	takeback_read(struct desk *, struct letter *);

#endif
