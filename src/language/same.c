/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * same - whether two texts of one category and one kelurahan tell the same
 * problem.
 *
 * What says so is where it is: the street, the landmark, the number of an RT
 * or a house, a name that only this place has.  Words of the problem count
 * less, those of the grammar not at all.  Values in, value out.
 */

#include <stdio.h>
#include <string.h>

#include "conf/city.h"
#include "language/distance.h"
#include "language/same.h"
#include "language/scan.h"

#define PROPER_MIN	3	/* letters of a name */
#define ALIKE_WORDS	3	/* words that two texts must have in common */

/* What a token is to the comparison. */
enum role { GRAMMAR, TOPIC, VILLAGE, ORDINARY, PROPER };

struct roles {
	enum role	of[TOKENS_MAX];
	bool		slip[TOKENS_MAX];	/* only with a typing error */
	bool		taken[TOKENS_MAX];	/* by a spot */
};

/* ---- reading ------------------------------------------------------------ */

/* Lists whose words may be part of a name, or place one. */
static bool
is_of_place(int list)
{
	return list == CONF_WORDS_STREET || list == CONF_WORDS_LANDMARK ||
	    list == CONF_WORDS_HOUSE || list == CONF_WORDS_QUALIFIER ||
	    list == CONF_WORDS_SPELLINGS || list == CONF_WORDS_NEUTRAL;
}

/*
 * Is token i in a list, be it hidden by a longer match or not?  "di jalan" is
 * a phrase of some category, and yet "jalan" begins a street's name.
 */
static bool
in_list(const struct scan *s, int i, int list)
{
	if (i < 0 || i >= s->count)
		return false;
	return scan_is(s, i, list) || (s->nears[i] > 0 &&
	    s->near[i][0].distance == 0 &&
	    lexicon_in_list(s->lex, s->near[i][0].word, list));
}

/* Is a list one whose words tell neither a place nor a problem? */
static bool
is_small(int list)
{
	return !is_of_place(list) && list != CONF_WORDS_ORDINARY;
}

/* The same of any list of the grammar, in one walk. */
static bool
is_grammar(const struct scan *s, int i)
{
	const struct lexicon_entry	*entry;
	int				 list, node, e;

	for (list = 0; list < CONF_WORDS_COUNT; list++)
		if (is_small(list) && scan_is(s, i, list))
			return true;
	if (s->nears[i] == 0 || s->near[i][0].distance != 0)
		return false;
	node = lexicon_step(s->lex, LEXICON_ROOT, s->near[i][0].word);
	if (node == LEXICON_NONE)
		return false;
	for (e = lexicon_first(s->lex, node); e != LEXICON_NONE;
	    e = entry->next) {
		entry = lexicon_entry(s->lex, e);
		if (entry->kind == LEXICON_LIST && is_small(entry->index))
			return true;
	}
	return false;
}

static enum role
role_alone(const struct scan *s, int i)
{
	int	word = s->nears[i] > 0 && s->near[i][0].distance == 0 ?
		    s->near[i][0].word : LEXICON_NONE;

	if (is_grammar(s, i))
		return GRAMMAR;
	if (scan_is(s, i, CONF_WORDS_ORDINARY) || (word != LEXICON_NONE &&
	    (lexicon_uses(s->lex, word) & LEXICON_USE_ORDINARY) != 0))
		return ORDINARY;
	return s->token[i].digits || s->token[i].len < PROPER_MIN ?
	    ORDINARY : PROPER;
}

/* Words of a category or a kelurahan are told by what they match. */
static void
find_roles(const struct scan *s, struct roles *r)
{
	const struct hit	*h;
	enum lexicon_kind	 kind;
	int			 i, k;

	memset(r, 0, sizeof *r);
	for (i = 0; i < s->count; i++) {
		r->of[i] = role_alone(s, i);
		r->slip[i] = s->nears[i] > 0 && s->near[i][0].distance > 0;
	}
	for (k = 0; k < s->hits; k++) {
		h = &s->hit[k];
		kind = scan_entry(s, h)->kind;
		for (i = h->start; i < h->end && !h->gap; i++) {
			if (r->of[i] == GRAMMAR)
				continue;
			r->slip[i] = h->distance > 0;
			if (kind == LEXICON_KELURAHAN || kind ==
			    LEXICON_STEM || kind == LEXICON_KECAMATAN)
				r->of[i] = VILLAGE;
			else if ((kind == LEXICON_KEYWORD || kind ==
			    LEXICON_PHRASE) && r->of[i] != VILLAGE)
				r->of[i] = TOPIC;
		}
	}
}

