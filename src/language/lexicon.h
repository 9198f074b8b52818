/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LEXICON_H
#define LEXICON_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct conf_city;
struct lexicon;

/* What an entry of the lexicon stands for; its index tells which one. */
enum lexicon_kind {
	LEXICON_KEYWORD,	/* names a category */
	LEXICON_PHRASE,		/* speaks for a category */
	LEXICON_KELURAHAN,	/* a name or an alias */
	LEXICON_STEM,		/* the first words of a longer name */
	LEXICON_KECAMATAN,	/* index: one of its kelurahan */
	LEXICON_OPD,
	LEXICON_LIST		/* index: enum conf_words */
};

struct lexicon_entry {
	enum lexicon_kind kind;
	int		  index;
	int		  weight;	/* 1..10 */
	int		  next;		/* another of the same words, or -1 */
};

/* A word that a typed one may be, with how many errors and what they cost. */
struct lexicon_near {
	int	word;
	int	distance;
	int	cost;		/* in tenths of a usual error */
};

/* What the words of the lexicon are used for, as bits. */
#define LEXICON_USE_PLACE	1u
#define LEXICON_USE_TOPIC	2u
#define LEXICON_USE_COMMAND	4u	/* and the grammar's small words */
#define LEXICON_USE_ORDINARY	8u

#define LEXICON_ROOT		0	/* where every phrase begins */
#define LEXICON_NONE		(-1)

struct lexicon	*lexicon_new(const struct conf_city *);
void		 lexicon_free(struct lexicon *);
const struct conf_city *lexicon_city(const struct lexicon *);

int		 lexicon_word(const struct lexicon *, const char *, size_t);
unsigned	 lexicon_uses(const struct lexicon *, int);
bool		 lexicon_is_ordinary(const struct lexicon *, const char *,
		    size_t);
const char	*lexicon_spelling(const struct lexicon *, int);
int		 lexicon_similar(const struct lexicon *, const char *, size_t,
		    int, struct lexicon_near *, int);
int		 lexicon_step(const struct lexicon *, int, int);
int		 lexicon_gap(const struct lexicon *, int);
int		 lexicon_first(const struct lexicon *, int);
const struct lexicon_entry *lexicon_entry(const struct lexicon *, int);
int		 lexicon_begin(const struct lexicon *, const char *, size_t,
		    int *, int);
bool		 lexicon_in_list(const struct lexicon *, int, int);

/* What is kept with a lexicon by those who read with it. */
enum lexicon_with { LEXICON_CUES, LEXICON_JUDGE, LEXICON_WITH };

void		 lexicon_keep(struct lexicon *, enum lexicon_with, void *,
		    void (*)(void *));
const void	*lexicon_kept(const struct lexicon *, enum lexicon_with);

#endif
