/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * The admin's door: answers in order, refuses without traces, shows no phone
 * number unasked.  The store is real, the desk is not.
 */

#include "config.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <errno.h>
#include <event2/event.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "doors/control/commands.h"
#include "gateway/turn/commit.h"
#include "language/ticket.h"
#include "store/phone.h"
#include "store/seat.h"
#include "store/store.h"
#include "tests/fixtures/control_door.h"

/* ---- the promises ----------------------------------------------------- */

static void
test_only_the_owner_may_reach_the_socket(void **state)
{
	struct stat	st;

	(void)state;
	assert_int_equal(stat(socket_path, &st), 0);
	assert_true(S_ISSOCK(st.st_mode));
	assert_int_equal(st.st_mode & 0777, 0600);
}

static void
test_what_is_not_understood_is_refused_and_says_why(void **state)
{
	static const struct { const char *request, *error; } cases[] = {
		{ "hello", "not a JSON object: " },
		{ "[1]", "not a JSON object" },
		{ "{}", "unknown command" },
		{ "{\"cmd\":\"fly\"}", "unknown command fly" },
		{ "{\"cmd\":\"report\"}", "ticket is missing" },
		{ "{\"cmd\":\"report\",\"args\":{\"ticket\":\"1001\"}}",
		    "1001 is not a ticket: its last digit" },
		{ "{\"cmd\":\"report\",\"args\":{\"ticket\":\"1007\"}}",
		    "there is no report 1007" },
		{ "{\"cmd\":\"reports\",\"args\":{\"state\":\"x\"}}",
		    "there is no report state x" },
		{ "{\"cmd\":\"reports\",\"args\":{\"opd\":\"X\"}}",
		    "there is no OPD X" },
		{ "{\"cmd\":\"reports\",\"args\":{\"late\":true,"
		    "\"opd\":\"X\"}}", "there is no OPD X" },
		{ "{\"cmd\":\"messages\",\"args\":{\"state\":\"x\"}}",
		    "there is no such state x" },
		{ "{\"cmd\":\"send\",\"args\":{\"number\":\"1\"}}",
		    "text is missing" },
		{ "{\"cmd\":\"seat add\",\"args\":{\"name\":\"a\"}}",
		    "phone is missing" },
		{ "{\"cmd\":\"seat add\",\"args\":{\"name\":\"a\","
		    "\"phone\":\"1\",\"role\":\"king\"}}",
		    "there is no role king" },
		{ "{\"cmd\":\"backup\",\"args\":{\"file\":\"x\"}}",
		    "x: the path must begin with /" },
		{ "{\"cmd\":\"triage assign\",\"args\":{\"id\":5,"
		    "\"category\":\"AIR\"}}", "5 AIR -" },
	};
	char	error[512];
	size_t	i;

	(void)state;
	for (i = 0; i < COUNT(cases); i++) {
		ask_error(cases[i].request, error, sizeof error);
		if (strncmp(error, cases[i].error, strlen(cases[i].error))
		    != 0)
			fail_msg("%s: \"%s\", not \"%s\"", cases[i].request,
			    error, cases[i].error);
	}
}

static void
test_a_change_is_kept_when_it_is_answered(void **state)
{
	char	error[128];

	(void)state;
	ask_error("{\"cmd\":\"send\",\"args\":{\"number\":\"+6281200000001\","
	    "\"text\":\"hi\"}}", error, sizeof error);
	assert_string_equal(error, "");
	assert_false(store_in_transaction(gw.store));
	assert_int_equal(phones(), 1);
	assert_int_equal(kicks, 1);
}

static void
test_a_refusal_leaves_no_rows(void **state)
{
	char	error[128];

	(void)state;
	ask_error("{\"cmd\":\"send\",\"args\":{\"number\":\"+6281200000001\","
	    "\"text\":\"refuse\"}}", error, sizeof error);
	assert_string_equal(error, "no");
	assert_int_equal(phones(), 0);
	ask_error("{\"cmd\":\"send\",\"args\":{\"number\":\"+6281200000001\","
	    "\"text\":\"fail\"}}", error, sizeof error);
	assert_non_null(strstr(error, "the log says why"));
	assert_int_equal(phones(), 0);
	assert_false(store_in_transaction(gw.store));
	assert_int_equal(kicks, 0);
}

