/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * post - a message becomes a row of the outbox: its text, its alphabet, its
 * parts.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "desk/words/letter.h"
#include "desk/words/said.h"
#include "desk/words/words.h"
#include "desk/words/words_private.h"
#include "language/text.h"

/* Fill the text of an outbox row and choose its alphabet; -1 if too long. */
int
post_write(const struct desk *desk, struct outbox_message *out,
    enum message_id id, const struct message_values *values)
{
	struct text_part	part[256];
	size_t			len;
	int			max = desk->conf->max_parts;

	len = message_write(out->text, sizeof out->text, id,
	    desk->conf->message[id], values);
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

/* Put it into the outbox, unless not even one part of it can be sent. */
int
post_queue(struct desk *desk, struct outbox_message *out, enum message_id id,
    const struct message_values *values, int64_t now)
{
	snprintf(out->kind, sizeof out->kind, "%s", message_key(id));
	out->created_at = now;
	if (out->next_try == 0)
		out->next_try = now;
	/* What came by a menu is answered by whichever modem is best. */
	if (strcmp(out->modem, LETTER_BY_MENU) == 0)
		out->modem[0] = '\0';
	if (post_write(desk, out, id, values) == -1)
		return 0;
	return store_outbox_add(desk->store, out) == -1 ? -1 :
	    said_keep(desk, out, now);
}
