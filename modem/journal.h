/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef JOURNAL_H
#define JOURNAL_H

#include <stdbool.h>
#include <stdint.h>

#include "modem/driver.h"

struct journal;
struct wire_leftover;

struct journal	*journal_open(const char *);
void		 journal_close(struct journal *);
int		 journal_lock(struct journal *);
void		 journal_read(struct journal *, struct wire_leftover *);
int		 journal_write(struct journal *, const struct wire_leftover *);

void		 journal_mark(struct journal *, enum driver_reading, uint64_t);
void		 journal_learn(struct journal *);
bool		 journal_is_careful(const struct journal *);
bool		 journal_is_bare(const struct journal *);
bool		 journal_is_poison(const struct journal *, uint64_t);

#endif