static void
test_a_refusal_takes_back_nobody_elses_work(void **state)
{
	char	error[128];
	int64_t	id;

	(void)state;
	assert_int_equal(commit_begin(gw.commit), 0);
	assert_int_equal(store_phone_find_or_add(gw.store, "+6281200000002",
	    NUMBER_PHONE, NOW, &id), 0);
	ask_error("{\"cmd\":\"send\",\"args\":{\"number\":\"+6281200000001\","
	    "\"text\":\"refuse\"}}", error, sizeof error);
	assert_string_equal(error, "no");
	assert_int_equal(phones(), 1);
}

static void
test_of_several_changes_all_are_made_or_none(void **state)
{
	char		error[128];
	struct seat	seat;

	(void)state;
	add_seat();
	ask_error("{\"cmd\":\"seat set\",\"args\":{\"name\":\"piket\","
	    "\"changes\":[\"holder=Budi\",\"size=9\"]}}", error,
	    sizeof error);
	assert_string_equal(error, "no size");
	assert_int_equal(store_seat_find(gw.store, "piket", &seat), 1);
	assert_string_equal(seat.holder, "Ani");
	ask_error("{\"cmd\":\"seat set\",\"args\":{\"name\":\"piket\","
	    "\"changes\":[\"holder=Budi\"]}}", error, sizeof error);
	assert_string_equal(error, "");
	assert_int_equal(store_seat_find(gw.store, "piket", &seat), 1);
	assert_string_equal(seat.holder, "Budi");
}

static void
test_several_faults_come_as_a_list(void **state)
{
	json_t	*reply = ask("{\"cmd\":\"seat import\",\"args\":{\"text\":"
		    "\"x\"}}"), *errors = json_object_get(reply, "errors");

	(void)state;
	assert_int_equal(json_array_size(errors), 2);
	assert_string_equal(json_string_value(json_array_get(errors, 1)),
	    "line 3: b");
	json_decref(reply);
	reply = ask("{\"cmd\":\"reload\"}");
	assert_true(json_is_false(json_object_get(reply, "ok")));
	errors = json_object_get(reply, "errors");
	assert_int_equal(json_array_size(errors), 2);
	assert_string_equal(json_string_value(json_array_get(errors, 0)),
	    "a.conf:1: bad");
	json_decref(reply);
}

static void
expect_phone(const char *request, const char *number)
{
	json_t		*reply = ask(request);
	const json_t	*columns = json_object_get(reply, "columns"), *name;
	const json_t	*row = json_array_get(json_object_get(reply, "rows"),
			    0);
	size_t		 i, found = 0;

	json_array_foreach(columns, i, name)
		if (strcmp(json_string_value(name), "phone") == 0) {
			assert_string_equal(json_string_value(
			    json_array_get(row, i)), number);
			found++;
		}
	assert_int_equal(found, 1);
	json_decref(reply);
}

static void
test_phone_numbers_are_masked_unless_asked_for(void **state)
{
	(void)state;
	add_seat();
	expect_phone("{\"cmd\":\"seat list\"}", "+62812****45");
	expect_phone("{\"cmd\":\"seat list\",\"args\":{\"numbers\":true}}",
	    "+6281200012345");
}

static void
test_requests_are_answered_in_order_however_they_are_cut(void **state)
{
	static const char	two[] = "{\"cmd\":\"a\"}\n{\"cmd\":\"b\"}\n";
	char			line[256];
	size_t			i;
	int			fd = client_open();

	(void)state;
	for (i = 0; i < sizeof two - 1; i++) {
		assert_int_equal(write(fd, two + i, 1), 1);
		event_base_loop(gw.base, EVLOOP_NONBLOCK);
	}
	assert_int_equal(write(fd, two, sizeof two - 1), sizeof two - 1);
	for (i = 0; i < 4; i++) {
		client_line(fd, line, sizeof line);
		assert_non_null(strstr(line, i % 2 == 0 ? "command a" :
		    "command b"));
	}
	close(fd);
}

