/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_BOTH_H
#define DESK_CITIZEN_BOTH_H

#include <stdbool.h>

struct desk;
struct letter;
struct question;
struct report;

#define QUESTION_SECOND	"second"	/* where the other problem is */

bool	both_are_clear(const struct letter *);
int	both_handle(struct desk *, struct letter *);
int	both_ask(struct desk *, struct letter *, const struct report *);
int	both_read(struct desk *, struct letter *, struct question *);

#endif
