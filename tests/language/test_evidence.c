/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Tests of what stands in a text: words however they are written, and of
 * several places the one where the problem is.
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

#include "conf/conf.h"
#include "conf/read.h"
#include "language/grammar.h"
#include "language/lexicon.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define NAMES_SIZE	256

/* A text, its category, and its kelurahan: several where it is doubtful. */
struct expected { const char *text, *category, *kelurahan; };

static struct conf	*conf;
static struct lexicon	*lex;
static struct view	 v;

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

/* The names of a reading, with a comma between; "" if it has none. */
static void
names_of(const struct reading *r, bool place, char *out)
{
	size_t	used = 0;
	int	i;

	out[0] = '\0';
	if (r->certainty == CERTAIN_NONE)
		return;
	for (i = 0; i < r->candidates; i++)
		used += (size_t)snprintf(out + used, NAMES_SIZE - used,
		    "%s%s", i > 0 ? ", " : "", place ?
		    conf->city.kelurahan[r->candidate[i]].name :
		    conf->city.category[r->candidate[i]].code);
}

static void
check_all(const struct expected *e, size_t count)
{
	char	category[NAMES_SIZE], kelurahan[NAMES_SIZE];
	size_t	i;
	int	wrong = 0;

	for (i = 0; i < count; i++) {
		view_read(&v, lex, e[i].text);
		names_of(&v.topic, false, category);
		names_of(&v.place, true, kelurahan);
		if (strcmp(category, e[i].category) == 0 &&
		    strcmp(kelurahan, e[i].kelurahan) == 0)
			continue;
		print_error("\"%s\": %s %s, not %s %s\n", e[i].text, category,
		    kelurahan, e[i].category, e[i].kelurahan);
		wrong++;
	}
	assert_int_equal(wrong, 0);
}

static void
test_a_word_near_a_name_is_no_part_of_it(void **state)
{
	static const struct expected cases[] = {
		{ "LAPOR SAMPAH OESAPA bau sekali", "SAMPAH", "OESAPA" },
		{ "LAPOR SAMPAH OESAPA baru saja", "SAMPAH", "OESAPA" },
		{ "LAPOR SAMPAH OESAPA bara api", "SAMPAH", "OESAPA" },
		{ "LAPOR SAMPAH OESAPA berat", "SAMPAH", "OESAPA" },
		{ "LAPOR LAMPU OEBOBO belok kiri", "LAMPU", "OEBOBO" },
		{ "LAPOR SAMPAH OESAPA barat", "SAMPAH", "OESAPA BARAT" },
		{ "LAPOR SAMPAH OESAPA brat", "SAMPAH", "OESAPA BARAT" },
	};

	(void)state;
	check_all(cases, COUNT(cases));
}

static void
test_a_number_that_counts_belongs_to_no_name(void **state)
{
	static const struct expected cases[] = {
		{ "sampah di BAKUNASE 2 minggu", "SAMPAH", "BAKUNASE" },
		{ "sampah di BAKUNASE dua minggu", "SAMPAH", "BAKUNASE" },
		{ "sampah di BAKUNASE 2", "SAMPAH", "BAKUNASE II" },
		{ "sampah di BAKUNASE dua", "SAMPAH", "BAKUNASE II" },
		{ "sampah di NAIKOTEN dua hari", "SAMPAH",
		    "NAIKOTEN I, NAIKOTEN II" },
		{ "sampah di NAIKOTEN 2 hari ini", "SAMPAH",
		    "NAIKOTEN I, NAIKOTEN II" },
		{ "sampah di naikoten 1", "SAMPAH", "NAIKOTEN I" },
		{ "sampah di naikoten 2: tiang jatuh", "SAMPAH",
		    "NAIKOTEN II" },
		{ "sampah di liliba 2 hari", "SAMPAH", "LILIBA" },
		{ "LAPOR SAMPAH BAKUNASE Io", "SAMPAH",
		    "BAKUNASE, BAKUNASE II" },
	};

	(void)state;
	check_all(cases, COUNT(cases));
}

static void
test_the_place_of_the_problem_is_not_its_neighbour(void **state)
{
	static const struct expected cases[] = {
		{ "jembatan liliba arah ke penfui rusak", "JALAN", "LILIBA" },
		{ "macet antri sampai oesapa dari kelapa lima", "MACET",
		    "KELAPA LIMA" },
		{ "sampah bukan OESAPA tapi LILIBA", "SAMPAH", "LILIBA" },
		{ "sampah antara OESAPA dengan LILIBA", "SAMPAH",
		    "OESAPA, LILIBA" },
		{ "sampah di batas OESAPA dan LILIBA", "SAMPAH",
		    "OESAPA, LILIBA" },
		{ "macet dari oesapa sampai lasiana", "MACET",
		    "OESAPA, LASIANA" },
		{ "sampah di jalan OEBOBO kelurahan OESAPA", "SAMPAH",
		    "OESAPA" },
		{ "beta kerja di oeba, sampah di lasiana", "SAMPAH",
		    "LASIANA" },
		{ "saya tinggal di oesapa, sampah di lasiana", "SAMPAH",
		    "LASIANA" },
		{ "sampah di belakang rsud naikoten kelurahan oebobo",
		    "SAMPAH", "OEBOBO" },
		{ "sampah di sebelah kelurahan liliba yaitu oebufu",
		    "SAMPAH", "LILIBA, OEBUFU" },
		{ "sampah di kelapa lima oesapa", "SAMPAH", "OESAPA" },
		{ "sampah di kelapa lima", "SAMPAH", "KELAPA LIMA" },
		{ "sampah di namosen", "SAMPAH", "NAMOSAIN" },
	};

	(void)state;
	check_all(cases, COUNT(cases));
}

