/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * objection - a report that is done is closed when its citizen has not
 * objected in time.
 */

#include "config.h"

#include "desk/report/report.h"
#include "desk/words/letter.h"

/* Nobody objected in time: at most max are closed.  How many, or -1. */
int
objection_run(struct desk *desk, int64_t now, int max)
{
	struct actor	nobody = { 0, 0, 0 };
	struct report	r;
	int		n = 0, rc = 0;

	while (n < max && (rc = store_report_due(desk->store, now, &r)) == 1) {
		if ((rc = report_apply(desk, &r, EV_SILENCE, &nobody, "", now))
		    == 0)
			rc = store_report_set_due(desk->store, r.id, 0);
		if (rc == -1)
			return -1;
		n++;
	}
	return rc == -1 ? -1 : n;
}

/* When objection_run next has something to do: 1, 0 never, -1. */
int
objection_next(struct desk *desk, int64_t *at)
{
	struct report	r;
	int		rc = store_report_due(desk->store, INT64_MAX, &r);

	if (rc == 1)
		*at = r.due_at;
	return rc;
}
