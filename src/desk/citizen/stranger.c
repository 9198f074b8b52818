/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * stranger - an officer's command from a phone that holds no seat: it changes
 * nothing, and is not answered as if a citizen had meant it.
 */

#include "config.h"

#include "desk/citizen/own.h"
#include "desk/citizen/stranger.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "language/ticket.h"

/* Commands that only an official gives; SELESAI a citizen may say too. */
static bool
is_command(const struct meaning *m)
{
	static const enum intent commands[] = { INTENT_TAKE, INTENT_PROGRESS,
	    INTENT_DONE, INTENT_REJECT, INTENT_FORWARD, INTENT_ASK };
	size_t	i;

	for (i = 0; i < sizeof commands / sizeof commands[0]; i++)
		if (commands[i] == m->intent)
			return true;
	return false;
}

/*
 * Is the letter such a command, about somebody else's report?  1: its sender
 * was told; 0; -1.
 */
int
stranger_stop(struct desk *desk, struct letter *l)
{
	struct meaning	m;
	struct report	r;
	int64_t		sequence;
	int		rc;

	/* BELUM is no officer's word for what is done. */
	if (l->meaning.intent == INTENT_CONFIRM && !l->meaning.ok)
		return 0;
	if (l->meaning.ticket[0] == '\0' ||
	    (sequence = ticket_to_sequence(l->meaning.ticket)) == -1)
		return 0;
	interpret(desk->lexicon, FROM_STAFF, l->in->text, NULL, &m);
	if (!is_command(&m))
		return 0;
	if ((rc = store_report_get(desk->store, sequence, &r)) != 1)
		return rc;
	if ((rc = own_has_part(desk, l, &r)) != 0)
		return rc == -1 ? -1 : 0;
	return reply_plain(desk, l, MESSAGE_NOT_OFFICER, l->meaning.ticket)
	    == -1 ? -1 : 1;
}
