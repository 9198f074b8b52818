/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_MENU_H
#define USSD_MENU_H

#include <stdbool.h>

#include "conf/ussd.h"

struct conf;
struct conf_city;
struct conf_room;
struct message_values;

#define USSD_ITEMS_MAX	97	/* 98 and 99 turn the page */
#define USSD_ITEM_BYTES	128

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

_Static_assert(USSD_TEXT_COUNT <= CONF_USSD_TEXTS_MAX,
    "struct conf_ussd has room for every text");

/* A screen as the phone shows it, in GSM-7 and within the limit. */
struct ussd_screen {
	char	text[USSD_SCREEN_BYTES];
	int	page;			/* of a list, from 0 */
	bool	more;			/* there is a next page */
};

const char	*ussd_text_key(enum ussd_text);
int		 ussd_text_find(const char *);
const char	*ussd_text_fields(enum ussd_text);
void		 ussd_menu_text(const struct conf *, enum ussd_text,
		    const struct message_values *, struct ussd_screen *);
void		 ussd_menu_list(const struct conf *, enum ussd_text,
		    const struct message_values *, const char *const *, int,
		    int, struct ussd_screen *);
void		 ussd_menu_notice(const struct conf *, enum ussd_text,
		    struct ussd_screen *);
int		 ussd_menu_kecamatan(const struct conf_city *, const char **);
int		 ussd_menu_kelurahan(const struct conf_city *, const char *,
		    int *);
char		*ussd_menu_check(const struct conf *, enum ussd_text);

extern const struct conf_room ussd_conf;

#endif