/* A word in the spelling that all of its spellings share. */
static void
keep_word(const struct scan *s, int i, char word[TOKEN_SIZE])
{
	const char	*known = s->token[i].text;

	if (s->nears[i] > 0 && !s->token[i].digits)
		known = lexicon_spelling(s->lex, s->near[i][0].word);
	snprintf(word, TOKEN_SIZE, "%s", known);
}

/* "014" and "14" are one number. */
static void
keep_number(const char *digits, char name[TOKEN_SIZE])
{
	while (digits[0] == '0' && digits[1] != '\0')
		digits++;
	snprintf(name, TOKEN_SIZE, "%.*s", (int)strspn(digits, "0123456789"),
	    digits);
}

/* "rt 12", "rt.012", "rw5", "no 7", "nomor 7": the mark, or NULL. */
static const char *
counted_mark(const struct scan *s, int i)
{
	static const char *const	marks[] = { "rt", "rw", "no", "nomor" };
	const struct token		*t = &s->token[i];
	size_t				 k, len;

	for (k = 0; k < sizeof marks / sizeof marks[0]; k++) {
		len = strlen(marks[k]);
		if (t->letters == len && memcmp(t->text, marks[k], len) == 0)
			return marks[k][0] == 'n' ? "no" : marks[k];
	}
	return NULL;
}

static struct same_spot *
new_spot(struct same_text *t, const char *head)
{
	struct same_spot	*spot;

	if (t->spots == SAME_SPOTS)
		return NULL;
	spot = &t->spot[t->spots++];
	snprintf(spot->head, sizeof spot->head, "%s", head);
	return spot;
}

/* The number of an RT, an RW or a house at token i. */
static bool
read_counted(const struct scan *s, struct roles *r, int i,
    struct same_text *t)
{
	const char		*mark = counted_mark(s, i);
	const char		*digits = NULL;
	struct same_spot	*spot;

	if (mark == NULL)
		return false;
	r->taken[i] = true;
	if (s->token[i].len > s->token[i].letters)
		digits = s->token[i].text + s->token[i].letters;
	else if (i + 1 < s->count && s->token[i + 1].digits) {
		digits = s->token[i + 1].text;
		r->taken[i + 1] = true;
	}
	if (digits == NULL || (spot = new_spot(t, mark)) == NULL)
		return true;
	spot->counted = true;
	keep_number(digits, spot->name[spot->names++]);
	return true;
}

/* "jl", "gg": written so only before a name; "jalan" may be any word. */
static bool
is_short(const struct token *head)
{
	return head->len <= 3;
}

/* May token i be (more of) the name that begins behind token head? */
static bool
is_name(const struct scan *s, const struct roles *r, int i, int head)
{
	bool	street = in_list(s, head, CONF_WORDS_STREET);

	if (i >= s->count || s->token[i].before >= BREAK_COMMA ||
	    counted_mark(s, i) != NULL || in_list(s, i, CONF_WORDS_STREET) ||
	    (street && in_list(s, i, CONF_WORDS_LANDMARK)))
		return false;
	if (s->token[i].digits)
		return s->token[i].len <= 3 && !in_list(s, i + 1,
		    CONF_WORDS_UNIT);
	if (r->of[i] == PROPER)
		return true;
	/* What the first word of a name is elsewhere does not matter. */
	if (i != head + 1)
		return false;
	if (street && !is_short(&s->token[head]))
		return r->slip[i] && r->of[i] != VILLAGE;
	/* "jl nangka", whatever a nangka is; "kantor lurah" */
	if (r->of[i] == GRAMMAR && street)
		return s->token[i].len > 3 &&
		    !in_list(s, i, CONF_WORDS_NEAR) &&
		    !in_list(s, i, CONF_WORDS_TO);
	if (r->of[i] == GRAMMAR)
		return in_list(s, i, CONF_WORDS_VILLAGE) ||
		    in_list(s, i, CONF_WORDS_DISTRICT) ||
		    in_list(s, i, CONF_WORDS_TITLE);
	return street || r->of[i] != TOPIC || r->slip[i];
}

