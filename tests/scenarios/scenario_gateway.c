/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The gateway's promises on real processes: what comes is kept once, what
 * goes is sent once, whatever the modem, the network and the admin do.
 */

#include "config.h"

#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"

static void
fault(struct world *w, const char *name, int count, int code)
{
	json_decref(world_sim(w, "{s:s, s:s, s:i, s:i}", "cmd", "fault",
	    "name", name, "count", count, "code", code));
}

static int
count_of(const char *text, const char *word)
{
	int	n = 0;

	while ((text = strstr(text, word)) != NULL) {
		n++;
		text += strlen(word);
	}
	return n;
}

static void
test_an_sms_delivered_twice_makes_one_report(void **state)
{
	struct world	*w = world_new(NULL);
	char		 out[8192];

	(void)state;
	fault(w, "duplicate", 1, 0);
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, ""), 1);
	assert_int_equal(world_count(w, OFFICER, ""), 1);
	world_cli(w, out, sizeof out, "reports");
	assert_int_equal(count_of(out, "SAMPAH"), 1);
	world_free(w);
}

static void
test_an_sms_that_cannot_be_deleted_is_stored_once(void **state)
{
	struct world_options	 o = { .conf = "sweep_interval = \"1s\";\n" };
	struct world		*w = world_new(&o);
	char			 out[8192];
	int			 i;

	(void)state;
	fault(w, "delete-fails", 6, 0);
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	for (i = 0; i < 3; i++) {
		world_sms(w, OTHER, "BANTUAN");
		world_wait(w, OTHER, "LAPOR");
	}
	world_cli(w, out, sizeof out, "messages --in");
	assert_int_equal(count_of(out, "depan pasar"), 1);
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, "diterima"), 1);
	world_free(w);
}

static void
test_no_sms_leaves_the_sim_before_it_is_committed(void **state)
{
	struct world	*w = world_new(NULL);
	json_t		*slots;
	char		 command[160];
	int		 i;

	(void)state;
	/* With the daemon stopped mid-air the worker has nobody to store it. */
	kill(world_pid(w), SIGSTOP);
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	for (i = 0; i < 20; i++)
		usleep(50000);
	slots = world_sim(w, "{s:s}", "cmd", "slots");
	assert_int_equal(json_array_size(json_object_get(slots, "slots")), 1);
	json_decref(slots);
	kill(world_pid(w), SIGCONT);
	world_wait(w, CITIZEN, "diterima");
	world_quiet(w);
	slots = world_sim(w, "{s:s}", "cmd", "slots");
	assert_int_equal(json_array_size(json_object_get(slots, "slots")), 0);
	json_decref(slots);
	snprintf(command, sizeof command, "messages --in");
	world_wait_cli(w, command, "depan pasar");
	world_free(w);
}

static void
test_parts_in_any_order_and_across_a_restart_are_one_message(void **state)
{
	static const char	 text[] = "LAPOR SAMPAH OESAPA depan pasar ikan "
	    "yang lama, sudah tiga minggu tidak diangkut, baunya sampai ke "
	    "sekolah dan anak-anak sakit, kami warga RT 07 mohon perhatian "
	    "bapak dan ibu, terima kasih banyak sebelumnya";
	struct world		*w = world_new(NULL);

	(void)state;
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:i, s:[i]}", "cmd", "sms",
	    "from", CITIZEN, "text", text, "ref", 77, "parts", 2));
	world_quiet(w);
	world_kill(w, SIGKILL);
	world_start(w);
	assert_int_equal(world_count(w, CITIZEN, ""), 0);
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:i, s:[i]}", "cmd", "sms",
	    "from", CITIZEN, "text", text, "ref", 77, "parts", 1));
	world_wait(w, CITIZEN, "diterima");
	/* The officer gets all of it, in as many parts as it takes. */
	assert_non_null(strstr(world_wait(w, OFFICER, "depan pasar ikan"),
	    "terima kasih banyak sebelumnya"));
	assert_int_equal(world_count(w, CITIZEN, "diterima"), 1);
	world_free(w);
}

