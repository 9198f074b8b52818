/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_TALK_H
#define DESK_CITIZEN_TALK_H

#include <stdbool.h>

struct desk;
struct letter;

int	talk_thanks(struct desk *, struct letter *);
int	talk_question(struct desk *, struct letter *);
int	talk_elsewhere(struct desk *, struct letter *);
int	talk_beside(struct desk *, struct letter *);
bool	talk_is_unclear(const struct letter *);
int	talk_which(struct desk *, struct letter *);
int	talk_echo(struct desk *, struct letter *);

#endif
