/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef HEARING_H
#define HEARING_H

#include <stddef.h>
#include <stdint.h>

struct conf;
struct inbox_message;
struct sim;
struct sims;

#define HEARING_TEXT_SIZE	64

int	hearing_note(const struct sims *, const struct inbox_message *,
	    int64_t);
int64_t	hearing_due(const struct conf *, const struct sim *, int64_t);
void	hearing_text(char *, size_t, const char *);

#endif