static void
test_parts_that_never_come_do_not_lose_the_ones_that_came(void **state)
{
	struct world_options	 o = { .conf = "part_timeout = \"2s\";\n" };
	struct world		*w = world_new(&o);
	char			 out[8192];
	char			 text[512] = "LAPOR SAMPAH OESAPA depan pasar ";

	(void)state;
	memset(text + strlen(text), 'x', 300);
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:i, s:[i]}", "cmd", "sms",
	    "from", CITIZEN, "text", text, "ref", 9, "parts", 1));
	world_wait(w, CITIZEN, "diterima");
	world_cli(w, out, sizeof out, "messages --in");
	assert_non_null(strstr(out, "depan pasar"));
	world_free(w);
}

static void
test_any_script_and_every_class_is_received_whole(void **state)
{
	struct world	*w = world_new(NULL);
	char		 out[16384];

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA 😡 dekat ~kios~ {A} €5");
	world_wait(w, CITIZEN, "diterima");
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:i}", "cmd", "sms", "from",
	    OTHER, "text", "LAPOR LAMPU ALAK padam", "class", 0));
	world_wait(w, OTHER, "diterima");
	world_cli(w, out, sizeof out, "messages --in");
	assert_non_null(strstr(out, "😡 dekat ~kios~ {A} €5"));
	world_free(w);
}

static void
test_silent_binary_and_report_messages_do_no_harm(void **state)
{
	struct world	*w = world_new(NULL);

	(void)state;
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:i}", "cmd", "sms", "from",
	    OTHER, "text", "LAPOR LAMPU ALAK padam", "pid", 0x40));
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "sms", "from",
	    OTHER, "text", "LAPOR LAMPU ALAK padam", "coding", "8bit"));
	json_decref(world_sim(w, "{s:s, s:s, s:i}", "cmd", "report", "number",
	    OTHER, "mr", 200));
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	world_never(w, OTHER, "");
	world_free(w);
}

static void
test_short_codes_names_and_our_own_number_are_stored_and_never_answered(
    void **state)
{
	struct world	*w = world_new(NULL);
	char		 out[8192];

	(void)state;
	world_sms(w, "4444", "LAPOR SAMPAH OESAPA a");
	world_sms(w, "TELKOMSEL", "LAPOR SAMPAH OESAPA b");
	world_sms(w, OWN_NUMBER, "LAPOR SAMPAH OESAPA c");
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	world_never(w, "4444", "");
	world_never(w, "TELKOMSEL", "");
	world_never(w, OWN_NUMBER, "");
	world_cli(w, out, sizeof out, "messages --in");
	assert_int_equal(count_of(out, "LAPOR SAMPAH OESAPA"), 4);
	world_free(w);
}

static void
test_a_machine_that_answers_us_is_known_and_not_answered(void **state)
{
	/* The delay makes each answer an SMS of another second. */
	struct world_options	 o = { .conf = "help_interval = \"1s\";\n",
				    .sim = "--air-delay 1100" };
	struct world		*w = world_new(&o);

	(void)state;
	json_decref(world_sim(w, "{s:s, s:s, s:b, s:s}", "cmd", "echo",
	    "number", CITIZEN, "on", 1, "text", "BANTUAN"));
	world_sms(w, CITIZEN, "BANTUAN");
	world_settle(w, 2500);
	assert_int_equal(world_count(w, CITIZEN, ""), 6);
	world_wait_cli(w, "messages --in --state filed", "again and again");
	world_wait_cli(w, "status", "loops");
	/* Others are not made to pay for it. */
	world_sms(w, OTHER, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, OTHER, "diterima");
	world_free(w);
}

