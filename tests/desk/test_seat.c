/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Seats over a real database and the city's real configuration, with a clock
 * that the test moves: absence, handover, lists, several commands, urgent
 * reports, silence.
 */

#include "config.h"

#include "language/ticket.h"
#include "tests/fixtures/city_fixture.h"

#define CITIZEN		"+6281200000001"
#define OTHER		"+6281200000002"
#define OFFICER		"+6281200000100"
#define HEAD		"+6281200000200"
#define COORDINATOR	"+6281200000300"
#define DEPUTY		"+6281200000400"
#define NEW_PHONE	"+6281200001234"
#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

/* The number is the admin's to fill in; here it is. */
static void
give_phone(struct conf *conf)
{
	struct conf_category	*fire;

	assert_non_null(conf);
	fire = &conf->city.category[conf_city_find_category(&conf->city,
	    "KEBAKARAN")];
	free(fire->phone);
	assert_non_null(fire->phone = strdup("0380-000113"));
}

static int
setup(void **state)
{
	struct city	*c = city_begin("quiet_hours = \"\";\n", "WITA-8",
			    1795000000);

	give_phone(c->conf);
	city_seat(c, "piket DLH", "DLH", SEAT_OFFICER, "*", OFFICER);
	city_seat(c, "kepala DLH", "DLH", SEAT_HEAD, "*", HEAD);
	city_seat(c, "koordinator", "", SEAT_COORDINATOR, "*", COORDINATOR);
	*state = c;
	return 0;
}

/* An SMS comes; the id of its row. */
static int64_t
sms(struct city *c, const char *from, const char *text)
{
	return city_sms(c, from, text, c->now);
}

/* ---- helpers ----------------------------------------------------------- */

static void
set(struct city *c, const char *name, const char *key, const char *value)
{
	char	why[256] = "";

	if (desk_seat_set(c->desk, name, key, value, c->now, why, sizeof why)
	    != 0)
		fail_msg("%s", why);
}

static struct seat
seat_now(struct city *c, const char *name)
{
	struct seat	s;

	assert_int_equal(store_seat_find(c->store, name, &s), 1);
	return s;
}

/* A report of OESAPA; its ticket and, from the dispatch, its code. */
static void
report(struct city *c, const char *officer, const char *words, char ticket[24],
    char code[3])
{
	char	text[160];
	const char *digits, *mark;

	snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA %s", words);
	sms(c, CITIZEN, text);
	assert_gets(c, officer, words);
	assert_non_null(digits = strpbrk(c->got, "0123456789"));
	snprintf(ticket, 24, "%.*s", (int)strspn(digits, "0123456789"),
	    digits);
	assert_non_null(mark = strstr(c->got, "Kode "));
	snprintf(code, 3, "%.2s", mark + 5);
}

/* All that waits is taken by the network. */
static void
drain(struct city *c)
{
	get(c, "nobody");
}

static struct report
report_of(struct city *c, const char *ticket)
{
	struct report	r;

	assert_int_equal(store_report_get(c->store, ticket_to_sequence(ticket),
	    &r), 1);
	return r;
}

/* Let the clock run to a moment, with every timer on its way. */
static void
run_to(struct city *c, int64_t end)
{
	int64_t	at;
	int	turns = 0;

	while (desk_next_timer(c->desk, &at) == 1 && at <= end) {
		if (at > c->now)
			c->now = at;
		assert_true(desk_run_timers(c->desk, c->now, 10) > 0);
		assert_true(turns++ < 100);
	}
	c->now = end;
}

static int
count_gets(struct city *c, const char *to, const char *words)
{
	const char	*text;
	int		 n = 0;

	while ((text = get(c, to))[0] != '\0')
		n += strstr(text, words) != NULL;
	return n;
}

/* All dispatches that wait fail for good: the phone is dead. */
static void
fail_all(struct city *c)
{
	struct outbox_message	out;

	while (store_outbox_due(c->store, c->now, "gsm1", true, &out) == 1) {
		assert_int_equal(store_outbox_sending(c->store, out.id, 1,
		    "gsm1", "gsm1", c->now), 0);
		assert_int_equal(store_outbox_part_sent(c->store, out.id, 1,
		    1, c->now), 0);
		if (strcmp(out.number, OFFICER) == 0)
			assert_int_equal(store_outbox_set_state(c->store,
			    out.id, OUTBOX_FAILED, "dead"), 0);
	}
}

/* ---- absence ------------------------------------------------------------ */

static void
test_leave_ends_by_itself_and_the_seat_is_told(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];
	int64_t		 end;

	sms(c, OFFICER, "CUTI 3 hari");
	assert_gets(c, OFFICER, "aktif lagi sendiri");
	end = seat_now(c, "piket DLH").off_until;
	assert_int_equal(desk_next_timer(c->desk, &c->now), 1);
	assert_int_equal(c->now, end);
	c->now = 1795000000;
	report(c, HEAD, "selama cuti", ticket, code);
	run_to(c, end);
	assert_int_equal(seat_now(c, "piket DLH").state, SEAT_ON);
	assert_int_equal(seat_now(c, "piket DLH").off_until, 0);
	assert_gets(c, OFFICER, "cuti selesai");
	report(c, OFFICER, "sesudah cuti", ticket, code);
	assert_int_equal(count_gets(c, OFFICER, "cuti selesai"), 0);
}

