/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * line - what goes over the line to libGammu's modem, and when it is clean.
 *
 * This file knows what an error says of the modem, what the modem says
 * unasked, and what must be cleared away before libGammu is used again.
 */

#include "config.h"

#include <poll.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "modem/gammu/private.h"
#include "modem/gammu/sms.h"
#include "modem/gammu/tap.h"
#include "modem/tty.h"
#include "modem/ussd_text.h"

#define SETTLE_MS	1000	/* for the answer to a bare AT */
#define QUIET_MS	30	/* a modem that has said all */
#define ANSWER_MS	200	/* between two pieces of a USSD answer */
#define ANSWER_TRIES	20

/* Ways in from the tap. */
static void	line_cb(void *, const char *);

static void	find_line(struct driver *);

/* ---- errors --------------------------------------------------------- */

/* The modem, or the way to it, is gone; and whether a slower pace may help. */
static const struct {
	GSM_Error	error;
	bool		hurried;
} fatal_errors[] = {
	{ ERR_DEVICEOPENERROR,		false },
	{ ERR_DEVICELOCKED,		false },
	{ ERR_DEVICENOTEXIST,		false },
	{ ERR_DEVICEBUSY,		false },
	{ ERR_DEVICENOPERMISSION,	false },
	{ ERR_DEVICENODRIVER,		false },
	{ ERR_DEVICENOTWORK,		true },
	{ ERR_DEVICEWRITEERROR,		false },
	{ ERR_DEVICEREADERROR,		false },
	{ ERR_TIMEOUT,			true },
	{ ERR_ABORTED,			false },
	{ ERR_NOTCONNECTED,		false },
};

/* Is there nothing any more at the other end of the line? */
static bool
gone_cb(void *arg)
{
	struct driver	*d = arg;
	struct pollfd	 p = { .events = POLLIN };

	/* It may chatter already while libGammu starts. */
	if (d->fd == -1)
		find_line(d);
	if (d->fd == -1)
		return access(d->device, F_OK) == -1;
	p.fd = d->fd;
	return poll(&p, 1, 0) == 1 &&
	    (p.revents & (POLLHUP | POLLERR | POLLNVAL)) != 0;
}

/* The modem is lost; why is in the trouble. */
enum driver_status
gammu_lost(struct driver *d, const char *doing, GSM_Error error, bool hurried)
{
	if (gone_cb(d)) {
		d->trouble->kind = WIRE_TROUBLE_ABSENT;
		hurried = false;
	}
	snprintf(d->trouble->detail, sizeof d->trouble->detail, "%s: %s",
	    doing, GSM_ErrorString(error));
	d->trouble->hurried = hooks_hurry() && hurried;
	return DRIVER_LOST;
}

/* It answers nothing, not even plain AT. */
enum driver_status
gammu_silent(struct driver *d, const char *doing)
{
	return gammu_lost(d, doing, ERR_TIMEOUT, true);
}

static void
stuck_cb(void *arg)
{
	struct driver	*d = arg;

	if (gone_cb(d)) {
		d->trouble->kind = WIRE_TROUBLE_ABSENT;
		snprintf(d->trouble->detail, sizeof d->trouble->detail,
		    "the modem is gone");
	} else {
		snprintf(d->trouble->detail, sizeof d->trouble->detail,
		    "no end to the modem's answer");
		d->trouble->hurried = hooks_hurry();
	}
	d->events.stuck(d->arg);
}

/* The calls that follow may last so long together. */
void
gammu_limit(struct driver *d, int seconds)
{
	hooks_set_deadline(seconds, gone_cb, stuck_cb, d);
}

/* What an error means for going on. */
enum driver_status
gammu_judge(struct driver *d, const char *doing, GSM_Error error)
{
	size_t	i;

	if (error == ERR_NONE)
		return DRIVER_OK;
	for (i = 0; i < sizeof fatal_errors / sizeof fatal_errors[0]; i++)
		if (fatal_errors[i].error == error)
			return gammu_lost(d, doing, error,
			    fatal_errors[i].hurried);
	log_debug("%s: %s", doing, GSM_ErrorString(error));
	return DRIVER_NO;
}

/* ---- what the modem says unasked ------------------------------------ */

static void
sms_cb(GSM_StateMachine *s, GSM_SMSMessage *sms, void *arg)
{
	struct driver		*d = arg;
	struct driver_message	 m;
	bool			 report = sms->PDU == SMS_Status_Report;

	(void)s;
	d->understood = true;
	/* A notice says where only; a whole message says from whom. */
	if (sms->PDU != SMS_Deliver &&
	    !(report && (sms->Number[0] != 0 || sms->Number[1] != 0))) {
		d->events.arrived(d->arg);
		return;
	}
	gammu_sms_read(&m, sms, NULL, true);
	m.place.location = -1;
	d->events.direct(d->arg, &m);
}

