/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * errand - what officers say without a command: "2044 C3 sudah terang lagi",
 * "oke bos 2044", "regu sudah di jalan".
 *
 * This file alone knows what such words amount to.  They count beside a
 * ticket or a code, or where nothing is reported.
 */

#include <string.h>

#include "conf/city.h"
#include "language/figure.h"
#include "language/grammar.h"
#include "language/named.h"
#include "language/shape.h"

#define FEW_WORDS	9	/* of who asks for the list */
#define ONLY_OPD	4	/* a ticket, its code and whose it is */
#define NEAR_RESULT	4	/* tokens from "sudah" to what is done */

/* "dibongkar", "terangkat", "luruskan": a verb of what was made so. */
static bool
is_made(const struct scan *s, int i)
{
	const struct token	*t = &s->token[i];

	return t->len >= 6 && !scan_is(s, i, CONF_WORDS_UNDERWAY) &&
	    !scan_is(s, i, CONF_WORDS_AT) && !scan_is(s, i, CONF_WORDS_UNIT) &&
	    (strncmp(t->text, "di", 2) == 0 || strncmp(t->text, "ter", 3) == 0
	    || strcmp(t->text + t->len - 3, "kan") == 0);
}

/* "sudah kami angkut", "su bersih": but not "sudah di jalan". */
static bool
tells_result(const struct scan *s)
{
	int	i, k;

	for (i = 0; i < s->count; i++) {
		if (!shape_is_word(s, i, "sudah"))
			continue;
		for (k = i + 1; k < s->count && k <= i + NEAR_RESULT; k++) {
			if (is_made(s, k))
				return true;
			if ((scan_is(s, k, CONF_WORDS_RESULT) ||
			    scan_is(s, k, CONF_WORDS_SATISFIED)) &&
			    !(shape_is_word(s, k, "jalan") &&
			    (shape_is_word(s, k - 1, "di") ||
			    k + 1 < s->count)))
				return true;
			if (scan_is(s, k, CONF_WORDS_UNDERWAY) ||
			    shape_is_word(s, k, "di"))
				break;
		}
	}
	return false;
}

/* A result told without "sudah": "lampu menyala kembali", "bersih pak". */
static bool
tells_state(const struct scan *s)
{
	return (shape_has(s, CONF_WORDS_RESULT) ||
	    shape_has(s, CONF_WORDS_SATISFIED)) &&
	    !shape_has(s, CONF_WORDS_UNSATISFIED) &&
	    !shape_has_word(s, "tidak");
}

/* "katong yang tangani": who will, where nothing says that it was done. */
static bool
says_we(const struct scan *s)
{
	return shape_has_word(s, "saya") || shape_has_word(s, "kami") ||
	    shape_has_word(s, "katong") || shape_has_word(s, "beta");
}

static bool
asks(const struct scan *s)
{
	return strchr(s->text, '?') != NULL ||
	    shape_has(s, CONF_WORDS_ASKING) ||
	    shape_has(s, CONF_WORDS_QUESTION) ||
	    grammar_says_in(s, 0, s->count, CONF_WORDS_ASK);
}

/* Words that it goes on; after an "oke" not those that only promise. */
static bool
is_underway(const struct scan *s)
{
	bool	promised = false;
	int	i;

	for (i = 0; i < s->count; i++)
		if ((i <= 1 || i + 1 == s->count) &&
		    (scan_is(s, i, CONF_WORDS_AGREE) ||
		    (scan_is(s, i, CONF_WORDS_ACCEPTED) &&
		    !scan_is(s, i, CONF_WORDS_UNDERWAY))))
			promised = true;
	for (i = 0; i < s->count; i++)
		if (scan_is(s, i, CONF_WORDS_UNDERWAY) &&
		    !(promised && scan_is(s, i, CONF_WORDS_ACCEPTED)))
			return true;
	return false;
}

/* "bukan kita punya", "bukan pung katong" */
static bool
denies_us(const struct scan *s)
{
	static const char *const us[] = { "kami", "kita", "katong", "saya",
	    "beta" };
	size_t	k;
	int	i, n;

	for (i = 0; i < s->count; i++)
		for (n = 1; shape_is_word(s, i, "bukan") && n < 3; n++)
			for (k = 0; k < sizeof us / sizeof us[0]; k++)
				if (shape_is_word(s, i + n, us[k]))
					return true;
	return false;
}

