/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * complaint - whether a text reports a problem, and what of it is to be
 * asked.
 *
 * This file alone decides between acting, asking and admitting not to have
 * understood.
 */

#include "conf/city.h"
#include "language/grammar.h"
#include "language/judge/judge.h"
#include "language/outcome.h"

#define ENOUGH_ALONE	75	/* tenths, for a category without LAPOR or
				   a place beside it */
#define ENOUGH_PLACED	36	/* beside a place, but without LAPOR */
#define STRONG		80	/* tenths, outweighs one sign of talk */
#define UNMISTAKABLE	100	/* tenths, of a word that is no small talk */
#define SCANT_WORDS	3	/* where one word may be the whole report */
#define ASK_MAX		3	/* categories in one question */
#define WORTH_ASKING	0.08	/* a category's chance */
#define WORTH_NAMING	0.4	/* of those asked about together, else the
				   question is an open one */
#define CLEAR		0.6	/* a chance, of what is wanted instead */
#define SETTLES		0.95	/* a chance, of one that the words doubt */
#define BRIEF		18	/* words */
#define AGREES		0.42	/* a chance, of one that the words say too */
#define NO_OTHER	0.88	/* chances of it and of none, together */
#define DISPUTES	0.8	/* a chance, of one that the words deny */
#define OVERRULES	0.9	/* a chance, of a report after all */
#define TALK		0.45	/* a chance, of talk after all */
#define MERE_TALK	0.95	/* the same where a matter was named, or a
				   request was read */
#define LONG_TALK	0.65	/* the same of many words and no place */
#define MANY_WORDS	9
#define FEW_WORDS	3	/* that are not enough to know talk by */

/* Whether a token is only the keyword of a category, to be taken out. */
static bool
is_plain_topic(const struct view *v)
{
	const struct scan	*s = &v->scan;
	const struct hit	*h;
	int			 i;

	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		if (h->start == v->head.topic && h->end == v->head.topic_end &&
		    h->end - h->start == 1 &&
		    scan_entry(s, h)->kind == LEXICON_KEYWORD)
			return true;
	}
	return false;
}

/* The first token behind the place that stands at token i, else i. */
static int
skip_place(const struct view *v, int i)
{
	const struct scan	*s = &v->scan;
	int			 at = i;

	while (scan_is(s, at, CONF_WORDS_AT) ||
	    scan_is(s, at, CONF_WORDS_VILLAGE))
		at++;
	return v->place.certainty == CERTAIN_SURE && v->place.start == at ?
	    v->place.end : i;
}

/* Where the sender's own words begin: behind LAPOR, category and place. */
static int
find_own_words(const struct view *v)
{
	const struct head	*head = &v->head;
	int			 i = head->body, was;

	if (!head->report && (head->topic == -1 || head->place == -1 ||
	    v->place.start != head->place))
		return 0;
	was = i;
	if (skip_place(v, i) != i)
		i = skip_place(v, i);
	if (i == head->topic && is_plain_topic(v))
		i = skip_place(v, head->topic_end);
	return i == was && head->report ? head->report_end : i == was ? 0 : i;
}

static void
keep_candidates(struct meaning *m, const struct reading *r, int max)
{
	int	i;

	for (i = 0; i < r->candidates && i < max; i++)
		m->candidate[m->candidates++] = r->candidate[i];
	m->intent = INTENT_CLARIFY;
}

/* How many places in a text match a list of `words` without an error. */
static int
count_signs(const struct view *v, enum conf_words list)
{
	const struct scan		*s = &v->scan;
	const struct lexicon_entry	*e;
	int				 i, signs = 0, end = 0;

	for (i = 0; i < s->hits; i++) {
		e = scan_entry(s, &s->hit[i]);
		if (e->kind != LEXICON_LIST || e->index != (int)list ||
		    s->hit[i].distance > 0 || s->hit[i].covered ||
		    s->hit[i].start < end)
			continue;
		signs++;
		end = s->hit[i].end;
	}
	return signs;
}

