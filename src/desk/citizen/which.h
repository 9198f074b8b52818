/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_CITIZEN_WHICH_H
#define DESK_CITIZEN_WHICH_H

/* "Which of your reports?", put and answered. */

struct desk;
struct letter;
struct question;
struct report;

#define WHICH_MAX	9	/* as many as one SMS can number */

/* What is to be done with the report that is meant. */
#define WHICH_CANCEL		"cancel"
#define WHICH_STATUS		"status"
#define WHICH_ADD		"add"
#define WHICH_SATISFIED		"satisfied"
#define WHICH_UNSATISFIED	"unsatisfied"

int	which_ask(struct desk *, struct letter *, const char *,
	    const struct report *, int, const char *);
int	which_ask_all(struct desk *, struct letter *, const char *,
	    const struct report *, int);
int	which_read(struct desk *, struct letter *, struct question *);

#endif