/* 1795000000 is 18 November 2026, 19:06 in Kupang. */
static void
test_leave_is_understood_as_people_write_it(void **state)
{
	static const struct {
		const char	*text;
		int		 month, day;	/* back; 0: not by itself */
	} cases[] = {
		{ "CUTI", 0, 0 },
		{ "cuti 3 hari", 11, 21 },
		{ "CUTI satu minggu", 11, 25 },
		{ "CUTI sampai 3/12", 12, 4 },
		{ "cuti s/d 3-12-2026", 12, 4 },
		{ "Cuti sampai tgl 3 desember", 12, 4 },
		{ "CUTI sampai 30", 12, 1 },
		{ "CUTI sampai 5", 12, 6 },
		{ "CUTI sampai 10/1", 1, 11 },
		{ "CUTI sampai 31/12", 1, 1 }
	};
	struct city	*c = *state;
	struct seat	 s;
	struct tm	 tm;
	time_t		 t;
	size_t		 i;

	for (i = 0; i < COUNT(cases); i++) {
		sms(c, OFFICER, cases[i].text);
		s = seat_now(c, "piket DLH");
		t = (time_t)s.off_until;
		localtime_r(&t, &tm);
		if (s.state != SEAT_OFF || (cases[i].day == 0) !=
		    (s.off_until == 0) || (s.off_until != 0 &&
		    (tm.tm_mday != cases[i].day ||
		    tm.tm_mon + 1 != cases[i].month || tm.tm_hour != 6)))
			fail_msg("%s: state %d, back %d/%d", cases[i].text,
			    (int)s.state, tm.tm_mday, tm.tm_mon + 1);
		sms(c, OFFICER, "AKTIF");
	}
}

static void
test_a_leave_that_cannot_be_changes_nothing(void **state)
{
	static const char *const bad[] = { "CUTI sampai 31/11",
	    "CUTI 999 hari", "CUTI sampai 45/12", "CUTI sampai 1/11" };
	struct city	*c = *state;
	size_t		 i;

	for (i = 0; i < COUNT(bad); i++) {
		sms(c, OFFICER, bad[i]);
		if (seat_now(c, "piket DLH").state != SEAT_ON)
			fail_msg("taken: %s", bad[i]);
		assert_gets(c, OFFICER, "Tanggal cuti");
	}
}

static void
test_the_deputy_stands_in_while_the_seat_is_off(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[64];

	set(c, "piket DLH", "deputy", "081200000400");
	sms(c, DEPUTY, "DAFTAR Maria LILIBA");
	assert_gets(c, DEPUTY, "terdaftar");
	sms(c, OFFICER, "CUTI");
	assert_gets(c, DEPUTY, "menggantikan piket DLH");
	report(c, DEPUTY, "depan pasar", ticket, code);
	sms(c, DEPUTY, "TERIMA");
	assert_gets(c, DEPUTY, ticket);
	assert_int_equal(report_of(c, ticket).state, REPORT_TAKEN);
	/* What the deputy began it may end, though the holder is back. */
	sms(c, OFFICER, "AKTIF");
	assert_gets(c, OFFICER, "Laporan terbuka: 1");
	snprintf(text, sizeof text, "SELESAI %s %s sudah", ticket, code);
	sms(c, DEPUTY, text);
	assert_int_equal(report_of(c, ticket).state, REPORT_DONE);
	sms(c, DEPUTY, "TERIMA 1234");
	assert_int_equal(count_gets(c, DEPUTY, "keliru"), 0);
	report(c, OFFICER, "lain lagi", ticket, code);
}

static void
test_a_deputy_does_not_send_the_holder_on_leave(void **state)
{
	struct city	*c = *state;

	set(c, "piket DLH", "deputy", DEPUTY);
	sms(c, OFFICER, "CUTI 2 hari");
	sms(c, DEPUTY, "AKTIF");
	assert_int_equal(seat_now(c, "piket DLH").state, SEAT_OFF);
	assert_gets(c, DEPUTY, "Petugas:");
}

static void
test_a_deputy_has_a_phone_of_its_own(void **state)
{
	struct city	*c = *state;
	char		 why[256];

	assert_int_equal(desk_seat_set(c->desk, "piket DLH", "deputy", OFFICER,
	    c->now, why, sizeof why), 1);
	assert_int_equal(desk_seat_set(c->desk, "piket DLH", "deputy", "3636",
	    c->now, why, sizeof why), 1);
	set(c, "piket DLH", "deputy", DEPUTY);
	set(c, "piket DLH", "deputy", "-");
	assert_int_equal(seat_now(c, "piket DLH").deputy_phone_id, 0);
}

static void
test_a_vacant_seat_has_no_holder_and_loses_no_report(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], why[256];

	report(c, OFFICER, "depan pasar", ticket, code);
	set(c, "piket DLH", "state", "vacant");
	assert_int_equal(seat_now(c, "piket DLH").phone_id, 0);
	assert_gets(c, HEAD, "piket DLH tidak dapat menjawab");
	sms(c, HEAD, "LIHAT");
	assert_gets(c, HEAD, "depan pasar | Kode");
	sms(c, OFFICER, "TERIMA");
	assert_int_equal(report_of(c, ticket).state, REPORT_ROUTED);
	report(c, HEAD, "sesudah kosong", ticket, code);
	assert_int_equal(desk_seat_set(c->desk, "piket DLH", "state", "on",
	    c->now, why, sizeof why), 1);
	set(c, "piket DLH", "phone", NEW_PHONE);
	assert_int_equal(seat_now(c, "piket DLH").state, SEAT_ON);
	report(c, NEW_PHONE, "pemegang baru", ticket, code);
}

struct history { char text[512]; };

static int
add_history(void *arg, const struct store_cell *cells, int count)
{
	struct history	*h = arg;
	size_t		 len = strlen(h->text);
	int		 i;

	for (i = 0; i < count; i++)
		if (strcmp(cells[i].column, "holder") == 0 ||
		    strcmp(cells[i].column, "how") == 0)
			len += (size_t)snprintf(h->text + len,
			    sizeof h->text - len, "%s ", cells[i].text);
	return 0;
}

