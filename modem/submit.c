/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * submit - parts on their way out.
 *
 * This file knows what is promised about a send: it is in the journal before
 * it is on the air, it is seen to its end, and its outcome is left in the
 * journal and told to the daemon.
 */

#include "config.h"

#include <string.h>

#include "modem/journal.h"
#include "modem/process.h"

#define SEND_WAIT_MS	60000	/* slow networks take most of a minute */
#define PLAIN_ERRORS	3	/* in a row: perhaps it is the pace */
#define CODE_BAD_PDU	304	/* 27.005 3.2.5 */

/*
 * 3GPP TS 27.005 3.2.5 (0-127 are the causes of 24.011 E.2, 128-255 those of
 * 23.040 9.2.3.22) where the code says that this message or this number will
 * never be accepted.  What tells of the modem, its SIM or the network now
 * (38, 41, 42, 47, 302, 310-331, 500, 512 and above) may be otherwise later
 * or on another modem, and so may what no table knows.
 */
static const struct {
	int	first, last;
} permanent_codes[] = {
	{ 1, 1 },		/* unassigned number */
	{ 8, 10 },		/* barred */
	{ 21, 21 },		/* rejected */
	{ 28, 30 },		/* unknown subscriber, facility */
	{ 50, 50 }, { 69, 69 },	/* facility not subscribed, not there */
	{ 95, 99 },		/* the PDU is wrong */
	{ 128, 191 },		/* PID, DCS, class not supported */
	{ 193, 193 },		/* no subscription at the centre */
	{ 195, 199 },		/* bad address, barred, duplicate, validity */
	{ 303, 305 },		/* not supported, invalid parameter */
};

/*
 * 332, network timeout: the modem submitted and heard nothing.  The centre
 * may have it, so it is as uncertain as a silent modem.
 */
#define CODE_NETWORK_TIMEOUT	332

static enum wire_outcome
outcome_of_code(int code)
{
	size_t	i;

	if (code == 0)
		return WIRE_SENT;
	if (code == CODE_NETWORK_TIMEOUT)
		return WIRE_UNKNOWN;
	for (i = 0; i < sizeof permanent_codes / sizeof permanent_codes[0]; i++)
		if (code >= permanent_codes[i].first &&
		    code <= permanent_codes[i].last)
			return WIRE_PERMANENT;
	return WIRE_TEMPORARY;
}

/* Keep and tell how the send in hand ended; it then is no longer in hand. */
void
submit_settle(struct worker *w, enum wire_outcome outcome, int code, int mr)
{
	struct wire_message	m = { .type = WIRE_SMS_RESULT };
	struct wire_leftover	l = { .stage = WIRE_STAGE_RESULT };

	if (!w->sending)
		return;
	w->sending = false;
	l.id = m.sms_result.id = w->sending_id;
	l.part = m.sms_result.part = w->sending_part;
	l.outcome = m.sms_result.outcome = outcome;
	l.code = m.sms_result.code = code;
	l.mr = m.sms_result.mr = mr;
	/* Order matters: the journal must know if the daemon does not. */
	journal_write(w->journal, &l);
	process_tell(w, &m);
}

/*
 * A modem that loses octets of what comes fast calls a sound PDU invalid, or
 * refuses everything without a reason.
 */
static bool
submit_too_fast(struct worker *w, int code)
{
	w->plain_errors = code == -1 ? w->plain_errors + 1 : 0;
	return w->setup.fast && (code == CODE_BAD_PDU ||
	    w->plain_errors >= PLAIN_ERRORS);
}

/* The modem's word on the send in hand; also from inside the submission. */
void
submit_answered(struct worker *w, int code, int mr)
{
	if (!w->sending)
		return;
	w->garbled = submit_too_fast(w, code);
	submit_settle(w, w->garbled ? WIRE_TEMPORARY : outcome_of_code(code),
	    code == 0 ? -1 : code, code == 0 ? mr : -1);
}

/* Submit the first of the waiting parts; no send is in hand. */
void
submit_next(struct worker *w)
{
	struct wire_leftover	l = { .stage = WIRE_STAGE_SUBMITTING };
	struct wire_sms_out	out = w->out[0];
	enum driver_status	status;
	int			code = -1;

	memmove(&w->out[0], &w->out[1], sizeof w->out[0] *
	    (size_t)--w->out_count);
	w->sending = true;
	l.id = w->sending_id = out.id;
	l.part = w->sending_part = out.part;
	/* Order matters: what is not in the journal must not go on the air. */
	if (journal_write(w->journal, &l) == -1) {
		submit_settle(w, WIRE_TEMPORARY, -1, -1);
		return;
	}
	status = w->calls->submit(w->driver, &out, &code);
	w->sending_until = process_now_ms() + SEND_WAIT_MS;
	if (status != DRIVER_OK)
		submit_settle(w, outcome_of_code(code), code, -1);
	if (status == DRIVER_LOST)
		process_lose(w);
}

/* Take a part, or say at once that there is no room for it. */
void
submit_queue(struct worker *w, const struct wire_sms_out *out)
{
	struct wire_message	m = { .type = WIRE_SMS_RESULT };

	if (w->out_count < PROCESS_OUT_MAX) {
		w->out[w->out_count++] = *out;
		return;
	}
	m.sms_result.id = out->id;
	m.sms_result.part = out->part;
	m.sms_result.outcome = WIRE_TEMPORARY;
	m.sms_result.code = m.sms_result.mr = -1;
	process_tell(w, &m);
}
