/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_PRIVATE_H
#define DESK_CITIZEN_PRIVATE_H

/* Between the files of citizen/: those below are called by those above. */

#include <stdbool.h>
#include <stdint.h>

struct desk;
struct letter;
struct question;
struct report;

/* ---- answer.c ------------------------------------------------------------ */

int	answer_read(struct desk *, struct letter *);

/* ---- correction.c -------------------------------------------------------- */

int	correction_begin(struct desk *, struct letter *);
int	correction_apply(struct desk *, struct letter *, struct report *, int,
	    int);

/* ---- dialogue.c ---------------------------------------------------------- */

#define DIALOGUE_ROUNDS	2	/* a question is put at most */

int	dialogue_home(const struct desk *, struct letter *);
int	dialogue_start(struct desk *, struct letter *, struct report *, int);
int	dialogue_ask(struct desk *, struct letter *, struct report *, int);
int	dialogue_ask_anew(struct desk *, struct letter *, struct report *);
int	dialogue_ask_again(struct desk *, struct letter *, struct question *,
	    const struct report *);
bool	dialogue_is_anew(const struct question *);
bool	dialogue_is_which(const struct question *);
int	dialogue_drop(struct desk *, int64_t, int64_t);
int	dialogue_expire(struct desk *, struct question *, int64_t);

/* ---- flood.c ------------------------------------------------------------- */

#define FLOOD_REASON	"flood"

#endif