static void
test_an_endless_request_is_cut_off(void **state)
{
	char	junk[4096], line[256];
	int	fd = client_open(), i;

	(void)state;
	memset(junk, 'x', sizeof junk);
	for (i = 0; i < 1000; i++) {
		if (send(fd, junk, sizeof junk, MSG_NOSIGNAL) == -1 &&
		    errno != EAGAIN)
			break;
		event_base_loop(gw.base, EVLOOP_NONBLOCK);
	}
	assert_int_equal(client_line(fd, line, sizeof line), 0);
	close(fd);
}

static void
test_too_many_connections_are_turned_away(void **state)
{
	char	line[256];
	int	fd[33], i;

	(void)state;
	for (i = 0; i < 33; i++) {
		fd[i] = client_open();
		event_base_loop(gw.base, EVLOOP_NONBLOCK);
	}
	assert_int_equal(client_line(fd[32], line, sizeof line), 0);
	assert_int_equal(write(fd[0], "{}\n", 3), 3);
	assert_true(client_line(fd[0], line, sizeof line) > 0);
	for (i = 0; i < 33; i++)
		close(fd[i]);
}

static void
test_a_dead_daemons_socket_is_replaced_a_living_ones_is_not(void **state)
{
	struct sockaddr_un	 sun = { .sun_family = AF_UNIX };
	struct control		*other;
	int			 fd;

	(void)state;
	assert_null(control_new(control_with(), gw.dir));
	assert_int_equal(access(socket_path, F_OK), 0);
	control_free(control);
	assert_int_equal(access(socket_path, F_OK), -1);
	fd = socket(AF_UNIX, SOCK_STREAM, 0);
	memcpy(sun.sun_path, socket_path, strlen(socket_path) + 1);
	assert_int_equal(bind(fd, (struct sockaddr *)&sun, sizeof sun), 0);
	close(fd);
	other = control_new(control_with(), gw.dir);
	assert_non_null(other);
	control = other;
}

static void
test_who_may_only_read_changes_nothing(void **state)
{
	static const char	change[] = "{\"cmd\":\"seat remove\","
	    "\"args\":{\"name\":\"piket\"}}", read[] =
	    "{\"cmd\":\"seat list\"}";
	json_t	*reply;

	(void)state;
	reply = commands_answer(control_with(), MAY_READ, change,
	    strlen(change));
	assert_string_equal(json_string_value(json_object_get(reply,
	    "error")), "you may not seat remove");
	json_decref(reply);
	reply = commands_answer(control_with(), MAY_READ, read, strlen(read));
	assert_true(json_is_true(json_object_get(reply, "ok")));
	json_decref(reply);
}

int
main(void)
{
#define TEST(f)	cmocka_unit_test_setup_teardown(f, control_setup, \
		    control_teardown)
	const struct CMUnitTest	tests[] = {
	    TEST(test_only_the_owner_may_reach_the_socket),
	    TEST(test_what_is_not_understood_is_refused_and_says_why),
	    TEST(test_a_change_is_kept_when_it_is_answered),
	    TEST(test_a_refusal_leaves_no_rows),
	    TEST(test_a_refusal_takes_back_nobody_elses_work),
	    TEST(test_of_several_changes_all_are_made_or_none),
	    TEST(test_several_faults_come_as_a_list),
	    TEST(test_phone_numbers_are_masked_unless_asked_for),
	    TEST(test_requests_are_answered_in_order_however_they_are_cut),
	    TEST(test_an_endless_request_is_cut_off),
	    TEST(test_too_many_connections_are_turned_away),
	    TEST(test_a_dead_daemons_socket_is_replaced_a_living_ones_is_not),
	    TEST(test_who_may_only_read_changes_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
