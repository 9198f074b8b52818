/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * gammu - the modem driver that talks through libGammu.
 *
 * This file alone knows libGammu's ways: which call may follow which, what
 * its structures mean, what an error says of the modem, and what it forgets.
 */

#include "config.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "gammu_private.h"
#include "gammu_sms.h"
#include "gammu_tap.h"
#include "log.h"
#include "pdu.h"
#include "tty.h"
#include "ussd_text.h"

#define SIM_WAIT_S	10	/* a SIM wakes up after its PIN */
#define SETTLE_MS	1000	/* for the answer to a bare AT */
#define QUIET_MS	30	/* a modem that has said all */
#define ANSWER_MS	200	/* between two pieces of a USSD answer */
#define ANSWER_TRIES	20

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
	struct pollfd	 p = { .fd = d->fd, .events = POLLIN };

	if (d->fd == -1)
		return access(d->device, F_OK) == -1;
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

/* What an error means for going on. */
enum driver_status
gammu_judge(struct driver *d, const char *doing, GSM_Error error)
{
	size_t	i;

	if (error == ERR_NONE)
		return DRIVER_OK;
	for (i = 0; i < sizeof fatal_errors / sizeof fatal_errors[0]; i++)
		if (fatal_errors[i].error == error)
			return gammu_lost(d, doing, error, fatal_errors[i].hurried);
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

static enum driver_status
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
	d->stale = true;
}

/* Before every use of libGammu: a clean line, and a time to be done by. */
void
gammu_begin(struct driver *d, int seconds)
{
	finish_answer(d);
	hooks_set_deadline(seconds, gone_cb, stuck_cb, d);
	settle(d);
}

/* ---- opening -------------------------------------------------------- */

static bool
set_features(GSM_Config *cfg, const char *words, struct driver_trouble *trouble)
{
	char		 all[sizeof ((struct wire_setup *)0)->features];
	char		*save = NULL, *word;
	GSM_Feature	 feature;
	int		 n = 0;

	snprintf(all, sizeof all, "%s", words);
	for (word = strtok_r(all, " ", &save); word != NULL;
	    word = strtok_r(NULL, " ", &save)) {
		feature = GSM_FeatureFromString(word);
		if (feature == 0 || n == GSM_MAX_PHONE_FEATURES) {
			snprintf(trouble->detail, sizeof trouble->detail,
			    "features: \"%s\" is not one that libGammu knows",
			    word);
			return false;
		}
		cfg->PhoneFeatures[n++] = feature;
	}
	cfg->PhoneFeatures[n] = (GSM_Feature)0;
	return true;
}

/* libGammu frees the strings. */
static bool
configure(GSM_StateMachine *gsm, const struct wire_setup *setup,
    struct driver_trouble *trouble)
{
	GSM_Config	*cfg = GSM_GetConfig(gsm, 0);
	size_t		 i;

	snprintf(cfg->Model, sizeof cfg->Model, "%s", setup->model);
	cfg->Device = strdup(setup->device);
	cfg->Connection = strdup(setup->connection[0] != '\0' ?
	    setup->connection : "at115200");
	cfg->DebugFile = NULL;
	cfg->DebugLevel[0] = '\0';	/* any level tells texts and numbers */
	cfg->UseGlobalDebugFile = FALSE;
	/* 0 would mean: the user wants no notices. */
	for (i = 0; i < 5; i++)
		cfg->CNMIParams[i] = -1;
	GSM_SetConfigNum(gsm, 1);
	return set_features(cfg, setup->features, trouble) &&
	    cfg->Device != NULL && cfg->Connection != NULL;
}

/*
 * One PIN, once, and only if the SIM asks for it: three wrong ones lock it.
 * Whatever goes wrong after it was sent counts as a refusal.
 */
