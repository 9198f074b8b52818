/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of what a text means to whom we know. */

#include "config.h"

#include "tests/fixtures/reader.h"
#include "language/echo.h"

#define LAMP	"Laporan 1007 (LAMPU) selesai menurut DISHUB: sudah diganti. " \
	"Sudah baik? Balas PUAS 1007. Kalau tidak: BELUM 1007"
#define TASK	"Lap 2044 SAMPAH OESAPA: depan gereja | Kode C3. Balas " \
	"TERIMA 2044, lalu SELESAI 2044 C3 hasil"
#define LEFT	"\xE2\x80\x9C"	/* quotes as phones write them */
#define RIGHT	"\xE2\x80\x9D"

static int
place_of(const char *name)
{
	return conf_city_find_kelurahan(&conf->city, name);
}

static int
matter_of(const char *code)
{
	return conf_city_find_category(&conf->city, code);
}

static size_t
ours(void *arg, const char *text)
{
	const char *const	*sent = arg;
	size_t			 best = 0, n;

	for (; *sent != NULL; sent++)
		if ((n = echo_length(text, *sent)) > best)
			best = n;
	return best;
}

static const char *const	sent[] = { LAMP, TASK, NULL };

/* One report about a lamp in OEBA, and one of rubbish in OESAPA. */
static struct context
two_reports(enum known_state lamp, enum known_state rubbish)
{
	struct context	c = { .reports = 2, .ours = ours,
			    .arg = (void *)(uintptr_t)sent };

	c.report[0] = (struct known_report){ "1007", "", lamp,
	    matter_of("LAMPU"), place_of("OEBA") };
	c.report[1] = (struct known_report){ "1010", "", rubbish,
	    matter_of("SAMPAH"), place_of("OESAPA") };
	return c;
}

static void
read_in(const struct context *c, enum interpret_from from, const char *text)
{
	char	clean[TEXT_MAX_BYTES];

	text_clean(clean, sizeof clean, text, strlen(text));
	interpret(lex, from, clean, c, &m);
}

static void
test_a_yes_or_no_finds_the_report_that_waits(void **state)
{
	static const struct { const char *text; bool ok; } cases[] = {
		{ "wah sudah terang, makasih", true },
		{ "sudah beres", true },
		{ "bohong, sama saja", false },
		{ "masih gelap pak", false },
		{ "lampu masih mati", false },
	};
	struct context	c = two_reports(KNOWN_DONE, KNOWN_OPEN);
	size_t		i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		read_in(&c, FROM_CITIZEN, cases[i].text);
		assert_int_equal(m.intent, INTENT_CONFIRM);
		assert_int_equal(m.ok, cases[i].ok);
		assert_string_equal(m.ticket, "1007");
	}
	read_in(&c, FROM_CITIZEN, "sampah menumpuk di liliba");
	assert_int_equal(m.intent, INTENT_REPORT);
}

static void
test_with_two_waiting_only_words_tell_which(void **state)
{
	struct context	c = two_reports(KNOWN_DONE, KNOWN_DONE);

	(void)state;
	read_in(&c, FROM_CITIZEN, "sudah beres");
	assert_int_equal(m.intent, INTENT_CLARIFY);
	assert_int_equal(m.meant, INTENT_CONFIRM);
	assert_int_equal(m.ticket_count, 2);
	assert_true(m.ok);
	read_in(&c, FROM_CITIZEN, "sampahnya sudah diangkut, trims");
	assert_int_equal(m.intent, INTENT_CONFIRM);
	assert_string_equal(m.ticket, "1010");
}

static void
test_a_yes_may_be_taken_back(void **state)
{
	struct context	c = two_reports(KNOWN_CLOSED, KNOWN_OPEN);

	(void)state;
	snprintf(c.last, sizeof c.last, "1007");
	read_in(&c, FROM_CITIZEN, "eh belum, mati lagi");
	assert_int_equal(m.intent, INTENT_CONFIRM);
	assert_false(m.ok);
	assert_string_equal(m.ticket, "1007");
}

