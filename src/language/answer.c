/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * answer - what somebody says to a question with numbered choices: "2",
 * "yang kedua", a name, a part of a name, or that it is none of them.
 */

#include "conf/city.h"
#include "language/answer.h"
#include "language/grammar.h"
#include "language/token.h"

#define NAME_WORDS	8

/* What may be answered. */
struct choices {
	const struct scan	*scan;
	bool			 places;	/* kelurahan, else categories */
	const int		*candidate;
	int			 count;
};

static const struct answer none = { ANSWER_NONE, -1 };

/* Words around an answer that do not change it: "yang", "no", "pilih". */
static bool
is_idle(const struct scan *s, int i)
{
	static const enum conf_words idle[] = { CONF_WORDS_FILLER,
	    CONF_WORDS_TITLE, CONF_WORDS_NUMBER, CONF_WORDS_AT,
	    CONF_WORDS_VILLAGE, CONF_WORDS_CHOOSE };
	size_t	k;

	for (k = 0; k < sizeof idle / sizeof idle[0]; k++)
		if (scan_is(s, i, idle[k]))
			return true;
	return false;
}

/* The number that a token is, in digits or words, or -1. */
static int
number_at(const struct scan *s, int i)
{
	const char	*word;

	if (s->nears[i] == 0)
		return -1;
	word = lexicon_spelling(s->lex, s->near[i][0].word);
	if (s->near[i][0].distance > 0 || word[0] < '1' || word[0] > '9' ||
	    word[1] != '\0')
		return -1;
	return word[0] - '0';
}

/* The number that is all that a text says, or -1. */
static int
find_number(const struct choices *c)
{
	const struct scan	*s = c->scan;
	int			 i, n, number = -1;

	for (i = 0; i < s->count; i++) {
		n = number_at(s, i);
		if (n != -1 && (number == -1 || number == n))
			number = n;
		else if (n != -1 || !is_idle(s, i))
			return -1;
	}
	return number;
}

/* The number that is all that a text says, or -1. */
int
answer_number(const struct scan *s)
{
	struct choices	c = { .scan = s };

	return find_number(&c);
}

static struct answer
choice_of(const struct choices *c, int index)
{
	int	i;

	for (i = 0; i < c->count; i++)
		if (c->candidate[i] == index)
			return (struct answer){ ANSWER_CHOICE, i };
	return (struct answer){ ANSWER_OTHER, index };
}

/* Whether a name holds a word that token i is. */
static bool
name_has(const struct scan *s, const char *name, int i)
{
	struct token	word[NAME_WORDS];
	int		count = token_split(name, word, NAME_WORDS), k, n, w;

	for (k = 0; k < count; k++) {
		w = lexicon_word(s->lex, word[k].text, word[k].len);
		for (n = 0; n < s->nears[i]; n++)
			if (s->near[i][n].word == w)
				return true;
	}
	return false;
}

static const char *
choice_name(const struct choices *c, int i)
{
	const struct conf_city	*city = lexicon_city(c->scan->lex);

	return c->places ? city->kelurahan[c->candidate[i]].name :
	    city->category[c->candidate[i]].code;
}

/* The only choice with a word of the text in its name: "barat", or none. */
static struct answer
find_part(const struct choices *c)
{
	int	i, t, found = -1;

	for (t = 0; t < c->scan->count; t++) {
		if (is_idle(c->scan, t))
			continue;
		found = -1;
		for (i = 0; i < c->count; i++) {
			if (!name_has(c->scan, choice_name(c, i), t))
				continue;
			if (found != -1)
				break;
			found = i;
		}
		if (found != -1 && i == c->count)
			return (struct answer){ ANSWER_CHOICE, found };
	}
	return none;
}

/* The only candidate of a doubtful reading that may be answered. */
static struct answer
find_common(const struct choices *c, const struct reading *r)
{
	int	i, k, found = -1;

	for (i = 0; i < r->candidates; i++) {
		for (k = 0; k < c->count; k++) {
			if (c->candidate[k] != r->candidate[i])
				continue;
			if (found != -1)
				return none;
			found = k;
		}
	}
	return found == -1 ? none : (struct answer){ ANSWER_CHOICE, found };
}

static bool
denies(const struct scan *s)
{
	int	i;

	for (i = 0; i < s->count; i++)
		if (scan_is(s, i, CONF_WORDS_NOT))
			return true;
	return false;
}

/*
 * Read an answer to a question about kelurahan (places) or categories, whose
 * choices were numbered from 1 in the order of the candidates.  What is no
 * answer, or says that it is none of them, is ANSWER_NONE.  Whether the text
 * is rather a new report is for the caller to see by interpret().
 */
struct answer
interpret_answer(const struct lexicon *lex, bool places, const int *candidate,
    int count, const char *text)
{
	struct view		 v;
	struct choices		 c = { &v.scan, places, candidate, count };
	const struct reading	*r;
	struct answer		 answer;
	int			 number;

	view_read(&v, lex, text);
	number = find_number(&c);
	if (number != -1)
		return number <= count ?
		    (struct answer){ ANSWER_CHOICE, number - 1 } : none;
	r = places ? &v.place : &v.topic;
	if (r->certainty == CERTAIN_SURE)
		return choice_of(&c, r->index);
	if (denies(&v.scan))
		return none;
	answer = find_part(&c);
	if (answer.kind != ANSWER_NONE)
		return answer;
	return r->certainty == CERTAIN_DOUBT ? find_common(&c, r) : none;
}

/*
 * What a text may name although nothing was asked: kelurahan (places) or
 * categories, as indexes, best first.  How many: 1 is sure, 0 is none.
 */
int
interpret_names(const struct lexicon *lex, bool places, const char *text,
    int index[INTERPRET_CANDIDATES])
{
	struct view		 v;
	const struct reading	*r;
	int			 n;

	view_read(&v, lex, text);
	r = places ? &v.place : &v.topic;
	if (r->certainty == CERTAIN_SURE) {
		index[0] = r->index;
		return 1;
	}
	for (n = 0; r->certainty == CERTAIN_DOUBT && n < r->candidates &&
	    n < INTERPRET_CANDIDATES; n++)
		index[n] = r->candidate[n];
	return n;
}