static void
test_a_full_sim_is_drained_and_nothing_is_lost(void **state)
{
	struct world_options	 o = { .sim = "--capacity 5" };
	struct world		*w = world_new(&o);
	char			 text[64], from[24];
	int			 i;

	(void)state;
	world_kill(w, SIGKILL);
	for (i = 0; i < 20; i++) {
		snprintf(from, sizeof from, "+62812000%05d", 40000 + i);
		snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA ke-x%d", i);
		world_sms(w, from, text);
	}
	world_start(w);
	for (i = 0; i < 20; i++) {
		snprintf(from, sizeof from, "+62812000%05d", 40000 + i);
		world_wait(w, from, "diterima");
	}
	world_quiet(w);
	for (i = 0; i < 20; i++) {
		snprintf(from, sizeof from, "+62812000%05d", 40000 + i);
		assert_int_equal(world_count(w, from, ""), 1);
	}
	world_free(w);
}

static void
test_a_missed_notice_is_found_by_the_slow_sweep(void **state)
{
	struct world_options	 o = { .conf = "sweep_interval = \"1s\";\n" };
	struct world		*w = world_new(&o);

	(void)state;
	world_sms(w, OTHER, "BANTUAN");
	world_wait(w, OTHER, "LAPOR");
	fault(w, "no-cmti", 1, 0);
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	world_free(w);
}

static void
test_a_delivery_report_is_matched_and_kept(void **state)
{
	struct world_options	 o = { .sim = "--report-delay 50" };
	struct world		*w = world_new(&o);

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	world_wait_cli(w, "messages --out --state delivered", "diterima");
	world_free(w);
}

static void
test_a_refused_send_is_tried_later_or_failed_visibly(void **state)
{
	struct world	*w = world_new(NULL);

	(void)state;
	/* 38 network out of order: temporary; 21 rejected: for good. */
	fault(w, "cms-error", 1, 38);
	world_sms(w, CITIZEN, "BANTUAN");
	world_wait_cli(w, "messages --out --state due", "LAPOR masalah");
	fault(w, "cms-error", 1, 21);
	world_sms(w, OTHER, "BANTUAN");
	world_wait_cli(w, "messages --out --state failed", "LAPOR masalah");
	assert_int_equal(world_count(w, CITIZEN, ""), 0);
	assert_int_equal(world_count(w, OTHER, ""), 0);
	world_free(w);
}

static void
test_a_lost_answer_of_the_network_is_uncertain_and_not_doubled(void **state)
{
	struct world_options	 o = { .conf = "modem_deadline = \"5s\";\n",
				    .sim = "--no-reports" };
	struct world		*w = world_new(&o);

	(void)state;
	fault(w, "lose-cmgs", 1, 0);
	world_sms(w, CITIZEN, "BANTUAN");
	world_wait_cli(w, "messages --out --state uncertain",
	    "LAPOR masalah");
	/* The worker is new, and others are served. */
	world_sms(w, OTHER, "BANTUAN");
	world_wait(w, OTHER, "LAPOR");
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, ""), 1);
	world_free(w);
}

static void
test_a_stuck_modem_is_given_up_and_the_others_go_on(void **state)
{
	struct world_options	 o = { .conf = "modem_deadline = \"4s\";\n"
				    "sweep_interval = \"1s\";\n", .modems = 2 };
	struct world		*w = world_new(&o);

	(void)state;
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "sms",
	    "modem", "gsm1", "from", CITIZEN, "text", "BANTUAN"));
	world_wait(w, CITIZEN, "LAPOR");
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:i}", "cmd", "fault",
	    "modem", "gsm1", "name", "mute", "count", 1));
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "sms",
	    "modem", "gsm1", "from", CITIZEN, "text",
	    "LAPOR SAMPAH OESAPA depan pasar"));
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "sms",
	    "modem", "gsm2", "from", OTHER, "text", "BANTUAN"));
	world_wait(w, OTHER, "LAPOR");
	/* A new worker finds the SMS where it lay. */
	world_wait(w, CITIZEN, "diterima");
	assert_int_equal(world_count(w, CITIZEN, "diterima"), 1);
	world_free(w);
}