/* "ngga ada kerusakan di lokasi": not what is missing for the work. */
static bool
finds_nothing(const struct scan *s)
{
	static const char *const missing[] = { "yang", "alat", "orang",
	    "tenaga", "dana", "stok", "bahan", "material", "waktu", "mobil",
	    "bola", "petugas", "anggota", "bbm", "solar" };
	size_t	k;
	int	i;

	for (i = 0; i + 2 < s->count; i++) {
		if (!shape_is_word(s, i, "tidak") ||
		    !shape_is_word(s, i + 1, "ada"))
			continue;
		for (k = 0; k < sizeof missing / sizeof missing[0]; k++)
			if (shape_is_word(s, i + 2, missing[k]))
				return false;
		return true;
	}
	return false;
}

/* "sudah 50 persen": a part. */
static bool
tells_share(const struct scan *s)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if (s->token[i].digits && s->token[i].len <= 2 &&
		    (shape_is_word(s, i + 1, "persen") ||
		    s->text[s->token[i].end] == '%'))
			return true;
	return false;
}

/*
 * What officers' words without a command amount to, or UNKNOWN.  Strongest
 * first: whose it is, why not, what is asked, what is not yet, what is done.
 */
static enum intent
weigh(const struct view *v, bool has_opd)
{
	const struct scan	*s = &v->scan;
	bool			 not_ours, result = tells_result(s);

	not_ours = grammar_says(v, CONF_WORDS_DECLINED) || denies_us(s) ||
	    finds_nothing(s);
	if (has_opd && (not_ours || grammar_says(v, CONF_WORDS_BELONGS) ||
	    shape_has_word(s, "ke") || shape_has(s, CONF_WORDS_NOT) ||
	    s->count <= ONLY_OPD || (s->count <= FEW_WORDS && !result &&
	    !is_underway(s) && !asks(s))))
		return INTENT_FORWARD;
	if (not_ours && strchr(s->text, '?') == NULL)
		return INTENT_REJECT;
	if (asks(s))
		return INTENT_ASK;
	if (shape_has(s, CONF_WORDS_UNSATISFIED) || tells_share(s) ||
	    shape_has_word(s, "belum") || shape_has_word(s, "masih") ||
	    shape_has_word(s, "besok") || (is_underway(s) && !result))
		return INTENT_PROGRESS;
	if (result)
		return INTENT_DONE;
	if (grammar_says(v, CONF_WORDS_ACCEPTED) ||
	    (!shape_has_word(s, "sudah") && says_we(s)))
		return INTENT_TAKE;
	return tells_state(s) ? INTENT_DONE : INTENT_UNKNOWN;
}

/* Whether a text is rather the officer's own report of a problem. */
static bool
is_report(const struct view *v)
{
	return (v->head.report && !scan_is(&v->scan, v->head.report_end - 1,
	    CONF_WORDS_TICKET)) || (v->topic.certainty != CERTAIN_NONE &&
	    v->place.certainty != CERTAIN_NONE);
}

/* Only ok and thanks: "siap pak", "oke makasih". */
static bool
is_thanks(const struct scan *s)
{
	int	i, said = 0;

	/* "terima kasih koordinator" */
	if (s->count <= ONLY_OPD && (shape_is_word(s, 0, "makasih") ||
	    shape_is_word(s, 1, "kasih")) && scan_is(s, 0, CONF_WORDS_THANKS))
		return true;
	for (i = 0; i < s->count; i++)
		if ((shape_is_word(s, i, "terima") &&
		    shape_is_word(s, i + 1, "kasih")) ||
		    (shape_is_word(s, i, "kasih") &&
		    shape_is_word(s, i - 1, "terima")))
			said++;
		else if (scan_is(s, i, CONF_WORDS_THANKS) ||
		    scan_is(s, i, CONF_WORDS_AGREE))
			said++;
		else if (!scan_is(s, i, CONF_WORDS_FILLER) &&
		    !scan_is(s, i, CONF_WORDS_TITLE) &&
		    !scan_is(s, i, CONF_WORDS_INFO) &&
		    !scan_is(s, i, CONF_WORDS_ACCEPTED))
			return false;
		else
			said += scan_is(s, i, CONF_WORDS_ACCEPTED);
	return said > 0;
}

/* The remark: all words but the ticket and the code at an end of them. */
static void
keep_remark(const struct scan *s, int ticket, int code, struct meaning *m)
{
	int	first = ticket, last = ticket;

	if (ticket == -1)
		first = last = code;
	else if (code == ticket + 1)
		last = code;
	else if (code != -1 && code == ticket - 1)
		first = code;
	if (first == -1)
		grammar_keep(m->detail, sizeof m->detail, s, 0, -1);
	else if (last + 1 < s->count)
		grammar_keep(m->detail, sizeof m->detail, s, last + 1, -1);
	else
		grammar_keep(m->detail, sizeof m->detail, s, 0, first);
	if (m->intent == INTENT_TAKE && is_thanks(s))
		m->detail[0] = '\0';
}

