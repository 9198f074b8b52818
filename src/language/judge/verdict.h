/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef VERDICT_H
#define VERDICT_H

#include "language/judge/features.h"

#define WANTED(X)							\
	X(REPORT,	"report")	/* one of the categories */	\
	X(ELSEWHERE,	"elsewhere")	/* a matter that is not ours */	\
	X(INFO,		"info")		/* asks, reports nothing */	\
	X(REQUEST,	"request")	/* wants money, work, a visit */ \
	X(STATUS,	"status")	/* what became of my report */	\
	X(CONFIRM,	"confirm")	/* says it is mended, or not */	\
	X(ADD,		"add")		/* more of an earlier report */	\
	X(THANKS,	"thanks")					\
	X(CHAT,		"chat")						\
	X(SPAM,		"spam")						\
	X(OTHER,	"other")	/* any other command */

enum wanted {
#define X(name, text)	WANTED_##name,
	WANTED(X)
#undef X
	WANTED_COUNT
};

/* What the judge thinks of a text.  Chances are from 0 to 1. */
struct verdict {
	double		 category[FEATURES_LEANS];	/* of the city */
	double		 none;		/* it reports none of them */
	int		 best, second;	/* of the city's, or -1 */
	double		 wanted[WANTED_COUNT];
	const char	*matter;	/* code of the likeliest, if it is of
					   any; NULL if none was learned */
	double		 matter_chance;	/* of it among all matters */
	double		 danger;
};

#endif
