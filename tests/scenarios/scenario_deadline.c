/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Deadlines, silence and the night on the real daemon, with a clock on the
 * wall that is moved: days pass in seconds.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "harness.h"

#define DEPUTY	"+6281200000110"
#define LURAH	"+6281200000400"
#define LEADER	"+6281200000500"
#define PUPR	"+6281200000101"
#define DAMKAR	"+6281200000106"
#define SECOND	"+6281200000120"	/* officer of DAMKAR */

/* Those above the officers; the deputy only if there is one. */
static struct world *
city(const char *clock, const char *conf, const char *deputy)
{
	struct world_options	 o = { .conf = conf, .clock = clock };
	struct world		*w = world_new(&o);
	char			 path[128], command[192], out[4096];
	FILE			*f;

	snprintf(path, sizeof path, "%s/more.tsv", world_dir(w));
	assert_non_null(f = fopen(path, "w"));
	fprintf(f, "seat\topd\trole\tarea\tholder\tphone\tdeputy\n"
	    "piket DLH\tDLH\tofficer\t*\tPetugas 0\t" OFFICER "\t%s\n"
	    "lurah Oesapa\t\tlurah\tOESAPA\tPak Lurah\t" LURAH "\t\n"
	    "walikota\t\tleader\t*\tIbu Walikota\t" LEADER "\t\n", deputy);
	assert_int_equal(fclose(f), 0);
	snprintf(command, sizeof command, "seat import %s", path);
	if (world_cli(w, out, sizeof out, command) != 0)
		fail_msg("%s", out);
	return w;
}

static void
never_yet(struct world *w, const char *to, const char *words)
{
	world_quiet(w);
	if (world_count(w, to, words) != 0)
		fail_msg("%s has \"%s\" too early", to, words);
}

static void
test_nobody_acts_for_eleven_days_and_each_level_hears_in_its_turn(void **state)
{
	static const struct { const char *before, *at, *to, *words; } steps[] = {
		{ "2026-12-18 11:28", "2026-12-18 11:30", OFFICER,
		    "Mengingatkan" },
		{ "2026-12-18 13:28", "2026-12-18 13:30", DEPUTY,
		    "belum diterima" },
		/* a weekend */
		{ "2026-12-21 08:28", "2026-12-21 08:30", HEAD,
		    "belum diterima" },
		{ "2026-12-22 07:58", "2026-12-22 08:00", LURAH,
		    "belum diterima" },
		{ "2026-12-22 15:58", "2026-12-22 16:00", COORDINATOR,
		    "belum diterima" },
		/* two holidays and a weekend */
		{ "2026-12-28 15:59", "2026-12-28 16:01", LEADER,
		    "belum selesai" },
		{ "2026-12-29 07:29", "2026-12-29 07:31", LEADER,
		    "Masih lewat batas, 1 laporan" },
	};
	struct world	*w = city("2026-12-17 13:59", NULL, DEPUTY);
	size_t		 i;

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, OFFICER, "depan pasar");
	for (i = 0; i < sizeof steps / sizeof steps[0]; i++) {
		world_move_clock(w, steps[i].before);
		never_yet(w, steps[i].to, steps[i].words);
		world_move_clock(w, steps[i].at);
		world_wait(w, steps[i].to, steps[i].words);
	}
	world_quiet(w);
	for (i = 0; i < sizeof steps / sizeof steps[0]; i++)
		assert_int_equal(world_count(w, steps[i].to, steps[i].words),
		    1);
	world_wait_cli(w, "reports --late", "depan pasar");
	world_free(w);
}

static void
test_three_days_off_fire_once_oldest_first_and_no_flood(void **state)
{
	struct world	*w = city("2026-12-17 13:59", NULL, DEPUTY);
	char		 text[64], ticket[3][24];
	const char	*first;
	int		 i;

	(void)state;
	for (i = 0; i < 3; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA tempat %d",
		    i);
		world_sms(w, CITIZEN, text);
		snprintf(text, sizeof text, "tempat %d", i);
		text_ticket(world_wait(w, OFFICER, text), ticket[i]);
	}
	world_quiet(w);
	world_stop(w);
	/* What was written meanwhile lies on the SIM. */
	snprintf(text, sizeof text, "TERIMA %s", ticket[1]);
	world_sms(w, OFFICER, text);
	world_move_clock(w, "2026-12-22 10:00");
	world_start(w);
	world_wait(w, OFFICER, "ada pada Anda");
	/* and is heard before anything is said of deadlines */
	never_yet(w, LURAH, "belum");
	world_move_clock(w, "2026-12-22 10:05");
	/* the deputy's, the head's and the lurah's turn have come: the last */
	first = world_wait(w, LURAH, "belum diterima");
	assert_non_null(strstr(first, ticket[0]));
	first = world_wait(w, LURAH, "belum diterima");
	assert_non_null(strstr(first, ticket[2]));
	world_quiet(w);
	assert_int_equal(world_count(w, LURAH, ""), 2);
	assert_int_equal(world_count(w, DEPUTY, ""), 0);
	assert_int_equal(world_count(w, HEAD, ""), 0);
	assert_int_equal(world_count(w, COORDINATOR, ""), 0);
	assert_int_equal(world_count(w, OFFICER, "lewat batas"), 2);
	/* Another restart says none of it again. */
	world_kill(w, 9);
	world_start(w);
	world_move_clock(w, "2026-12-22 10:15");
	world_quiet(w);
	assert_int_equal(world_count(w, LURAH, ""), 2);
	assert_int_equal(world_count(w, OFFICER, "lewat batas"), 2);
	world_free(w);
}

