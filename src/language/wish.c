/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * wish - what citizens ask for in free words, without a command or with it
 * last.
 *
 * This file alone knows the shapes of such sentences: which kinds of words
 * (the lists of words.conf) stand together, in which order, and what must not
 * stand beside them.
 */

#include "base/text.h"
#include "conf/city.h"
#include "language/grammar.h"
#include "language/outcome.h"
#include "language/shape.h"
#include "language/ticket.h"

#define FEW_WORDS	8	/* of a text that is only thanks */
#define WEAK_TOPIC	50	/* tenths; less is a word by the way */
#define OPENING		4	/* tokens in which a question begins */
#define LONG_WISH	16	/* tokens; more tell a story of their own */
#define LONG_QUESTION	24

static bool
is_topical(const struct view *v)
{
	return v->topic.certainty != CERTAIN_NONE;
}

static bool
is_placed(const struct view *v)
{
	return v->place.certainty != CERTAIN_NONE;
}

static bool
keep(struct meaning *m, enum intent intent)
{
	m->intent = intent;
	return true;
}

/* A wish is short; a story that holds its words is none. */
static bool
is_long(const struct view *v)
{
	return v->scan.count > LONG_WISH;
}

/* Whether the text begins by asking, after politeness. */
static bool
opens_asking(const struct view *v)
{
	const struct scan	*s = &v->scan;
	int			 i = head_skip(s, 0);

	return shape_find(s, 0, i + OPENING, CONF_WORDS_ASKING) != -1 ||
	    scan_is(s, i, CONF_WORDS_QUESTION) ||
	    shape_is_word(s, i, "kapan") || scan_is(s, i, CONF_WORDS_INFO);
}

/* The token behind the first sentence: what is told first counts. */
static int
first_sentence(const struct scan *s)
{
	int	i;

	for (i = 1; i < s->count; i++)
		if (s->token[i].before == BREAK_SENTENCE)
			return i;
	return s->count;
}

/* A word that speaks for a category, be it too little for a report. */
static bool
speaks_of_topic(const struct scan *s)
{
	const struct lexicon_entry	*e;
	int				 i;

	for (i = 0; i < s->hits; i++) {
		e = scan_entry(s, &s->hit[i]);
		if ((e->kind == LEXICON_KEYWORD ||
		    e->kind == LEXICON_PHRASE) && s->hit[i].distance == 0)
			return true;
	}
	return false;
}

/* "ko belum", "apa sonde": whether it was done. */
static bool
asks_whether(const struct view *v)
{
	const struct scan	*s = &v->scan;
	int			 i = shape_find(s, 1, s->count, CONF_WORDS_OR);

	return i != -1 && (i + 1 >= s->count ||
	    shape_is_word(s, i + 1, "belum") ||
	    shape_is_word(s, i + 1, "tidak") ||
	    scan_is(s, i + 1, CONF_WORDS_FILLER));
}

/* "dimana", "berapa", "siapa": a word that only a question begins with. */
static bool
opens_plainly(const struct scan *s)
{
	int	i = head_skip(s, 0);

	return s->count > 2 && scan_is(s, i, CONF_WORDS_QUESTION) &&
	    !shape_is_word(s, i, "bagaimana") && !shape_is_word(s, i, "apa") &&
	    !shape_is_word(s, i, "mana") && !shape_is_word(s, i, "kah");
}

/*
 * Whether a text asks something and reports nothing: "kapan air jalan di
 * liliba?", "info jadwal truk sampah oesapa".
 */
bool
wish_is_question(const struct view *v)
{
	const struct scan	*s = &v->scan;
	bool			 asking = shape_has(s, CONF_WORDS_ASKING),
				 service,
				 words, marked;

	service = shape_has(s, CONF_WORDS_SERVICE);
	if (shape_is_command(v) || s->count < 2 || s->count > LONG_QUESTION ||
	    (grammar_says(v, CONF_WORDS_NOISE) && (is_long(v) ||
	    !opens_asking(v) || !(asking || service))))
		return false;
	words = shape_find(s, 0, first_sentence(s), CONF_WORDS_QUESTION) != -1;
	marked = shape_has_mark(s) || asks_whether(v);
	words |= asks_whether(v);
	if (!opens_asking(v) && !(service && (words || asking ||
	    (marked && !is_topical(v)))) && !(marked && words))
		return false;
	if (shape_complains(v) && (is_topical(v) ? !(asking && service &&
	    !shape_tells_how_long(s)) : is_placed(v) && !service && !asking))
		return false;
	return asking || service || is_topical(v) ||
	    (is_placed(v) && speaks_of_topic(s)) ||
	    ((marked || opens_plainly(s)) && words &&
	    !grammar_says(v, CONF_WORDS_MINE) && (is_placed(v) ||
	    leaning_judged(v, WANTED_INFO)));
}