static void
test_a_modem_that_must_not_be_hurried_gets_its_pauses_back(void **state)
{
	struct world_options	 o = { .sim = "--hurry-fails",
				    .conf = "modem_deadline = \"90s\";\n" };
	struct world		*w = world_new(&o);

	(void)state;
	world_wait_cli(w, "--json status", "1,false,\"\"");
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	world_free(w);
}

static void
test_a_reply_leaves_by_the_modem_that_received(void **state)
{
	struct world_options	 o = { .modems = 3 };
	struct world		*w = world_new(&o);
	char			 name[24], from[40];
	json_t			*answer, *list;
	int			 i;

	(void)state;
	for (i = 1; i <= 3; i++) {
		snprintf(name, sizeof name, "gsm%d", i);
		snprintf(from, sizeof from, "+6281200005%03d", i);
		json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "sms",
		    "modem", name, "from", from, "text", "BANTUAN"));
		world_wait(w, from, "LAPOR");
		answer = world_sim(w, "{s:s, s:s}", "cmd", "sent", "to", from);
		list = json_object_get(answer, "sent");
		assert_string_equal(json_string_value(json_object_get(
		    json_array_get(list, 0), "modem")), name);
		json_decref(answer);
	}
	world_free(w);
}

static void
test_a_reply_of_a_modem_that_is_down_leaves_by_another(void **state)
{
	struct world_options	 o = { .modems = 2,
				    .conf = "modem_down_after = \"1s\";\n" };
	struct world		*w = world_new(&o);
	char			 ticket[24], text[64];

	(void)state;
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "sms",
	    "modem", "gsm1", "from", CITIZEN, "text",
	    "LAPOR SAMPAH OESAPA depan pasar"));
	text_ticket(world_wait(w, CITIZEN, "diterima"), ticket);
	world_wait(w, OFFICER, ticket);
	json_decref(world_sim(w, "{s:s, s:s, s:s}", "cmd", "fault", "modem",
	    "gsm1", "name", "unplug"));
	/* A send in its hands would have to be waited for. */
	world_wait_cli(w, "status", "gsm1   absent");
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:s}", "cmd", "sms",
	    "modem", "gsm2", "from", OFFICER, "text", text));
	world_wait(w, CITIZEN, "sudah diterima petugas");
	world_free(w);
}

/* The next word of the daemon to its service manager. */
static void
assert_says(int fd, const char *word)
{
	char		said[512] = "";
	struct pollfd	p = { fd, POLLIN, 0 };
	ssize_t		n;

	while (strstr(said, word) == NULL) {
		if (poll(&p, 1, 20000) != 1)
			fail_msg("the daemon did not say %s", word);
		n = recv(fd, said, sizeof said - 1, 0);
		assert_true(n > 0);
		said[n] = '\0';
	}
}

static void
test_the_service_manager_is_told_ready_alive_and_stopping(void **state)
{
	struct sockaddr_un	 a = { .sun_family = AF_UNIX };
	struct world_options	 o = { 0 };
	struct world		*w;
	char			 env[160];
	int			 fd;

	(void)state;
	assert_int_not_equal(fd = socket(AF_UNIX, SOCK_DGRAM, 0), -1);
	snprintf(a.sun_path, sizeof a.sun_path, "/tmp/kentongan-notify.%d",
	    (int)getpid());
	unlink(a.sun_path);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
	snprintf(env, sizeof env, "NOTIFY_SOCKET=%s", a.sun_path);
	o.daemon_env = env;
	setenv("WATCHDOG_USEC", "400000", 1);
	w = world_new(&o);
	assert_says(fd, "READY=1");
	assert_says(fd, "WATCHDOG=1");
	kill(world_pid(w), SIGTERM);
	assert_says(fd, "STOPPING=1");
	unsetenv("WATCHDOG_USEC");
	assert_int_equal(world_reap(w, 20000), 0);
	world_free(w);
	close(fd);
	unlink(a.sun_path);
}

