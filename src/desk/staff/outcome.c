/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * outcome - what an officer is told of a command.
 */

#include "config.h"

#include "desk/staff/staff_private.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"

/* Answer with a message about the order's report; text is a remark or NULL. */
int
outcome_reply(struct desk *desk, struct letter *l, const struct order *o,
    enum message_id id, const char *text)
{
	struct report_words	w;

	words_report(desk, &o->report, &w);
	w.values.code = o->dispatch.code;
	w.values.command = o->row != NULL ? o->row->command : "";
	w.values.text = text;
	l->report_id = o->report.id;
	return reply_send(desk, l, id == MESSAGE_NOT_NOW ?
	    MESSAGE_SEAT_NOT_NOW : id, &w.values);
}