/* ---- the shapes, one reader each ---------------------------------------- */

/* A number far in a long text is rather an address. */
static int
find_ticket(const struct view *v)
{
	const struct scan	*s = &v->scan;
	int			 i = grammar_ticket(s, 0);

	return i == -1 || !is_long(v) || i <= head_skip(s, 0) + 2 ||
	    (grammar_is_marked(s, i) && s->count <= 2 * LONG_WISH) ? i : -1;
}

/* Whether words of a list begin the text, after politeness. */
static bool
opens_with(const struct view *v, int list)
{
	int	i = head_skip(&v->scan, 0);

	return grammar_says_in(&v->scan, 0, i + OPENING, list);
}

/* Whether several words stand there that are one entry of a list. */
static bool
says_several(const struct scan *s, int list)
{
	const struct lexicon_entry	*e;
	int				 i;

	for (i = 0; i < s->hits; i++) {
		e = scan_entry(s, &s->hit[i]);
		if (e->kind == LEXICON_LIST && e->index == list &&
		    s->hit[i].end - s->hit[i].start > 1 &&
		    s->hit[i].distance <= 1)
			return true;
	}
	return false;
}

static bool
read_stop(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 i = head_skip(s, 0), end = i;

	while (scan_is(s, end, CONF_WORDS_STOP))
		end++;
	if (end > i && end < s->count && s->count - end > FEW_WORDS &&
	    s->token[end].before < BREAK_COMMA)
		return false;
	/* "Stop, lampu jalan sudah menyala" */
	if (end > i && !shape_is_command(v) && (end >= s->count ||
	    s->token[end].before >= BREAK_COMMA ||
	    scan_is(s, end, CONF_WORDS_FILLER) ||
	    scan_is(s, end, CONF_WORDS_TITLE)) &&
	    !(is_topical(v) && is_placed(v) && outcome_said(v, false) != 1))
		return keep(m, INTENT_STOP);
	if (is_topical(v) || is_long(v) || grammar_says(v, CONF_WORDS_NOISE))
		return false;
	/* One word far from the beginning is a word of a story. */
	return says_several(s, CONF_WORDS_STOP) && !is_placed(v) &&
	    keep(m, INTENT_STOP);
}

static bool
read_help(const struct view *v, struct meaning *m)
{
	if (!grammar_says(v, CONF_WORDS_HOWTO) || is_long(v) ||
	    (is_topical(v) &&
	    is_placed(v)) || (is_topical(v) && shape_complains(v)) ||
	    shape_has(&v->scan, CONF_WORDS_MINE))
		return false;
	if (shape_has(&v->scan, CONF_WORDS_SERVICE) &&
	    !shape_has(&v->scan, CONF_WORDS_REPORT))
		return false;
	return keep(m, INTENT_HELP);
}

/* The ticket that the text may give, kept; whether there is one. */
static bool
keep_ticket(const struct view *v, struct meaning *m)
{
	int	i = find_ticket(v);

	if (i == -1)
		return false;
	grammar_keep_ticket(&v->scan, i, m);
	return true;
}

/* Words that tell that a text speaks of a report known to both. */
static bool
is_known(const struct view *v, int ticket)
{
	return ticket != -1 || grammar_says(v, CONF_WORDS_MINE);
}