static const char *
history(struct city *c, const char *name, struct history *h)
{
	const struct store_param	by = { .name = ":name", .text = name };

	h->text[0] = '\0';
	assert_int_not_equal(store_list(c->store, "list_seat_history", &by, 1,
	    add_history, h), -1);
	return h->text;
}

static void
test_who_held_a_seat_is_kept(void **state)
{
	struct city	*c = *state;
	struct history	 h;

	set(c, "piket DLH", "holder", "Yanti");
	c->now += 86400;
	set(c, "piket DLH", "phone", NEW_PHONE);
	set(c, "piket DLH", "holder", "Budi");
	c->now += 86400;
	set(c, "piket DLH", "state", "vacant");
	/* However short: who held it for less than a second held it. */
	assert_string_equal(history(c, "piket DLH", &h),
	    " command Yanti command Yanti command Budi command ");
}

static void
test_a_table_may_name_deputies(void **state)
{
	static const char	 seven[] =
	    "seat\topd\trole\tarea\tholder\tphone\tdeputy\n"
	    "piket A\tDLH\tofficer\tOESAPA\tA\t081200000601\t081200000602\n"
	    "piket B\tDLH\tofficer\tALAK\tB\t081200000603\t-\n";
	static const char	 six[] =
	    "seat\topd\trole\tarea\tholder\tphone\n"
	    "piket A\tDLH\tofficer\tOESAPA\tA\t081200000609\n";
	struct city		*c = *state;
	struct history		 h;
	char			 why[512];

	assert_int_equal(desk_seat_import(c->desk, seven, c->now, why,
	    sizeof why), 0);
	assert_string_equal(seat_now(c, "piket A").deputy, "+6281200000602");
	assert_int_equal(seat_now(c, "piket B").deputy_phone_id, 0);
	c->now++;
	assert_int_equal(desk_seat_import(c->desk, six, c->now, why,
	    sizeof why), 0);
	assert_string_equal(seat_now(c, "piket A").deputy, "+6281200000602");
	assert_string_equal(seat_now(c, "piket A").number, "+6281200000609");
	assert_string_equal(history(c, "piket A", &h), "A import A import ");
}

static void
test_what_is_wrong_with_a_modem_is_told_to_the_coordinator(void **state)
{
	struct city			*c = *state;
	const struct message_values	 values = { .modem = "gsm1" };

	assert_int_equal(desk_alarm(c->desk, MESSAGE_MODEM_BROKEN, &values,
	    c->now), 0);
	assert_gets(c, COORDINATOR, "Modem gsm1 tidak bisa dipakai");
	/* Nobody is there to hear: no fault of the gateway's. */
	set(c, "koordinator", "state", "vacant");
	assert_int_equal(desk_alarm(c->desk, MESSAGE_MODEM_BACK, &values,
	    c->now), 0);
}

/* ---- handover ------------------------------------------------------------ */

/* SERAH as the holder types it, and once more with the code. */
static void
hand_over(struct city *c)
{
	char		 text[64];
	const char	*code;

	sms(c, OFFICER, "SERAH 081200001234");
	assert_gets(c, OFFICER, "Serahkan piket DLH ke 081200001234");
	assert_non_null(code = strstr(c->got, "SERAH 081200001234 "));
	snprintf(text, sizeof text, "%.21s", code);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "kami tanyai");
}

static void
test_a_handover_needs_the_word_of_both_phones(void **state)
{
	struct city	*c = *state;
	struct history	 h;
	char		 ticket[24], code[3], text[64];

	report(c, OFFICER, "depan pasar", ticket, code);
	c->now++;
	hand_over(c);
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	drain(c);
	sms(c, NEW_PHONE, "ya pak");
	assert_string_equal(seat_now(c, "piket DLH").number, NEW_PHONE);
	assert_gets(c, OFFICER, "dipegang 081200001234");
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	sms(c, NEW_PHONE, text);
	assert_gets(c, NEW_PHONE, "Anda sekarang memegang piket DLH");
	assert_gets(c, NEW_PHONE, ticket);	/* the list */
	assert_gets(c, NEW_PHONE, "depan pasar");
	snprintf(text, sizeof text, "SELESAI %s %s", ticket, code);
	sms(c, OFFICER, text);			/* nobody's officer now */
	assert_int_equal(report_of(c, ticket).state, REPORT_ROUTED);
	sms(c, NEW_PHONE, text);
	assert_int_equal(report_of(c, ticket).state, REPORT_DONE);
	assert_string_equal(history(c, "piket DLH", &h), " command  handover ");
}

static void
test_the_new_phone_is_asked_even_if_it_said_stop(void **state)
{
	struct city	*c = *state;

	sms(c, NEW_PHONE, "STOP");
	hand_over(c);
	sms(c, NEW_PHONE, "Bersedia");
	assert_string_equal(seat_now(c, "piket DLH").number, NEW_PHONE);
}

static void
test_a_forged_handover_is_not_enough(void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i;

	sms(c, OFFICER, "SERAH 081200001234");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	assert_int_equal(count_gets(c, NEW_PHONE, "memegang"), 0);
	/* No code is a digit and a letter, so none of these is right. */
	for (i = 0; i < c->conf->wrong_codes; i++) {
		snprintf(text, sizeof text, "SERAH 081200001234 B%d", i);
		sms(c, OFFICER, text);
	}
	assert_gets(c, COORDINATOR, "mencoba menyerahkan piket DLH");
	sms(c, OFFICER, "SERAH 081200001234");
	assert_gets(c, OFFICER, "ditutup satu hari");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	c->now += 86401;
	hand_over(c);
}