/* Tokens of the longest match of a list, 0 if there is none. */
static int
longest(const struct scan *s, int list)
{
	const struct lexicon_entry	*e;
	const struct hit		*h;
	int				 i, best = 0;

	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		e = scan_entry(s, h);
		if (e->kind == LEXICON_LIST && e->index == list &&
		    h->distance == 0 && h->end - h->start > best)
			best = h->end - h->start;
	}
	return best;
}

/* "lapor, sudah kembali bertugas": said of oneself in several words. */
bool
errand_is_state(const struct view *v)
{
	const struct scan	*s = &v->scan;

	return s->count <= FEW_WORDS &&
	    v->place.certainty == CERTAIN_NONE &&
	    (longest(s, CONF_WORDS_ON) > 1 || longest(s, CONF_WORDS_OFF) > 1);
}

/* "ganti nomor petugas ke 0812...": who has the seat from now on. */
static bool
read_successor(const struct scan *s, struct meaning *m)
{
	int	i;

	if (longest(s, CONF_WORDS_HANDOVER) == 0)
		return false;
	for (i = 0; i < s->count; i++)
		if (figure_of(s, i) == FIGURE_PHONE)
			break;
	if (i == s->count)
		return false;
	m->intent = INTENT_HANDOVER;
	grammar_keep(m->detail, sizeof m->detail, s, i, -1);
	return true;
}

/* What a seat says of itself, not as the first word. */
static bool
read_state(const struct view *v, struct meaning *m)
{
	static const struct {
		enum conf_words	list;
		enum intent	intent;
	} rows[] = { { CONF_WORDS_OFF, INTENT_OFF },
	    { CONF_WORDS_ON, INTENT_ON }, { CONF_WORDS_LIST, INTENT_LIST } };

	const struct scan	*s = &v->scan;
	int			 off = longest(s, CONF_WORDS_OFF),
				 on = longest(s, CONF_WORDS_ON);
	size_t			 k;

	if (read_successor(s, m))
		return true;
	if (leaning_list(v) && off < 2) {
		m->intent = INTENT_LIST;
		return true;
	}
	if (s->count > FEW_WORDS + 3 * (off > 1) || (off < 2 &&
	    v->topic.certainty == CERTAIN_SURE))
		return false;
	for (k = 0; k < sizeof rows / sizeof rows[0]; k++) {
		if (!grammar_says(v, (int)rows[k].list) ||
		    (rows[k].intent == INTENT_OFF && on > off))
			continue;
		m->intent = rows[k].intent;
		if (m->intent == INTENT_OFF)
			leave_read(&v->scan, m);
		return true;
	}
	return false;
}

/*
 * Read an officer's text in which no command stands.  False if it says
 * nothing of a task; the meaning is then as it was.
 */
bool
errand_read(const struct view *v, struct meaning *m)
{
	const struct scan	*s = &v->scan;
	int			 ticket = grammar_ticket(s, 0), code, opd;
	enum intent		 intent;

	code = named_code(s, ticket);
	if (code == -1)
		code = named_code(s, -1);
	opd = named_opd(s, 0);
	if (ticket == -1 && code == -1) {
		if (is_thanks(s)) {
			m->intent = INTENT_THANKS;
			return true;
		}
		if ((is_report(v) && !errand_is_state(v)) || s->count < 2)
			return false;
		if (read_state(v, m))
			return true;
	}
	if (ticket != -1 && code == -1 && longest(s, CONF_WORDS_SHOW) > 1) {
		m->intent = INTENT_SHOW;
		grammar_keep_ticket(s, ticket, m);
		return true;
	}
	intent = weigh(v, opd != -1);
	if (intent == INTENT_UNKNOWN || (ticket == -1 && code == -1 &&
	    (intent == INTENT_ASK || intent == INTENT_TAKE ||
	    (v->topic.certainty != CERTAIN_NONE &&
	    (v->context == NULL || v->context->reports == 0)))))
		return false;
	m->intent = intent;
	if (intent == INTENT_FORWARD)
		m->opd = opd;
	grammar_keep_ticket(s, ticket, m);
	if (code != -1)
		named_keep_code(s, code, m);
	keep_remark(s, ticket, code, m);
	return true;
}
