/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * request - what a citizen may ask for besides reporting: the state of a
 * report, a word to add, a yes or no, help.
 *
 * This file alone knows when such a word is the request, and when it only
 * stands in a complaint.
 */

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "conf/city.h"
#include "language/grammar.h"
#include "language/outcome.h"
#include "language/shape.h"

#define BARE_TOKENS	6	/* of an answer without a ticket */
#define SHORT_TOKENS	4	/* of a command that needs no other word */
#define LABEL_TOKENS	5	/* behind DAFTAR, until "nama" */
#define UNDO_TOKENS	8	/* behind "salah" that may correct it */
#define LONG_TOKENS	24
#define NEAR_TICKET	7	/* tokens behind a ticket that belong to it */

static bool
is_first(const struct view *v, int list)
{
	return scan_is(&v->scan, head_skip(&v->scan, 0), list) ||
	    scan_is(&v->scan, 0, list);
}

/* Whether the text tells of a problem or a place. */
static bool
is_topical(const struct view *v)
{
	return v->topic.certainty != CERTAIN_NONE ||
	    v->place.certainty != CERTAIN_NONE;
}

static bool
keep_intent(struct meaning *m, enum intent intent)
{
	m->intent = intent;
	return true;
}

static bool
keep_confirm(struct meaning *m, bool ok)
{
	m->ok = ok;
	return keep_intent(m, INTENT_CONFIRM);
}

/* The commands that a ticket follows. */
static const struct {
	enum conf_words	list;
	enum intent	intent;
} commands[] = {
	{ CONF_WORDS_ADD,	INTENT_ADD },
	{ CONF_WORDS_CANCEL,	INTENT_CANCEL },
	{ CONF_WORDS_SUPPORT,	INTENT_SUPPORT },
	{ CONF_WORDS_STATUS,	INTENT_STATUS },
};

#define COMMANDS	(sizeof commands / sizeof commands[0])

/* The command said first before token end, or -1; *at tells where. */
static int
command_before(const struct view *v, int from, int end, int *at)
{
	size_t	k;
	int	i, best = -1;

	*at = end;
	for (k = 0; k < COMMANDS; k++) {
		i = shape_find(&v->scan, from, *at, commands[k].list);
		if (i != -1) {
			best = (int)k;
			*at = i;
		}
	}
	return best;
}

/*
 * The command that a known word was meant to be when it begins the text and a
 * ticket follows at once, or -1: "TAMBAL 1234" is TAMBAH.
 */
static int
command_slip(const struct view *v, int ticket, int *at)
{
	const struct scan	*s = &v->scan;
	struct lexicon_near	 near[SCAN_NEAR];
	int			 i = head_skip(s, 0), n;
	size_t			 k;

	if (i + 1 != ticket || v->head.report)
		return -1;
	*at = i;
	n = lexicon_similar(s->lex, s->token[i].text, s->token[i].len, 1,
	    near, SCAN_NEAR);
	while (n-- > 0)
		for (k = 0; k < COMMANDS; k++)
			if (near[n].distance == 1 && lexicon_in_list(s->lex,
			    near[n].word, (int)commands[k].list))
				return (int)k;
	return -1;
}

/* Whether a ticket and its word stand where a complaint has none. */
static bool
is_addressed(const struct view *v, int ticket, int verb)
{
	const struct scan	*s = &v->scan;
	int			 first = head_skip(s, 0);

	return grammar_is_marked(s, ticket) || ticket <= first ||
	    verb <= first || !is_topical(v);
}

static bool
is_sudah(const struct scan *s, int i)
{
	return s->nears[i] > 0 && strcmp(lexicon_spelling(s->lex,
	    s->near[i][0].word), "sudah") == 0;
}

/* "sudah" alone says yes only beside the ticket or where it ends. */
static bool
is_bare_yes(const struct view *v, int verb, int ticket)
{
	const struct scan	*s = &v->scan;
	int			 next = verb + 1;

	return shape_end_of(s, verb, CONF_WORDS_SATISFIED) > next ||
	    !is_sudah(s, verb) ||
	    next == ticket || next >= s->count ||
	    s->token[next].before >= BREAK_COMMA ||
	    scan_is(s, next, CONF_WORDS_FILLER) ||
	    scan_is(s, next, CONF_WORDS_TITLE) || outcome_is_told(s);
}