/* "jl timor raya", "gereja betel", "depan pasar", "sd inpres 2". */
static void
read_spot(const struct scan *s, struct roles *r, int i, struct same_text *t)
{
	bool			 street = in_list(s, i, CONF_WORDS_STREET);
	struct same_spot	 spot = { .street = street };
	int			 k = i + 1;

	spot.common = in_list(s, i, CONF_WORDS_HOUSE);
	spot.village = i + 1 < s->count && r->of[i + 1] == VILLAGE;
	keep_word(s, i, spot.head);
	while (spot.names < SAME_NAMES && is_name(s, r, k, i)) {
		r->taken[k] = true;
		if (s->token[k].digits)
			keep_number(s->token[k].text, spot.name[spot.names++]);
		else
			keep_word(s, k, spot.name[spot.names++]);
		k++;
	}
	r->taken[i] = true;
	/* A street without its name is any street. */
	if ((street && spot.names == 0) || t->spots == SAME_SPOTS)
		return;
	t->spot[t->spots++] = spot;
}

static bool
is_spot(const struct scan *s, const struct roles *r, int i)
{
	if (r->taken[i])
		return false;
	return in_list(s, i, CONF_WORDS_STREET) ||
	    in_list(s, i, CONF_WORDS_LANDMARK);
}

/* Is the word one of a group: "bangkai bangke"? */
static bool
is_of_group(const char *group, const char *word)
{
	size_t	len = strlen(word), n;

	for (; *group != '\0'; group += n, group += strspn(group, " ")) {
		n = strcspn(group, " ");
		if (distance_between(group, n, word, len) <= (n > 5 &&
		    len > 5 ? 1 : 0))
			return true;
	}
	return false;
}

/* Which of the kinds of problem that the category sets apart. */
static unsigned
kinds_of(const struct conf_category *c, const struct scan *s)
{
	unsigned	kinds = 0;
	int		i, k;

	for (k = 0; k < c->apart.count && k < 31; k++)
		for (i = 0; i < s->count; i++)
			if (is_of_group(c->apart.item[k], s->token[i].text))
				kinds |= 1u << k;
	return kinds;
}

/* Read what two clean texts of this category are compared by. */
void
same_read(struct same_text *t, const struct lexicon *lex,
    const struct conf_category *c, const char *text)
{
	struct scan	s;
	struct roles	r;
	int		i;

	memset(t, 0, sizeof *t);
	scan_text(&s, lex, text);
	find_roles(&s, &r);
	t->kinds = kinds_of(c, &s);
	for (i = 0; i < s.count; i++)
		if (!read_counted(&s, &r, i, t) && is_spot(&s, &r, i))
			read_spot(&s, &r, i, t);
	for (i = 0; i < s.count; i++) {
		if (r.taken[i] || r.of[i] == GRAMMAR || r.of[i] == VILLAGE)
			continue;
		if (r.of[i] == PROPER && t->propers < SAME_WORDS)
			keep_word(&s, i, t->proper[t->propers++]);
		else if (r.of[i] != PROPER && t->words < SAME_WORDS)
			keep_word(&s, i, t->word[t->words++]);
	}
}

/* ---- comparing ---------------------------------------------------------- */

static bool
is_digits(const char *word)
{
	return word[strspn(word, "0123456789")] == '\0';
}

/* Are two words one, but for a slip that their length allows? */
static bool
is_word(const char *a, const char *b)
{
	size_t	la = strlen(a), lb = strlen(b), min = la < lb ? la : lb;

	if (is_digits(a) || is_digits(b))
		return strcmp(a, b) == 0;
	return distance_between(a, la, b, lb) <=
	    (min > 3 ? distance_allowed(min) : 0);
}

/* How many words of a are among those of b. */
static int
count_common(const char (*a)[TOKEN_SIZE], int na,
    const char (*b)[TOKEN_SIZE], int nb)
{
	int	i, k, n = 0;

	for (i = 0; i < na; i++)
		for (k = 0; k < nb; k++)
			if (is_word(a[i], b[k])) {
				n++;
				break;
			}
	return n;
}