static void
test_with_no_modem_the_gateway_runs_and_queues(void **state)
{
	struct world	*w = world_new(NULL);
	char		 out[8192];

	(void)state;
	fault(w, "unplug", 1, 0);
	world_kill(w, SIGKILL);
	world_start(w);
	assert_int_equal(world_cli(w, out, sizeof out,
	    "send 081200000001 'uji coba'"), 0);
	world_wait_cli(w, "messages --out --state due", "uji coba");
	fault(w, "replug", 1, 0);
	world_wait(w, CITIZEN, "uji coba");
	world_free(w);
}

static void
test_a_good_reload_is_swapped_in_and_a_bad_one_refused_whole(void **state)
{
	struct world	*w = world_new(NULL);
	char		 out[8192];

	(void)state;
	world_write_conf(w, "country = \"62\";\nno_such_option = 1;\n"
	    "question_timeout = \"never\";\n");
	assert_int_equal(world_cli(w, out, sizeof out, "reload"), 1);
	assert_non_null(strstr(out, "no_such_option"));
	assert_non_null(strstr(out, "question_timeout"));
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	world_write_conf(w, "help_interval = \"1s\";\nreplies_per_hour = 1;\n");
	assert_int_equal(world_cli(w, out, sizeof out, "reload"), 0);
	world_sms(w, CITIZEN, "CEK 1234");
	world_sms(w, CITIZEN, "CEK 12345");
	world_wait_cli(w, "messages --out --state held", "an hour");
	/* The signal does the same. */
	world_write_conf(w, "replies_per_hour = 100;\n");
	kill(world_pid(w), SIGHUP);
	usleep(300000);
	world_sms(w, CITIZEN, "BANTUAN");
	world_wait(w, CITIZEN, "LAPOR masalah");
	world_free(w);
}

static void
test_a_reload_while_messages_are_in_flight_loses_none(void **state)
{
	struct world_options	 o = { .sim = "--air-delay 150" };
	struct world		*w = world_new(&o);
	char			 from[24], out[4096];
	int			 i;

	(void)state;
	for (i = 0; i < 8; i++) {
		snprintf(from, sizeof from, "+62812000%05d", 50000 + i);
		world_sms(w, from, "LAPOR SAMPAH OESAPA depan pasar");
		world_cli(w, out, sizeof out, "reload");
	}
	for (i = 0; i < 8; i++) {
		snprintf(from, sizeof from, "+62812000%05d", 50000 + i);
		world_wait(w, from, "diterima");
	}
	world_quiet(w);
	for (i = 0; i < 8; i++) {
		snprintf(from, sizeof from, "+62812000%05d", 50000 + i);
		assert_int_equal(world_count(w, from, ""), 1);
	}
	world_free(w);
}

static void
test_a_clean_stop_takes_at_most_five_seconds_and_finishes_the_send(
    void **state)
{
	struct world_options	 o = { .sim = "--air-delay 800" };
	struct world		*w = world_new(&o);
	struct timespec		 a, b;
	char			 out[8192];

	(void)state;
	world_sms(w, CITIZEN, "BANTUAN");
	world_wait_cli(w, "messages --out --state sending", "LAPOR masalah");
	clock_gettime(CLOCK_MONOTONIC, &a);
	world_stop(w);
	clock_gettime(CLOCK_MONOTONIC, &b);
	assert_true(b.tv_sec - a.tv_sec <= 5);
	world_wait(w, CITIZEN, "LAPOR");
	world_start(w);
	world_wait_cli(w, "messages --out --state sent", "LAPOR masalah");
	world_cli(w, out, sizeof out, "messages --out --state uncertain");
	assert_null(strstr(out, "LAPOR masalah"));
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, ""), 1);
	world_free(w);
}

