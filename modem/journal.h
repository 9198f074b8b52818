/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef JOURNAL_H
#define JOURNAL_H

struct journal;
struct wire_leftover;

struct journal	*journal_open(const char *);
void		 journal_close(struct journal *);
int		 journal_lock(struct journal *);
void		 journal_read(struct journal *, struct wire_leftover *);
int		 journal_write(struct journal *, const struct wire_leftover *);

#endif