static bool
read_verdict(const struct view *v, int ticket, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 end = ticket + NEAR_TICKET, verb;

	verb = shape_find(s, 0, end, CONF_WORDS_UNSATISFIED);
	if (verb != -1 && is_addressed(v, ticket, verb))
		return keep_confirm(m, false);
	verb = shape_find(s, 0, end, CONF_WORDS_SATISFIED);
	if (verb != -1 && is_addressed(v, ticket, verb) &&
	    is_bare_yes(v, verb, ticket))
		return keep_confirm(m, true);
	return false;
}

/*
 * LAPOR and a category: a new report, whatever numbers follow.  "Laporan
 * sampah no 1234" is an old one.
 */
static bool
is_new_report(const struct view *v)
{
	return v->head.report && v->head.topic != -1 &&
	    !scan_is(&v->scan, v->head.report_end - 1, CONF_WORDS_TICKET);
}

/* More than one says who wants a report away. */
static bool
is_long(const struct scan *s)
{
	return s->count > LONG_TOKENS;
}

/* A command or a verdict on the report of a ticket. */
static bool
read_ticketed(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 ticket = grammar_ticket(s, 0), k, at;

	if (ticket == -1 || is_new_report(v) ||
	    (is_long(s) && grammar_says(v, CONF_WORDS_NOISE)) ||
	    (v->head.report && !grammar_is_marked(s, ticket) &&
	    !scan_is(s, v->head.report_end - 1, CONF_WORDS_TICKET)))
		return false;
	grammar_keep_ticket(s, ticket, m);
	k = command_before(v, 0, ticket, &at);
	if (k == -1)
		k = command_slip(v, ticket, &at);
	if (k != -1 && is_addressed(v, ticket, at)) {
		if (commands[k].intent == INTENT_ADD)
			grammar_keep(m->detail, sizeof m->detail, s,
			    ticket + 1, -1);
		return keep_intent(m, commands[k].intent);
	}
	if ((shape_has(s, CONF_WORDS_ENQUIRY) || outcome_is_asked(s) ||
	    (strchr(s->text, '?') != NULL &&
	    !grammar_says(v, CONF_WORDS_TRUTH))) &&
	    is_addressed(v, ticket, s->count))
		return keep_intent(m, INTENT_STATUS);
	if ((grammar_says(v, CONF_WORDS_CANCEL) || leaning_cancel(v, ticket))
	    && !is_long(s))
		return keep_intent(m, INTENT_CANCEL);
	if (read_verdict(v, ticket, m))
		return true;
	k = command_before(v, ticket, ticket + NEAR_TICKET, &at);
	if (k != -1 && is_addressed(v, ticket, at)) {
		if (commands[k].intent == INTENT_ADD)
			grammar_keep(m->detail, sizeof m->detail, s, at + 1,
			    -1);
		return keep_intent(m, commands[k].intent);
	}
	if (grammar_says(v, CONF_WORDS_SAME) && !is_long(s))
		return keep_intent(m, INTENT_SUPPORT);
	if (s->count - head_skip(s, 0) <= 2 && ticket >= s->count - 1)
		return keep_intent(m, INTENT_STATUS);
	m->ticket[0] = '\0';
	return false;
}

/* Whether a token may follow "salah": "di", "maksudnya", a name. */
static bool
may_correct(const struct view *v, int i)
{
	static const enum conf_words lists[] = { CONF_WORDS_AT,
	    CONF_WORDS_VILLAGE, CONF_WORDS_CHOOSE, CONF_WORDS_NOT,
	    CONF_WORDS_WRONG, CONF_WORDS_STREET };
	const struct scan	*s = &v->scan;
	size_t			 k;
	int			 h;

	if (s->token[i].before >= BREAK_COMMA)
		return true;
	for (k = 0; k < sizeof lists / sizeof lists[0]; k++)
		if (scan_is(s, i, lists[k]))
			return true;
	for (h = 0; h < s->hits; h++)
		if (s->hit[h].start == i && !s->hit[h].covered &&
		    (scan_entry(s, &s->hit[h])->kind == LEXICON_KEYWORD ||
		    scan_entry(s, &s->hit[h])->kind == LEXICON_KELURAHAN))
			return true;
	return false;
}

