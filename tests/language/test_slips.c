/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * A property of the whole reader: whatever is named, wherever it is and
 * whatever the thumb did to it, no report goes to a wrong desk.
 */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "language/interpret.h"
#include "language/lexicon.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define WORD_MAX	64
#define EXACT_MAX	4	/* letters of words that are taken exactly */

/* What became of the reports. */
static struct outcomes { int right, asked, wrong; } all;

static struct conf	*conf;
static struct lexicon	*lex;
static struct meaning	 m;

static int
read_city(void **state)
{
	struct conf_errors	 errors = { 0 };
	const char		*srcdir = getenv("srcdir");
	char			 path[4096];

	(void)state;
	snprintf(path, sizeof path, "%s/etc/kentongan.conf",
	    srcdir != NULL ? srcdir : ".");
	conf = conf_read(path, NULL, &errors);
	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	if (conf == NULL)
		return -1;
	lex = lexicon_new(&conf->city);
	return 0;
}

static int
free_city(void **state)
{
	(void)state;
	lexicon_free(lex);
	conf_free(conf);
	return 0;
}

/* The longest word of a name: where it begins; its letters in *len. */
static size_t
longest_word(const char *name, size_t *len)
{
	size_t	at = 0, best = 0, n;

	for (*len = 0; name[at] != '\0'; at += n + (name[at + n] != '\0')) {
		n = strcspn(name + at, " -");
		if (n > *len) {
			best = at;
			*len = n;
		}
	}
	return best;
}

static bool
is_vowel(char c)
{
	return c != '\0' && strchr("aeiouAEIOU", c) != NULL;
}

static void
drop(char *word, size_t i)
{
	memmove(word + i, word + i + 1, strlen(word + i));
}

/* The slips of a thumb; false where one cannot happen to a word. */
static bool
drop_vowel(char *word, size_t len)
{
	size_t	i;

	for (i = 1; i < len && !is_vowel(word[i]); i++)
		;
	if (i == len)
		return false;
	drop(word, i);
	return true;
}

static bool
drop_last_vowel(char *word, size_t len)
{
	size_t	i;

	for (i = len - 1; i > 0 && !is_vowel(word[i]); i--)
		;
	if (i == 0)
		return false;
	drop(word, i);
	return true;
}

static bool
double_second(char *word, size_t len)
{
	(void)len;
	memmove(word + 2, word + 1, strlen(word + 1) + 1);
	return true;
}

static bool
double_last(char *word, size_t len)
{
	memmove(word + len, word + len - 1, strlen(word + len - 1) + 1);
	return true;
}

static bool
swap_middle(char *word, size_t len)
{
	size_t	i = len / 2;
	char	c = word[i];

	word[i] = word[i - 1];
	word[i - 1] = c;
	return true;
}

/* The letter beside another on a keyboard, or behind it on its key. */
static bool
replace(char *word, size_t i, const char *from, const char *to)
{
	const char	*at = strchr(from, word[i]);

	if (word[i] == '\0' || at == NULL)
		return false;
	word[i] = to[at - from];
	return true;
}

static bool
next_key(char *word, size_t len)
{
	return replace(word, len / 2, "abcdefghijklmnopqrstuvwxyz",
	    "snvfrgjhoklpknppwtdyivecuz");
}

static bool
one_press_less(char *word, size_t len)
{
	return replace(word, len - 2, "bcefhiklnoqrsuvxyz",
	    "abdeghjkmnpqrtuwxy");
}

static bool
nothing(char *word, size_t len)
{
	(void)word;
	(void)len;
	return true;
}

static bool	(*const slips[])(char *, size_t) = { nothing, drop_vowel,
    drop_last_vowel, double_second, double_last, swap_middle, next_key,
    one_press_less };

/*
 * Do a slip to the longest word of a name.  False where there is none, or
 * where it makes another word that people use.
 */
static bool
slip(char *out, const char *name, bool (*fault)(char *, size_t))
{
	char	word[WORD_MAX], rest[WORD_MAX];
	size_t	at, len;

	text_fold(out, WORD_MAX, name);
	at = longest_word(out, &len);
	if (fault != nothing && len <= EXACT_MAX)
		return false;
	memcpy(word, out + at, len);
	memset(word + len, 0, sizeof word - len);
	strcpy(rest, out + at + len);
	if (!fault(word, len))
		return false;
	if (fault != nothing && (lexicon_word(lex, word, strlen(word)) !=
	    LEXICON_NONE || lexicon_is_ordinary(lex, word, strlen(word))))
		return false;
	snprintf(out + at, WORD_MAX - at, "%s%s", word, rest);
	return true;
}

static void
report(const char *category, int c, const char *place, int k)
{
	char	text[3 * WORD_MAX];

	snprintf(text, sizeof text, "LAPOR %s %s", category, place);
	interpret(lex, FROM_CITIZEN, text, NULL, &m);
	if (m.intent == INTENT_REPORT && m.category == c && m.kelurahan == k) {
		all.right++;
	} else if (m.intent == INTENT_REPORT && (m.category != c ||
	    (m.kelurahan != -1 && m.kelurahan != k))) {
		print_error("%s: %s %s\n", text,
		    conf->city.category[m.category].code, m.kelurahan == -1 ?
		    "-" : conf->city.kelurahan[m.kelurahan].name);
		all.wrong++;
	} else {
		all.asked++;
	}
}

/* All slips of a place beside a category that is written well. */
static void
slip_places(const char *category, int c)
{
	char	place[WORD_MAX];
	size_t	i;
	int	k;

	for (k = 0; k < conf->city.kelurahan_count; k++)
		for (i = 0; i < COUNT(slips); i++)
			if (slip(place, conf->city.kelurahan[k].name,
			    slips[i]))
				report(category, c, place, k);
}

/* All slips of a category beside every place. */
static void
slip_category(const char *category, int c)
{
	char	word[WORD_MAX];
	size_t	i;
	int	k;

	for (i = 0; i < COUNT(slips); i++)
		for (k = 0; k < conf->city.kelurahan_count; k++)
			if (slip(word, category, slips[i]))
				report(word, c, conf->city.kelurahan[k].name,
				    k);
}

static void
test_no_slip_sends_a_report_to_a_wrong_desk(void **state)
{
	const struct conf_category	*category;
	int				 c, i;

	(void)state;
	for (c = 0; c < conf->city.category_count; c++) {
		category = &conf->city.category[c];
		slip_places(category->code, c);
		for (i = 0; i < category->keywords.count; i++)
			slip_category(category->keywords.item[i], c);
	}
	print_message("slips: %d right, %d asked, %d wrong\n", all.right,
	    all.asked, all.wrong);
	assert_int_equal(all.wrong, 0);
	assert_true(all.right > 9 * all.asked);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_no_slip_sends_a_report_to_a_wrong_desk),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
