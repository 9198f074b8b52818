/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef GRAMMAR_H
#define GRAMMAR_H

#include <stdbool.h>

#include "language/judge/verdict.h"
#include "language/meaning.h"
#include "language/reading.h"

/* A text with all that was read from it before its grammar is judged. */
struct view {
	struct scan	scan;
	struct head	head;
	struct reading	topic, place;
	const struct context *context;	/* borrowed; or NULL */
	bool		ticket_doubt;	/* a number that can be no ticket
					   stands where one belongs */
	bool		mended;		/* such a number was put right */
	bool		judged;		/* there is a judge, who thinks: */
	struct verdict	verdict;
};

void	view_read(struct view *, const struct lexicon *, const char *);
void	view_read_in(struct view *, const struct lexicon *, const char *,
	    const struct context *);
bool	request_read(const struct view *, struct meaning *);
int	request_keyword(const struct scan *);
bool	request_is_undo(const struct view *);
bool	wish_read(const struct view *, struct meaning *);
bool	enroll_read(const struct view *, struct meaning *);
bool	wish_is_question(const struct view *);
bool	leaning_stop(const struct view *, struct meaning *);
bool	leaning_help(const struct view *, struct meaning *);
bool	leaning_cancel(const struct view *, int);
bool	leaning_report(const struct view *, struct meaning *);
bool	leaning_stands(const struct view *, const struct meaning *);
bool	leaning_judged(const struct view *, int);
bool	leaning_shared(const struct view *);
bool	errand_is_state(const struct view *);
bool	leaning_list(const struct view *);
bool	wish_is_firm(const struct view *, const struct meaning *);
bool	wish_read_offer(const struct view *, struct meaning *);
bool	errand_read(const struct view *, struct meaning *);
void	context_apply(const struct view *, enum interpret_from,
	    struct meaning *);
int	answer_number(const struct scan *);
void	context_dislike(const struct view *, const char *, size_t,
	    struct meaning *);
void	aside_read(const struct view *, struct meaning *);
void	mend_tickets(struct view *);
void	complaint_read(const struct view *, struct meaning *);
bool	complaint_overrules(const struct view *, struct meaning *);
void	complaint_hush(const struct view *, struct meaning *);
bool	duty_read(const struct view *, struct meaning *);

int	grammar_ticket(const struct scan *, int);
bool	grammar_is_address(const struct scan *, int);
const struct known_report *grammar_known(const struct context *, const char *);
bool	grammar_says_in(const struct scan *, int, int, int);
bool	grammar_says(const struct view *, int);
bool	grammar_is_marked(const struct scan *, int);
void	grammar_keep_ticket(const struct scan *, int, struct meaning *);
size_t	grammar_span(const struct scan *, int, int, const char **);
size_t	grammar_before_gap(const char *, size_t);
void	leave_read(const struct scan *, struct meaning *);
void	grammar_keep_name(const struct scan *, int, int, struct meaning *);
void	grammar_keep(char *, size_t, const struct scan *, int, int);

#endif
