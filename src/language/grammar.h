/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef GRAMMAR_H
#define GRAMMAR_H

#include <stdbool.h>

#include "language/interpret.h"
#include "language/reading.h"

/* A text with all that was read from it before its grammar is judged. */
struct view {
	struct scan	scan;
	struct head	head;
	struct reading	topic, place;
};

void	view_read(struct view *, const struct lexicon *, const char *);
bool	request_read(const struct view *, struct meaning *);
int	request_verdict(const struct view *);
bool	request_is_undo(const struct view *);
void	complaint_read(const struct view *, struct meaning *);
bool	complaint_overrules(const struct view *, struct meaning *);
bool	duty_read(const struct view *, struct meaning *);

int	grammar_ticket(const struct scan *, int);
bool	grammar_is_marked(const struct scan *, int);
void	grammar_keep_ticket(const struct scan *, int, struct meaning *);
size_t	grammar_span(const struct scan *, int, int, const char **);
void	leave_read(const struct scan *, struct meaning *);
void	grammar_keep(char *, size_t, const struct scan *, int, int);

#endif
