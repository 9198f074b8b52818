/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CUE_SET_H
#define CUE_SET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "language/lexicon.h"
#include "language/token.h"

/* A set of cues as its two files see it: cue builds it, cue_read reads. */

#define CUE_SLIP_MIN	5	/* letters of a word known with a slip */
#define CUE_BONES_MIN	5	/* consonants that tell a word */
#define CUE_NUMBER	0	/* the word that any number is */
#define CUE_SOMEBODY	1	/* the word that any word for people is */
#define CUE_CLASS	(-1)	/* the group of what a class is */

struct word {
	char	text[TOKEN_SIZE];
	uint8_t	len;
	bool	exact;		/* no spellings, no slips */
	bool	somebody;
	uint64_t kind;		/* the bit of a class, which is a word, too */
};

/* Words in a row: [first, first + count) of the pool. */
struct alternative {
	int	first, count;
};

/* Alternatives [first, first + count), perhaps behind a gap. */
struct part {
	int	first, count;
};

/* A class is phrases of CUE_CLASS, whose weight is the class's own word. */
struct phrase {
	int16_t		group, weight;
	int16_t		gap;		/* tokens between its parts */
	int16_t		parts;
	int		part;
	uint64_t	needs;		/* classes that the text must have */
};

/* One way in which a phrase begins with a word. */
struct begin {
	int	word, phrase, alternative;
};

/* From a hash of letters to a word; open addressing. */
struct cue_slot {
	uint64_t	key;	/* 0: empty */
	int		word;
};

struct cue_table {
	struct cue_slot	*slot;
	size_t		 size, used;
};

struct cue_set {
	const struct lexicon	*lex;		/* borrowed */
	struct word		*word;		/* owned, as all here */
	int			 words;
	int			*pool;
	int			 pooled;
	struct alternative	*alternative;
	int			 alternatives;
	struct part		*part;
	int			 parts;
	struct phrase		*phrase;
	int			 phrases;
	int			 classes;	/* those of them, the first */
	int			 kinds;		/* bits given away */
	struct begin		*begin;		/* by word once indexed */
	int			 begins;
	int			*first;		/* of each word in begin */
	struct cue_table	 spelling, slips;
};

uint64_t	cue_key(const char *, size_t, uint64_t);
int		cue_table_next(const struct cue_table *, uint64_t, size_t *);
int		cue_find_word(const struct cue_set *, const char *, size_t);
size_t		cue_bones(char *, const char *, size_t);
int		cue_deletion_keys(const char *, size_t, uint64_t *);

#endif