static bool
read_cancel(const struct view *v, struct meaning *m)
{
	int	ticket = find_ticket(v);

	if (shape_is_command(v) || is_long(v))
		return false;
	if (!grammar_says(v, CONF_WORDS_CANCEL) &&
	    !leaning_cancel(v, ticket))
		return false;
	if (!is_known(v, ticket) && !shape_has(&v->scan, CONF_WORDS_TICKET) &&
	    (is_placed(v) || (!opens_with(v, CONF_WORDS_CANCEL) &&
	    (is_topical(v) || shape_has_mark(&v->scan) ||
	    shape_has(&v->scan, CONF_WORDS_ASKING)))))
		return false;
	keep_ticket(v, m);
	m->all = ticket == -1 && shape_has(&v->scan, CONF_WORDS_ALL);
	return keep(m, INTENT_CANCEL);
}

/* "beta juga kena, sama dengan 1007": one more voice for a report. */
static bool
read_support(const struct view *v, struct meaning *m)
{
	int	ticket = find_ticket(v);

	if (shape_is_command(v) || is_long(v) ||
	    grammar_says(v, CONF_WORDS_KEEP) ||
	    !(ticket != -1 ? leaning_shared(v) :
	    grammar_says(v, CONF_WORDS_SAME) ||
	    grammar_says(v, CONF_WORDS_SUPPORT)))
		return false;
	if (ticket == -1 && (is_placed(v) || is_topical(v) ||
	    !shape_has(&v->scan, CONF_WORDS_TICKET)))
		return false;
	keep_ticket(v, m);
	return keep(m, INTENT_SUPPORT);
}

/* "belum ada yang hubungi saya": nobody did anything. */
static bool
misses_any(const struct scan *s)
{
	int	i;

	for (i = 0; i + 2 < s->count; i++)
		if ((shape_is_word(s, i, "belum") ||
		    shape_is_word(s, i, "tidak")) &&
		    shape_is_word(s, i + 1, "ada") &&
		    shape_is_word(s, i + 2, "yang"))
			return true;
	return false;
}

/* What became of a report. */
static bool
read_status(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 ticket = find_ticket(v);
	bool			 asks;

	if ((shape_is_command(v) && !shape_has(s, CONF_WORDS_MINE)) ||
	    (is_long(v) && ticket == -1))
		return false;
	asks = grammar_says(v, CONF_WORDS_ENQUIRY) ||
	    shape_has(s, CONF_WORDS_STATUS) || (shape_has_mark(s) &&
	    (shape_has(s, CONF_WORDS_QUESTION) || ticket != -1)) ||
	    (ticket != -1 && asks_whether(v)) ||
	    (ticket == -1 && shape_has(s, CONF_WORDS_TICKET) && misses_any(s));
	if (!asks || grammar_says(v, CONF_WORDS_NOISE))
		return false;
	if (!is_known(v, ticket) && !(shape_has(s, CONF_WORDS_TICKET) &&
	    !is_placed(v)))
		return false;
	/* Whoever tells all of it anew wants it done, not answered. */
	if (ticket == -1 && is_topical(v) && (is_placed(v) ||
	    shape_tells_how_long(s)))
		return false;
	keep_ticket(v, m);
	return keep(m, INTENT_STATUS);
}

/* CEK SAMPAH OESAPA: how a matter stands at a place. */
static bool
read_survey(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 i = head_skip(s, 0), ticket;

	ticket = find_ticket(v);
	if (!scan_is(s, i, CONF_WORDS_STATUS) || ticket != -1 ||
	    shape_is_command(v) || (!is_topical(v) && !is_placed(v)) ||
	    shape_complains(v) || s->count - i > FEW_WORDS)
		return false;
	if (v->topic.certainty == CERTAIN_SURE)
		m->category = v->topic.index;
	if (v->place.certainty == CERTAIN_SURE)
		m->kelurahan = v->place.index;
	return keep(m, INTENT_STATUS);
}

/* Keep all words but a ticket that begins or ends them. */
static void
keep_words(const struct scan *s, int ticket, struct meaning *m)
{
	if (ticket == -1)
		grammar_keep(m->detail, sizeof m->detail, s, 0, -1);
	else if (ticket + 1 < s->count)
		grammar_keep(m->detail, sizeof m->detail, s, ticket + 1, -1);
	else
		grammar_keep(m->detail, sizeof m->detail, s, 0, ticket);
}