/*
 * Whether a text is an advert or talk: two signs of it, or one where the
 * report is weak.
 */
static bool
is_noise(const struct view *v)
{
	int	signs = count_signs(v, CONF_WORDS_NOISE);

	return signs > 1 || (signs == 1 && (v->topic.score < STRONG ||
	    v->place.certainty == CERTAIN_NONE));
}

/*
 * Whether one word among others is all that speaks for a category: "pohon
 * pisang su babuah".  What is urgent may be said in one word.
 */
static bool
is_scant(const struct view *v)
{
	const struct conf_city	*city = lexicon_city(v->scan.lex);
	const struct scan	*s = &v->scan;
	int			 i, words = 0;

	if (!v->topic.scant || city->category[v->topic.index].urgent ||
	    (v->topic.score > UNMISTAKABLE &&
	    v->place.certainty == CERTAIN_SURE))
		return false;
	for (i = 0; i < s->count; i++) {
		/* Complaints say "sudah 2 hari", "belum", "masih ada". */
		if (scan_is(s, i, CONF_WORDS_UNSATISFIED) ||
		    (s->token[i].digits && scan_is(s, i + 1,
		    CONF_WORDS_UNIT)))
			return false;
		words += !scan_is(s, i, CONF_WORDS_FILLER) &&
		    !scan_is(s, i, CONF_WORDS_TITLE);
	}
	return words > SCANT_WORDS;
}

/* "lampu mati ko?": a sentence that ends like this asks, in talk. */
static bool
is_tagged(const struct scan *s)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if (scan_is(s, i, CONF_WORDS_OR) && (i + 1 == s->count ||
		    s->token[i + 1].before == BREAK_SENTENCE))
			return true;
	return false;
}

/* Thanks for what was done, and no "but". */
static bool
is_settled(const struct view *v)
{
	return count_signs(v, CONF_WORDS_SETTLED) > 0 &&
	    count_signs(v, CONF_WORDS_BUT) == 0 &&
	    count_signs(v, CONF_WORDS_UNSATISFIED) == 0;
}

/* Whether the text means to report at all. */
static bool
is_report(const struct view *v)
{
	if (v->head.report)
		return true;
	if (v->topic.certainty == CERTAIN_NONE || is_noise(v) ||
	    outcome_first(v) == 1 || is_settled(v))
		return false;
	if (v->place.certainty != CERTAIN_NONE)
		return v->topic.score >= ENOUGH_PLACED;
	return v->topic.score >= ENOUGH_ALONE && !is_scant(v) &&
	    !is_tagged(&v->scan);
}

/* What both ways of reading say of a report. */
static void
keep_report(const struct view *v, struct meaning *m)
{
	const struct reading	*place = &v->place;

	m->intent = INTENT_REPORT;
	m->command = v->head.report;
	m->fuzzy = v->topic.fuzzy || place->fuzzy;
	if (place->certainty == CERTAIN_SURE)
		m->kelurahan = place->index;
	grammar_keep(m->description, sizeof m->description, &v->scan,
	    find_own_words(v), -1);
}

/* Without a judge: by the words of the configuration alone. */
static void
read_by_words(const struct view *v, struct meaning *m)
{
	const struct reading	*topic = &v->topic, *place = &v->place;

	if (!is_report(v))
		return;
	keep_report(v, m);
	if (topic->certainty == CERTAIN_SURE) {
		m->category = topic->index;
		m->second = topic->another;
	}
	if (topic->certainty != CERTAIN_SURE) {
		keep_candidates(m, topic, ASK_MAX);
	} else if (place->certainty == CERTAIN_DOUBT) {
		keep_candidates(m, place, INTERPRET_CANDIDATES);
		m->kelurahan_doubt = true;
	}
}

/* ---- with a judge ----------------------------------------------------- */

static int
percent(double chance)
{
	return (int)(chance * 100 + 0.5);
}

