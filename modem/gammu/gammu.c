/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * gammu - the modem driver that talks through libGammu.
 *
 * The files of this folder alone know libGammu's ways: which call may follow
 * which, what its structures mean, and what it forgets.  This one is the row
 * of functions that the worker calls.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modem/gammu/private.h"
#include "modem/gammu/sms.h"
#include "modem/gammu/tap.h"
#include "modem/tty.h"

/* ---- its life ------------------------------------------------------- */

static void	gammu_close(struct driver *);

static struct driver *
gammu_open(const struct wire_setup *setup, const struct driver_past *past,
    const struct driver_events *events, void *arg,
    struct driver_trouble *trouble)
{
	const struct hooks_guard guard = { events->reading, events->is_poison,
	    arg, past->careful };
	struct driver	*d;

	hooks_set_hurry(setup->fast != 0);
	hooks_set_guard(&guard);
	snprintf(trouble->detail, sizeof trouble->detail, "out of memory");
	if ((d = calloc(1, sizeof *d)) == NULL)
		return NULL;
	d->events = *events;
	d->arg = arg;
	d->trouble = trouble;
	d->fd = -1;
	d->bare = past->bare;
	d->device = setup->device;
	d->multi = calloc(1, sizeof *d->multi);
	GSM_InitLocales(NULL);
	if (d->multi == NULL || (d->gsm = GSM_AllocStateMachine()) == NULL ||
	    !gammu_configure(d->gsm, setup, trouble)) {
		gammu_close(d);
		return NULL;
	}
	tty_send_init(setup->device, setup->connection, setup->init);
	if (gammu_connect(d, setup) == DRIVER_LOST) {
		gammu_close(d);
		return NULL;
	}
	trouble->detail[0] = '\0';
	return d;
}

/* A lost modem is not spoken to again: that could take minutes. */
static void
gammu_close(struct driver *d)
{
	if (d == NULL)
		return;
	hooks_set_deadline(0, NULL, NULL, NULL);
	tap_set(-1, NULL, NULL);
	if (d->gsm != NULL && d->trouble->detail[0] == '\0') {
		GSM_TerminateConnection(d->gsm);
		GSM_FreeStateMachine(d->gsm);
	}
	bare_list_clear(&d->entries);
	free(d->multi);
	free(d);
}

static int
gammu_fd(const struct driver *d)
{
	return d->fd;
}

static bool
gammu_announces(const struct driver *d)
{
	return d->announces;
}

/* ---- who and how it is ---------------------------------------------- */

static enum driver_status
gammu_identity(struct driver *d, struct wire_identity *id)
{
	char	buf[GSM_MAX_INFO_LENGTH + 1];

	memset(id, 0, sizeof *id);
	gammu_begin(d, GAMMU_CALL_S);
	gammu_sms_utf8(id->smsc, sizeof id->smsc, d->smsc, sizeof d->smsc);
#define ASK(function, what, field) do {					\
	buf[0] = '\0';							\
	switch (gammu_judge(d, what, function(d->gsm, buf))) {		\
	case DRIVER_LOST:						\
		return DRIVER_LOST;					\
	case DRIVER_OK:							\
		snprintf(field, sizeof field, "%.*s",			\
		    (int)sizeof field - 1, buf);			\
		break;							\
	case DRIVER_NO:							\
	case DRIVER_END:						\
		break;							\
	}								\
} while (0)
	ASK(GSM_GetIMEI, "IMEI", id->imei);
	ASK(GSM_GetSIMIMSI, "IMSI", id->imsi);
	ASK(GSM_GetModel, "model", id->model);
#undef ASK
	return DRIVER_OK;
}

/*
 * By plain AT: libGammu asks ten questions for it, and follows an unbalanced
 * quote in the answer past its end.  Without a tty it stays as it was.
 */
static enum driver_status
gammu_network(struct driver *d, uint32_t *registered)
{
	int	stat;

	if (d->fd == -1)
		return DRIVER_NO;
	gammu_begin(d, GAMMU_CALL_S);
	if ((stat = bare_registration(d->fd)) == -1)
		return gammu_silent(d, "network");
	*registered = stat == 1 ? 1 : stat == 5 ? 2 : stat == 4 ? 3 : 0;
	return DRIVER_OK;
}

static enum driver_status
gammu_health(struct driver *d, struct wire_health *h)
{
	GSM_SignalQuality	signal;
	GSM_SMSMemoryStatus	memory;
	enum driver_status	status;

	memset(h, 0, sizeof *h);
	h->signal = h->used = h->size = -1;
	h->registered = 3;
	gammu_begin(d, GAMMU_CALL_S);
	status = gammu_judge(d, "signal",
	    GSM_GetSignalQuality(d->gsm, &signal));
	if (status == DRIVER_OK)
		h->signal = signal.SignalPercent;
	if (status != DRIVER_LOST)
		status = gammu_network(d, &h->registered);
	if (status == DRIVER_OK)
		bare_operator(d->fd, h->network, sizeof h->network);
	if (status != DRIVER_LOST)
		status = gammu_judge(d, "slots",
		    GSM_GetSMSStatus(d->gsm, &memory));
	if (status == DRIVER_OK) {
		h->used = memory.SIMUsed + memory.PhoneUsed;
		h->size = memory.SIMSize + memory.PhoneSize;
	}
	return status == DRIVER_LOST ? DRIVER_LOST : DRIVER_OK;
}

/* ---- sending -------------------------------------------------------- */

/*
 * Hand one PDU to the modem.  DRIVER_OK: submitted, `sent' will tell.  Else
 * it surely was not: libGammu reports an error only up to the write of the
 * Ctrl-Z that submits, and *code is the modem's, or one of 3GPP TS 27.005
 * 3.2.5 that says what is wrong, or -1.
 */
static enum driver_status
gammu_submit(struct driver *d, const struct wire_sms_out *out, int *code)
{
	GSM_SMSMessage	sms;
	GSM_Error	error;

	*code = 304;				/* invalid PDU */
	if (gammu_sms_write(&sms, d->smsc, out) == -1)
		return DRIVER_NO;
	gammu_begin(d, GAMMU_CALL_S);
	*code = -1;
	error = GSM_SendSMS(d->gsm, &sms);
	if (error == ERR_EMPTYSMSC)
		*code = 330;			/* SMSC address unknown */
	return gammu_judge(d, "send", error);
}

/* ---- USSD ----------------------------------------------------------- */

/*
 * Dial a code, or answer the network's question; "" ends the session.  The
 * network's answer comes as an event.  If that fails, `why' says so.
 */
static enum driver_status
gammu_dial(struct driver *d, const char *code, char *why, size_t size)
{
	GSM_Error	error;

	gammu_begin(d, GAMMU_CALL_S);
	if (code[0] != '\0')
		error = GSM_DialService(d->gsm, (char *)code);
	else if ((error = GSM_SetIncomingUSSD(d->gsm, FALSE)) == ERR_NONE)
		error = GSM_SetIncomingUSSD(d->gsm, TRUE);
	if (error != ERR_NONE)
		snprintf(why, size, "%s", GSM_ErrorString(error));
	return gammu_judge(d, "USSD", error);
}

const struct modem_driver gammu_driver = {
	.name = "gammu",
	.open = gammu_open,
	.close = gammu_close,
	.fd = gammu_fd,
	.announces = gammu_announces,
	.read = gammu_read,
	.identity = gammu_identity,
	.health = gammu_health,
	.network = gammu_network,
	.list = gammu_list,
	.remove = gammu_remove,
	.submit = gammu_submit,
	.dial = gammu_dial,
};
