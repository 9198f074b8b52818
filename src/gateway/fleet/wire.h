/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

/*
 * Messages between the daemon and a modem worker: one SOCK_SEQPACKET packet
 * each, so a reader gets a whole message or none.  The worker's end is file
 * descriptor WIRE_FD.
 */

#define WIRE_VERSION	2	/* bump when a line below changes */
#define WIRE_FD		3
#define WIRE_MAX	16384	/* bytes of one packet */

#define WIRE_TYPES(X)							\
	X(HELLO,	1)	/* worker: version, pid */		\
	X(SETUP,	2)	/* gateway: how to open the modem */	\
	X(LEFTOVER,	3)	/* worker: what the journal says */	\
	X(STATE,	4)	/* worker: opening, ready, failing */	\
	X(IDENTITY,	5)	/* worker: IMEI, IMSI, model, SMSC */	\
	X(HEALTH,	6)	/* worker: signal, network, SIM slots */ \
	X(SMS_IN,	7)	/* worker: a citizen wrote */		\
	X(SMS_STORED,	8)	/* gateway: committed, delete it */	\
	X(SMS_OUT,	9)	/* gateway: send this part */		\
	X(SMS_RESULT,	10)	/* worker: sent, try later, refused */	\
	X(SMS_REPORT,	11)	/* worker: a delivery report */		\
	X(CALL,		12)	/* worker: somebody rang */		\
	X(USSD,		13)	/* worker: the network said */		\
	X(PING,		14)	/* gateway: are you alive? */		\
	X(PONG,		15)	/* worker: yes */			\
	X(SWEEP,	16)	/* gateway: look at the SIM now */	\
	X(QUIT,		17)	/* gateway: finish the send in hand and go */ \
	X(USSD_ASK,	18)	/* gateway: dial this code, or answer a menu */

enum wire_type {
#define X(name, number)	WIRE_##name = number,
	WIRE_TYPES(X)
#undef X
	WIRE_TYPE_END
};

struct wire_hello {
	uint32_t	version;
	uint32_t	pid;
};

struct wire_setup {
	char		name[16];
	char		device[256];	/* a path, or a pattern of them */
	char		connection[32];
	char		model[32];
	char		pin[16];
	char		imei[20];	/* the modem wanted; "" any */
	char		imsi[20];	/* the SIM wanted; "" any */
	char		features[256];	/* libGammu names, spaces between */
	char		smsc[24];
	char		init[512];	/* AT commands, '\n' between */
	char		journal[256];	/* path of this modem's journal */
	uint32_t	fast;		/* 1: cap libGammu's pauses */
	uint32_t	reports;	/* 1: ask for delivery reports */
	uint32_t	sweep_s;	/* slow safety sweep, seconds */
	uint32_t	reset;		/* 1: AT+CFUN=1,1 before all else */
};

/*
 * What an earlier worker of this modem left behind.  present: there is a
 * journal at all (else nothing is known: the machine may have restarted).
 */
enum wire_stage { WIRE_STAGE_NONE, WIRE_STAGE_SUBMITTING, WIRE_STAGE_RESULT };

struct wire_leftover {
	uint32_t	present;
	uint32_t	stage;		/* enum wire_stage */
	int64_t		id;
	uint32_t	part;
	uint32_t	outcome;	/* enum wire_outcome, if RESULT */
	int32_t		code;
	int32_t		mr;
};

enum wire_state { WIRE_STATE_OPENING, WIRE_STATE_READY, WIRE_STATE_FAILING };

/* Why a worker fails, as far as what to do next depends on it. */
enum wire_trouble {
	WIRE_TROUBLE_MODEM,	/* silent, garbled, refusing: the ladder */
	WIRE_TROUBLE_ABSENT,	/* no such device, or not the modem wanted */
	WIRE_TROUBLE_BUSY,	/* another program has the device open */
	WIRE_TROUBLE_PIN,	/* the SIM refused the PIN, or wants its PUK */
	WIRE_TROUBLE_NO_PIN,	/* the SIM wants a PIN and none is set */
	WIRE_TROUBLE_NO_SIM,
	WIRE_TROUBLE_OTHER_SIM	/* not the SIM that is wanted */
};

struct wire_state_msg {
	uint32_t	state;		/* enum wire_state */
	uint32_t	hurried;	/* failing while pauses were capped */
	uint32_t	trouble;	/* enum wire_trouble, if FAILING */
	char		detail[128];	/* for the log */
};

