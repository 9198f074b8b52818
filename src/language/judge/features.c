/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * features - what the judge hears of a text.
 *
 * Teaching and reading both ask here, so that they hear the same.  The words
 * of a place are left out of the words: a place speaks only by the sign that
 * there is one, and what is learned in one city holds in another.
 */

#include <stdio.h>
#include <string.h>

#include "conf/city.h"
#include "language/grammar.h"
#include "language/judge/features.h"

#define SEEN_BITS	12	/* room for more than all that is kept */
#define SEEN_SLOTS	(1u << SEEN_BITS)
#define PIECE_MIN	3
#define PIECE_MAX	5
#define APART_WORDS	8	/* that two words may stand apart */
#define APART_SHOWN	4	/* of each word, the nearest */
#define FNV_BASIS	2166136261u
#define FNV_PRIME	16777619u

/* Texts that begin alike must not hash alike across the kinds. */
#define SALT_WORD	'w'
#define SALT_SENSE	's'
#define SALT_PAIR	'p'
#define SALT_APART	'a'
#define SALT_PIECE	'l'
#define SALT_SIGN	'e'

/* A walk over one text. */
struct finding {
	const struct view	*v;
	struct features		*f;
	struct feature_names	*names;		/* may be NULL */
	uint32_t		 seen[SEEN_SLOTS];
};

static const char *const lean_names[LEAN_COUNT] = {
#define X(name, text)	[LEAN_##name] = text,
	LEANS(X)
#undef X
};

/* What a bit of a category's lexicon evidence says. */
const char *
features_lean_name(enum lean lean)
{
	return lean_names[lean];
}

static uint32_t
hash_more(uint32_t h, const char *text, size_t len)
{
	size_t	i;

	for (i = 0; i < len; i++)
		h = (h ^ (uint8_t)text[i]) * FNV_PRIME;
	return h;
}

static uint32_t
hash_salt(char salt)
{
	return hash_more(FNV_BASIS, &salt, 1);
}

/* Spread to all bits, then as many as a feature has. */
static uint32_t
hash_end(uint32_t h)
{
	h ^= h >> 16;
	h *= 0x7feb352du;
	h ^= h >> 15;
	return h & ((1u << FEATURES_BITS) - 1);
}

/* The feature that a sign's name is. */
uint32_t
features_sign(const char *name)
{
	return hash_end(hash_more(hash_salt(SALT_SIGN), name, strlen(name)));
}

/* Whether a feature was not yet there; it is from now on. */
static bool
is_new(struct finding *w, uint32_t id)
{
	uint32_t	i = (id * FNV_PRIME) >> (32 - SEEN_BITS);

	for (; w->seen[i] != 0; i = (i + 1) & (SEEN_SLOTS - 1))
		if (w->seen[i] == id + 1)
			return false;
	w->seen[i] = id + 1;
	return true;
}

static void
add_word(struct finding *w, uint32_t hash, const char *first,
    const char *second)
{
	uint32_t	id = hash_end(hash);

	if (w->f->words == FEATURES_WORDS || !is_new(w, id))
		return;
	if (w->names != NULL)
		snprintf(w->names->word[w->f->words], FEATURES_NAME,
		    "\"%s%s%s\"", first, *second != '\0' ? " " : "", second);
	w->f->word[w->f->words++] = id;
}

static void
add_piece(struct finding *w, uint32_t hash, const char *text, int len)
{
	uint32_t	id = hash_end(hash);

	if (w->f->pieces == FEATURES_PIECES || !is_new(w, id))
		return;
	if (w->names != NULL)
		snprintf(w->names->piece[w->f->pieces], FEATURES_NAME,
		    "letters \"%.*s\"", len, text);
	w->f->piece[w->f->pieces++] = id;
}

static void
add_sign(struct finding *w, const char *name)
{
	uint32_t	id = features_sign(name);

	if (w->f->signs == FEATURES_SIGNS || !is_new(w, id))
		return;
	if (w->names != NULL)
		snprintf(w->names->sign[w->f->signs], FEATURES_NAME, "[%s]",
		    name);
	w->f->sign[w->f->signs++] = id;
}

/* ---- words ------------------------------------------------------------ */

/* Words of the place itself, and what only says that a place follows. */
static bool
is_place_word(const struct view *v, int i)
{
	const struct reading	*place = &v->place;

	if (place->certainty == CERTAIN_NONE || place->start < 0)
		return false;
	if (i >= place->start && i < place->end)
		return true;
	return i + 1 == place->start && (scan_is(&v->scan, i,
	    CONF_WORDS_AT) || scan_is(&v->scan, i, CONF_WORDS_VILLAGE));
}

/* How a token is heard: any number is one word. */
static const char *
word_of(const struct token *t)
{
	return t->digits ? "0" : t->text;
}