/*
 * The category that a text corrects to, by its name alone: the one behind
 * "tapi", else the only one that is not denied; or -1.
 */
int
request_keyword(const struct scan *s)
{
	const struct hit	*h;
	int			 i, found = -1, rather = -1, k;

	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		if (scan_entry(s, h)->kind != LEXICON_KEYWORD ||
		    h->distance > 0)
			continue;
		k = scan_entry(s, h)->index;
		if (scan_is(s, h->start - 1, CONF_WORDS_BUT) ||
		    scan_is(s, h->start - 2, CONF_WORDS_BUT))
			rather = k;
		else if (!scan_is(s, h->start - 1, CONF_WORDS_NOT))
			found = found == -1 || found == k ? k : -2;
	}
	return rather != -1 ? rather : found < 0 ? -1 : found;
}

/* "maksud", "yang benar", "harusnya": what is right follows. */
static bool
says_right(const struct scan *s, int i)
{
	static const char *const words[] = { "maksud", "harusnya",
	    "seharusnya", "mestinya", "semestinya", "ralat", "koreksi",
	    "harus" };
	size_t	k;

	if (i >= s->count)
		return false;
	for (k = 0; k < sizeof words / sizeof words[0]; k++)
		if (strcmp(s->token[i].text, words[k]) == 0 && (k < 7 ||
		    s->token[i].end - s->token[i].start > 6))
			return true;
	if (strcmp(s->token[i].text, "yang") != 0 &&
	    strcmp(s->token[i].text, "yg") != 0)
		return false;
	return i + 1 < s->count && (strcmp(s->token[i + 1].text, "benar") ==
	    0 || strcmp(s->token[i + 1].text, "betul") == 0 ||
	    (i + 2 < s->count && strcmp(s->token[i + 2].text, "maksud") ==
	    0));
}

/*
 * Whether a text says that the last one was misunderstood: "BUKAN", "salah
 * kelurahan pak", perhaps with what is right: "bukan, oesapa barat".
 */
bool
request_is_undo(const struct view *v)
{
	const struct scan	*s = &v->scan;
	int			 i = head_skip(s, 0), end, rest;

	if (v->head.report || grammar_ticket(s, 0) != -1)
		return false;
	/* "maksud saya Lasiana", "yang benar Oebobo, bukan Oebufu" */
	if (says_right(s, i))
		return s->count - i <= UNDO_TOKENS && is_topical(v);
	if (!scan_is(s, i, CONF_WORDS_WRONG))
		return false;
	while ((end = shape_end_of(s, i, CONF_WORDS_WRONG)) > i)
		i = end;
	rest = head_skip(s, i);
	while (scan_is(s, rest, CONF_WORDS_CHOOSE))
		rest = head_skip(s, rest + 1);
	if (rest >= s->count)
		return true;
	return s->count - i <= UNDO_TOKENS &&
	    (is_topical(v) || v->place.denied || v->topic.denied ||
	    request_keyword(s) != -1) &&
	    (rest > i || may_correct(v, rest));
}

/* A yes or no that is the whole text: "PUAS", "belum beres pak". */
static bool
read_bare_verdict(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	bool			 no = false, yes = false;
	int			 i;

	if (s->count > BARE_TOKENS || shape_has(s, CONF_WORDS_ENQUIRY) ||
	    outcome_is_asked(s))
		return false;
	for (i = 0; i < s->count; i++) {
		if (scan_is(s, i, CONF_WORDS_UNSATISFIED))
			no = true;
		else if (scan_is(s, i, CONF_WORDS_SATISFIED))
			yes = true;
		else if (!scan_is(s, i, CONF_WORDS_FILLER) &&
		    !scan_is(s, i, CONF_WORDS_TITLE))
			return false;
	}
	return (yes || no) && keep_confirm(m, !no);
}

