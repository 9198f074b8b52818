/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DESK_REPUTATION_H
#define DESK_REPUTATION_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbers of which a person thinks something: by the admin's command. */

struct desk;
struct letter;

int	reputation_hold(struct desk *, struct letter *, int, const char *);

/* On refusal: 1, and why in the buffer. */
int	desk_number_prank(struct desk *, const char *, const char *, int64_t,
	    int *, char *, size_t);
int	desk_number_block(struct desk *, const char *, bool, int64_t, char *,
	    size_t);
int	desk_number_forget(struct desk *, const char *, bool *, char *,
	    size_t);
int	desk_triage_prank(struct desk *, int64_t, char *, size_t);

#endif
