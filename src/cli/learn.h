/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_LEARN_H
#define CLI_LEARN_H

#include <stdbool.h>
#include <stdio.h>

struct json_t;

/* What `kentongan learn` was asked to do. */
struct learn_request {
	const char	*conf_path;
	const char	*digest;	/* only write one, here; or NULL */
	const char	*rows;		/* what the city taught; or NULL */
	const char	*messages;	/* to rehearse on; or NULL */
	const struct json_t *files;	/* for the digest; may be NULL */
	bool		 rollback, rehearse;	/* put nothing in place */
};

int	cli_learn(const struct learn_request *, FILE *);

#endif
