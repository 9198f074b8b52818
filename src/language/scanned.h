/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SCANNED_H
#define SCANNED_H

#include <stdbool.h>
#include <stdint.h>

#include "language/lexicon.h"
#include "language/token.h"

#define SCAN_NEAR	4	/* words that one token may be */
#define SCAN_HITS	320
#define SCAN_MARKS	2	/* of 64 lists each */
#define SCAN_GAP	6	/* tokens that a gap of a phrase may hold */

/* An entry of the lexicon that tokens [start, end) of a text match. */
struct hit {
	int32_t	entry;
	uint8_t	start, end;
	uint8_t	distance;	/* typing errors in all */
	bool	gap;		/* other words stand within */
	bool	covered;	/* within a longer hit */
};

/* What the tokens of a text may be, and all that they match. */
struct scan {
	const struct lexicon	*lex;		/* borrowed */
	const char		*text;		/* borrowed; clean */
	int			 count;
	struct token		 token[TOKENS_MAX];
	struct lexicon_near	 near[TOKENS_MAX][SCAN_NEAR];
	uint8_t			 nears[TOKENS_MAX];
	bool			 ordinary[TOKENS_MAX];	/* no word of the
							   lexicon, but of the
							   language */
	int			 joined[TOKENS_MAX];	/* word, or none */
	uint8_t			 joined_end[TOKENS_MAX];
	uint8_t			 joined_distance[TOKENS_MAX];
	uint64_t		 mark[TOKENS_MAX][SCAN_MARKS]; /* its lists */
	int			 hits;
	struct hit		 hit[SCAN_HITS];
};

#endif