static void
test_a_number_is_put_right_or_asked_about(void **state)
{
	static const struct { const char *text, *ticket; bool doubt; }
	    cases[] = {
		{ "BATAL 1OO7", "1007", false },
		{ "BATAL l0l0", "1010", false },
		{ "batal 10 07", "1007", false },
		{ "batal 10-10", "1010", false },
		{ "batal 1.007", "1007", false },
		{ "BATAL \xD9\xA1\xD9\xA0\xD9\xA0\xD9\xA7", "1007",
		    false },
		{ "BATAL 1OO8", "", true },
		{ "BATAL 12", "", true },
		{ "BATAL 1032", "1032", false },
	};
	struct context	c = two_reports(KNOWN_OPEN, KNOWN_OPEN);
	size_t		i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		read_in(&c, FROM_CITIZEN, cases[i].text);
		if (m.intent != INTENT_CANCEL ||
		    strcmp(m.ticket, cases[i].ticket) != 0 ||
		    m.ticket_doubt != cases[i].doubt)
			fail_msg("%s: %s %s %d", cases[i].text,
			    intent_name(m.intent), m.ticket, m.ticket_doubt);
	}
	read_in(&c, FROM_CITIZEN, "BATAL");
	assert_int_equal(m.intent, INTENT_CLARIFY);
	assert_int_equal(m.meant, INTENT_CANCEL);
	assert_false(m.ticket_doubt);
}

static void
test_what_we_sent_says_nothing_when_it_comes_back(void **state)
{
	static const char *const cases[] = { LAMP, "Fwd: " LAMP, "> " LAMP,
	    LEFT LAMP RIGHT, TASK, "\"" TASK "\"" };
	struct context	c = two_reports(KNOWN_DONE, KNOWN_OPEN);
	size_t		i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		read_in(&c, FROM_CITIZEN, cases[i]);
		assert_true(m.echo);
		assert_int_equal(m.intent, INTENT_UNKNOWN);
		read_in(&c, FROM_STAFF, cases[i]);
		assert_true(m.echo);
		assert_int_equal(m.intent, INTENT_UNKNOWN);
		assert_string_equal(m.ticket, "");
		assert_string_equal(m.code, "");
	}
}

static void
test_a_thumb_is_thanks_and_thumbs_down_a_no(void **state)
{
	static const char *const likes[] = { "Liked " LEFT LAMP RIGHT,
	    "Loved " LEFT LAMP RIGHT, "Laughed at " LEFT LAMP RIGHT,
	    "Menyukai \"" LAMP "\"",
	    "\xF0\x9F\x91\x8D to " LEFT LAMP RIGHT };
	static const char *const dislikes[] = { "Disliked " LEFT LAMP RIGHT,
	    "Tidak menyukai " LEFT LAMP RIGHT,
	    "\xF0\x9F\x91\x8E to " LEFT LAMP RIGHT };
	struct context	c = two_reports(KNOWN_DONE, KNOWN_OPEN);
	size_t		i;

	(void)state;
	for (i = 0; i < COUNT(likes); i++) {
		read_in(&c, FROM_CITIZEN, likes[i]);
		assert_int_equal(m.intent, INTENT_THANKS);
		assert_true(m.echo);
	}
	for (i = 0; i < COUNT(dislikes); i++) {
		read_in(&c, FROM_CITIZEN, dislikes[i]);
		assert_int_equal(m.intent, INTENT_CONFIRM);
		assert_false(m.ok);
		assert_string_equal(m.ticket, "1007");
	}
	c.report[0].state = KNOWN_OPEN;
	read_in(&c, FROM_CITIZEN, dislikes[0]);
	assert_int_equal(m.intent, INTENT_THANKS);
	/* A reaction needs no memory of what was sent. */
	interpret(lex, FROM_CITIZEN, likes[0], NULL, &m);
	assert_int_equal(m.intent, INTENT_THANKS);
}

static void
test_an_officer_s_own_words_stand_above_the_quote(void **state)
{
	struct context	c = { .reports = 1, .ours = ours,
			    .arg = (void *)(uintptr_t)sent };

	(void)state;
	c.report[0] = (struct known_report){ "2044", "C3", KNOWN_OPEN, -1,
	    -1 };
	read_in(&c, FROM_STAFF, "TERIMA 2044\n" TASK);
	assert_int_equal(m.intent, INTENT_TAKE);
	assert_string_equal(m.ticket, "2044");
	assert_string_equal(m.code, "");
	assert_int_equal(m.furthers, 0);
	read_in(&c, FROM_STAFF, "TOLAK 2044 bukan kewenangan kami\n---\n"
	    TASK);
	assert_int_equal(m.intent, INTENT_REJECT);
	assert_string_equal(m.detail, "bukan kewenangan kami");
	assert_string_equal(m.code, "");
	read_in(&c, FROM_STAFF, "PROSES 2044 tunggu alat\n" TASK
	    "\nbesok lanjut");
	assert_string_equal(m.detail, "tunggu alat\nbesok lanjut");
	snprintf(c.last, sizeof c.last, "2044");
	read_in(&c, FROM_STAFF, "siap\n" TASK);
	assert_int_equal(m.intent, INTENT_TAKE);
	assert_string_equal(m.ticket, "2044");
}