/* "1023 itu di muka kios": where, right behind a number. */
static bool
tells_where(const struct scan *s, int ticket)
{
	static const enum conf_words lists[] = { CONF_WORDS_AT,
	    CONF_WORDS_NEAR, CONF_WORDS_LANDMARK, CONF_WORDS_HOUSE,
	    CONF_WORDS_STREET };
	size_t	k;

	for (k = 0; k < sizeof lists / sizeof lists[0]; k++)
		if (shape_find(s, ticket + 1, ticket + 4, (int)lists[k]) != -1)
			return true;
	return false;
}

/* More to a report: "lupa bilang ...", "1007 itu di samping gereja". */
static bool
read_add(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 ticket = find_ticket(v);
	bool			 says = grammar_says(v, CONF_WORDS_KEEP) ||
				    shape_has(s, CONF_WORDS_ADD), bare;

	if ((shape_is_command(v) && ticket == -1 &&
	    !shape_has(s, CONF_WORDS_MINE)) ||
	    (is_long(v) && (ticket == -1 || is_placed(v))))
		return false;
	bare = ticket != -1 && (ticket <= head_skip(s, 0) + 1 ||
	    (ticket <= head_skip(s, 0) + 3 && grammar_is_marked(s, ticket))) &&
	    s->count > ticket + 2 && (grammar_is_marked(s, ticket) ||
	    grammar_known(v->context, s->token[ticket].text) != NULL ||
	    ticket_to_sequence(s->token[ticket].text) != -1 ||
	    tells_where(s, ticket));
	if (!says && !bare)
		return false;
	if (ticket == -1 && !grammar_says(v, CONF_WORDS_MINE) &&
	    !opens_with(v, CONF_WORDS_KEEP))
		return false;
	if (ticket == -1 && is_topical(v) && is_placed(v))
		return false;
	keep_ticket(v, m);
	keep_words(s, ticket, m);
	return keep(m, INTENT_ADD);
}

/* A yes or no to a report, with its number or with thanks. */
static bool
read_confirm(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 ticket = find_ticket(v),
				 verdict = outcome_said(v, false);

	if (verdict == -1 || shape_is_command(v) ||
	    (is_long(v) && ticket == -1) || grammar_says(v, CONF_WORDS_NOISE))
		return false;
	if (ticket == -1 &&
	    !(verdict == 1 && shape_has(s, CONF_WORDS_THANKS)) &&
	    !(verdict == 0 && !is_topical(v) && !is_placed(v) &&
	    grammar_says(v, CONF_WORDS_TRUTH) && s->count <= 2 * FEW_WORDS))
		return false;
	if (ticket == -1 && verdict == 1 && is_topical(v) && shape_complains(v))
		return false;
	if (ticket != -1 && is_topical(v) && is_placed(v) &&
	    !grammar_is_marked(s, ticket) && ticket > head_skip(s, 0) &&
	    ticket_to_sequence(s->token[ticket].text) == -1)
		return false;
	keep_ticket(v, m);
	m->ok = verdict == 1;
	return keep(m, INTENT_CONFIRM);
}

/* "mohon info, terima kasih" asks; "terima kasih infonya" does not. */
static bool
asks_before_thanks(const struct scan *s)
{
	int	thanks = shape_find(s, 0, s->count, CONF_WORDS_THANKS);

	return shape_find(s, 0, s->count, CONF_WORDS_QUESTION) != -1 ||
	    shape_find(s, 0, thanks, CONF_WORDS_ASKING) != -1;
}

/* Thanks, ok, siap: only such words, or thanks and nothing that is wrong. */
static bool
read_thanks(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 i, other = 0, thanks = 0;

	if (shape_is_command(v) || (is_topical(v) &&
	    v->topic.score >= WEAK_TOPIC) || shape_has_mark(s) ||
	    grammar_says(v, CONF_WORDS_NOISE) ||
	    shape_has(s, CONF_WORDS_UNSATISFIED) || asks_before_thanks(s))
		return false;
	for (i = 0; i < s->count; i++) {
		if (scan_is(s, i, CONF_WORDS_THANKS))
			thanks++;
		else if (is_topical(v) && shape_is_passive(s, i))
			return false;
		else if (!scan_is(s, i, CONF_WORDS_FILLER) &&
		    !scan_is(s, i, CONF_WORDS_TITLE) &&
		    !scan_is(s, i, CONF_WORDS_ALL))
			other++;
	}
	if (thanks == 0 || grammar_ticket(s, 0) != -1 ||
	    (other > thanks && other > FEW_WORDS) ||
	    (other > 3 && !shape_is_word(s, 0, "makasih") &&
	    !shape_has_word(s, "makasih") &&
	    !shape_has_word(s, "terima")))
		return false;
	return keep(m, INTENT_THANKS);
}

