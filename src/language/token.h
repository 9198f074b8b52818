/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TOKEN_H
#define TOKEN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define TOKEN_SIZE	32	/* bytes of a folded word and NUL */
#define TOKENS_MAX	200	/* of one message; what follows is remark */

/* What stands between a token and the one before it. */
enum token_break { BREAK_NONE, BREAK_JOINED, BREAK_COMMA, BREAK_SENTENCE };

/* A word of a message, folded, that remembers its place in the original. */
struct token {
	char		 text[TOKEN_SIZE];
	uint8_t		 len;		/* of the folded text */
	uint8_t		 letters;	/* leading letters, in bytes */
	bool		 digits;	/* digits only */
	bool		 hash;		/* a # right before it */
	enum token_break before;
	uint16_t	 start, end;	/* bytes of the original */
};

int	token_split(const char *, struct token *, int);
void	token_set(struct token *, const char *, size_t);

#endif
