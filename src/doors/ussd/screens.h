/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_SCREENS_H
#define USSD_SCREENS_H

#include "doors/ussd/menu.h"
#include "doors/ussd/ussd.h"

/* Between ussd.c, which keeps sessions, and ussd_screens.c. */

/* One hop at work on a session. */
struct visit {
	const struct ussd	*u;
	struct ussd_session	*s;
	struct phone		 phone;
	int64_t			 now;
	int			 notice;	/* enum ussd_text, or -1 */
};

int	screens_begin(struct visit *, bool);
int	screens_take(struct visit *, const char *);
int	screens_show(struct visit *, struct ussd_screen *);

#endif
