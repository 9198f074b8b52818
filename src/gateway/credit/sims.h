/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIMS_H
#define SIMS_H

struct conf;
struct desk;
struct store;

/* What is needed to keep the rows of SIMs; all borrowed. */
struct sims {
	struct store	*store;
	struct desk	*desk;
	const struct conf *const *conf;	/* the one that holds now */
	/* A row has changed whose moments somebody's timer waits for. */
	void		(*changed)(void *);
	void		*arg;
};

#endif
