/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef READING_H
#define READING_H

#include <stdbool.h>

#include "language/scan.h"

#define READING_MAX	9	/* candidates, as many as one SMS can number */

enum certainty { CERTAIN_NONE, CERTAIN_DOUBT, CERTAIN_SURE };

/* What a text says of one question: which category, or which kelurahan. */
struct reading {
	enum certainty	certainty;
	int		index;		/* if sure */
	bool		fuzzy;
	bool		scant;		/* a single word is all that says it */
	int		start, end;	/* tokens that say it */
	int		score;		/* of the best, in tenths */
	int		another;	/* a second problem, or -1 */
	bool		denied;		/* "bukan X": one was taken out */
	bool		outside;	/* a place is named that is not the
					   city's, and none of its own */
	int		second;		/* the runner-up, or -1 */
	int		second_score;
	int		candidate[READING_MAX];
	int		candidates;
};

/* How a report's text begins: "LAPOR", then perhaps category and place. */
struct head {
	bool	report;		/* says LAPOR or the like */
	int	report_end;	/* first token after that */
	int	body;		/* first token after LAPOR and fillers */
	int	topic, topic_end;	/* tokens of a category, or -1 */
	bool	keyword;		/* they are a keyword of it */
	int	place, place_end;	/* tokens of a kelurahan, or -1 */
};

void	head_find(const struct scan *, struct head *);
int	head_skip(const struct scan *, int);
void	topic_find(const struct scan *, const struct head *, struct reading *);
void	place_find(const struct scan *, const struct head *, struct reading *);
void	place_find_last(const struct scan *, int, struct reading *);
void	reading_add(struct reading *, int);

#endif
