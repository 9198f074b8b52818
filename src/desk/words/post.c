/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * post - a message becomes a row of the outbox: its text, its alphabet, its
 * parts.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "desk/words/words_private.h"
#include "language/text.h"

/* Choose its alphabet and count its parts; -1 if too long for any. */
static int
fit(const struct desk *desk, struct outbox_message *out)
{
	struct text_part	part[256];
	size_t			len;
	int			max = desk->conf->max_parts;

	len = strlen(out->text);
	out->coding = text_is_gsm7(out->text) ? TEXT_GSM7 : TEXT_UCS2;
	out->parts = text_split(out->text, out->coding, part, max);
	if (out->parts == -1 && out->coding == TEXT_GSM7)
		text_clip(out->text, max * TEXT_PART_SEPTETS - max);
	/* Other scripts: cut at a character until the parts are enough. */
	while ((out->parts = text_split(out->text, out->coding, part, max))
	    == -1 && len > 0) {
		len = strlen(out->text) - 1;
		while (len > 0 && ((unsigned char)out->text[len] & 0xc0)
		    == 0x80)
			len--;
		out->text[len] = '\0';
	}
	return out->parts > 0 ? 0 : -1;
}

/* Fill the text of an outbox row and choose its alphabet; -1 if too long. */
int
post_write(const struct desk *desk, struct outbox_message *out,
    enum message_id id, const struct message_values *values)
{
	message_write(out->text, sizeof out->text, id,
	    desk->conf->message[id], values);
	return fit(desk, out);
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
	    " %s", after) > 0 && fit(desk, out) == -1)
		return 0;
	return store_outbox_add(desk->store, out);
}

/* The same without one. */
int
post_queue(struct desk *desk, struct outbox_message *out, enum message_id id,
    const struct message_values *values, int64_t now)
{
	return post_queue_with(desk, out, id, values, NULL, now);
}
