/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of vocabulary: a word and its forms are known, a slip is not. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "language/vocabulary.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

static struct vocabulary	*vocabulary;

static int
make(void **state)
{
	(void)state;
	vocabulary = vocabulary_new();
	return 0;
}

static int
unmake(void **state)
{
	(void)state;
	vocabulary_free(vocabulary);
	return 0;
}

static bool
forms(const char *word)
{
	return vocabulary_forms(vocabulary, word, strlen(word));
}

static void
check_all(const char *const *word, size_t count, bool known)
{
	size_t	i;
	int	wrong = 0;

	for (i = 0; i < count; i++)
		if (forms(word[i]) != known) {
			print_error("%s\n", word[i]);
			wrong++;
		}
	assert_int_equal(wrong, 0);
}

static void
test_a_word_is_known_with_its_affixes(void **state)
{
	static const char *const words[] = { "pakai", "dipakai", "memakai",
	    "terpakai", "pemakaian", "pakaiannya", "menulis", "penulis",
	    "tulisan", "menyimpan", "penyimpanan", "simpanlah", "mengirimkan",
	    "dikirimkan", "kiriman", "bekerja", "berlari", "belajar",
	    "pelajaran", "sebesar", "kebesaran", "membesarkan", "melihat",
	    "terlihat", "dilihatnya", "menangis", "memilih", "pemilih",
	    "mengikuti", "keikutsertaan", "bukankah", "memperbesar",
	    "diperlihatkan", "nyari", "ngirim", "tabakar", "baribut" };

	(void)state;
	check_all(words, COUNT(words), true);
}

static void
test_a_word_of_kupang_is_known(void **state)
{
	static const char *const words[] = { "ketong", "botong", "sapa",
	    "talalu", "bekin", "karja" };

	(void)state;
	check_all(words, COUNT(words), true);
}

static void
test_a_slip_is_no_word(void **state)
{
	static const char *const slips[] = { "jlan", "smpah", "lobang",
	    "rsuak", "bnajir", "lampyu", "kebakrn", "puskemas", "sampa",
	    "oesapo", "sikumna", "penbuangan", "fatulluli", "xyzzy", "" };

	(void)state;
	check_all(slips, COUNT(slips), false);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_a_word_is_known_with_its_affixes),
		cmocka_unit_test(test_a_word_of_kupang_is_known),
		cmocka_unit_test(test_a_slip_is_no_word),
	};

	return cmocka_run_group_tests(tests, make, unmake);
}