static void
test_a_new_request_gives_no_new_tries_of_its_code(void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i;

	for (i = 0; i < c->conf->wrong_codes; i++) {
		snprintf(text, sizeof text, "SERAH 08120000123%d", i);
		sms(c, OFFICER, text);
		snprintf(text, sizeof text, "SERAH 08120000123%d B1", i);
		sms(c, OFFICER, text);
	}
	assert_gets(c, COORDINATOR, "mencoba menyerahkan piket DLH");
}

static void
test_a_handover_to_a_wrong_phone_is_refused(void **state)
{
	static const char *const wrong[] = { "SERAH 3636", "SERAH",
	    "SERAH TELKOMSEL", "SERAH 081200000100", "SERAH +62812", "SERAH "
	    "081200009999" };
	struct city	*c = *state;
	struct conf_modem own = { .own_number = (char *)"+6281200009999" };
	struct conf_modem *none = c->conf->modem;
	struct handover	 h;
	size_t		 i;
	int64_t		 phone;

	c->conf->modem = &own;
	c->conf->modem_count = 1;
	for (i = 0; i < COUNT(wrong); i++) {
		sms(c, OFFICER, wrong[i]);
		assert_gets(c, OFFICER, "tidak dapat dipakai");
	}
	c->conf->modem = none;
	c->conf->modem_count = 0;
	assert_int_equal(store_phone_find_or_add(c->store, OFFICER,
	    NUMBER_PHONE, c->now, &phone), 0);
	assert_int_equal(store_handover_from(c->store, phone, &h), 0);
}

static void
test_a_no_ends_a_handover_and_both_are_told(void **state)
{
	struct city	*c = *state;

	hand_over(c);
	drain(c);
	sms(c, NEW_PHONE, "TIDAK, saya pindah");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	assert_gets(c, OFFICER, "tidak bersedia");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
}

static void
test_a_handover_without_answer_ends_and_both_are_told(void **state)
{
	struct city	*c = *state;

	hand_over(c);
	drain(c);
	run_to(c, c->now + c->conf->handover_timeout_s);
	assert_gets(c, OFFICER, "batal karena tidak dijawab");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	assert_int_equal(count_gets(c, NEW_PHONE, "memegang"), 0);
}

static void
test_a_yes_that_comes_too_late_moves_nothing(void **state)
{
	struct city	*c = *state;

	hand_over(c);
	set(c, "piket DLH", "phone", OTHER);
	drain(c);
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OTHER);
	assert_gets(c, NEW_PHONE, "LAPOR");	/* help, not silence */
}

static void
test_a_second_handover_takes_the_place_of_the_first(void **state)
{
	struct city	*c = *state;

	hand_over(c);
	sms(c, OFFICER, "SERAH 081200005678");
	assert_gets(c, NEW_PHONE, "tidak jadi");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
}

/* The code that came with "Serahkan ... ke 081200001234?" is sent back. */
static void
prove(struct city *c)
{
	char		 text[64];
	const char	*code = strstr(c->got, "SERAH 081200001234 ");

	assert_non_null(code);
	snprintf(text, sizeof text, "%.21s", code);
	sms(c, OFFICER, text);
}

static void
test_of_several_seats_only_the_one_that_was_named_is_given(void **state)
{
	struct city	*c = *state;

	city_seat(c, "piket dua", "PUPR", SEAT_OFFICER, "*", OFFICER);
	sms(c, OFFICER, "SERAH 081200001234");
	assert_gets(c, OFFICER, "Jabatan mana untuk 081200001234? 1 piket "
	    "DLH, 2 piket dua. Balas misal: SERAH 081200001234 1");
	sms(c, OFFICER, "SERAH 081200001234 7");
	assert_gets(c, OFFICER, "Jabatan mana");
	sms(c, OFFICER, "SERAH 081200001234 2");
	assert_gets(c, OFFICER, "Serahkan piket dua ke 081200001234");
	prove(c);
	assert_gets(c, NEW_PHONE, "memegang piket dua");
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket dua").number, NEW_PHONE);
	assert_string_equal(seat_now(c, "piket DLH").number, OFFICER);
	/* with one left there is nothing to ask */
	hand_over(c);
}

static void
test_a_seat_may_be_named_and_another_asked_for_instead(void **state)
{
	struct city	*c = *state;

	city_seat(c, "piket dua", "PUPR", SEAT_OFFICER, "*", OFFICER);
	sms(c, OFFICER, "SERAH 0812-0000-1234 Piket Dua");
	assert_gets(c, OFFICER, "Serahkan piket dua ke 081200001234");
	prove(c);
	assert_gets(c, NEW_PHONE, "memegang piket dua");
	/* he thinks better of it */
	sms(c, OFFICER, "SERAH 0812-0000-1234 1");
	assert_gets(c, NEW_PHONE, "piket dua tidak jadi");
	assert_gets(c, OFFICER, "Serahkan piket DLH ke 081200001234");
	prove(c);
	drain(c);
	sms(c, NEW_PHONE, "YA");
	assert_string_equal(seat_now(c, "piket dua").number, OFFICER);
	assert_string_equal(seat_now(c, "piket DLH").number, NEW_PHONE);
}

/* ---- the list -------------------------------------------------------------- */

