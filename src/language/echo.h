/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef ECHO_H
#define ECHO_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define ECHO_HEAD	24	/* folded characters that tell one SMS of ours
				   from another */

struct context;
struct lexicon;

/* What a phone says with one touch of an SMS that it got. */
enum echo_touch { TOUCH_NONE, TOUCH_LIKED, TOUCH_DISLIKED };

/* What of a text is not its sender's own. */
struct echo {
	bool		found;		/* something was cut out */
	bool		alone;		/* no word of the sender's remains */
	enum echo_touch	touch;
	size_t		start, end;	/* bytes of the first that was cut */
};

size_t	echo_fold(char *, size_t, const char *);
size_t	echo_head(const char *, uint64_t *);
size_t	echo_length(const char *, const char *);
void	echo_cut(const struct lexicon *, const struct context *, char *,
	    struct echo *);
enum echo_touch	echo_thumb(const char *);

#endif