struct wire_identity {
	char		imei[20];
	char		imsi[20];
	char		model[64];
	char		smsc[24];
	char		device[256];	/* the path it was found at */
};

struct wire_health {
	int32_t		signal;		/* percent, -1 unknown */
	uint32_t	registered;	/* 0 no, 1 home, 2 roaming, 3 unknown */
	char		network[16];
	int32_t		used, size;	/* SMS slots, -1 unknown */
};

enum wire_coding { WIRE_CODING_GSM7, WIRE_CODING_UCS2, WIRE_CODING_8BIT,
	WIRE_CODING_UNKNOWN };

struct wire_sms_in {
	uint32_t	token;		/* names it until SMS_STORED */
	char		number[48];	/* as the modem gave it, UTF-8 */
	uint32_t	alphanumeric;	/* 1: a name, even if all digits */
	char		smsc[24];
	int64_t		sent_at;	/* seconds UTC; 0 unreadable */
	int32_t		class;		/* -1 none */
	int32_t		pid;		/* TP-PID, -1 unknown */
	uint32_t	coding;		/* enum wire_coding */
	uint32_t	udh_len;
	unsigned char	udh[140];	/* with its length octet first */
	uint32_t	text_len;	/* bytes; 8-bit data may hold NULs */
	char		text[TEXT_PART_BYTES * 3];
	uint32_t	raw_len;
	unsigned char	raw[256];	/* the PDU if known, for the record */
};

struct wire_token {			/* SMS_STORED, PING, PONG */
	uint32_t	token;
};

struct wire_sms_out {
	int64_t		id;		/* outbox row */
	uint32_t	part, parts;	/* 1-based */
	uint32_t	ref;		/* concatenation reference, 8 bit */
	uint32_t	coding;		/* enum wire_coding, GSM7 or UCS2 */
	uint32_t	report;		/* 1: ask for a delivery report */
	int32_t		class;		/* -1 none, 0 flash */
	uint32_t	validity_min;	/* 0 = the network's */
	char		number[24];	/* +E.164 */
	char		text[TEXT_PART_BYTES * 3];	/* this part's, UTF-8 */
};

enum wire_outcome {
	WIRE_SENT,		/* the network took it; mr valid if >= 0 */
	WIRE_TEMPORARY,		/* refused: try again later */
	WIRE_PERMANENT,		/* refused: never */
	WIRE_UNKNOWN		/* submitted, no answer: do not guess */
};

struct wire_sms_result {
	int64_t		id;
	uint32_t	part;
	uint32_t	outcome;	/* enum wire_outcome */
	int32_t		code;		/* CMS/CME error, -1 none */
	int32_t		mr;		/* TP-MR, -1 unknown */
};

struct wire_sms_report {
	uint32_t	token;		/* as SMS_IN: deleted on SMS_STORED */
	char		number[48];
	int32_t		mr;
	int32_t		status;		/* TP-ST, 3GPP TS 23.040 9.2.3.15 */
	int64_t		sent_at, discharged_at;
};

struct wire_call {
	char		number[48];
};

struct wire_ussd_ask {
	char		code[64];	/* "*888#", "1"; "" ends the session */
};

struct wire_ussd {
	int32_t		status;		/* GSM_USSDStatus; -1 not even dialled */
	char		text[1024];
};

struct wire_message {
	enum wire_type	type;
	union {
		struct wire_hello	hello;
		struct wire_setup	setup;
		struct wire_leftover	leftover;
		struct wire_state_msg	state;
		struct wire_identity	identity;
		struct wire_health	health;
		struct wire_sms_in	sms_in;
		struct wire_token	token;
		struct wire_sms_out	sms_out;
		struct wire_sms_result	sms_result;
		struct wire_sms_report	sms_report;
		struct wire_call	call;
		struct wire_ussd_ask	ussd_ask;
		struct wire_ussd	ussd;
	};
};

/* 1: a whole message, 0: nothing now (EAGAIN), -1: closed or nonsense. */
int		 wire_send(int, const struct wire_message *);
int		 wire_recv(int, struct wire_message *);
size_t		 wire_encode(const struct wire_message *, unsigned char *,
		    size_t);
int		 wire_decode(struct wire_message *, const unsigned char *,
		    size_t);
const char	*wire_type_name(enum wire_type);

#endif