static void
test_a_list_goes_on_and_shows_every_report_once(void **state)
{
	struct city	*c = *state;
	char		 ticket[24][24], code[3], words[32], all[4096] = "";
	int		 i, pages;

	for (i = 0; i < 14; i++) {
		snprintf(words, sizeof words, "tumpukan %c", 'a' + i);
		c->now += 3600;
		report(c, OFFICER, words, ticket[i], code);
	}
	drain(c);
	sms(c, OFFICER, "DAFTAR");
	for (pages = 1; pages < 10; pages++) {
		assert_gets(c, OFFICER, "");
		assert_true(text_septets(c->got) <= TEXT_SMS_SEPTETS);
		strncat(all, c->got, sizeof all - strlen(all) - 1);
		if (strstr(c->got, "LAGI") == NULL)
			break;
		/* Somebody is quicker than the reader. */
		c->now += 60;
		sms(c, OTHER, "LAPOR SAMPAH ALAK baru");
		drain(c);
		sms(c, OFFICER, "LAGI");
	}
	assert_true(pages > 1 && pages < 10);
	for (i = 0; i < 14; i++) {
		assert_non_null(strstr(all, ticket[i]));
		assert_null(strstr(strstr(all, ticket[i]) + 1, ticket[i]));
	}
	assert_null(strstr(all, "ALAK"));
	sms(c, OFFICER, "lagi");
	assert_gets(c, OFFICER, "Tidak ada lagi");
}

static void
test_the_most_urgent_stands_first(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];
	const char	*fire;

	city_seat(c, "piket dua", "DAMKAR", SEAT_OFFICER, "*", OFFICER);
	report(c, OFFICER, "biasa saja", ticket, code);
	sms(c, OTHER, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	drain(c);
	sms(c, OFFICER, "DAFTAR");
	assert_gets(c, OFFICER, "2 laporan");
	assert_non_null(fire = strstr(c->got, "!"));
	assert_true(fire < strstr(c->got, ticket));
}

static void
test_a_report_is_shown_again_with_its_code(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[64], kode[16];

	report(c, OFFICER, "depan pasar", ticket, code);
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	snprintf(kode, sizeof kode, "Kode %s", code);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, kode);
	assert_non_null(strstr(c->got, "depan pasar"));
	sms(c, HEAD, text);
	assert_gets(c, HEAD, "tidak ada (lagi) pada Anda");
}

static void
test_a_report_is_shown_with_what_was_said_since(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[128];

	report(c, OFFICER, "depan pasar", ticket, code);
	sms(c, CITIZEN, "TAMBAH dekat pompa");
	snprintf(text, sizeof text, "TANYA %s sebelah mana pompa?", ticket);
	sms(c, OFFICER, text);
	sms(c, CITIZEN, "sebelah utara pak");
	drain(c);
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "depan pasar / Warga: dekat pompa / Tanya: "
	    "sebelah mana pompa? / Warga: sebelah utara pak | Kode ");
	assert_null(strstr(c->got, "LAGI"));
}

static void
test_older_words_follow_with_lagi_and_none_is_lost(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[200], word[16], all[8192] = "";
	int		 i, pages;

	c->conf->replies_per_hour = 1000;
	report(c, OFFICER, "depan pasar", ticket, code);
	for (i = 0; i < 40; i++) {
		snprintf(text, sizeof text, "TAMBAH %s kata%02d dekat gereja "
		    "tua, sebelah kiri pompa bensin lama punya om Yan",
		    ticket, i);
		sms(c, CITIZEN, text);
	}
	drain(c);
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	sms(c, OFFICER, text);
	for (pages = 1; pages < 30; pages++) {
		assert_gets(c, OFFICER, "kata");
		/* The newest come first. */
		if (pages == 1) {
			assert_non_null(strstr(c->got, "kata39"));
			assert_non_null(strstr(c->got, "Kode "));
		}
		strncat(all, c->got, sizeof all - strlen(all) - 1);
		if (strstr(c->got, "LAGI") == NULL)
			break;
		sms(c, OFFICER, "LAGI");
	}
	assert_in_range(pages, 3, 12);
	for (i = 0; i < 40; i++) {
		snprintf(word, sizeof word, "kata%02d", i);
		assert_non_null(strstr(all, word));
		assert_null(strstr(strstr(all, word) + 1, word));
	}
}

static void
test_older_words_are_not_shown_to_who_lost_the_report(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[200];
	int		 i;

	report(c, OFFICER, "depan pasar", ticket, code);
	snprintf(text, sizeof text, "TAMBAH %s dekat gereja tua, sebelah kiri "
	    "pompa bensin lama punya om Yan, masuk gang kecil yang ada pohon "
	    "mangga", ticket);
	for (i = 0; i < 9; i++)
		sms(c, CITIZEN, text);
	drain(c);
	snprintf(text, sizeof text, "LIHAT %s", ticket);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "LAGI");
	snprintf(text, sizeof text, "BATAL %s", ticket);
	sms(c, CITIZEN, text);
	drain(c);
	sms(c, OFFICER, "LAGI");
	assert_int_equal(count_gets(c, OFFICER, "gereja"), 0);
}

/* ---- several commands in one SMS -------------------------------------------- */