/* All pieces of a word between marks of its ends: "_jal", "jala", ... */
static void
add_pieces(struct finding *w, const struct token *t)
{
	char		 text[TOKEN_SIZE + 2];
	int		 i, n, len = t->len + 2;
	uint32_t	 h;

	text[0] = text[len - 1] = '_';
	memcpy(text + 1, t->text, t->len);
	for (i = 0; i + PIECE_MIN <= len; i++) {
		h = hash_more(hash_salt(SALT_PIECE), text + i, PIECE_MIN - 1);
		for (n = PIECE_MIN; n <= PIECE_MAX && i + n <= len; n++) {
			h = hash_more(h, text + i + n - 1, 1);
			add_piece(w, h, text + i, n);
		}
	}
}

/* The one word that all spellings of a token are, if the lexicon has it. */
static const char *
sense_of(const struct scan *s, int i)
{
	if (s->nears[i] == 0 || s->near[i][0].distance > 0)
		return word_of(&s->token[i]);
	return lexicon_spelling(s->lex, s->near[i][0].word);
}

/* Whether a token is a word of any category's, and none of the place's. */
static bool
is_topical(const struct view *v, int i)
{
	const struct scan	*s = &v->scan;

	return s->nears[i] > 0 && s->near[i][0].distance == 0 &&
	    (lexicon_uses(s->lex, s->near[i][0].word) & LEXICON_USE_TOPIC)
	    != 0 && !is_place_word(v, i);
}

static void
add_words(struct finding *w)
{
	const struct scan	*s = &w->v->scan;
	const char		*word, *sense, *before = "^";
	uint32_t		 h;
	int			 i;

	for (i = 0; i < s->count; i++) {
		if (is_place_word(w->v, i))
			continue;
		word = word_of(&s->token[i]);
		sense = sense_of(s, i);
		h = hash_salt(SALT_WORD);
		add_word(w, hash_more(h, word, strlen(word)), word, "");
		if (strcmp(sense, word) != 0) {
			h = hash_salt(SALT_SENSE);
			add_word(w, hash_more(h, sense, strlen(sense)),
			    sense, "");
		}
		h = hash_salt(SALT_PAIR);
		h = hash_more(h, before, strlen(before) + 1);
		add_word(w, hash_more(h, sense, strlen(sense)), before,
		    sense);
		before = sense;
		if (!s->token[i].digits)
			add_pieces(w, &s->token[i]);
	}
}

/*
 * Two words of the categories that stand near each other, whatever is said
 * between them: "jalan desa kami yang rusak".
 */
static void
add_apart(struct finding *w)
{
	const struct scan	*s = &w->v->scan;
	const char		*one, *other;
	uint32_t		 h;
	int			 i, k, shown;

	for (i = 0; i < s->count; i++) {
		if (!is_topical(w->v, i))
			continue;
		one = sense_of(s, i);
		shown = 0;
		for (k = i + 1; k < s->count && k <= i + APART_WORDS &&
		    shown < APART_SHOWN; k++) {
			if (!is_topical(w->v, k))
				continue;
			other = sense_of(s, k);
			h = hash_more(hash_salt(SALT_APART), one,
			    strlen(one) + 1);
			add_word(w, hash_more(h, other, strlen(other)), one,
			    other);
			shown++;
		}
	}
}

/* ---- signs ------------------------------------------------------------ */

static const char *const list_names[CONF_WORDS_COUNT] = {
#define X(name, key)	[CONF_WORDS_##name] = key,
	CONF_WORDS(X)
#undef X
};

/* The grammar's lists that tell what a text wants, and if one begins it. */
static void
add_lists(struct finding *w)
{
	const struct scan		*s = &w->v->scan;
	const struct lexicon_entry	*e;
	int				 i, first = head_skip(s, 0);
	char				 name[FEATURES_NAME];

	for (i = 0; i < s->hits; i++) {
		e = scan_entry(s, &s->hit[i]);
		if (e->kind != LEXICON_LIST || s->hit[i].covered ||
		    s->hit[i].distance > 0)
			continue;
		snprintf(name, sizeof name, "%s%s", s->hit[i].start == first ?
		    "begins " : "says ", list_names[e->index]);
		add_sign(w, name);
	}
}

/* How long a text is, in steps that double. */
static int
step_of(int n)
{
	int	step = 0;

	for (; n > 1; n /= 2)
		step++;
	return step;
}

static void
add_shape(struct finding *w)
{
	const struct scan	*s = &w->v->scan;
	char			 name[FEATURES_NAME];
	int			 i, numbers = 0;

	snprintf(name, sizeof name, "words 2^%d", step_of(s->count));
	add_sign(w, name);
	for (i = 0; i < s->count; i++)
		numbers += s->token[i].digits;
	snprintf(name, sizeof name, "numbers 2^%d", step_of(numbers + 1));
	add_sign(w, name);
	if (strchr(s->text, '?') != NULL)
		add_sign(w, "a question mark");
	if (strstr(s->text, "http") != NULL || strstr(s->text, "www") != NULL)
		add_sign(w, "a link");
	if (strchr(s->text, '*') != NULL)
		add_sign(w, "a star");
	if (grammar_ticket(s, 0) != -1)
		add_sign(w, "may hold a ticket");
}