static void
test_what_a_phone_changes_does_not_hide_an_echo(void **state)
{
	uint64_t	a = 0, b = 1;

	(void)state;
	assert_true(echo_head("Laporan 1007 (LAMPU) selesai, caf\xC3\xA9",
	    &a) > 0);
	assert_true(echo_head("  laporan  1007 (lampu) SELESAI cafe ...", &b) >
	    0);
	assert_true(a == b);
	assert_int_equal(echo_head("Laporan 1007", &a), 0);
	assert_int_equal(echo_length(LAMP " dan lagi", LAMP), strlen(LAMP));
	assert_int_equal(echo_length("Laporan 1007 selesai", LAMP), 0);
}

static void
test_an_officer_s_only_task_needs_no_number(void **state)
{
	struct context	c = { .reports = 1 };

	(void)state;
	c.report[0] = (struct known_report){ "2044", "C3", KNOWN_OPEN, -1,
	    -1 };
	read_in(&c, FROM_STAFF, "regu sudah di jalan");
	assert_int_equal(m.intent, INTENT_PROGRESS);
	assert_string_equal(m.ticket, "2044");
	c.report[c.reports++] = (struct known_report){ "1007", "K7",
	    KNOWN_OPEN, -1, -1 };
	read_in(&c, FROM_STAFF, "besok baru bisa");
	assert_int_equal(m.intent, INTENT_CLARIFY);
	assert_int_equal(m.meant, INTENT_PROGRESS);
	assert_int_equal(m.ticket_count, 2);
}

static void
test_an_open_question_is_answered_in_any_words(void **state)
{
	static const struct {
		const char	*text;
		enum answered	 answered;
		int		 answer;
	} cases[] = {
		{ "2", ANSWERED_CHOICE, 1 },
		{ "yang pertama", ANSWERED_CHOICE, 0 },
		{ "liliba pak", ANSWERED_CHOICE, 1 },
		{ "dua duanya", ANSWERED_BOTH, -1 },
		{ "bukan keduanya", ANSWERED_NONE, -1 },
		{ "makasih", ANSWERED_NOT, -1 },
		{ "LAPOR LAMPU OEBA mati total", ANSWERED_NOT, -1 },
	};
	struct context	c = { .asked = ASKED_KELURAHAN, .choices = 2 };
	size_t		i;

	(void)state;
	c.choice[0] = place_of("OESAPA");
	c.choice[1] = place_of("LILIBA");
	for (i = 0; i < COUNT(cases); i++) {
		read_in(&c, FROM_CITIZEN, cases[i].text);
		if (m.answered != cases[i].answered ||
		    m.answer != cases[i].answer)
			fail_msg("%s: %d %d", cases[i].text, m.answered,
			    m.answer);
	}
	read_in(&c, FROM_CITIZEN, "oebobo, di belakang gereja");
	assert_int_equal(m.answered, ANSWERED_OTHER);
	assert_int_equal(m.answer, place_of("OEBOBO"));
	assert_string_equal(m.description, "oebobo, di belakang gereja");
	read_in(&c, FROM_CITIZEN, "LAPOR LAMPU OEBA mati total");
	assert_int_equal(m.intent, INTENT_REPORT);
}

static void
test_a_figure_is_no_ticket(void **state)
{
	static const char *const cases[] = {
		"kabar sejak tahun 2019 pak", "bayar Rp 5000 ke siapa",
		"isi pulsa *888# dong", "jam 1930 ada acara",
	};
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		interpret(lex, FROM_CITIZEN, cases[i], NULL, &m);
		assert_string_equal(m.ticket, "");
	}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_a_yes_or_no_finds_the_report_that_waits),
		cmocka_unit_test(test_with_two_waiting_only_words_tell_which),
		cmocka_unit_test(test_a_yes_may_be_taken_back),
		cmocka_unit_test(test_a_number_is_put_right_or_asked_about),
		cmocka_unit_test(
		    test_what_we_sent_says_nothing_when_it_comes_back),
		cmocka_unit_test(test_a_thumb_is_thanks_and_thumbs_down_a_no),
		cmocka_unit_test(
		    test_an_officer_s_own_words_stand_above_the_quote),
		cmocka_unit_test(
		    test_what_a_phone_changes_does_not_hide_an_echo),
		cmocka_unit_test(test_an_officer_s_only_task_needs_no_number),
		cmocka_unit_test(
		    test_an_open_question_is_answered_in_any_words),
		cmocka_unit_test(test_a_figure_is_no_ticket),
	};

	return cmocka_run_group_tests(tests, read_city, free_city);
}
