/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TRAIN_H
#define TRAIN_H

#include "language/judge/model.h"

/* Which rows are kept from the trainer, to be asked about later. */
typedef bool	train_skip(const struct row *, void *);

struct model	*train_bare(const struct digest *, train_skip *, void *);
struct model	*train(const struct digest *, train_skip *, void *);
void		 train_heard(const struct row *, int, struct heard *);

#endif
