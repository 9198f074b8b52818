/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * label - what people's deeds say of a message, kept for the reader to learn
 * from.
 */

#include <inttypes.h>
#include <stdio.h>

#include "store/label.h"
#include "store/rows.h"

/* Keep a label.  0 or -1. */
int
store_label_add(struct store *st, const struct label *l)
{
	struct row	r;
	char		sender[24];

	snprintf(sender, sizeof sender, "%" PRId64, l->phone_id);
	row_open(&r, st, Q_LABEL_ADD);
	row_bind_int(&r, ":at", l->at);
	row_bind_text(&r, ":source", l->source);
	row_bind_text(&r, ":sender", sender);
	row_bind_text(&r, ":intent", l->intent);
	row_bind_text(&r, ":category", l->category);
	row_bind_text(&r, ":kelurahan", l->kelurahan);
	row_bind_text(&r, ":matter", l->matter);
	row_bind_text(&r, ":text", l->text);
	return row_run(&r);
}
