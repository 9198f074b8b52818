/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * unmask - an admin is to see a report's numbers, and says why.
 */

#include "config.h"

#include <stdio.h>

#include "desk/citizen/view.h"
#include "desk/report/secret.h"
#include "desk/words/letter.h"
#include "store/report.h"

/*
 * An admin is to see a report's numbers: by is who, why is why.  It is an
 * event, and where its citizen asked not to be named that one hears of it.  1
 * on refusal.
 */
int
desk_unmask(struct desk *desk, int64_t report_id, const char *by,
    const char *why, int64_t now, char *wrong, size_t size)
{
	struct actor	nobody = { 0, 0, 0 };
	struct report	r;
	int		rc;

	if ((rc = store_report_get(desk->store, report_id, &r)) != 1) {
		snprintf(wrong, size, "there is no such report");
		return rc == -1 ? -1 : 1;
	}
	if (why == NULL || why[0] == '\0') {
		snprintf(wrong, size, "say why with --why: it is kept%s",
		    r.secret ? ", and its citizen is told" : "");
		return 1;
	}
	return secret_shown(desk, &r, &nobody, by, by, why, now);
}