/* "beda, punya saya di gang sebelah": a short reason behind a comma. */
static bool
is_explained(const struct scan *s, int i)
{
	return s->token[i].before >= BREAK_COMMA && s->count <= FEW_WORDS &&
	    grammar_ticket(s, 0) == -1 && !shape_has_mark(s);
}

/* Read IKUT or BEDA, alone: the answer to an offer. */
bool
wish_read_offer(const struct view *v, struct meaning *m)
{
	static const struct {
		enum conf_words	list;
		enum intent	intent;
	} rows[] = { { CONF_WORDS_APART, INTENT_APART },
	    { CONF_WORDS_JOIN, INTENT_JOIN } };
	const struct scan	*s = &v->scan;
	size_t			 k;
	int			 i;

	if (is_topical(v) || is_placed(v) || shape_is_command(v))
		return false;
	for (k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		for (i = 0; i < s->count; i++)
			if (!scan_is(s, i, rows[k].list) &&
			    !scan_is(s, i, CONF_WORDS_FILLER) &&
			    !scan_is(s, i, CONF_WORDS_TITLE) &&
			    !scan_is(s, i, CONF_WORDS_CHOOSE))
				break;
		if (i > 0 && (i == s->count || is_explained(s, i)) &&
		    shape_has(s, rows[k].list))
			return keep(m, rows[k].intent);
	}
	return false;
}

static bool
read_question(const struct view *v, struct meaning *m)
{
	if (is_topical(v) && is_placed(v) && !opens_asking(v) &&
	    !shape_has(&v->scan, CONF_WORDS_SERVICE) &&
	    !shape_has_mark(&v->scan) && !asks_whether(v))
		return false;
	if (!wish_is_question(v))
		return false;
	if (v->topic.certainty == CERTAIN_SURE)
		m->category = v->topic.index;
	if (v->place.certainty == CERTAIN_SURE)
		m->kelurahan = v->place.index;
	grammar_keep(m->description, sizeof m->description, &v->scan, 0, -1);
	return keep(m, INTENT_QUESTION);
}

/*
 * Whether a request stands by words that no report has, so that nothing else
 * in the text makes it one: "batal laporan sampah saya".
 */
bool
wish_is_firm(const struct view *v, const struct meaning *m)
{
	switch ((int)m->intent) {
	case INTENT_CANCEL:
		return grammar_says(v, CONF_WORDS_CANCEL) ||
		    leaning_cancel(v, -1);
	case INTENT_STATUS:
		return v->scan.count <= 2 * FEW_WORDS && !is_placed(v) &&
		    (grammar_says(v, CONF_WORDS_MINE) ||
		    (shape_has(&v->scan, CONF_WORDS_TICKET) &&
		    grammar_says(v, CONF_WORDS_ENQUIRY)));
	case INTENT_STOP:
		return !is_placed(v);
	case INTENT_QUESTION:
		return (opens_asking(v) && (first_sentence(&v->scan) ==
		    v->scan.count || !is_placed(v))) ||
		    (shape_has_mark(&v->scan) && !(is_topical(v) &&
		    is_placed(v)));
	}
	return false;
}

/*
 * Read a text as what a citizen wants besides reporting, in free words.  False
 * if it is none; the meaning is then as it was.
 */
bool
wish_read(const struct view *v, struct meaning *m)
{
	static bool (*const read[])(const struct view *, struct meaning *) = {
		read_stop, read_survey, read_help, leaning_stop,
		leaning_help, enroll_read, read_cancel, read_status,
		read_support, read_confirm, read_add, read_thanks, read_question, leaning_report
	};
	size_t	i;

	for (i = 0; i < sizeof read / sizeof read[0]; i++)
		if (read[i](v, m))
			return true;
	return false;
}
