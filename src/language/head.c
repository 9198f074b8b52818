/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * head - how a message begins: LAPOR, a category and a kelurahan, in any
 * order and with politeness before and between.
 */

#include "conf/city.h"
#include "language/reading.h"

#define TOPIC_WEIGHT	6	/* of a phrase that can stand for a keyword */

/* The first token from i on that is not politeness. */
int
head_skip(const struct scan *s, int i)
{
	while (scan_is(s, i, CONF_WORDS_FILLER) ||
	    scan_is(s, i, CONF_WORDS_TITLE))
		i++;
	return i;
}

/* What may stand in a place of the head. */
enum slot { SLOT_PLACE, SLOT_KEYWORD, SLOT_TOPIC };

static bool
fits(const struct lexicon_entry *e, enum slot slot)
{
	if (slot == SLOT_PLACE)
		return e->kind == LEXICON_KELURAHAN ||
		    e->kind == LEXICON_STEM;
	return e->kind == LEXICON_KEYWORD || (slot == SLOT_TOPIC &&
	    e->kind == LEXICON_PHRASE && e->weight >= TOPIC_WEIGHT);
}

/* The longest match that fits a slot and begins at token i, or NULL. */
static const struct hit *
longest_at(const struct scan *s, int i, enum slot slot)
{
	const struct lexicon_entry	*e;
	const struct hit		*best = NULL, *h;
	int				 k;

	for (k = 0; k < s->hits; k++) {
		h = &s->hit[k];
		if (h->start != i || h->covered || h->gap)
			continue;
		e = scan_entry(s, h);
		if (!fits(e, slot))
			continue;
		if (best == NULL || h->end > best->end ||
		    (h->end == best->end && (h->distance < best->distance ||
		    (h->distance == best->distance &&
		    e->kind == LEXICON_KEYWORD))))
			best = h;
	}
	return best;
}

/* Past the words that only say that a place comes: "di kel." */
static int
skip_at(const struct scan *s, int i)
{
	while (scan_is(s, i, CONF_WORDS_AT) ||
	    scan_is(s, i, CONF_WORDS_VILLAGE))
		i++;
	return i;
}

static void
keep_topic(const struct scan *s, struct head *head, const struct hit *topic)
{
	if (topic == NULL)
		return;
	head->topic = topic->start;
	head->topic_end = topic->end;
	head->keyword = scan_entry(s, topic)->kind == LEXICON_KEYWORD;
}

static void
find_slots(const struct scan *s, struct head *head)
{
	const struct hit	*topic, *place;
	enum slot		 slot = head->report ? SLOT_TOPIC :
				    SLOT_KEYWORD;
	int			 i = head->body;

	place = longest_at(s, skip_at(s, i), SLOT_PLACE);
	topic = longest_at(s, i, slot);
	if (topic != NULL && (place == NULL || topic->end >= place->end)) {
		keep_topic(s, head, topic);
		place = longest_at(s, skip_at(s, topic->end), SLOT_PLACE);
	} else if (place != NULL) {
		topic = longest_at(s, place->end, slot);
		keep_topic(s, head, topic);
	}
	if (place != NULL) {
		head->place = place->start;
		head->place_end = place->end;
	}
}

/*
 * Find how a text begins.  Without LAPOR a category at the beginning counts
 * only next to its kelurahan or before a break.
 */
void
head_find(const struct scan *s, struct head *head)
{
	int	i = head_skip(s, 0), after;

	*head = (struct head){ .topic = -1, .topic_end = -1, .place = -1,
	    .place_end = -1 };
	while (scan_is(s, i, CONF_WORDS_REPORT)) {
		head->report = true;
		head->report_end = i + 1;
		i = head_skip(s, i + 1);
	}
	head->body = i;
	find_slots(s, head);
	if (head->report || head->topic == -1)
		return;
	after = head->topic_end;
	/* "jalan Merdeka ..." is a street. */
	if (after - head->topic == 1 && head->place_end < s->count &&
	    scan_is(s, head->topic, CONF_WORDS_STREET))
		head->topic = head->topic_end = -1;
	else if (head->place == -1 && (after >= s->count ||
	    s->token[after].before < BREAK_COMMA))
		head->topic = head->topic_end = -1;
}
