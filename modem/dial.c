/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * dial - USSD: codes that the daemon wants dialled, and the network's answers.
 *
 * This file knows that a code waits for the send in hand and for the answer
 * to the code before it, and that each code gets a word back: an answer, or
 * why there is none.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "modem/process.h"

#define ANSWER_MS	90000	/* networks take up to 40 s, and more */

static void
dial_failed(struct worker *w, const char *why)
{
	struct wire_message	m = { .type = WIRE_USSD };

	m.ussd.status = -1;
	snprintf(m.ussd.text, sizeof m.ussd.text, "%s", why);
	process_tell(w, &m);
}

/* Take a code to dial, or an answer to a menu; "" ends the session. */
void
dial_queue(struct worker *w, const struct wire_ussd_ask *ask)
{
	/* Who hangs up waits for no answer. */
	if (ask->code[0] == '\0')
		w->answer_until = 0;
	if (w->dial_count < PROCESS_DIAL_MAX)
		w->dial[w->dial_count++] = *ask;
	else
		dial_failed(w, "too many codes wait");
}

/* Dial the first of the waiting codes; no send is in hand. */
void
dial_next(struct worker *w)
{
	struct wire_ussd_ask	ask = w->dial[0];
	enum driver_status	status;
	char			why[64] = "";

	memmove(&w->dial[0], &w->dial[1], sizeof w->dial[0] *
	    (size_t)--w->dial_count);
	/* Order matters: the answer may come before the call returns. */
	w->answer_until = ask.code[0] == '\0' ? 0 :
	    process_now_ms() + ANSWER_MS;
	status = w->calls->dial(w->driver, ask.code, why, sizeof why);
	if (status != DRIVER_OK) {
		w->answer_until = 0;
		dial_failed(w, why);
	}
	if (status == DRIVER_LOST)
		process_lose(w);
}

/* What the network said, asked or not. */
void
dial_answered(struct worker *w, int status, const char *text)
{
	struct wire_message	m = { .type = WIRE_USSD };

	w->answer_until = 0;
	m.ussd.status = status;
	snprintf(m.ussd.text, sizeof m.ussd.text, "%s", text);
	process_tell(w, &m);
}

/* No answer came in time. */
void
dial_give_up(struct worker *w)
{
	w->answer_until = 0;
	dial_failed(w, "the network does not answer");
}
