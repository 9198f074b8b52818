/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_KNOWN_H
#define STORE_KNOWN_H

#include <stdbool.h>
#include <stdint.h>

#include "store/report.h"
#include "store/size.h"

/* What was said before with a number, in few columns. */

struct store;

struct known {
	int64_t	report_id;
	enum report_state state;
	char	category[STORE_CODE_SIZE];
	char	kelurahan[STORE_NAME_SIZE];
	char	code[3];		/* a seat's, or "" */
};

int	store_known_open(struct store *, int64_t, struct known *, int);
int	store_known_over(struct store *, int64_t, int64_t, int64_t,
	    struct known *, int);
int	store_known_of_seat(struct store *, int64_t, bool, struct known *,
	    int);
int	store_known_told(struct store *, int64_t, int64_t, int64_t *);

#endif