static void
test_several_commands_are_done_and_one_reply_says_each_outcome(void **state)
{
	struct city	*c = *state;
	char		 t[3][24], code[3][3], text[160];
	int		 i;

	report(c, OFFICER, "satu", t[0], code[0]);
	report(c, OFFICER, "dua", t[1], code[1]);
	report(c, OFFICER, "tiga", t[2], code[2]);
	drain(c);
	snprintf(text, sizeof text, "TERIMA %s %s %s", t[0], t[1], t[2]);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "pada Anda:");
	for (i = 0; i < 3; i++) {
		assert_int_equal(report_of(c, t[i]).state, REPORT_TAKEN);
		assert_non_null(strstr(c->got, t[i]));
	}
	assert_string_equal(get(c, OFFICER), "");
	snprintf(text, sizeof text,
	    "SELESAI %s %s diangkut, SELESAI %s %s disapu. PROSES %s besok",
	    t[0], code[0], t[1], code[1][0] == 'K' ? "L9" : "K9", t[2]);
	sms(c, OFFICER, text);
	assert_gets(c, OFFICER, "kode salah:");
	assert_true(text_septets(c->got) <= TEXT_SMS_SEPTETS);
	assert_int_equal(report_of(c, t[0]).state, REPORT_DONE);
	assert_int_equal(report_of(c, t[1]).state, REPORT_TAKEN);
	assert_int_equal(report_of(c, t[2]).state, REPORT_WORKING);
	assert_string_equal(get(c, OFFICER), "");
	snprintf(text, sizeof text, "SELESAI %s %s %s %s sudah bersih",
	    t[1], code[1], t[2], code[2]);
	sms(c, OFFICER, text);
	assert_gets(c, CITIZEN, "sudah bersih");
	assert_int_equal(report_of(c, t[1]).state, REPORT_DONE);
	assert_int_equal(report_of(c, t[2]).state, REPORT_DONE);
}

/* ---- urgent reports ----------------------------------------------------------- */

static const char *const fire[] = { "+6281200000701", "+6281200000702",
    "+6281200000703", "+6281200000704" };

/* Officers of a kelurahan, its kecamatan, the city, and another place. */
static void
fire_brigade(struct city *c)
{
	static const char *const areas[] = { "OESAPA", "KELAPA LIMA", "*",
	    "ALAK" };
	char	name[64];
	size_t	i;

	for (i = 0; i < COUNT(fire); i++) {
		snprintf(name, sizeof name, "regu %s", areas[i]);
		city_seat(c, name, "DAMKAR", SEAT_OFFICER, areas[i], fire[i]);
	}
}

static void
test_an_urgent_report_goes_to_every_officer_of_the_place(void **state)
{
	struct city	*c = *state;

	fire_brigade(c);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	assert_gets(c, fire[0], "rumah terbakar");
	sms(c, OTHER, "LAPOR KEBAKARAN OESAPA gudang terbakar");
	assert_gets(c, fire[1], "gudang terbakar");
	sms(c, CITIZEN, "LAPOR KEBAKARAN LASIANA kios terbakar");
	assert_gets(c, fire[2], "kios terbakar");
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA kantor terbakar");
	assert_string_equal(get(c, fire[3]), "");
}

static void
test_of_two_officers_in_the_same_second_one_takes_it(void **state)
{
	struct city	*c = *state;
	struct dispatch	 d;
	struct report	 r;
	char		 ticket[24], text[64];

	fire_brigade(c);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	assert_gets(c, fire[1], "rumah terbakar");
	snprintf(ticket, sizeof ticket, "%.*s", (int)strspn(strpbrk(c->got,
	    "0123456789"), "0123456789"), strpbrk(c->got, "0123456789"));
	drain(c);
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	sms(c, fire[1], text);
	sms(c, fire[0], text);
	r = report_of(c, ticket);
	assert_int_equal(r.state, REPORT_TAKEN);
	assert_int_equal(store_dispatch_next(c->store, r.id, 0, &d), 1);
	assert_int_equal(d.seat_id, seat_now(c, "regu KELAPA LIMA").id);
	assert_int_equal(store_dispatch_next(c->store, r.id, d.id, &d), 0);
	assert_int_equal(count_gets(c, fire[0],
	    "sudah ditangani regu KELAPA LIMA"), 2);	/* told, answered */
	sms(c, fire[2], text);
	assert_gets(c, fire[2], "sudah ditangani regu KELAPA LIMA");
}

static void
test_whoever_did_not_take_it_is_told_once(void **state)
{
	struct city	*c = *state;
	int		 i, told[4] = { 0 };
	struct outbox_message out;

	fire_brigade(c);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	drain(c);
	sms(c, fire[0], "TERIMA");
	while (store_outbox_due(c->store, c->now, "gsm1", true, &out) == 1) {
		assert_int_equal(store_outbox_sending(c->store, out.id, 1,
		    "gsm1", "gsm1", c->now), 0);
		for (i = 0; i < 4; i++)
			told[i] += strcmp(out.number, fire[i]) == 0 &&
			    strcmp(out.kind, "seat_elsewhere") == 0;
	}
	assert_int_equal(told[0], 0);
	assert_int_equal(told[1], 1);
	assert_int_equal(told[2], 1);
	assert_int_equal(told[3], 0);
}

static void
test_the_officers_of_a_place_told_later_get_it_too(void **state)
{
	struct city	*c = *state;

	fire_brigade(c);
	sms(c, CITIZEN, "Kebakaran!! Tolong api su tinggi");
	assert_gets(c, fire[2], "lokasi tidak disebut");
	assert_int_equal(count_gets(c, fire[0], "DARURAT"), 0);
	sms(c, CITIZEN, "oesapa");
	assert_gets(c, fire[0], "OESAPA");
}

static void
test_who_reports_a_fire_is_told_whom_to_call(void **state)
{
	struct city	*c = *state;

	fire_brigade(c);
	sms(c, CITIZEN, "LAPOR KEBAKARAN OESAPA rumah terbakar");
	assert_gets(c, CITIZEN, "Telepon juga 0380-000113");
	assert_true(text_septets(c->got) <= TEXT_SMS_SEPTETS);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	assert_gets(c, CITIZEN, "diterima: SAMPAH");
	assert_null(strstr(c->got, "Telepon"));
	sms(c, CITIZEN, "Kebakaran!! Tolong api su tinggi");
	assert_gets(c, CITIZEN, "0380-000113! Di kelurahan mana?");
}