static void
test_a_send_that_outlives_the_daemon_is_recorded_by_the_next(void **state)
{
	struct world_options	 o = { .sim = "--air-delay 1000" };
	struct world		*w = world_new(&o);

	(void)state;
	world_sms(w, CITIZEN, "BANTUAN");
	world_wait_cli(w, "messages --out --state sending", "LAPOR masalah");
	world_kill(w, SIGKILL);
	world_start(w);
	world_wait_cli(w, "messages --out --state sent", "LAPOR masalah");
	world_quiet(w);
	assert_int_equal(world_count(w, CITIZEN, ""), 1);
	world_free(w);
}

static void
test_logs_mask_phone_numbers_and_hold_no_text(void **state)
{
	struct world	*w = world_new(NULL);
	char		 command[160], line[1024];
	FILE		*f;

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA rahasiasekali");
	world_wait(w, CITIZEN, "diterima");
	world_quiet(w);
	snprintf(command, sizeof command, "cat %s/daemon.log", world_dir(w));
	assert_non_null(f = popen(command, "r"));
	while (fgets(line, sizeof line, f) != NULL) {
		assert_null(strstr(line, "81200000001"));
		assert_null(strstr(line, "rahasiasekali"));
	}
	pclose(f);
	world_free(w);
}

static void
test_a_backup_is_a_whole_database(void **state)
{
	struct world	*w = world_new(NULL);
	char		 args[160], out[4096];

	(void)state;
	world_sms(w, CITIZEN, "LAPOR SAMPAH OESAPA depan pasar");
	world_wait(w, CITIZEN, "diterima");
	snprintf(args, sizeof args, "backup %s/copy.db", world_dir(w));
	assert_int_equal(world_cli(w, out, sizeof out, args), 0);
	/* A second time it would overwrite: refused. */
	assert_int_equal(world_cli(w, out, sizeof out, args), 1);
	world_free(w);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test(test_##name)
		T(an_sms_delivered_twice_makes_one_report),
		T(an_sms_that_cannot_be_deleted_is_stored_once),
		T(no_sms_leaves_the_sim_before_it_is_committed),
		T(parts_in_any_order_and_across_a_restart_are_one_message),
		T(parts_that_never_come_do_not_lose_the_ones_that_came),
		T(any_script_and_every_class_is_received_whole),
		T(silent_binary_and_report_messages_do_no_harm),
		T(short_codes_names_and_our_own_number_are_stored_and_never_answered),
		T(a_machine_that_answers_us_is_known_and_not_answered),
		T(a_full_sim_is_drained_and_nothing_is_lost),
		T(a_missed_notice_is_found_by_the_slow_sweep),
		T(a_delivery_report_is_matched_and_kept),
		T(a_refused_send_is_tried_later_or_failed_visibly),
		T(a_lost_answer_of_the_network_is_uncertain_and_not_doubled),
		T(a_stuck_modem_is_given_up_and_the_others_go_on),
		T(a_modem_that_must_not_be_hurried_gets_its_pauses_back),
		T(a_reply_leaves_by_the_modem_that_received),
		T(a_reply_of_a_modem_that_is_down_leaves_by_another),
		T(the_service_manager_is_told_ready_alive_and_stopping),
		T(with_no_modem_the_gateway_runs_and_queues),
		T(a_good_reload_is_swapped_in_and_a_bad_one_refused_whole),
		T(a_reload_while_messages_are_in_flight_loses_none),
		T(a_clean_stop_takes_at_most_five_seconds_and_finishes_the_send),
		T(a_send_that_outlives_the_daemon_is_recorded_by_the_next),
		T(logs_mask_phone_numbers_and_hold_no_text),
		T(a_backup_is_a_whole_database),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