static enum driver_status
enter_pin(struct driver *d, const char *pin)
{
	GSM_SecurityCodeType	type;
	GSM_SecurityCode	code;
	GSM_Error		error;
	enum driver_status	status;
	int			tries;

	status = gammu_judge(d, "PIN status", GSM_GetSecurityStatus(d->gsm, &type));
	if (status != DRIVER_OK)
		return status == DRIVER_LOST ? status : DRIVER_OK;
	if (type == SEC_Puk || (type == SEC_Pin && pin[0] == '\0')) {
		d->trouble->kind = type == SEC_Puk ? WIRE_TROUBLE_PIN :
		    WIRE_TROUBLE_NO_PIN;
		snprintf(d->trouble->detail, sizeof d->trouble->detail,
		    "the SIM wants its %s", type == SEC_Puk ? "PUK" : "PIN");
		return DRIVER_LOST;
	}
	if (type != SEC_Pin)
		return DRIVER_OK;
	/* The last one is a person's. */
	if (d->fd != -1 && (tries = bare_pin_tries(d->fd)) >= 0 && tries < 2) {
		d->trouble->kind = WIRE_TROUBLE_PIN;
		snprintf(d->trouble->detail, sizeof d->trouble->detail,
		    "the SIM's PIN can be tried only %s: not entered",
		    tries == 1 ? "once more" : "with its PUK");
		return DRIVER_LOST;
	}
	memset(&code, 0, sizeof code);
	code.Type = SEC_Pin;
	snprintf(code.Code, sizeof code.Code, "%s", pin);
	error = GSM_EnterSecurityCode(d->gsm, &code);
	explicit_bzero(&code, sizeof code);
	if (error == ERR_NONE)
		return DRIVER_OK;
	d->trouble->kind = WIRE_TROUBLE_PIN;
	return gammu_lost(d, "PIN not accepted", error, false);
}

/* No error of libGammu's tells a missing SIM from other troubles for sure. */
static bool
sim_is_waking(const struct driver *d, GSM_Error error)
{
	return error == ERR_SECURITYERROR || error == ERR_NOSIM ||
	    error == ERR_BUSY || (error != ERR_NONE && d->fd != -1 &&
	    bare_sim_is_out(d->fd));
}

/*
 * Ask to be told of new messages.  A modem that cannot is asked by the clock
 * instead; one without a working SIM is of no use.
 */
static enum driver_status
ask_for_notices(struct driver *d, const char *pin)
{
	struct timespec		second = { 1, 0 };
	enum driver_status	status;
	GSM_Error		error;
	int			tries;

	error = GSM_SetIncomingSMS(d->gsm, TRUE);
	if (sim_is_waking(d, error) || pin[0] != '\0') {
		if ((status = enter_pin(d, pin)) != DRIVER_OK)
			return status;
		for (tries = 0; tries < SIM_WAIT_S; tries++) {
			error = GSM_SetIncomingSMS(d->gsm, TRUE);
			if (!sim_is_waking(d, error))
				break;
			nanosleep(&second, NULL);
		}
	}
	if (sim_is_waking(d, error)) {
		d->trouble->kind = WIRE_TROUBLE_NO_SIM;
		return gammu_lost(d, "SIM", error, false);
	}
	if (gammu_judge(d, "notices", error) == DRIVER_LOST)
		return DRIVER_LOST;
	d->announces = error == ERR_NONE && d->fd != -1;
	if (!d->announces)
		log_info("announces no SMS: asking by the clock");
	/* It need not tell of lost networks: we ask, too. */
	if (d->fd != -1)
		tty_command(d->fd, "AT+CREG=1", TTY_ANSWER_MS, NULL, NULL,
		    NULL);
	/* A modem that cannot tell of calls or USSD still is one. */
	if (gammu_judge(d, "calls", GSM_SetIncomingCall(d->gsm, TRUE)) ==
	    DRIVER_LOST)
		return DRIVER_LOST;
	return gammu_judge(d, "USSD", GSM_SetIncomingUSSD(d->gsm, TRUE)) ==
	    DRIVER_LOST ? DRIVER_LOST : DRIVER_OK;
}