/* The likeliest category but those listed already; -1 if none is worth it. */
static int
next_likely(const struct view *v, const struct reading *listed)
{
	const struct conf_city	*city = lexicon_city(v->scan.lex);
	const double		*chance = v->verdict.category;
	bool			 is_listed;
	int			 i, k, best = -1;

	for (i = 0; i < city->category_count && i < FEATURES_LEANS; i++) {
		is_listed = false;
		for (k = 0; k < listed->candidates; k++)
			is_listed = is_listed || listed->candidate[k] == i;
		if (!is_listed && chance[i] >= WORTH_ASKING && (best == -1 ||
		    chance[i] > chance[best]))
			best = i;
	}
	return best;
}

/* Ask about the categories worth a question, best first. */
static void
ask_likely(const struct view *v, struct meaning *m)
{
	struct reading	likely = { .candidates = 0 };
	double		sum = 0;
	int		next;

	while (likely.candidates < ASK_MAX &&
	    (next = next_likely(v, &likely)) != -1) {
		reading_add(&likely, next);
		sum += v->verdict.category[next];
	}
	if (sum < WORTH_NAMING && v->topic.certainty != CERTAIN_DOUBT)
		likely.candidates = 0;
	if (v->topic.certainty == CERTAIN_SURE)
		reading_add(&likely, v->topic.index);
	keep_candidates(m, &likely, ASK_MAX);
	m->confidence = percent(1 - v->verdict.none);
}

/* None of the categories: what it is instead, if that is clear. */
static void
read_other(const struct view *v, struct meaning *m)
{
	const struct verdict	*verdict = &v->verdict;
	double			 others = verdict->wanted[WANTED_ELSEWHERE] +
				    verdict->wanted[WANTED_REQUEST];

	m->confidence = percent(verdict->none);
	if (others >= CLEAR)
		m->intent = INTENT_ELSEWHERE;
	else if (verdict->wanted[WANTED_INFO] >= CLEAR)
		m->intent = INTENT_QUESTION;
	else if (verdict->wanted[WANTED_THANKS] >= CLEAR)
		m->intent = INTENT_THANKS;
	else if (verdict->wanted[WANTED_INFO] + others >= CLEAR)
		m->intent = wish_is_question(v) ? INTENT_QUESTION :
		    INTENT_ELSEWHERE;
}

/*
 * Whether the words doubt between categories, and the judge is not far from
 * it: then what the words doubt between is asked.  A long text has more to go
 * by than those words.
 */
static bool
is_between(const struct view *v)
{
	const struct verdict	*verdict = &v->verdict;
	int			 i;

	if (v->topic.certainty != CERTAIN_DOUBT ||
	    verdict->category[verdict->best] >= (v->scan.count > BRIEF ?
	    DISPUTES : SETTLES))
		return false;
	for (i = 0; i < v->topic.candidates; i++)
		if (v->topic.candidate[i] == verdict->best)
			return true;
	return false;
}

/* Whether the words are sure of another category than the judge's. */
static bool
is_disputed(const struct view *v)
{
	const struct verdict	*verdict = &v->verdict;

	return v->topic.certainty == CERTAIN_SURE &&
	    v->topic.index != verdict->best &&
	    verdict->category[verdict->best] < DISPUTES;
}

/*
 * Whether the words are sure of the judge's category, and he sees no other:
 * then he may doubt a little more whether it is a report at all.
 */
static bool
is_agreed(const struct view *v)
{
	const struct verdict	*verdict = &v->verdict;

	return v->topic.certainty == CERTAIN_SURE &&
	    v->topic.index == verdict->best &&
	    verdict->category[verdict->best] >= AGREES &&
	    verdict->category[verdict->best] + verdict->none >= NO_OTHER;
}

/* Report the judge's category; of two places both are asked about. */
static void
act(const struct view *v, struct meaning *m)
{
	const struct verdict	*verdict = &v->verdict;

	m->category = verdict->best;
	m->confidence = percent(verdict->category[verdict->best]);
	if (v->topic.another != verdict->best)
		m->second = v->topic.another;
	if (v->place.certainty == CERTAIN_DOUBT) {
		keep_candidates(m, &v->place, INTERPRET_CANDIDATES);
		m->kelurahan_doubt = true;
	}
}