/* "el tari" and "eltari": the whole name without its blanks. */
static bool
is_whole(const struct same_spot *a, const struct same_spot *b)
{
	char	whole[2][SAME_NAMES * TOKEN_SIZE] = { "", "" };
	int	i;

	if (a->names == 0 || b->names == 0)
		return false;
	for (i = 0; i < a->names; i++)
		strcat(whole[0], a->name[i]);
	for (i = 0; i < b->names; i++)
		strcat(whole[1], b->name[i]);
	return is_word(whole[0], whole[1]);
}

/* What two spots say of each other. */
enum bond { UNRELATED, CONFLICT, KIND, MATCH };

/* Two numbers are the same or not; two names share a word or do not. */
static enum bond
bond_of(const struct same_spot *a, const struct same_spot *b)
{
	bool	heads = is_word(a->head, b->head), names;

	if (a->counted || b->counted)
		return !heads || a->counted != b->counted ? UNRELATED :
		    strcmp(a->name[0], b->name[0]) == 0 ? MATCH : CONFLICT;
	if (a->street != b->street)
		return UNRELATED;
	names = count_common(a->name, a->names, b->name, b->names) > 0 ||
	    is_whole(a, b);
	if (names && (heads || a->street || (!is_digits(a->name[0]) &&
	    !a->village && !b->village)))
		return MATCH;
	if (a->names > 0 && b->names > 0)
		return CONFLICT;
	return heads ? KIND : CONFLICT;
}

/* What the spots of two texts say in all. */
struct bonds {
	int	matches, kinds, conflicts;
	bool	counted;		/* two numbers differ */
};

static void
add_bond(struct bonds *b, enum bond bond, const struct same_spot *spot)
{
	b->matches += bond == MATCH;
	b->kinds += bond == KIND && !spot->common;
	b->conflicts += bond == CONFLICT;
	b->counted = b->counted || (bond == CONFLICT && spot->counted);
}

/* Each spot of a by its best counterpart in b. */
static void
find_bonds(const struct same_text *a, const struct same_text *b,
    struct bonds *bonds)
{
	enum bond	best, bond;
	int		i, k;

	for (i = 0; i < a->spots; i++) {
		best = UNRELATED;
		for (k = 0; k < b->spots; k++) {
			bond = bond_of(&a->spot[i], &b->spot[k]);
			if (bond > best)
				best = bond;
		}
		add_bond(bonds, best, &a->spot[i]);
	}
}

/* Names of spots and names alone, of both texts: a place by its name only. */
static int
count_named(const struct same_text *a, const struct same_text *b)
{
	int	i, n;

	n = count_common(a->proper, a->propers, b->proper, b->propers);
	for (i = 0; i < b->spots; i++)
		n += count_common(a->proper, a->propers, b->spot[i].name,
		    b->spot[i].names);
	for (i = 0; i < a->spots; i++)
		n += count_common(b->proper, b->propers, a->spot[i].name,
		    a->spot[i].names);
	return n;
}

/* Nearly all words of the problem are the same ones. */
static bool
is_alike(const struct same_text *a, const struct same_text *b)
{
	int	all = a->words + a->propers, others = b->words + b->propers;
	int	most = all > others ? all : others;
	int	common = count_common(a->word, a->words, b->word, b->words) +
		    count_common(a->proper, a->propers, b->proper,
		    b->propers);

	return common >= ALIKE_WORDS && common * 4 >= most * 3;
}

/*
 * How alike two texts are.  Symmetric; where one says where it is and the
 * other does not, it may be either.
 */
enum same
same_compare(const struct same_text *a, const struct same_text *b)
{
	struct bonds	bonds = { 0 };

	if (a->kinds != b->kinds)
		return SAME_APART;
	find_bonds(a, b, &bonds);
	find_bonds(b, a, &bonds);
	if (bonds.counted)
		return SAME_APART;
	if (bonds.matches > 0 || count_named(a, b) > 0)
		return SAME_SPOT;
	if (bonds.conflicts > 0)
		return SAME_APART;
	if (bonds.kinds > 0)
		return SAME_SPOT;
	/* Each tells its place in another way: nobody knows. */
	if (a->spots > 0 && b->spots > 0)
		return SAME_APART;
	return is_alike(a, b) ? SAME_ALIKE : SAME_OPEN;
}