static void
add_place(struct finding *w)
{
	static const char *const	 names[] = {
		[CERTAIN_NONE] = "no place",
		[CERTAIN_DOUBT] = "a doubtful place",
		[CERTAIN_SURE] = "a place"
	};
	const struct scan		*s = &w->v->scan;
	int				 i;

	add_sign(w, names[w->v->place.certainty]);
	if (w->v->place.certainty != CERTAIN_NONE && w->v->place.fuzzy)
		add_sign(w, "a slip in the place");
	for (i = 0; i < s->hits; i++)
		if (scan_entry(s, &s->hit[i])->kind == LEXICON_KECAMATAN)
			add_sign(w, "a district");
		else if (scan_entry(s, &s->hit[i])->kind == LEXICON_OPD)
			add_sign(w, "a department");
}

static void
add_topic(struct finding *w)
{
	static const char *const	 names[] = {
		[CERTAIN_NONE] = "no category",
		[CERTAIN_DOUBT] = "categories in doubt",
		[CERTAIN_SURE] = "a category"
	};
	const struct reading		*topic = &w->v->topic;
	const struct conf_city		*city = lexicon_city(w->v->scan.lex);
	char				 name[FEATURES_NAME];

	add_sign(w, names[topic->certainty]);
	if (topic->denied)
		add_sign(w, "a category denied");
	if (w->v->head.report)
		add_sign(w, "LAPOR");
	if (topic->certainty == CERTAIN_NONE)
		return;
	if (topic->fuzzy)
		add_sign(w, "a slip in the category");
	if (topic->scant)
		add_sign(w, "one word says the category");
	snprintf(name, sizeof name, "score 2^%d", step_of(topic->score));
	add_sign(w, name);
	if (topic->certainty == CERTAIN_SURE) {
		snprintf(name, sizeof name, "category %s",
		    city->category[topic->index].code);
		add_sign(w, name);
	}
}

/* ---- what the lexicon says of each category --------------------------- */

/* Where the bits of a category are; a new row if it has none yet. */
static uint16_t *
lean_of(struct features *f, int category)
{
	int	i;

	for (i = 0; i < f->leans; i++)
		if (f->category[i] == category)
			return &f->lean[i];
	if (f->leans == FEATURES_LEANS || category > UINT8_MAX)
		return NULL;
	f->category[f->leans] = (uint8_t)category;
	f->lean[f->leans] = 0;
	return &f->lean[f->leans++];
}

static void
add_lean(struct features *f, int category, enum lean lean)
{
	uint16_t	*bits = lean_of(f, category);

	if (bits != NULL)
		*bits |= (uint16_t)(1u << lean);
}

static enum lean
lean_of_hit(const struct hit *h, int weight)
{
	if (h->distance > 0)
		return weight >= 8 ? LEAN_SLIP_8 : LEAN_SLIP_1;
	return weight >= 8 ? LEAN_EXACT_8 : weight >= 5 ? LEAN_EXACT_5 :
	    weight >= 3 ? LEAN_EXACT_3 : LEAN_EXACT_1;
}

static void
add_hits(struct finding *w)
{
	const struct scan		*s = &w->v->scan;
	const struct lexicon_entry	*e;
	const struct hit		*h;
	uint16_t			*bits;
	int				 i;

	for (i = 0; i < s->hits; i++) {
		h = &s->hit[i];
		e = scan_entry(s, h);
		if ((e->kind != LEXICON_KEYWORD && e->kind != LEXICON_PHRASE)
		    || h->covered || (bits = lean_of(w->f, e->index)) == NULL)
			continue;
		if (*bits != 0)
			*bits |= 1u << LEAN_SEVERAL;
		*bits |= (uint16_t)(1u << lean_of_hit(h, e->weight));
		if (h->end - h->start > 1)
			*bits |= 1u << LEAN_PHRASE;
		if (w->v->head.report && h->start == w->v->head.topic)
			*bits |= 1u << LEAN_NAMED;
	}
}

static void
add_reading(struct finding *w)
{
	const struct reading	*topic = &w->v->topic;
	int			 i;

	if (topic->certainty == CERTAIN_NONE)
		return;
	for (i = 0; i < topic->candidates; i++)
		add_lean(w->f, topic->candidate[i],
		    topic->certainty == CERTAIN_SURE ? LEAN_SURE : LEAN_DOUBT);
	if (topic->second != -1)
		add_lean(w->f, topic->second, LEAN_SECOND);
	if (topic->another != -1)
		add_lean(w->f, topic->another, LEAN_ANOTHER);
	if (topic->index == -1)
		return;
	if (topic->score >= 36)
		add_lean(w->f, topic->index, LEAN_SCORE_36);
	if (topic->score >= 75)
		add_lean(w->f, topic->index, LEAN_SCORE_75);
	if (topic->score >= 100)
		add_lean(w->f, topic->index, LEAN_SCORE_100);
}

/* Find all features of a text; their names too where names is not NULL. */
void
features_find(const struct view *v, struct features *f,
    struct feature_names *names)
{
	struct finding	w = { .v = v, .f = f, .names = names };

	f->words = f->pieces = f->signs = f->leans = 0;
	add_topic(&w);
	add_place(&w);
	add_shape(&w);
	add_lists(&w);
	add_words(&w);
	add_apart(&w);
	add_hits(&w);
	add_reading(&w);
}
