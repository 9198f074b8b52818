/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CLI_TRAINING_H
#define CLI_TRAINING_H

#include <stdbool.h>
#include <stdio.h>

struct conf_room;
struct json_t;

/* What `kentongan learn` was asked to do. */
struct training_request {
	const char	*conf_path;
	const struct conf_room *const *rooms;	/* as of conf_read */
	const char	*digest;	/* only write one, here; or NULL */
	const char	*rows;		/* what the city taught; or NULL */
	const char	*messages;	/* to rehearse on; or NULL */
	const struct json_t *files;	/* for the digest; may be NULL */
	bool		 rollback, rehearse;	/* put nothing in place */
};

int	training_run(const struct training_request *, FILE *);

#endif
