/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PULSA_H
#define PULSA_H

#include <stddef.h>

struct gateway;
struct pulsa;
struct wire_ussd;
struct worker;

struct pulsa	*pulsa_new(struct gateway *);
void		 pulsa_free(struct pulsa *);
void		 pulsa_run(struct pulsa *);
void		 pulsa_arm(struct pulsa *);
void		 pulsa_ussd(struct pulsa *, struct worker *,
		    const struct wire_ussd *);
void		 pulsa_changed(struct pulsa *, struct worker *);
void		 pulsa_configured(struct pulsa *);
int		 pulsa_check(struct pulsa *, const char *, char *, size_t);

#endif
