/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * answer - the answer to an AT command, line by line, until it is let out.
 */

#include "config.h"

#include <stdarg.h>

#include <event2/buffer.h>

#include "modem/sim/answer.h"
#include "modem/sim/state.h"

/* One line of information in the answer. */
void
sim_answer_line(struct sim_modem *m, const char *format, ...)
{
	va_list	ap;

	evbuffer_add(m->reply, "\r\n", 2);
	va_start(ap, format);
	evbuffer_add_vprintf(m->reply, format, ap);
	va_end(ap);
	evbuffer_add(m->reply, "\r\n", 2);
}

/* The last line of an answer. */
void
sim_answer_ok(struct sim_modem *m)
{
	sim_answer_line(m, "OK");
}

/* The other last line. */
void
sim_answer_error(struct sim_modem *m)
{
	sim_answer_line(m, "ERROR");
}

/* Like CMS or CME; the plain word if AT+CMEE=0. */
void
sim_answer_coded(struct sim_modem *m, const char *kind, int code)
{
	if (m->cmee == 0)
		sim_answer_error(m);
	else
		sim_answer_line(m, "+%s ERROR: %d", kind, code);
}

/* Why the card is of no use, 3GPP TS 27.007 9.2.1. */
enum sim_cme
sim_answer_card(const struct sim_modem *m)
{
	if (m->card.absent)
		return CME_NO_SIM;
	if (m->card.pin_tries > 0)
		return CME_PIN;
	return m->card.puk_tries > 0 ? CME_PUK : CME_SIM_FAILURE;
}
