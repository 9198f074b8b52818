/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * interpret - what an SMS means.
 *
 * This file only chooses the grammar: citizens' and officers', requests
 * before reports.
 */

#include <stdio.h>

#include "conf/city.h"
#include "language/beyond.h"
#include "language/grammar.h"
#include "language/interpret.h"

static const char *const intent_names[INTENT_COUNT] = {
#define X(name, text)	[INTENT_##name] = text,
	INTENTS(X)
#undef X
};

/* The text of an intent, as the world outside knows it. */
const char *
intent_name(enum intent intent)
{
	return intent < INTENT_COUNT ? intent_names[intent] : "unknown";
}

static void
meaning_clear(struct meaning *m)
{
	m->intent = INTENT_UNKNOWN;
	m->category = m->kelurahan = m->opd = -1;
	m->second = m->verdict = m->matter = m->danger = -1;
	m->confidence = m->alsos = 0;
	m->ok = m->fuzzy = m->kelurahan_doubt = false;
	m->command = m->undo = false;
	m->candidates = m->furthers = m->days = m->day = m->month = 0;
	m->ticket[0] = m->code[0] = m->name[0] = m->topic[0] = '\0';
	m->description[0] = m->detail[0] = '\0';
}

/* "lapor pak, 1234 selesai": LAPOR, but to report back on a ticket. */
static bool
is_answer(const struct view *v)
{
	return v->topic.certainty == CERTAIN_NONE &&
	    grammar_ticket(&v->scan, 0) != -1;
}

/* What a text that undoes a reading says is right. */
static void
keep_correction(const struct view *v, struct meaning *m)
{
	if (v->topic.certainty == CERTAIN_SURE)
		m->category = v->topic.index;
	if (v->place.certainty == CERTAIN_SURE)
		m->kelurahan = v->place.index;
}

/*
 * Read a clean text (text_clean).  Citizens and officers have each their own
 * grammar; an officer's text that begins with LAPOR is a citizen's.  Plain
 * function: nothing is kept, nothing allocated.
 */
void
interpret(const struct lexicon *lex, enum interpret_from from,
    const char *text, const struct context *context, struct meaning *m)
{
	struct view	v;

	(void)context;
	meaning_clear(m);
	view_read(&v, lex, text);
	if (v.scan.count == 0)
		return;
	if (from == FROM_STAFF && (!v.head.report || is_answer(&v))) {
		if (!duty_read(&v, m))
			m->intent = INTENT_UNKNOWN;
		return;
	}
	m->verdict = request_verdict(&v);
	m->undo = request_is_undo(&v);
	if (!request_read(&v, m))
		complaint_read(&v, m);
	if (m->undo && m->intent == INTENT_UNKNOWN)
		keep_correction(&v, m);
	beyond_read(&v, m);
}

/*
 * The i-th further command of a text that was read as whole, as if it had
 * come alone.
 */
void
interpret_further(const char *text, const struct meaning *whole, int i,
    struct meaning *m)
{
	const struct further	*f = &whole->further[i];

	meaning_clear(m);
	m->intent = f->intent;
	m->opd = f->opd;
	snprintf(m->ticket, sizeof m->ticket, "%s", f->ticket);
	snprintf(m->code, sizeof m->code, "%s", f->code);
	snprintf(m->detail, sizeof m->detail, "%.*s", f->to - f->from,
	    text + f->from);
}

/* Does a clean text say yes (1) or no (0) to what was asked, or else (-1)? */
int
interpret_consent(const struct lexicon *lex, const char *text)
{
	struct view	v;
	int		i;

	view_read(&v, lex, text);
	for (i = 0; i < v.scan.count; i++)
		if (scan_is(&v.scan, i, CONF_WORDS_REFUSE))
			return 0;
		else if (scan_is(&v.scan, i, CONF_WORDS_AGREE))
			return 1;
		else if (!scan_is(&v.scan, i, CONF_WORDS_FILLER) &&
		    !scan_is(&v.scan, i, CONF_WORDS_TITLE))
			return -1;
	return -1;
}