/* A question after a report without its ticket. */
static bool
read_enquiry(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 first = head_skip(s, 0);

	if (is_first(v, CONF_WORDS_STATUS) && (s->count - first <= 2 ||
	    shape_find(s, first, first + 3, CONF_WORDS_TICKET) != -1) &&
	    (v->place.certainty == CERTAIN_NONE || s->count - first > 2))
		return keep_intent(m, INTENT_STATUS);
	if (!shape_has(s, CONF_WORDS_ENQUIRY) ||
	    !shape_has(s, CONF_WORDS_TICKET) ||
	    grammar_says(v, CONF_WORDS_HOWTO))
		return false;
	if (v->place.certainty != CERTAIN_NONE && v->head.topic != -1)
		return false;
	grammar_keep_ticket(s, grammar_ticket(s, 0), m);
	return keep_intent(m, INTENT_STATUS);
}

/* Copy the word that token i begins as it was typed, upper case. */
static void
keep_topic(const struct scan *s, int i, struct meaning *m)
{
	const char	*p = s->text + s->token[i].start, *end;
	size_t		 n = 0;

	while (i + 1 < s->count && s->token[i + 1].start == s->token[i].end)
		i++;
	end = s->text + s->token[i].end;
	for (; p < end && n + 1 < sizeof m->topic; p++)
		m->topic[n++] = *p >= 'a' && *p <= 'z' ? (char)(*p - 32) : *p;
	while (n > 0 && p < end && ((unsigned char)*p & 0xC0) == 0x80)
		p--, n--;
	m->topic[n] = '\0';
}

static bool
read_info(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 i = head_skip(s, 0);

	if (shape_has(s, CONF_WORDS_ENQUIRY) && shape_has(s, CONF_WORDS_TICKET))
		return false;
	/* "trims infonya" */
	if (!scan_is(s, i, CONF_WORDS_INFO) ||
	    shape_find(s, 0, i, CONF_WORDS_THANKS) != -1 ||
	    (i > 0 && i + 1 == s->count) ||
	    (shape_has(s, CONF_WORDS_NOISE) &&
	    s->count - i > SHORT_TOKENS) ||
	    (v->topic.certainty != CERTAIN_NONE &&
	    v->place.certainty != CERTAIN_NONE) ||
	    (v->topic.certainty != CERTAIN_NONE &&
	    s->count - i > SHORT_TOKENS))
		return false;
	if (i + 1 < s->count)
		keep_topic(s, i + 1, m);
	return keep_intent(m, INTENT_INFO);
}

/* What stands between DAFTAR and the name: "warga", "nomor ini". */
static bool
is_before_name(const struct scan *s, int i)
{
	static const enum conf_words lists[] = { CONF_WORDS_FILLER,
	    CONF_WORDS_HOME, CONF_WORDS_NUMBER, CONF_WORDS_LABEL };
	size_t	k;

	for (k = 0; k < sizeof lists / sizeof lists[0]; k++)
		if (scan_is(s, i, lists[k]))
			return true;
	return false;
}

/*
 * Where the name begins behind DAFTAR at token i: behind a label, or behind
 * words that end at a break; "Bpk. Thomas" is a name.
 */
static int
find_name(const struct scan *s, int i)
{
	int	k = shape_find(s, i + 1, i + LABEL_TOKENS, CONF_WORDS_LABEL);
	int	end;

	if (k != -1) {
		while (scan_is(s, k, CONF_WORDS_LABEL) ||
		    scan_is(s, k, CONF_WORDS_FILLER))
			k++;
		return k;
	}
	for (end = i + 1; is_before_name(s, end) ||
	    (scan_is(s, end, CONF_WORDS_TITLE) && end + 1 < s->count &&
	    s->token[end + 1].before == BREAK_COMMA); end++)
		if (end + 1 < s->count &&
		    s->token[end + 1].before >= BREAK_COMMA)
			i = end;
	for (i++; (scan_is(s, i, CONF_WORDS_FILLER) || (i > 0 &&
	    scan_is(s, i - 1, CONF_WORDS_FILLER) &&
	    scan_is(s, i, CONF_WORDS_TITLE))) && i + 2 < s->count; i++)
		;
	return i;
}

