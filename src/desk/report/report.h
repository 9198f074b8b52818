/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_REPORT_H
#define DESK_REPORT_H

/* The life of a report: what other rooms may call. */

#include <stdbool.h>
#include <stdint.h>

#include "desk/words/event.h"
#include "store/report.h"

struct conf_category;
struct desk;
struct letter;

#define REPORTS_OPEN	(1u << REPORT_NEW | 1u << REPORT_ROUTED |	\
			 1u << REPORT_TAKEN | 1u << REPORT_WORKING)
#define REPORTS_ALL	(~0u)

int	report_open(struct desk *, struct letter *, int, int, const char *,
	    struct report *);
int	report_apply(struct desk *, struct report *, enum report_event,
	    const struct actor *, const char *, int64_t);
int	report_note(struct desk *, const struct report *, const char *,
	    const struct actor *, const char *, int64_t);
int	report_say_more(struct desk *, struct report *, const char *);
bool	report_is_open(const struct report *);
int	objection_run(struct desk *, int64_t, int);
int	objection_next(struct desk *, int64_t *);

#endif