/* Act, ask or admit, whichever costs least. */
static void
read_by_judge(const struct view *v, struct meaning *m)
{
	enum stance	stance = judge_decide(judge_costs(judge_of(
			    v->scan.lex)), &v->verdict, v->head.report);

	if (is_agreed(v))
		stance = STANCE_ACT;
	if (stance == STANCE_ADMIT || (stance == STANCE_ASK &&
	    v->verdict.none >= CLEAR)) {
		read_other(v, m);
		if (m->intent != INTENT_UNKNOWN || stance == STANCE_ADMIT)
			return;
	}
	keep_report(v, m);
	if (stance == STANCE_ASK || is_disputed(v)) {
		ask_likely(v, m);
	} else if (is_between(v)) {
		keep_candidates(m, &v->topic, ASK_MAX);
		m->confidence = percent(1 - v->verdict.none);
	} else {
		act(v, m);
	}
}

/* Read a text as a report, or as nothing that is understood. */
void
complaint_read(const struct view *v, struct meaning *m)
{
	m->intent = INTENT_UNKNOWN;
	if (v->judged)
		read_by_judge(v, m);
	else
		read_by_words(v, m);
}

/*
 * Whether a text that was read as a request without a ticket is so clearly a
 * report that it is to be read anew; what was kept of the request is then
 * gone.
 */
bool
complaint_overrules(const struct view *v, struct meaning *m)
{
	const struct verdict	*verdict = &v->verdict;

	if (!v->judged || m->ticket[0] != '\0' ||
	    m->intent == INTENT_REGISTER || wish_is_firm(v, m) ||
	    verdict->best == -1 ||
	    verdict->category[verdict->best] < OVERRULES ||
	    verdict->wanted[WANTED_REPORT] < OVERRULES)
		return false;
	m->ok = m->kelurahan_doubt = false;
	m->candidates = 0;
	m->kelurahan = -1;
	m->topic[0] = m->detail[0] = m->name[0] = '\0';
	return true;
}

/* Whether an intent is what chat is easily taken for, too. */
static bool
is_like_chat(const struct meaning *m)
{
	return m->intent == INTENT_QUESTION || m->intent == INTENT_INFO ||
	    m->intent == INTENT_ELSEWHERE ||
	    (m->intent == INTENT_STATUS && m->ticket[0] == '\0');
}

static bool
is_wish(const struct meaning *m)
{
	return m->intent == INTENT_STATUS || m->intent == INTENT_ADD ||
	    m->intent == INTENT_CONFIRM || m->intent == INTENT_SUPPORT ||
	    m->intent == INTENT_CANCEL || m->intent == INTENT_REGISTER;
}

/*
 * Leave chat and adverts alone that a grammar took for something: no LAPOR,
 * and the judge thinks that nobody speaks to us.
 */
void
complaint_hush(const struct view *v, struct meaning *m)
{
	double	spam, talk, enough;

	if (!v->judged || v->head.report || v->scan.count <= FEW_WORDS ||
	    leaning_stands(v, m) || (m->verdict != -1 &&
	    v->context != NULL && v->context->reports > 0))
		return;
	spam = v->verdict.wanted[WANTED_SPAM];
	talk = spam + v->verdict.wanted[WANTED_CHAT];
	enough = v->scan.count > MANY_WORDS && v->place.certainty ==
	    CERTAIN_NONE ? LONG_TALK : MERE_TALK;
	if (!(is_like_chat(m) && talk >= (m->matter != -1 ? enough : TALK)) &&
	    !(is_wish(m) && (spam >= TALK || talk >= enough)))
		return;
	m->intent = INTENT_UNKNOWN;
	m->category = m->kelurahan = m->matter = -1;
	m->ticket[0] = '\0';
	m->ticket_doubt = false;
	m->confidence = percent(talk);
}