/* The network says that the newest SMS to a number never arrived. */
static void
undeliverable(struct world *w, const char *number)
{
	json_t	*answer = world_sim(w, "{s:s, s:s}", "cmd", "sent", "to",
		    number), *list;
	int	 mr;

	list = json_object_get(answer, "sent");
	assert_true(json_array_size(list) > 0);
	mr = (int)json_integer_value(json_object_get(json_array_get(list,
	    json_array_size(list) - 1), "mr"));
	json_decref(answer);
	/* 3GPP TS 23.040 9.2.3.15: 0x46, the validity has expired. */
	json_decref(world_sim(w, "{s:s, s:s, s:i, s:i}", "cmd", "report",
	    "number", number, "mr", mr, "status", 0x46));
}

static void
test_a_seat_whose_phone_is_dead_is_shown_and_passed_over(void **state)
{
	struct world	*w = city("2026-12-17 13:57",
			    "delivery_reports = false;\n", "");

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA satu");
	world_wait(w, OFFICER, "satu");
	world_settle(w, 400);
	undeliverable(w, OFFICER);
	world_wait_cli(w, "messages --out --state failed", "dispatch");
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA dua");
	world_wait(w, OFFICER, "dua");
	world_move_clock(w, "2026-12-17 13:59");
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA tiga");
	world_wait(w, OFFICER, "tiga");
	world_move_clock(w, "2026-12-18 13:28");
	world_wait(w, HEAD, "belum diterima");	/* satu, dua */
	world_wait(w, HEAD, "belum diterima");
	never_yet(w, HEAD, "tidak dapat menjawab");
	world_move_clock(w, "2026-12-18 13:30");
	world_wait(w, HEAD, "piket DLH tidak dapat menjawab");
	world_wait(w, COORDINATOR, "piket DLH tidak dapat menjawab");
	world_wait_cli(w, "seat list", "silent");
	/* new ones go to the head at once, and nobody is told twice */
	world_sms(w, OTHER, "LAPOR SAMPAH OESAPA empat");
	world_wait(w, HEAD, "empat");
	world_quiet(w);
	assert_int_equal(world_count(w, OFFICER, "empat"), 0);
	assert_int_equal(world_count(w, HEAD, "tidak dapat"), 1);
	assert_int_equal(world_count(w, COORDINATOR, "tidak dapat"), 1);
	/* a new phone: it answers again */
	world_sms(w, OFFICER, "DAFTAR");
	world_wait(w, OFFICER, "3 laporan");
	world_sms(w, OTHER, "LAPOR SAMPAH OESAPA lima");
	world_wait(w, OFFICER, "lima");
	world_free(w);
}

static void
test_a_night_wakes_nobody_but_for_what_is_urgent(void **state)
{
	struct world	*w = city("2026-12-17 22:30",
			    "quiet_hours = \"21:00-06:00\";\n", "");
	char		 text[64], ticket[24];
	int		 i;

	(void)state;
	for (i = 0; i < 5; i++) {
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA tempat %d",
		    i);
		world_sms(w, CITIZEN, text);
		text_ticket(world_wait(w, CITIZEN, "diterima: SAMPAH"),
		    ticket);
	}
	snprintf(text, sizeof text, "BATAL %s", ticket);
	world_sms(w, CITIZEN, text);
	world_wait(w, CITIZEN, "dibatalkan");
	world_sms(w, OTHER, "LAPOR LAMPU OESAPA mati di gang");
	world_wait(w, OTHER, "diterima: LAMPU");
	world_sms(w, OTHER, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	world_wait(w, DAMKAR, "rumah terbakar");
	never_yet(w, OFFICER, "");
	world_wait_cli(w, "messages --out --state night", "dispatch");
	/* A night without power in the middle of it changes nothing. */
	world_kill(w, 9);
	world_start(w);
	world_move_clock(w, "2026-12-18 05:59");
	never_yet(w, OFFICER, "");
	world_move_clock(w, "2026-12-18 06:01");
	world_wait(w, OFFICER, "4 laporan baru: ");
	world_quiet(w);
	assert_int_equal(world_count(w, OFFICER, ""), 1);
	world_sms(w, OFFICER, "DAFTAR");
	world_wait(w, OFFICER, "4 laporan: ");
	/* one alone comes whole, to whoever has lamps */
	assert_int_equal(world_count(w, PUPR, "mati di gang") +
	    world_count(w, "+6281200000102", "mati di gang"), 1);
	world_free(w);
}

