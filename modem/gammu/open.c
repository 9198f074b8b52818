/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * open - from a device to a modem that receives and sends.
 *
 * This file knows in what order libGammu, the modem and its SIM wake up, and
 * what keeps them from it: above all how often a PIN may be tried.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/log.h"
#include "modem/gammu/private.h"
#include "modem/pdu.h"
#include "modem/tty.h"

#define SIM_WAIT_S	10	/* a SIM wakes up after its PIN */

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

/* Tell libGammu of the modem.  It frees the strings. */
bool
gammu_configure(GSM_StateMachine *gsm, const struct wire_setup *setup,
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

	status = gammu_judge(d, "PIN status",
	    GSM_GetSecurityStatus(d->gsm, &type));
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
	/* If this never returns, it was the PIN. */
	d->trouble->kind = WIRE_TROUBLE_PIN;
	error = GSM_EnterSecurityCode(d->gsm, &code);
	explicit_bzero(&code, sizeof code);
	if (error == ERR_NONE) {
		d->trouble->kind = WIRE_TROUBLE_MODEM;
		return DRIVER_OK;
	}
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
	else if (gammu_judge(d, "SMSC", GSM_GetSMSC(d->gsm, &smsc)) ==
	    DRIVER_LOST)
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

/* Start libGammu, wake the SIM, and ask to be told of what comes. */
enum driver_status
gammu_connect(struct driver *d, const struct wire_setup *setup)
{
	GSM_Error	error;

	gammu_limit(d, GAMMU_OPEN_S);
	/* After a TIMEOUT the process ends, so one try is right. */
	if ((error = GSM_InitConnection(d->gsm, 1)) != ERR_NONE) {
		d->trouble->kind = trouble_of(error);
		return gammu_judge(d, "start", error) == DRIVER_LOST ?
		    DRIVER_LOST : gammu_lost(d, "start", error, true);
	}
	/* Order matters: the start cleared the callbacks. */
	gammu_listen(d);
	if (ask_for_notices(d, setup->pin) == DRIVER_LOST ||
	    check_pdu_mode(d) == DRIVER_LOST)
		return DRIVER_LOST;
	return learn_smsc(d, setup->smsc);
}
