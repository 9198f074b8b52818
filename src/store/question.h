/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_QUESTION_H
#define STORE_QUESTION_H

#include <stdbool.h>
#include <stdint.h>

#include "store/size.h"

/* Dialogues. */

struct store;

#define QUESTION_CHOICES_SIZE	256

struct question {
	int64_t	id;
	int64_t	phone_id;
	int64_t	inbox_id;		/* the SMS that raised it */
	int64_t	report_id;		/* 0: no report before the answer */
	bool	about_kelurahan;	/* else about the category */
	char	choices[QUESTION_CHOICES_SIZE];	/* codes, '|' between */
	char	kelurahan[STORE_NAME_SIZE];	/* known already, or "" */
	char	category[STORE_CODE_SIZE];	/* known already, or "" */
	int	round;			/* 1, 2 */
	int64_t	asked_at, expires_at;
};

int	store_question_add(struct store *, struct question *);
int	store_question_of_phone(struct store *, int64_t, struct question *);
int	store_question_due(struct store *, int64_t, struct question *);
int	store_question_settle(struct store *, int64_t, const char *, int64_t);

#endif