/* The configured SMSC, else the SIM's; without one nothing can be sent. */
static enum driver_status
learn_smsc(struct driver *d, const char *configured)
{
	GSM_SMSC	smsc;

	memset(&smsc, 0, sizeof smsc);
	smsc.Location = 1;
	if (configured[0] != '\0')
		pdu_utf16(d->smsc, sizeof d->smsc / 2, configured);
	else if (gammu_judge(d, "SMSC", GSM_GetSMSC(d->gsm, &smsc)) == DRIVER_LOST)
		return DRIVER_LOST;
	else
		memcpy(d->smsc, smsc.Number, sizeof d->smsc);
	if (d->smsc[0] == 0 && d->smsc[1] == 0)
		log_warn("no SMSC number on the SIM: cannot send; set `smsc'");
	return DRIVER_OK;
}

/*
 * libGammu asks for PDU mode once, at its first look at a message.  If a
 * stray line spoils that, it goes on in text mode without a word, and texts
 * and headers would be wrong.  Let it happen now, and look.
 */
static enum driver_status
check_pdu_mode(struct driver *d)
{
	enum driver_status	status;
	char			answer[64];

	/* Where reading kills, plain AT sees to the mode. */
	if (d->fd == -1 || d->bare)
		return DRIVER_OK;
	gammu_begin(d, GAMMU_OPEN_S);
	d->multi->SMS[0].Location = 1;
	hooks_arm(0);
	status = gammu_judge(d, "read", GSM_GetSMS(d->gsm, d->multi));
	if (status == DRIVER_LOST)
		return DRIVER_LOST;
	hooks_disarm();
	tty_ask(d->fd, "AT+CMGF?", "+CMGF:", answer, sizeof answer);
	if (strncmp(answer, "+CMGF: 1", 8) != 0)
		return DRIVER_OK;
	snprintf(d->trouble->detail, sizeof d->trouble->detail,
	    "start: libGammu fell into text mode");
	d->trouble->hurried = hooks_hurry();
	return DRIVER_LOST;
}

static void	gammu_close(struct driver *);

/* What to do about a device that cannot be opened. */
static enum wire_trouble
trouble_of(GSM_Error error)
{
	switch ((int)error) {
	case ERR_DEVICELOCKED:
	case ERR_DEVICEBUSY:
	case ERR_DEVICEOPENERROR:	/* somebody was faster */
		return WIRE_TROUBLE_BUSY;
	case ERR_DEVICENOTEXIST:
		return WIRE_TROUBLE_ABSENT;
	default:
		return WIRE_TROUBLE_MODEM;
	}
}

static enum driver_status
connect_modem(struct driver *d, const struct wire_setup *setup)
{
	GSM_Error	error;

	hooks_set_deadline(GAMMU_OPEN_S, gone_cb, stuck_cb, d);
	/* After a TIMEOUT the process ends, so one try is right. */
	if ((error = GSM_InitConnection(d->gsm, 1)) != ERR_NONE) {
		d->trouble->kind = trouble_of(error);
		return gammu_judge(d, "start", error) == DRIVER_LOST ?
		    DRIVER_LOST : gammu_lost(d, "start", error, true);
	}
	/* libGammu does not tell: it is the one on our device. */
	d->fd = tty_find(setup->device);
	tap_set(d->fd, line_cb, d);
	/* Order matters: the start cleared them. */
	GSM_SetIncomingSMSCallback(d->gsm, sms_cb, d);
	GSM_SetSendSMSStatusCallback(d->gsm, sent_cb, d);
	GSM_SetIncomingCallCallback(d->gsm, call_cb, d);
	GSM_SetIncomingUSSDCallback(d->gsm, ussd_cb, d);
	if (ask_for_notices(d, setup->pin) == DRIVER_LOST ||
	    check_pdu_mode(d) == DRIVER_LOST)
		return DRIVER_LOST;
	return learn_smsc(d, setup->smsc);
}

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
	    !configure(d->gsm, setup, trouble)) {
		gammu_close(d);
		return NULL;
	}
	tty_send_init(setup->device, setup->connection, setup->init);
	if (connect_modem(d, setup) == DRIVER_LOST) {
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
	status = gammu_judge(d, "signal", GSM_GetSignalQuality(d->gsm, &signal));
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