static void
sent_cb(GSM_StateMachine *s, int status, int mr, void *arg)
{
	struct driver	*d = arg;

	(void)s;
	d->understood = true;
	d->events.sent(d->arg, status, mr);
}

static void
call_cb(GSM_StateMachine *s, GSM_Call *call, void *arg)
{
	struct driver	*d = arg;
	char		 number[48];

	(void)s;
	d->understood = true;
	if (call->Status == GSM_CALL_IncomingCall) {
		gammu_sms_utf8(number, sizeof number, call->PhoneNumber,
		    sizeof call->PhoneNumber);
		d->events.rang(d->arg, number);
	} else if (call->Status == GSM_CALL_CallRemoteEnd)
		d->events.hung_up(d->arg);
}

/* What it says is known already, unless its line was not seen. */
static void
ussd_cb(GSM_StateMachine *s, GSM_USSDMessage *ussd, void *arg)
{
	struct driver	*d = arg;
	char		 text[1024];

	(void)s;
	d->understood = true;
	if (d->tapped)
		return;
	gammu_sms_utf8(text, sizeof text, ussd->Text, sizeof ussd->Text);
	d->events.ussd(d->arg, (int)ussd->Status, text);
}

/*
 * Each line of the modem's, before libGammu has it; also of answers to plain
 * AT, which libGammu never sees.
 */
static void
line_cb(void *arg, const char *line)
{
	struct driver	*d = arg;
	char		 text[sizeof ((struct wire_ussd *)0)->text];
	int		 m;

	d->tapped = true;
	/* libGammu's states are those of 3GPP TS 27.007 7.15, and two more. */
	if (ussd_text_read(line, &m, text, sizeof text))
		d->events.ussd(d->arg, m + USSD_NoActionNeeded, text);
	else if (strncmp(line, "+CMTI:", 6) == 0 ||
	    strncmp(line, "+CDSI:", 6) == 0)
		d->events.arrived(d->arg);
	else if (d->idle && strncmp(line, "+CREG:", 6) == 0)
		d->events.network(d->arg);
}

/* The line on which libGammu talks.  It does not tell: it is our device's. */
static void
find_line(struct driver *d)
{
	d->fd = tty_find(d->device);
	tap_set(d->fd, line_cb, d);
}

/* Hear all that the modem says. */
void
gammu_listen(struct driver *d)
{
	find_line(d);
	GSM_SetIncomingSMSCallback(d->gsm, sms_cb, d);
	GSM_SetSendSMSStatusCallback(d->gsm, sent_cb, d);
	GSM_SetIncomingCallCallback(d->gsm, call_cb, d);
	GSM_SetIncomingUSSDCallback(d->gsm, ussd_cb, d);
}

/* Hear what the modem has said meanwhile.  DRIVER_LOST: it is gone. */
enum driver_status
gammu_read(struct driver *d)
{
	int	n;

	d->understood = false;
	d->idle = true;
	n = GSM_ReadDevice(d->gsm, FALSE);
	d->idle = false;
	if (n < 0)
		return gammu_lost(d, "read", ERR_DEVICEREADERROR, false);
	if (n > 0 && !d->understood)
		d->stale = true;
	return DRIVER_OK;
}

/*
 * An unknown line read while idle stays in front of the next command's answer
 * and libGammu then waits in vain, 19 s.  A bare AT, whose answer nobody
 * waits for, takes the line with it.
 */
static void
settle(struct driver *d)
{
	struct pollfd	p = { .fd = d->fd, .events = POLLIN };
	int		waited = SETTLE_MS, got = 0, n;

	if (!d->stale || d->fd == -1)
		return;
	if (write(d->fd, "AT\r", 3) != 3)
		return;
	/* At least CR LF OK CR LF must come, and then silence. */
	while (waited > 0) {
		n = poll(&p, 1, QUIET_MS);
		if (n > 0 && (n = GSM_ReadDevice(d->gsm, FALSE)) > 0)
			got += n;
		else if (got >= 6)
			break;
		else
			waited -= QUIET_MS;
	}
	d->stale = false;
}

/*
 * A USSD answer is half there: wait for the other half, but not for ever, as
 * some never close their quotes.
 */
static void
finish_answer(struct driver *d)
{
	struct pollfd	p = { .fd = d->fd, .events = POLLIN };
	int		tries;

	if (!tap_is_waiting())
		return;
	for (tries = 0; tries < ANSWER_TRIES && tap_is_waiting() &&
	    poll(&p, 1, ANSWER_MS) > 0; tries++)
		GSM_ReadDevice(d->gsm, FALSE);
	tap_give_up();
}

/* Before every use of libGammu: a clean line, and a time to be done by. */
void
gammu_begin(struct driver *d, int seconds)
{
	finish_answer(d);
	gammu_limit(d, seconds);
	settle(d);
}