/* ---- silence ------------------------------------------------------------------- */

/* Three reports that nobody answers; their tickets. */
static void
three_reports(struct city *c, char ticket[3][24])
{
	static const char *const words[] = { "satu", "dua", "tiga" };
	char	code[3];
	int	i;

	for (i = 0; i < 3; i++) {
		c->now += 60;
		report(c, OFFICER, words[i], ticket[i], code);
	}
	drain(c);
}

/* By when a report must be taken. */
static int64_t
take_limit(struct city *c, const char *ticket)
{
	struct deadline	d;

	assert_int_equal(store_deadline_last(c->store,
	    report_of(c, ticket).id, DEADLINE_TAKE, &d), 1);
	return d.limit_at;
}

static void
test_three_dispatches_unanswered_past_their_deadline_make_a_seat_silent(
    void **state)
{
	struct city	*c = *state;
	char		 ticket[3][24], code[3], text[64];

	three_reports(c, ticket);
	run_to(c, take_limit(c, ticket[2]) - 1);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
	run_to(c, c->now + 1);
	assert_int_not_equal(seat_now(c, "piket DLH").silent_at, 0);
	assert_int_equal(count_gets(c, HEAD, "piket DLH tidak dapat"), 1);
	sms(c, HEAD, "DAFTAR");
	assert_gets(c, HEAD, "3 laporan");
	report(c, HEAD, "yang baru", ticket[0], code);
	run_to(c, c->now + 86400);
	assert_int_equal(count_gets(c, HEAD, "piket DLH tidak dapat"), 0);
	snprintf(text, sizeof text, "TERIMA %s", ticket[1]);
	sms(c, OFFICER, text);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
	assert_int_equal(report_of(c, ticket[1]).state, REPORT_TAKEN);
	report(c, OFFICER, "hidup lagi", ticket[0], code);
}

static void
test_what_others_did_in_its_place_counts_as_unanswered(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[64];
	int		 i;

	for (i = 0; i < 3; i++) {
		assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
		snprintf(text, sizeof text, "tempat %c", 'p' + i);
		report(c, OFFICER, text, ticket, code);
		run_to(c, take_limit(c, ticket));
		/* the citizen gives up, or somebody else helps */
		snprintf(text, sizeof text, "BATAL %s", ticket);
		sms(c, CITIZEN, text);
	}
	assert_int_not_equal(seat_now(c, "piket DLH").silent_at, 0);
}

static void
test_any_answer_breaks_the_row(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3], text[64];
	int		 i;

	for (i = 0; i < 5; i++) {
		snprintf(text, sizeof text, "tempat %c", 'p' + i);
		report(c, OFFICER, text, ticket, code);
		run_to(c, take_limit(c, ticket));
		if (i == 1)
			sms(c, OFFICER, "maaf baru baca");
		c->now++;
		assert_int_equal(seat_now(c, "piket DLH").silent_at != 0,
		    i == 4);
	}
}

static void
test_undelivered_and_unanswered_count_together(void **state)
{
	struct city	*c = *state;
	char		 ticket[24], code[3];

	report(c, OFFICER, "satu", ticket, code);
	c->now += 60;
	report(c, OFFICER, "dua", ticket, code);
	run_to(c, take_limit(c, ticket));
	drain(c);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
	sms(c, CITIZEN, "LAPOR SAMPAH OESAPA tiga");
	fail_all(c);
	run_to(c, c->now);
	assert_int_not_equal(seat_now(c, "piket DLH").silent_at, 0);
}

static void
test_what_never_left_us_is_not_the_seats_silence(void **state)
{
	struct city		*c = *state;
	struct outbox_message	 m;
	char			 text[64];
	int			 i;

	/* Every modem is down for days. */
	for (i = 0; i < 3; i++) {
		c->now += 60;
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA %c",
		    'p' + i);
		sms(c, CITIZEN, text);
	}
	run_to(c, c->now + 4 * 86400);
	assert_int_equal(store_outbox_due(c->store, c->now, "gsm1", true, &m),
	    1);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
}

static void
test_the_coordinator_hears_of_a_silent_seat_once(void **state)
{
	struct city	*c = *state;
	char		 ticket[3][24];

	three_reports(c, ticket);
	run_to(c, take_limit(c, ticket[2]));
	assert_int_equal(count_gets(c, COORDINATOR, "piket DLH tidak"), 1);
	run_to(c, c->now + 86400);
	assert_int_equal(count_gets(c, COORDINATOR, "piket DLH tidak"), 0);
}

static void
test_three_undelivered_dispatches_make_a_seat_silent_at_once(void **state)
{
	struct city	*c = *state;
	char		 text[64];
	int		 i;

	set(c, "piket DLH", "deputy", DEPUTY);
	for (i = 0; i < 3; i++) {
		assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
		c->now += 60;
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA %c",
		    'p' + i);
		sms(c, CITIZEN, text);
		fail_all(c);
		run_to(c, c->now);
	}
	assert_int_not_equal(seat_now(c, "piket DLH").silent_at, 0);
	assert_gets(c, DEPUTY, "menggantikan piket DLH");
	sms(c, DEPUTY, "DAFTAR");
	assert_gets(c, DEPUTY, "3 laporan");
	/* Its deputy answers, so nobody else is asked. */
	run_to(c, c->now + 86400 * 6);
	assert_int_equal(seat_now(c, "piket DLH").silent_step, 1);
}