static bool
read_register(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	struct reading		 place;
	int			 i = head_skip(s, 0), end, k;

	if (!scan_is(s, i, CONF_WORDS_REGISTER))
		return false;
	i = find_name(s, i);
	place_find_last(s, i, &place);
	end = place.certainty == CERTAIN_NONE ? s->count : place.start;
	for (k = i + 1; k < end; k++)
		if (s->token[k].before >= BREAK_COMMA &&
		    (scan_is(s, k, CONF_WORDS_LABEL) ||
		    scan_is(s, k, CONF_WORDS_HOME)))
			end = k;
	while (end > i && (scan_is(s, end - 1, CONF_WORDS_AT) ||
	    scan_is(s, end - 1, CONF_WORDS_VILLAGE) ||
	    scan_is(s, end - 1, CONF_WORDS_HOME) ||
	    scan_is(s, end - 1, CONF_WORDS_TO) ||
	    scan_is(s, end - 1, CONF_WORDS_LABEL)))
		end--;
	grammar_keep_name(s, i, end, m);
	if (place.certainty == CERTAIN_SURE)
		m->kelurahan = place.index;
	m->fuzzy = place.fuzzy;
	m->kelurahan_doubt = place.certainty == CERTAIN_DOUBT;
	for (k = 0; m->kelurahan_doubt && k < place.candidates; k++)
		m->candidate[m->candidates++] = place.candidate[k];
	return keep_intent(m, INTENT_REGISTER);
}

/* HELP, STOP and commands whose ticket is missing. */
static bool
read_bare_command(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 words = s->count - head_skip(s, 0), at, k;

	if (shape_has(s, CONF_WORDS_HOWTO) && !is_long(s) &&
	    (v->place.certainty == CERTAIN_NONE ||
	    v->topic.certainty == CERTAIN_NONE))
		return keep_intent(m, INTENT_HELP);
	if (is_topical(v))
		return false;
	if (is_first(v, CONF_WORDS_HELP) && words <= SHORT_TOKENS)
		return keep_intent(m, INTENT_HELP);
	if (is_first(v, CONF_WORDS_STOP) && words <= SHORT_TOKENS + 1)
		return keep_intent(m, INTENT_STOP);
	if (v->head.report || words > SHORT_TOKENS)
		return false;
	k = command_before(v, head_skip(s, 0), head_skip(s, 0) + 1, &at);
	if (k == -1)
		return false;
	if (commands[k].intent == INTENT_ADD)
		grammar_keep(m->detail, sizeof m->detail, s, at + 1, -1);
	return keep_intent(m, commands[k].intent);
}

/* A command whose number cannot be read: ask, and never do without. */
static bool
read_doubtful(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 first = head_skip(s, 0), at, k;

	if (!v->ticket_doubt || v->head.report)
		return false;
	k = command_before(v, 0, s->count, &at);
	if (k != -1)
		m->intent = commands[k].intent;
	else if (scan_is(s, first, CONF_WORDS_UNSATISFIED) ||
	    scan_is(s, first, CONF_WORDS_SATISFIED)) {
		m->intent = INTENT_CONFIRM;
		m->ok = !shape_has(s, CONF_WORDS_UNSATISFIED);
	} else
		m->intent = INTENT_STATUS;
	m->ticket_doubt = true;
	return true;
}

/* CEK 1007 1010: each ticket behind the first is one more command. */
static void
keep_further(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	struct further		*f;
	int			 i = grammar_ticket(s, 0);

	while (m->furthers < INTERPRET_FURTHER &&
	    (i = grammar_ticket(s, i + 1)) != -1) {
		f = &m->further[m->furthers++];
		*f = (struct further){ .intent = m->intent, .opd = -1 };
		snprintf(f->ticket, sizeof f->ticket, "%.*s", 8,
		    s->token[i].text);
	}
}

/*
 * Read a text as a citizen's request other than a report.  False if it is
 * none; the meaning is then as it was.
 */
bool
request_read(const struct view *v, struct meaning *m)
{
	static bool (*const read[])(const struct view *, struct meaning *) = {
		read_doubtful, wish_read_offer, read_bare_verdict,
		read_register, read_ticketed, read_info, read_enquiry,
		read_bare_command
	};
	size_t	i;

	for (i = 0; i < sizeof read / sizeof read[0]; i++) {
		if (!read[i](v, m))
			continue;
		if (m->intent == INTENT_STATUS && m->ticket[0] != '\0')
			keep_further(v, m);
		if (m->intent == INTENT_CANCEL && m->ticket[0] == '\0')
			m->all = shape_has(&v->scan, CONF_WORDS_ALL);
		return true;
	}
	return false;
}
