/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * modem_state - the table of a modem's states, and whether there is a device.
 */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "gateway/fleet/device.h"
#include "gateway/fleet/worker_private.h"

#define EVENTS	(EV_ABSENT + 1)

int64_t
clock_now(void)
{
	return 1763800000;
}

/* ---- the table --------------------------------------------------------- */

/* One letter a state: what is left is where the pair is not in the table. */
static const char letters[WORKER_STATES + 1] = "AOLSRXBKT";

static void
test_each_state_and_event_leads_where_it_is_said(void **state)
{
	/* From: absent opening locked searching ready sending(X)
	 * backing off(B) broken(K) stopping(T) */
	static const char *const rows[EVENTS] = {
		[EV_START] =	 "O-O---OO-",
		[EV_CLEAR] =	 "-RRRR----",
		[EV_SEARCH] =	 "-SSSS----",
		[EV_FOREIGN] =	 "-LLLL----",
		[EV_SUBMIT] =	 "----X----",
		[EV_ANSWER] =	 "-----R--T",
		[EV_FAILED] =	 "-TTTTT--T",
		[EV_STOP] =	 "-TTTTT--T",
		[EV_GONE] =	 "-BBBBB--B",
		[EV_REFUSED] =	 "-LLLLL--L",
		[EV_EXHAUSTED] = "-KKKKK--K",
		[EV_ABSENT] =	 "AAAAAAAAA",
	};
	int	from, on, to;

	(void)state;
	for (on = 0; on < EVENTS; on++)
		for (from = 0; from < WORKER_STATES; from++) {
			to = worker_state_after((enum worker_state)from,
			    (enum worker_event)on);
			if ((to == -1 ? '-' : letters[to]) != rows[on][from])
				fail_msg("%s, event %d: %c",
				    worker_state_name((enum worker_state)from),
				    on, to == -1 ? '-' : letters[to]);
		}
}

static void
test_only_what_ended_starts_and_only_what_is_ready_is_fed(void **state)
{
	int	from, fed = 0;

	(void)state;
	for (from = 0; from < WORKER_STATES; from++)
		fed += worker_state_after((enum worker_state)from,
		    EV_SUBMIT) != -1;
	assert_int_equal(fed, 1);
	assert_int_equal(worker_state_after(WORKER_SENDING, EV_START), -1);
	assert_int_equal(worker_state_after(WORKER_STOPPING, EV_START), -1);
}

/* ---- devices ----------------------------------------------------------- */

static char	dir[64];

static void
make(const char *name, bool there)
{
	char	path[128];
	int	fd;

	snprintf(path, sizeof path, "%s/%s", dir, name);
	if (!there) {
		unlink(path);
		return;
	}
	assert_int_not_equal(fd = open(path, O_CREAT | O_WRONLY, 0600), -1);
	close(fd);
}

static uint64_t
look(const char *name)
{
	char	path[128];

	snprintf(path, sizeof path, "%s/%s", dir, name);
	return device_look(path, "at115200");
}

static void
test_a_device_is_seen_to_come_to_change_and_to_go(void **state)
{
	uint64_t	one, two;

	(void)state;
	snprintf(dir, sizeof dir, "/tmp/test_modem_state.XXXXXX");
	assert_non_null(mkdtemp(dir));
	assert_true(look("tty*") == 0);
	assert_true(look("tty1") == 0);
	make("tty1", true);
	assert_true(look("tty1") != 0);
	assert_true((one = look("tty*")) != 0);
	assert_true(look("tty*") == one);
	make("tty2", true);
	assert_true((two = look("tty*")) != 0 && two != one);
	make("tty1", false);
	assert_true(look("tty*") != two && look("tty*") != one);
	make("tty2", false);
	assert_true(look("tty*") == 0);
	rmdir(dir);
}

static void
test_what_is_no_path_is_always_tried(void **state)
{
	(void)state;
	assert_true(device_look("00:11:22:33:44:55", "bluerfat") != 0);
	assert_true(device_look("/nowhere", "none") != 0);
	assert_true(device_is_pattern("/dev/ttyUSB*"));
	assert_true(device_is_pattern("/dev/ttyUSB[0-3]"));
	assert_false(device_is_pattern("/dev/serial/by-id/usb-1.3:0"));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
#define T(name)	cmocka_unit_test(name)
		T(test_each_state_and_event_leads_where_it_is_said),
		T(test_only_what_ended_starts_and_only_what_is_ready_is_fed),
		T(test_a_device_is_seen_to_come_to_change_and_to_go),
		T(test_what_is_no_path_is_always_tried),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