static void
test_a_delivered_dispatch_breaks_the_row(void **state)
{
	struct city		*c = *state;
	struct outbox_message	 out;
	char			 text[64];
	int			 i;

	for (i = 0; i < 5; i++) {
		c->now += 60;
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA %c",
		    'p' + i);
		sms(c, CITIZEN, text);
		if (i != 2) {
			fail_all(c);
			continue;
		}
		while (store_outbox_due(c->store, c->now, "gsm1", true, &out)
		    == 1)
			assert_int_equal(store_outbox_set_state(c->store,
			    out.id, OUTBOX_DELIVERED, ""), 0);
	}
	run_to(c, c->now);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
}

static void
test_a_deputy_that_is_silent_too_is_passed_over(void **state)
{
	struct city	*c = *state;
	char		 ticket[3][24], code[3], words[16];
	int		 i;

	set(c, "piket DLH", "deputy", DEPUTY);
	three_reports(c, ticket);
	run_to(c, take_limit(c, ticket[2]));
	assert_int_equal(seat_now(c, "piket DLH").silent_step, 1);
	drain(c);
	/* The deputy has as many before it is passed over. */
	for (i = 0; i < 3; i++) {
		assert_int_equal(seat_now(c, "piket DLH").silent_step, 1);
		c->now += 60;
		snprintf(words, sizeof words, "lagi %c", 'p' + i);
		report(c, DEPUTY, words, ticket[i], code);
	}
	run_to(c, take_limit(c, ticket[2]));
	assert_int_equal(seat_now(c, "piket DLH").silent_step, 2);
	assert_int_equal(count_gets(c, HEAD, "sekarang juga pada Anda"), 1);
	report(c, HEAD, "yang baru", ticket[0], code);
}

static void
test_a_seat_that_answers_or_is_on_leave_is_not_silent(void **state)
{
	struct city	*c = *state;
	char		 ticket[3][24];

	three_reports(c, ticket);
	c->now += 3600;
	sms(c, OFFICER, "siap");
	run_to(c, c->now + 6 * 86400);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
	three_reports(c, ticket);
	c->now += 3600;
	sms(c, OFFICER, "CUTI");
	run_to(c, c->now + 6 * 86400);
	assert_int_equal(seat_now(c, "piket DLH").silent_at, 0);
}

static void
test_when_all_are_silent_a_report_still_goes_to_somebody(void **state)
{
	struct city	*c = *state;
	char		 ticket[3][24], code[3];
	size_t		 i;
	static const char *const names[] = { "piket DLH", "kepala DLH",
	    "koordinator" };

	three_reports(c, ticket);
	for (i = 0; i < COUNT(names); i++)
		assert_int_equal(store_seat_set_silent(c->store,
		    seat_now(c, names[i]).id, c->now, 2), 0);
	report(c, OFFICER, "siapa saja", ticket[0], code);
}

#define T(test)	cmocka_unit_test_setup_teardown(test, setup, city_end)

int
main(void)
{
	static const struct CMUnitTest	tests[] = {
		T(test_leave_ends_by_itself_and_the_seat_is_told),
		T(test_leave_is_understood_as_people_write_it),
		T(test_a_leave_that_cannot_be_changes_nothing),
		T(test_the_deputy_stands_in_while_the_seat_is_off),
		T(test_a_deputy_does_not_send_the_holder_on_leave),
		T(test_a_deputy_has_a_phone_of_its_own),
		T(test_a_vacant_seat_has_no_holder_and_loses_no_report),
		T(test_who_held_a_seat_is_kept),
		T(test_what_is_wrong_with_a_modem_is_told_to_the_coordinator),
		T(test_a_table_may_name_deputies),
		T(test_a_handover_needs_the_word_of_both_phones),
		T(test_the_new_phone_is_asked_even_if_it_said_stop),
		T(test_a_forged_handover_is_not_enough),
		T(test_a_new_request_gives_no_new_tries_of_its_code),
		T(test_a_handover_to_a_wrong_phone_is_refused),
		T(test_a_no_ends_a_handover_and_both_are_told),
		T(test_a_handover_without_answer_ends_and_both_are_told),
		T(test_a_yes_that_comes_too_late_moves_nothing),
		T(test_a_second_handover_takes_the_place_of_the_first),
		T(test_of_several_seats_only_the_one_that_was_named_is_given),
		T(test_a_seat_may_be_named_and_another_asked_for_instead),
		T(test_a_list_goes_on_and_shows_every_report_once),
		T(test_the_most_urgent_stands_first),
		T(test_a_report_is_shown_again_with_its_code),
		T(test_a_report_is_shown_with_what_was_said_since),
		T(test_older_words_follow_with_lagi_and_none_is_lost),
		T(test_older_words_are_not_shown_to_who_lost_the_report),
		T(test_several_commands_are_done_and_one_reply_says_each_outcome),
		T(test_an_urgent_report_goes_to_every_officer_of_the_place),
		T(test_of_two_officers_in_the_same_second_one_takes_it),
		T(test_whoever_did_not_take_it_is_told_once),
		T(test_the_officers_of_a_place_told_later_get_it_too),
		T(test_who_reports_a_fire_is_told_whom_to_call),
		T(test_three_dispatches_unanswered_past_their_deadline_make_a_seat_silent),
		T(test_what_others_did_in_its_place_counts_as_unanswered),
		T(test_any_answer_breaks_the_row),
		T(test_undelivered_and_unanswered_count_together),
		T(test_what_never_left_us_is_not_the_seats_silence),
		T(test_the_coordinator_hears_of_a_silent_seat_once),
		T(test_three_undelivered_dispatches_make_a_seat_silent_at_once),
		T(test_a_delivered_dispatch_breaks_the_row),
		T(test_a_deputy_that_is_silent_too_is_passed_over),
		T(test_a_seat_that_answers_or_is_on_leave_is_not_silent),
		T(test_when_all_are_silent_a_report_still_goes_to_somebody),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