static void
test_a_place_of_another_regency_is_not_ours(void **state)
{
	static const struct { const char *text; bool outside; } cases[] = {
		{ "sampah di penfui timur", true },
		{ "sampah di PENFUI TIMUR kupang tengah", true },
		{ "sampah di tarus", true },
		{ "sampah di soe", true },
		{ "sampah di penfui", false },
		{ "sampah di oesapa, beta orang soe", false },
		{ "sampah, beta orang soe", false },
		{ "bus dari atambua tabrak orang", false },
		{ "lampu mati di jalan arah tarus", false },
	};
	size_t	i;
	int	wrong = 0;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		view_read(&v, lex, cases[i].text);
		if (v.place.outside == cases[i].outside)
			continue;
		print_error("\"%s\"\n", cases[i].text);
		wrong++;
	}
	assert_int_equal(wrong, 0);
	view_read(&v, lex, "sampah di penfui timur");
	assert_int_equal(v.place.certainty, CERTAIN_NONE);
}

static void
test_a_landmark_and_a_street_say_little_of_the_matter(void **state)
{
	static const struct expected cases[] = {
		{ "jalan rusak dekat lampu merah oesapa", "JALAN", "OESAPA" },
		{ "jalan berlubang depan tempat pembuangan sampah oesapa",
		    "JALAN", "OESAPA" },
		{ "jalan rusak di jalan pohon asam oebobo", "JALAN",
		    "OEBOBO" },
		{ "pohon tumbang di Jalan Air Nona", "POHON", "AIR NONA" },
		{ "pohon tumbang di liliba, beta gosok minyak kayu putih",
		    "POHON", "LILIBA" },
	};

	(void)state;
	check_all(cases, COUNT(cases));
}

static void
test_a_text_without_spaces_is_read(void **state)
{
	static const struct expected cases[] = {
		{ "lampujalanmati di oesapa", "LAMPU", "OESAPA" },
		{ "sampahoesapa", "SAMPAH", "OESAPA" },
		{ "lampujalanmatidioesapa", "LAMPU", "OESAPA" },
		{ "LAPORSAMPAHOESAPADEPANPASARSUDAHDUAMINGGUTIDAKDIANGKUT",
		    "SAMPAH", "OESAPA" },
		{ "jalanrusakdinaikoten2", "JALAN", "NAIKOTEN II" },
		{ "l a m p u jalan mati di oesapa", "LAMPU", "OESAPA" },
		{ "S A M P A H di o e s a p a", "SAMPAH", "OESAPA" },
	};

	(void)state;
	check_all(cases, COUNT(cases));
}

static void
test_old_and_malay_spellings_are_read(void **state)
{
	static const struct expected cases[] = {
		{ "djalan roesak di oebobo", "JALAN", "OEBOBO" },
		{ "sampah tidak diangkoet di Koepang oesapa", "SAMPAH",
		    "OESAPA" },
		{ "pohon toembang di Noenleoe", "POHON", "NUNLEU" },
		{ "s4mpah di 0esapa", "SAMPAH", "OESAPA" },
		{ "l4mpu m4t1 di naikoten1", "LAMPU", "NAIKOTEN I" },
		{ "longkang tersumbat di oesapa", "BANJIR", "OESAPA" },
		{ "lampu jalan rosak di oebobo", "LAMPU", "OEBOBO" },
		{ "pokok tumbang di liliba", "POHON", "LILIBA" },
	};

	(void)state;
	check_all(cases, COUNT(cases));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_a_word_near_a_name_is_no_part_of_it),
		cmocka_unit_test(test_a_number_that_counts_belongs_to_no_name),
		cmocka_unit_test(
		    test_the_place_of_the_problem_is_not_its_neighbour),
		cmocka_unit_test(test_a_place_of_another_regency_is_not_ours),
		cmocka_unit_test(
		    test_a_landmark_and_a_street_say_little_of_the_matter),
		cmocka_unit_test(test_a_text_without_spaces_is_read),
		cmocka_unit_test(test_old_and_malay_spellings_are_read),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