static void
test_of_two_officers_in_the_same_second_one_takes_it(void **state)
{
	struct world	*w = city("2026-12-17 02:00", NULL, "");
	char		 out[4096], text[64], ticket[24];

	(void)state;
	assert_int_equal(world_cli(w, out, sizeof out, "seat add 'regu dua' "
	    "--opd DAMKAR --phone " SECOND), 0);
	world_sms(w, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	text_ticket(world_wait(w, DAMKAR, "rumah terbakar"), ticket);
	world_wait(w, SECOND, "rumah terbakar");
	world_quiet(w);
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	world_sms(w, SECOND, text);
	world_sms(w, DAMKAR, text);
	world_wait(w, CITIZEN, "sudah diterima petugas");
	world_quiet(w);
	assert_int_equal(world_count(w, DAMKAR, "ada pada Anda") +
	    world_count(w, SECOND, "ada pada Anda"), 1);
	assert_true(world_count(w, DAMKAR, "sudah ditangani") +
	    world_count(w, SECOND, "sudah ditangani") >= 1);
	assert_int_equal(world_count(w, CITIZEN, "sudah diterima petugas"),
	    1);
	world_free(w);
}

static void
test_a_handover_to_a_wrong_phone_leaves_the_seat_where_it_is(void **state)
{
	struct world	*w = city("2026-12-17 09:00", NULL, "");
	const char	*code;
	char		 text[64];

	(void)state;
	world_sms(w, OFFICER, "SERAH 3636");
	world_wait(w, OFFICER, "tidak dapat dipakai");
	world_sms(w, OFFICER, "SERAH 081200001234");
	code = strstr(world_wait(w, OFFICER, "Kalau memang Anda"),
	    "SERAH 081200001234 ");
	assert_non_null(code);
	snprintf(text, sizeof text, "%.21s", code);
	world_sms(w, OFFICER, text);
	/* a stranger, who does not know what it is about */
	world_wait(w, "+6281200001234", "Bersedia?");
	world_sms(w, "+6281200001234", "ini siapa ya");
	world_move_clock(w, "2026-12-18 09:30");
	world_wait(w, OFFICER, "batal karena tidak dijawab");
	world_sms(w, "+6281200001234", "YA");
	world_quiet(w);
	assert_int_equal(world_count(w, "+6281200001234", "memegang piket "
	    "DLH. Laporan"), 0);
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, OFFICER, "depan pasar");
	world_free(w);
}

static void
test_check_warns_of_an_opd_without_officer_or_head(void **state)
{
	struct world	*w = world_new(NULL);
	char		 out[16384];

	(void)state;
	assert_int_equal(world_cli(w, out, sizeof out, "check"), 0);
	assert_non_null(strstr(out, "OPD PUPR has no seat of role head"));
	assert_null(strstr(out, "OPD DLH has no seat"));
	assert_int_equal(world_cli(w, out, sizeof out,
	    "seat remove 'piket DLH'"), 0);
	assert_int_equal(world_cli(w, out, sizeof out, "check"), 0);
	assert_non_null(strstr(out, "OPD DLH has no seat of role officer"));
	/* Without a daemon nobody knows the seats, and that is no fault. */
	world_stop(w);
	assert_int_equal(world_cli(w, out, sizeof out, "check"), 0);
	assert_null(strstr(out, "OPD "));
	assert_null(strstr(out, "not running"));
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test(test_##name)
		T(nobody_acts_for_eleven_days_and_each_level_hears_in_its_turn),
		T(three_days_off_fire_once_oldest_first_and_no_flood),
		T(a_seat_whose_phone_is_dead_is_shown_and_passed_over),
		T(a_night_wakes_nobody_but_for_what_is_urgent),
		T(of_two_officers_in_the_same_second_one_takes_it),
		T(a_handover_to_a_wrong_phone_leaves_the_seat_where_it_is),
		T(check_warns_of_an_opd_without_officer_or_head),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
