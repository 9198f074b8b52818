/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DIGEST_H
#define DIGEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>

#include "language/judge/features.h"

/* The questions that the judge answers, each by one of its answers. */
enum judge_head {
	HEAD_WANTED,		/* report, elsewhere, info, thanks ... */
	HEAD_CATEGORY,		/* a category's code, or NONE */
	HEAD_MATTER,		/* whose it is, if it is not ours */
	HEAD_DANGER,		/* YES or NO */
	HEAD_COUNT
};

#define ANSWERS_MAX	64	/* of all heads together */
#define ANSWER_SIZE	24
#define CODE_NONE	"NONE"
#define SOURCES_MAX	64
#define SOURCE_SIZE	24
#define VARIANTS	3	/* of one text: as it is, with a place, ... */
#define WEIGHT_ONE	16

struct answer_key {
	enum judge_head	head;
	char		code[ANSWER_SIZE];
};

/* Signs and lexicon evidence of a text in one of its variants. */
struct variant {
	uint32_t	*sign;		/* in the digest's pool */
	uint8_t		*category;	/* answers of HEAD_CATEGORY */
	uint16_t	*lean;
	int		 signs, leans;
};

/* One text, as features, with the answers that are right for it. */
struct row {
	uint64_t	 right;		/* answers, as bits; a head of which
					   none is set is not taught */
	uint32_t	 id;		/* hash of its name in its source */
	uint32_t	 hand;		/* hash of who wrote it */
	uint8_t		 source;
	bool		 even;		/* all that is right is as likely */
	uint8_t		 weight;	/* WEIGHT_ONE is one */
	uint32_t	*word, *piece;	/* in the digest's pool */
	int		 words, pieces;
	struct variant	 variant[VARIANTS];
	int		 variants;
};

/* What the judge learns from: features of texts, not the texts. */
struct digest {
	struct answer_key answer[ANSWERS_MAX];
	int		 answers;
	char		 source[SOURCES_MAX][SOURCE_SIZE];
	int		 sources;
	struct row	*row;		/* owned */
	int		 rows;
	int		 shipped;	/* of these; the others are a
						   city's own */
	void		*pools;		/* owned; what rows point into */
};

struct digest	*digest_new(void);
void		 digest_free(struct digest *);
int		 digest_answer(struct digest *, enum judge_head, const char *);
int		 digest_find_answer(const struct digest *, enum judge_head,
		    const char *);
uint64_t	 digest_head(const struct digest *, enum judge_head);
int		 digest_source(struct digest *, const char *);
struct row	*digest_add(struct digest *, const struct features *);
struct variant	*digest_add_variant(struct digest *, struct row *,
		    const struct features *, const int *);
void		 digest_prune(struct digest *, int);
int		 digest_write(const struct digest *, FILE *);
struct digest	*digest_read(FILE *);
uint64_t	 digest_hash(const struct digest *);
bool		 digest_append(struct digest *, const struct digest *);

#endif
