/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_USSD_H
#define CONF_USSD_H

#include <stdbool.h>

#include "conf/city.h"

/* 3GPP TS 23.038 5: 160 octets hold 182 septets. */
#define USSD_SCREEN_SEPTETS	182
#define USSD_SCREEN_BYTES	(USSD_SCREEN_SEPTETS * 3 + 1)

/*
 * What a phone shows: one row a text, its template in etc/kupang/ussd.conf
 * under this key, and what it may name.  LIST: numbered lines follow it, with
 * "more" and "back" below.  ITEM: such a line.  WORD: part of other screens.
 */
#define USSD_TEXTS(X)							\
	X(MAIN,		"main",		SCREEN,	"")			\
	X(CATEGORY,	"category",	LIST,	"")			\
	X(CATEGORY_AT,	"category_at",	LIST,	"kelurahan")		\
	X(WHICH_CATEGORY, "which_category", LIST, "")			\
	X(KECAMATAN,	"kecamatan",	LIST,	"")			\
	X(KELURAHAN,	"kelurahan",	LIST,	"name")			\
	X(WHICH_KELURAHAN, "which_kelurahan", LIST, "")			\
	X(WORDS,	"words",	SCREEN,	"category kelurahan")	\
	X(CONFIRM,	"confirm",	SCREEN,	"category kelurahan text") \
	X(DONE,		"done",		SCREEN,	"ticket category kelurahan opd") \
	X(CHECK,	"check",	SCREEN,	"")			\
	X(STATE,	"state",	SCREEN,	"ticket category kelurahan state date text") \
	X(MINE,		"mine",		LIST,	"")			\
	X(MINE_ITEM,	"mine_item",	ITEM,	"ticket category state") \
	X(NONE,		"none",		SCREEN,	"")			\
	X(UNKNOWN_TICKET, "unknown_ticket", SCREEN, "ticket")		\
	X(HELP,		"help",		SCREEN,	"")			\
	X(RESUME,	"resume",	SCREEN,	"category kelurahan")	\
	X(BY_SMS,	"by_sms",	SCREEN,	"")			\
	X(TOO_FAST,	"too_fast",	SCREEN,	"")			\
	X(FAILED,	"failed",	SCREEN,	"")			\
	X(NOT_UNDERSTOOD, "not_understood", WORD, "")			\
	X(NEEDS_WORDS,	"needs_words",	WORD,	"")			\
	X(NO_PLACE,	"no_place",	WORD,	"")			\
	X(MORE,		"more",		WORD,	"")			\
	X(BACK,		"back",		WORD,	"")

enum ussd_text {
#define X(id, key, kind, fields)	USSD_##id,
	USSD_TEXTS(X)
#undef X
	USSD_TEXT_COUNT
};

enum ussd_dialect { DIALECT_AFRICASTALKING, DIALECT_INFOBIP, DIALECT_HUBTEL,
	DIALECT_GENERIC };

/* An operator or aggregator whose phones' sessions come to us by HTTP. */
struct conf_provider {
	char		*name;
	enum ussd_dialect dialect;
	char		*path;		/* a secret; never logged */
	char		*header;	/* "" none */
	char		*header_value;	/* a secret; never logged */
	struct conf_list allow;		/* addresses and networks; 0: all */
	/* What follows is for the generic dialect. */
	bool		 json, full_path;
	char		*field_session, *field_number, *field_text;
	char		*field_code, *field_sequence, *field_type;
	char		*type_new, *type_end;
	char		*reply_text, *reply_close;
};

struct conf_ussd {
	int	 screen;		/* septets */
	int	 resume_s;
	int	 repeat_s;
	int	 per_minute;
	struct conf_provider *provider;	/* owned */
	int	 provider_count;
	char	*text[USSD_TEXT_COUNT];	/* templates; owned; NULL: not told */
};

#endif
