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
#include "language/echo.h"
#include "language/grammar.h"
#include "language/interpret.h"
#include "language/judge/judge.h"
#include "language/outcome.h"

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
	m->intent = m->meant = INTENT_UNKNOWN;
	m->category = m->kelurahan = m->opd = -1;
	m->second = m->verdict = m->matter = m->danger = m->answer = -1;
	m->confidence = m->alsos = m->ticket_count = 0;
	m->ok = m->fuzzy = m->kelurahan_doubt = false;
	m->command = m->undo = m->echo = m->ticket_doubt = false;
	m->all = m->secret = false;
	m->answered = ANSWERED_NOT;
	m->candidates = m->furthers = m->days = m->day = m->month = 0;
	m->leave = (struct leave){ 0 };
	m->ticket[0] = m->code[0] = m->name[0] = m->topic[0] = '\0';
	m->description[0] = m->detail[0] = m->behalf[0] = '\0';
}

/*
 * "lapor pak, 1234 selesai": LAPOR, but to report back on a ticket, or a noun:
 * "laporan apa yang belum saya kerjakan".
 */
static bool
is_answer(const struct view *v)
{
	return errand_is_state(v) || (v->topic.certainty == CERTAIN_NONE &&
	    (grammar_ticket(&v->scan, 0) != -1 ||
	    scan_is(&v->scan, v->head.report_end - 1, CONF_WORDS_TICKET)));
}

/* What a text that undoes a reading says is right. */
static void
keep_correction(const struct view *v, struct meaning *m)
{
	m->category = request_keyword(&v->scan);
	if (v->topic.certainty == CERTAIN_SURE && m->category == -1)
		m->category = v->topic.index;
	if (v->place.certainty == CERTAIN_SURE)
		m->kelurahan = v->place.index;
}

/* Whether a whole new report follows the "salah": "salah. LAPOR ..." */
static bool
is_anew(const struct view *v, const struct meaning *m)
{
	int	i;

	if (m->intent != INTENT_REPORT && m->intent != INTENT_CLARIFY)
		return false;
	for (i = 1; i < v->scan.count; i++)
		if (scan_is(&v->scan, i, CONF_WORDS_REPORT) &&
		    !scan_is(&v->scan, i, CONF_WORDS_TICKET) &&
		    v->topic.certainty == CERTAIN_SURE)
			return true;
	return false;
}

/* A report that asks instead is a question. */
static void
unask(const struct view *v, struct meaning *m)
{
	if ((m->intent != INTENT_REPORT && m->intent != INTENT_CLARIFY) ||
	    m->command || !wish_is_question(v))
		return;
	m->intent = INTENT_QUESTION;
	m->candidates = 0;
	m->kelurahan_doubt = false;
	m->second = -1;
}

static void
read_citizen(const struct view *v, struct meaning *m)
{
	m->verdict = outcome_first(v);
	m->undo = request_is_undo(v);
	if ((!request_read(v, m) && (m->undo || !wish_read(v, m))) ||
	    complaint_overrules(v, m)) {
		complaint_read(v, m);
		unask(v, m);
	}
	if (m->undo && m->intent == INTENT_UNKNOWN)
		keep_correction(v, m);
	if (m->undo && is_anew(v, m)) {
		m->undo = false;
		m->command = true;
	}
	aside_read(v, m);
}

/* What a judge thinks of each intent that a grammar may have read. */
static const struct {
	enum intent	intent;
	enum wanted	wanted;
} wanteds[] = {
	{ INTENT_STATUS, WANTED_STATUS }, { INTENT_ADD, WANTED_ADD },
	{ INTENT_CONFIRM, WANTED_CONFIRM }, { INTENT_THANKS, WANTED_THANKS },
	{ INTENT_INFO, WANTED_INFO }, { INTENT_QUESTION, WANTED_INFO },
	{ INTENT_ELSEWHERE, WANTED_ELSEWHERE },
	{ INTENT_SUPPORT, WANTED_OTHER }, { INTENT_CANCEL, WANTED_OTHER },
	{ INTENT_REGISTER, WANTED_OTHER }, { INTENT_HELP, WANTED_OTHER },
	{ INTENT_STOP, WANTED_OTHER }
};

/*
 * How sure a request is: words of the grammar said it, and of what they leave
 * open the judge says how likely it is.
 */
static void
rate_request(const struct view *v, struct meaning *m)
{
	size_t	i;

	if (!v->judged || m->confidence > 0)
		return;
	for (i = 0; i < sizeof wanteds / sizeof wanteds[0]; i++)
		if (wanteds[i].intent == m->intent)
			m->confidence = 50 + (int)(50 *
			    v->verdict.wanted[wanteds[i].wanted]);
}

/* What an SMS of ours in the text, or a thumb, makes of it. */
static void
read_echo(const struct view *v, enum interpret_from from, const char *text,
    const struct echo *e, struct meaning *m)
{
	enum echo_touch	touch = e->found ? e->touch : echo_thumb(text);

	m->echo = e->found;
	if (e->found && !e->alone)
		return;
	if (e->found)
		m->intent = INTENT_UNKNOWN;
	if (touch != TOUCH_NONE)
		m->intent = INTENT_THANKS;
	if (touch == TOUCH_DISLIKED && from == FROM_CITIZEN)
		context_dislike(v, text + e->start, e->end - e->start, m);
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
	struct echo	echo;
	char		own[TEXT_MAX_BYTES];
	bool		citizen;

	meaning_clear(m);
	snprintf(own, sizeof own, "%s", text);
	echo_cut(lex, context, own, &echo);
	view_read_in(&v, lex, own, context);
	if (v.scan.count == 0 || echo.alone) {
		read_echo(&v, from, text, &echo, m);
		return;
	}
	citizen = from != FROM_STAFF || (v.head.report && !is_answer(&v));
	if (!citizen && !duty_read(&v, m))
		citizen = v.head.report;
	if (citizen) {
		judge_hear(&v);
		read_citizen(&v, m);
	}
	if (context != NULL)
		context_apply(&v, from, m);
	if (citizen) {
		beyond_read(&v, m);
		if (context == NULL || (context->asked == ASKED_NOTHING &&
		    context->reports == 0))
			complaint_hush(&v, m);
		rate_request(&v, m);
	}
	read_echo(&v, from, text, &echo, m);
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
