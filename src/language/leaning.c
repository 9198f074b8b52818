/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * leaning - what a text rather wants where no sentence is known by its shape:
 * two kinds of words that stand in it, whatever their order.
 *
 * This file alone knows which kinds of words make a wish together, and which
 * others must not stand beside them.
 */

#include <string.h>

#include "conf/city.h"
#include "language/grammar.h"
#include "language/outcome.h"
#include "language/shape.h"
#include "language/ticket.h"

#define LONG_WISH	16	/* tokens; more tell a story of their own */
#define TICKET_DIGITS	4	/* at least, of one that nothing announces */
#define LIKELY		0.3	/* a wish's chance, to be believed */
#define LONG_LIST	9	/* tokens of who asks for his tasks */

/* Whether words of both lists stand in a text, neither within the other. */
static bool
says_both(const struct view *v, int one, int other)
{
	const struct scan		*s = &v->scan;
	const struct lexicon_entry	*e;
	int				 i, k;

	for (i = 0; i < s->hits; i++) {
		e = scan_entry(s, &s->hit[i]);
		if (e->kind != LEXICON_LIST || e->index != one ||
		    s->hit[i].distance > 0)
			continue;
		for (k = 0; k < s->hits; k++) {
			e = scan_entry(s, &s->hit[k]);
			if (e->kind == LEXICON_LIST && e->index == other &&
			    s->hit[k].distance == 0 &&
			    (s->hit[k].start >= s->hit[i].end ||
			    s->hit[k].end <= s->hit[i].start))
				return true;
		}
	}
	return false;
}

/* A wish about the service itself: short, of no matter, no report. */
static bool
is_about_us(const struct view *v)
{
	const struct scan	*s = &v->scan;

	return s->count <= LONG_WISH && grammar_ticket(s, 0) == -1 &&
	    v->topic.certainty == CERTAIN_NONE &&
	    !grammar_says(v, CONF_WORDS_MINE) &&
	    !shape_has(s, CONF_WORDS_TICKET) &&
	    !grammar_says(v, CONF_WORDS_NOISE);
}

/* "beta sonde mau tarima sms lai", "udahan dong smsnya". */
bool
leaning_stop(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	bool			 again = shape_has_word(s, "lagi") ||
				    shape_has_word(s, "lai");

	if (shape_is_command(v) || !(is_about_us(v) || (again &&
	    s->count <= LONG_LIST && grammar_ticket(s, 0) == -1)) ||
	    grammar_says(v, CONF_WORDS_SECRET) ||
	    v->place.certainty == CERTAIN_SURE)
		return false;
	if (!says_both(v, CONF_WORDS_CEASE, CONF_WORDS_MESSAGE) &&
	    !(again && shape_has_word(s, "tidak") &&
	    shape_has(s, CONF_WORDS_MESSAGE)))
		return false;
	m->intent = INTENT_STOP;
	return true;
}

/* "saya tidak tahu harus mengetik apa", "ini sms buat apa". */
bool
leaning_help(const struct view *v, struct meaning *m)
{
	if (!is_about_us(v) || shape_has(&v->scan, CONF_WORDS_SERVICE) ||
	    v->place.certainty == CERTAIN_SURE ||
	    !says_both(v, CONF_WORDS_METHOD, CONF_WORDS_USING))
		return false;
	m->intent = INTENT_HELP;
	return true;
}

/* Strong words for away with it, that need only a number beside them. */
static bool
says_away(const struct view *v)
{
	static const char *const away[] = { "cabut", "hapus", "tarik",
	    "hapuskan", "dihapus", "dicabut", "ditarik", "hilangkan" };
	size_t	k;

	for (k = 0; k < sizeof away / sizeof away[0]; k++)
		if (shape_has_word(&v->scan, away[k]))
			return true;
	return grammar_says(v, CONF_WORDS_NEEDLESS);
}

/* "1181 sonde usah su, katong su kerja sandiri": of a known report. */
bool
leaning_cancel(const struct view *v, int ticket)
{
	const struct scan	*s = &v->scan;

	return (ticket != -1 || grammar_says(v, CONF_WORDS_MINE) ||
	    shape_has(s, CONF_WORDS_TICKET) || (v->context != NULL &&
	    v->context->reports > 0 &&
	    v->topic.certainty == CERTAIN_NONE)) &&
	    s->count <= LONG_WISH && (grammar_says(v, CONF_WORDS_NEEDLESS) ||
	    (ticket != -1 && says_away(v))) &&
	    !grammar_says(v, CONF_WORDS_SUPPORT);
}

