/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * view - a text with all that stands in it, before its grammar is judged.
 *
 * This file alone knows in which order the evidence is read.
 */

#include "language/grammar.h"

/* Read everything about a clean text but its grammar. */
void
view_read(struct view *v, const struct lexicon *lex, const char *text)
{
	view_read_in(v, lex, text, NULL);
}

/* The same with what was said before. */
void
view_read_in(struct view *v, const struct lexicon *lex, const char *text,
    const struct context *context)
{
	v->context = context;
	v->ticket_doubt = v->mended = v->judged = false;
	scan_text(&v->scan, lex, text);
	mend_tickets(v);
	head_find(&v->scan, &v->head);
	topic_find(&v->scan, &v->head, &v->topic);
	place_find(&v->scan, &v->head, &v->place);
}
