/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_ROOM_H
#define CONF_ROOM_H

#include <stdbool.h>
#include <stddef.h>

struct conf;
struct conf_errors;

/*
 * What a room above wants of a configuration.  Reading knows none of them:
 * whoever composes the program hands their rows in, and their faults are
 * told with file and line as all others.
 */

/* A group of texts: which there are, and what each must be like. */
struct conf_texts {
	const char	*group;		/* "messages" */
	const char	*noun;		/* what one of them is called */
	size_t		 offset;	/* of their array in struct conf */
	int		 count;
	const char	*(*key)(int);
	int		(*find)(const char *);	/* of a key; -1 none */
	bool		(*needed)(const struct conf *);	/* NULL: always */
	/* Asked when all are read; NULL, or what is wrong, to be freed. */
	char		*(*fault)(const struct conf *, int);
};

/* What the text of an option must be like; NULL, or what is wrong. */
struct conf_value {
	const char	*option;	/* NULL ends the rows */
	const char	*(*fault)(const char *);
};

struct conf_room {
	const struct conf_texts	*texts;		/* or NULL */
	const struct conf_value	*values;	/* or NULL */
	/* What deserves a second look in one that has no fault; or NULL. */
	void	(*doubt)(const struct conf *, struct conf_errors *);
};

#endif