/* "laporan beta", though mistyped: whose it is stands behind it. */
static bool
is_mine(const struct view *v)
{
	static const char *const own[] = { "saya", "beta", "kami", "katong",
	    "sa", "sy", "ktg", "bt", "aku" };
	const struct scan	*s = &v->scan;
	int			 i = v->head.report_end;
	size_t			 k;

	if (grammar_says(v, CONF_WORDS_MINE))
		return true;
	if (!v->head.report || i < 1 || shape_is_word(s, i - 1, "lapor"))
		return false;
	for (k = 0; k < sizeof own / sizeof own[0]; k++)
		if (shape_is_word(s, i, own[k]))
			return true;
	return false;
}

/* Who speaks of his report and says nothing else wants to know of it. */
static bool
leans_to_status(const struct view *v)
{
	const struct scan	*s = &v->scan;

	return s->count <= LONG_WISH && is_mine(v) &&
	    (v->topic.certainty == CERTAIN_NONE ||
	    shape_has(s, CONF_WORDS_QUESTION) || shape_has(s, CONF_WORDS_OR))
	    && v->place.certainty == CERTAIN_NONE &&
	    (s->count <= LONG_LIST || !grammar_says(v, CONF_WORDS_NOISE)) &&
	    !grammar_says(v, CONF_WORDS_HOWTO) &&
	    !shape_has(s, CONF_WORDS_THANKS) &&
	    !shape_has(s, CONF_WORDS_SERVICE);
}

static bool
asks(const struct scan *s)
{
	return strchr(s->text, '?') != NULL ||
	    shape_has(s, CONF_WORDS_QUESTION) ||
	    shape_has(s, CONF_WORDS_ASKING) ||
	    shape_has(s, CONF_WORDS_ENQUIRY) || shape_has_word(s, "lama");
}

/* "3417 di sini juga begitu": with others so, too. */
bool
leaning_shared(const struct view *v)
{
	const struct scan	*s = &v->scan;

	return grammar_says(v, CONF_WORDS_SAME) ||
	    grammar_says(v, CONF_WORDS_SUPPORT) ||
	    strstr(s->text, "+1 ") != NULL || ((shape_has_word(s, "juga") ||
	    shape_has_word(s, "sama")) && (shape_has_word(s, "saya") ||
	    shape_has_word(s, "beta") || shape_has_word(s, "kami") ||
	    shape_has_word(s, "katong") || shape_has_word(s, "sini"))) ||
	    ((shape_has_word(s, "mengalami") || shape_has_word(s, "rasa") ||
	    shape_has_word(s, "merasakan")) && (shape_has_word(s, "kami") ||
	    shape_has_word(s, "saya") || shape_has_word(s, "katong") ||
	    shape_has_word(s, "beta"))) || ((shape_has_word(s, "benar") ||
	    shape_has_word(s, "betul")) && (shape_has_word(s, "kami") ||
	    shape_has_word(s, "katong") || shape_has_word(s, "warga")));
}

/* Whether anything is told of the thing itself: what, where, how many. */
static bool
tells_of_thing(const struct scan *s)
{
	static const enum conf_words lists[] = { CONF_WORDS_NEAR,
	    CONF_WORDS_LANDMARK, CONF_WORDS_HOUSE, CONF_WORDS_STREET,
	    CONF_WORDS_AT, CONF_WORDS_KEEP, CONF_WORDS_ADD, CONF_WORDS_WORSE,
	    CONF_WORDS_UNIT, CONF_WORDS_COUNTED, CONF_WORDS_TO,
	    CONF_WORDS_EFFECT, CONF_WORDS_CAUSE, CONF_WORDS_ALSO,
	    CONF_WORDS_CEASE };
	const struct lexicon_entry	*e;
	size_t				 k;
	int				 i;

	for (i = 0; i < s->hits; i++) {
		e = scan_entry(s, &s->hit[i]);
		if (e->kind == LEXICON_PHRASE || e->kind == LEXICON_KEYWORD ||
		    e->kind == LEXICON_KELURAHAN)
			return true;
		for (k = 0; e->kind == LEXICON_LIST &&
		    k < sizeof lists / sizeof lists[0]; k++)
			if (e->index == (int)lists[k])
				return true;
	}
	return s->count > LONG_LIST;
}

