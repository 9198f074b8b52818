/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * post - a message becomes a row of the outbox: its text, its alphabet, its
 * parts.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/words/letter.h"
#include "desk/words/said.h"
#include "desk/words/words.h"
#include "desk/words/words_private.h"

/* How many parts it takes in the alphabet that it needs; -1 too many. */
static int
split(const struct desk *desk, struct outbox_message *out)
{
	struct text_part	part[256];

	out->coding = text_is_gsm7(out->text) ? TEXT_GSM7 : TEXT_UCS2;
	out->parts = text_split(out->text, out->coding, part,
	    desk->conf->max_parts);
	return out->parts > 0 ? 0 : -1;
}

/* Whole characters of some words, at most so many bytes. */
static void
clip_bytes(char *text, size_t max)
{
	size_t	len = strlen(text);

	if (len <= max)
		return;
	while (max > 0 && ((unsigned char)text[max] & 0xc0) == 0x80)
		max--;
	text[max] = '\0';
}

/*
 * Fill the text of an outbox row and choose its alphabet.  What is too long
 * loses the end of a person's words, never what stands behind them.  -1 if
 * even so not one part can be sent.
 */
int
post_write(const struct desk *desk, struct outbox_message *out,
    enum message_id id, const struct message_values *values)
{
	struct message_values	fitted = *values;
	const char		*template = desk->conf->message[id];
	char			words[TEXT_MAX_BYTES] = "";
	size_t			len;

	if (values->text != NULL)
		snprintf(words, sizeof words, "%s", values->text);
	/* What people wrote, towards officials. */
	if (out->seat_id != 0 && values->text != NULL)
		mask_numbers(values->text, words, sizeof words);
	fitted.text = values->text != NULL ? words : NULL;
	message_write(out->text, sizeof out->text, id, template, &fitted);
	for (len = strlen(words); split(desk, out) == -1 && len > 0;
	    len = strlen(words)) {
		clip_bytes(words, len > 40 ? len - 20 : len - 1);
		message_write(out->text, sizeof out->text, id, template,
		    &fitted);
	}
	return split(desk, out);
}

/*
 * Put it into the outbox, unless not even one part of it can be sent.  after
 * is a sentence more, or NULL.
 */
int
post_queue_with(struct desk *desk, struct outbox_message *out,
    enum message_id id, const struct message_values *values,
    const char *after, int64_t now)
{
	size_t	len;

	snprintf(out->kind, sizeof out->kind, "%s", message_key(id));
	out->created_at = now;
	if (out->next_try == 0)
		out->next_try = now;
	/* What came by a menu is answered by whichever modem is best. */
	if (strcmp(out->modem, LETTER_BY_MENU) == 0)
		out->modem[0] = '\0';
	if (post_write(desk, out, id, values) == -1)
		return 0;
	len = strlen(out->text);
	if (after != NULL && snprintf(out->text + len, sizeof out->text - len,
	    " %s", after) > 0 && split(desk, out) == -1)
		return 0;
	return store_outbox_add(desk->store, out) == -1 ? -1 :
	    said_keep(desk, out, now);
}

/* The same without one. */
int
post_queue(struct desk *desk, struct outbox_message *out, enum message_id id,
    const struct message_values *values, int64_t now)
{
	return post_queue_with(desk, out, id, values, NULL, now);
}
