/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_MENU_H
#define USSD_MENU_H

#include <stdbool.h>

#include "conf/ussd.h"

struct conf;
struct message_values;

#define USSD_ITEMS_MAX	97	/* 98 and 99 turn the page */
#define USSD_ITEM_BYTES	128

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

#endif