/* "sonde ada yang urus" */
static bool
denies_any(const struct scan *s)
{
	int	i;

	for (i = 0; i + 1 < s->count; i++)
		if (shape_is_word(s, i, "tidak") &&
		    shape_is_word(s, i + 1, "ada"))
			return true;
	return false;
}

/*
 * Whether a number is so surely a ticket that all beside it is about its
 * report: announced, of the sender's, or able to be one.
 */
static bool
is_sure(const struct view *v, int ticket)
{
	const struct scan	*s = &v->scan;

	return grammar_is_marked(s, ticket) ||
	    grammar_known(v->context, s->token[ticket].text) != NULL ||
	    ticket_to_sequence(s->token[ticket].text) != -1;
}

/*
 * What is wanted of the report of a number, or, without a number, of one's
 * own, where no sentence was known: the strongest kind of word, and more to
 * it if there is none.
 */
bool
leaning_report(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 ticket = grammar_ticket(s, 0), verdict;

	if (shape_is_command(v) && !is_mine(v))
		return false;
	if (ticket == -1) {
		if (!leans_to_status(v))
			return false;
		m->intent = INTENT_STATUS;
		return true;
	}
	if (!is_sure(v, ticket) || s->count > 2 * LONG_WISH ||
	    s->token[ticket].len < TICKET_DIGITS ||
	    (s->count > LONG_LIST && grammar_says(v, CONF_WORDS_NOISE)) ||
	    (v->topic.certainty == CERTAIN_SURE &&
	    v->place.certainty == CERTAIN_SURE))
		return false;
	verdict = denies_any(s) ? 0 : outcome_said(v, false);
	grammar_keep_ticket(s, ticket, m);
	m->ok = verdict == 1;
	m->intent = says_away(v) ? INTENT_CANCEL : leaning_shared(v) ?
	    INTENT_SUPPORT : asks(s) || s->count < 3 ? INTENT_STATUS :
	    verdict != -1 ? INTENT_CONFIRM :
	    tells_of_thing(s) ? INTENT_ADD : INTENT_STATUS;
	if (m->intent == INTENT_ADD)
		grammar_keep(m->detail, sizeof m->detail, s, 0, -1);
	return true;
}

/*
 * Whether the judge, if there is one, thinks this wish (enum wanted) likely,
 * where the words alone leave it open.
 */
bool
leaning_judged(const struct view *v, int wanted)
{
	return v->judged && v->verdict.wanted[wanted] >= LIKELY;
}

/*
 * Whether a wish stands though it sounds like talk: it has a number that can
 * be a ticket, or is of somebody who has a report, or gives a name and a
 * place.
 */
bool
leaning_stands(const struct view *v, const struct meaning *m)
{
	if (m->intent == INTENT_QUESTION || m->intent == INTENT_ELSEWHERE ||
	    m->intent == INTENT_INFO ||
	    grammar_says(v, CONF_WORDS_NOISE))
		return m->ticket[0] != '\0' &&
		    grammar_known(v->context, m->ticket) != NULL;
	if (m->intent == INTENT_REGISTER)
		return m->name[0] != '\0' && m->kelurahan != -1;
	return v->scan.count <= LONG_WISH && (m->ticket[0] != '\0' ?
	    strlen(m->ticket) >= TICKET_DIGITS &&
	    ticket_to_sequence(m->ticket) != -1 :
	    (m->intent == INTENT_STATUS && is_mine(v)) ||
	    (v->context != NULL && v->context->reports > 0));
}

/* An officer asks what is there to do: "masih ada laporan ko?" */
bool
leaning_list(const struct view *v)
{
	const struct scan	*s = &v->scan;

	return s->count <= LONG_LIST && grammar_ticket(s, 0) == -1 &&
	    v->topic.certainty == CERTAIN_NONE &&
	    (shape_has(s, CONF_WORDS_QUESTION) || shape_has(s, CONF_WORDS_OR) ||
	    shape_has(s, CONF_WORDS_ASKING) || strchr(s->text, '?') != NULL) &&
	    (shape_has(s, CONF_WORDS_TICKET) || shape_has(s, CONF_WORDS_LIST) ||
	    shape_has(s, CONF_WORDS_PROGRESS) ||
	    shape_has(s, CONF_WORDS_UNSATISFIED)) &&
	    !grammar_says(v, CONF_WORDS_HOWTO);
}
