/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_LABEL_H
#define STORE_LABEL_H

#include <stdint.h>

/* What people's deeds say of a message. */

struct store;

struct label {
	int64_t		 at;
	int64_t		 phone_id;	/* tells senders apart; no number */
	const char	*source;	/* "triage", "salah", ... */
	const char	*intent;	/* intent_name */
	const char	*category, *kelurahan, *matter;	/* codes, or "" */
	const char	*text;		/* digits masked */
};

int	store_label_add(struct store *, const struct label *);

#endif
