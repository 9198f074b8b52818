/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MODEL_H
#define MODEL_H

#include <stdint.h>
#include <stdio.h>

#include "language/judge/digest.h"

#define MODEL_ROWS_MAX	60000	/* features that weigh; 4 MiB in all */

/* What is heard of one text, as the model counts: categories are answers. */
struct heard {
	const uint32_t	*word, *piece, *sign;	/* borrowed */
	int		 words, pieces, signs;
	const uint8_t	*category;
	const uint16_t	*lean;
	int		 leans;
};

/*
 * How models that had not seen them read the shipped texts whose labels were
 * set by a reader.
 */
struct figures {
	int	of, right;	/* texts: the likeliest category is right */
	int	loss;		/* thousandths a text, of -log of the chance of
				   what is right: the less the better */
};

/* What was learned: how much each feature speaks for each answer. */
struct model {
	struct answer_key answer[ANSWERS_MAX];
	int		 answers;
	uint64_t	 learned;	/* digest of what it learned from */
	double		 bias[ANSWERS_MAX];
	double		 scale[ANSWERS_MAX];	/* of one step of a weight */
	double		 lean[LEAN_COUNT];	/* one for all categories */
	double		 heat[HEAD_COUNT];	/* divides, so that what comes
						   out is a probability */
	struct figures	 figures;
	int		 rows;
	uint32_t	*id;		/* owned; rows of them, ascending */
	int8_t		(*weight)[ANSWERS_MAX];	/* owned */
	uint16_t	*index;		/* owned; 0, or one more than the row */
};

double		 model_exp(double);
double		 model_word(int);
double		 model_piece(int);
double		 model_lean(const struct model *, unsigned);
struct model	*model_new(int);
void		 model_free(struct model *);
void		 model_index(struct model *);
void		 model_weigh(const struct model *, const struct heard *,
		    double[ANSWERS_MAX]);
void		 model_chances(const struct model *, enum judge_head,
		    const double *, double *);
int		 model_write(const struct model *, FILE *);
struct model	*model_read(FILE *);

#endif
