/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_QUESTION_H
#define STORE_QUESTION_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"
#include "store/size.h"

/* Dialogues. */

struct store;

#define QUESTION_CHOICES_SIZE	256

/* What is asked, other than for a category or a kelurahan. */
#define QUESTION_TICKET	"ticket"	/* which of several reports */
#define QUESTION_ALL	"all"		/* whether really all of them */

struct question {
	int64_t	id;
	int64_t	phone_id;
	int64_t	inbox_id;		/* the SMS that raised it */
	int64_t	report_id;		/* 0: no report before the answer */
	char	about[STORE_CODE_SIZE];	/* what is asked; when added, "" is
					   "kelurahan" or "category" */
	bool	about_kelurahan;
	char	choices[QUESTION_CHOICES_SIZE];	/* codes, '|' between */
	char	kelurahan[STORE_NAME_SIZE];	/* known already, or "" */
	char	category[STORE_CODE_SIZE];	/* known already, or "" */
	int	round;			/* 1, 2 */
	int64_t	asked_at, expires_at;
	char	act[STORE_CODE_SIZE];	/* what waits for the answer, or "" */
	char	words[TEXT_MAX_BYTES];	/* that it was given */
};

int	store_question_add(struct store *, struct question *);
int	store_question_of_phone(struct store *, int64_t, struct question *);
int	store_question_due(struct store *, int64_t, struct question *);
int	store_question_settle(struct store *, int64_t, const char *, int64_t);

#endif
