/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * test_bare - messages by plain AT, from modems that answer in dialects.
 *
 * The modem is a child process at the other end of a pseudo-terminal that
 * knows some commands and their answers by heart.
 */

#include "config.h"

#include <sys/prctl.h>
#include <sys/wait.h>

#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include <cmocka.h>

#include "modem/bare.h"
#include "modem/tty.h"

#define GOOD	"07912618010000F0040D91261802002143F50000"	\
		"6211228115032304E8329BFD"
#define OTHER	"07912618010000F0040D91261802002143F50000"	\
		"6211228115032303CF2510"

/* An answer to a command that begins so; the first that fits. */
struct said {
	const char	*command, *answer;
};

struct modem {
	int	fd;			/* our end */
	pid_t	pid;
};

/* The other end: echo, and what the table says; else ERROR. */
static void __attribute__((noreturn))
speak(int fd, const struct said *said)
{
	char	line[256];
	size_t	len = 0, i;
	char	c;

	while (read(fd, &c, 1) == 1) {
		if (c != '\r') {
			if (len < sizeof line - 1)
				line[len++] = c;
			continue;
		}
		line[len] = '\0';
		dprintf(fd, "%s\r", line);
		for (i = 0; said[i].command != NULL; i++)
			if (strncmp(line, said[i].command,
			    strlen(said[i].command)) == 0)
				break;
		dprintf(fd, "\r\n%s\r\n", said[i].command != NULL ?
		    said[i].answer : "ERROR");
		len = 0;
	}
	_exit(0);
}

static struct modem
modem_start(const struct said *said)
{
	struct modem	m;
	struct termios	t;
	int		master = posix_openpt(O_RDWR | O_NOCTTY);

	assert_int_not_equal(master, -1);
	assert_int_equal(grantpt(master), 0);
	assert_int_equal(unlockpt(master), 0);
	m.fd = tty_open(ptsname(master), "at115200");
	assert_int_not_equal(m.fd, -1);
	assert_int_equal(tcgetattr(m.fd, &t), 0);
	if ((m.pid = fork()) == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		close(m.fd);
		speak(master, said);
	}
	close(master);
	return m;
}

static void
modem_end(struct modem *m)
{
	close(m->fd);
	kill(m->pid, SIGKILL);
	waitpid(m->pid, NULL, 0);
}

static void
test_every_dialect_of_cpms_is_listed(void **state)
{
	static const struct {
		const char	*what, *answer;
		int		 count;
	} cases[] = {
		{ "usual", "+CPMS: (\"SM\",\"ME\"),(\"SM\",\"ME\"),"
		    "(\"SM\",\"ME\")\r\n\r\nOK", 2 },
		{ "no brackets", "+CPMS: \"SM\",\"SM\",\"SM\"\r\n\r\nOK", 1 },
		{ "an empty list", "+CPMS: (),(),()\r\n\r\nOK", 1 },
		{ "nothing but OK", "OK", 1 },
		{ "refused", "ERROR", 1 },
		{ "a lost quote", "+CPMS: (ME\", \"SM\"),(\"SM\")"
		    "\r\n\r\nOK", 1 },
		{ "stores nobody knows", "+CPMS: (\"SM\",\"SM_P\",\"ME_P\")"
		    "\r\n\r\nOK", 1 },
		{ "MT is the two others", "+CPMS: (\"MT\",\"SM\",\"ME\")"
		    "\r\n\r\nOK", 2 },
		{ "only MT", "+CPMS: (\"MT\")\r\n\r\nOK", 1 },
		{ "in UCS-2", "+CPMS: (\"0053004D\",\"004D0045\")"
		    "\r\n\r\nOK", 2 },
	};
	struct bare_list	l;
	struct modem		m;
	size_t			i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct said	said[] = {
			{ "AT+CPMS=?", cases[i].answer },
			{ "AT+CPMS?", "+CPMS: \"SM\",1,30,\"SM\",1,30,\"SM\""
			    ",1,30\r\n\r\nOK" },
			{ "AT+CPMS=\"\"", "ERROR" },
			{ "AT+CPMS=", "+CPMS: 1,30,1,30,1,30\r\n\r\nOK" },
			{ "AT+CMGF=0", "OK" },
			{ "AT+CMGL=4", "+CMGL: 3,1,,23\r\n" GOOD "\r\n\r\nOK" },
			{ NULL, NULL }
		};

		m = modem_start(said);
		assert_true(bare_list(m.fd, &l));
		if (l.count != cases[i].count)
			fail_msg("%s: %d entries", cases[i].what, l.count);
		assert_int_equal(l.item[0].index, 3);
		assert_true(l.item[0].is_hex);
		bare_list_clear(&l);
		modem_end(&m);
	}
}

static void
test_a_list_is_read_whatever_stands_in_it(void **state)
{
	static const struct {
		const char	*what, *answer;
		int		 count, index;
	} cases[] = {
		{ "one", "+CMGL: 3,1,,23\r\n" GOOD "\r\n\r\nOK", 1, 3 },
		{ "numbered from 0", "+CMGL: 0,1,,23\r\n" GOOD "\r\n\r\nOK", 1,
		    0 },
		{ "empty", "OK", 0, 0 },
		{ "empty, told as an error", "+CMS ERROR: 321", 0, 0 },
		{ "a notice within", "+CMGL: 3,1,,23\r\n+CMTI: \"SM\",9\r\n"
		    "^RSSI:12\r\n" GOOD "\r\n\r\nOK", 1, 3 },
		{ "only a length", "+CMGL: 4,,23\r\n" GOOD "\r\n\r\nOK", 1, 4 },
		{ "not hexadecimal", "+CMGL: 4,1,,23\r\n0BD042=96p331p\r\n"
		    "\r\nOK", 1, 4 },
		{ "half an octet", "+CMGL: 4,1,,23\r\n" GOOD "F\r\n\r\nOK", 1,
		    4 },
		{ "blank lines", "\r\n\r\n+CMGL: 4,1,,23\r\n\r\n" GOOD
		    "\r\n\r\n\r\nOK", 1, 4 },
		{ "CR CR LF", "+CMGL: 4,1,,23\r\r\n" GOOD "\r\r\n\r\r\nOK\r",
		    1, 4 },
		{ "a header alone", "+CMGL: 4,1,,23\r\n+CMGL: 5,1,,23\r\n" GOOD
		    "\r\n\r\nOK", 1, 5 },
	};
	struct bare_list	l;
	struct modem		m;
	size_t			i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct said	said[] = {
			{ "AT+CPMS", "OK" },
			{ "AT+CMGF=0", "OK" },
			{ "AT+CMGL=4", cases[i].answer },
			{ NULL, NULL }
		};

		m = modem_start(said);
		if (!bare_list(m.fd, &l))
			fail_msg("%s: no answer", cases[i].what);
		if (l.count != cases[i].count || (l.count > 0 &&
		    l.item[0].index != cases[i].index))
			fail_msg("%s: %d entries", cases[i].what, l.count);
		bare_list_clear(&l);
		modem_end(&m);
	}
}

static uint64_t
digest_of(const char *answer)
{
	const struct said	said[] = {
		{ "AT+CPMS", "OK" }, { "AT+CMGF=0", "OK" },
		{ "AT+CMGL=4", answer }, { NULL, NULL }
	};
	struct modem		m = modem_start(said);
	struct bare_list	l;
	uint64_t		digest;

	assert_true(bare_list(m.fd, &l));
	assert_int_equal(l.count, 1);
	digest = l.item[0].digest;
	bare_list_clear(&l);
	modem_end(&m);
	return digest;
}

static void
test_another_message_in_the_place_is_never_deleted(void **state)
{
	uint64_t	digest = digest_of("+CMGL: 1,1,,23\r\n" GOOD
			    "\r\n\r\nOK");
	const struct {
		const char	*read, *list, *delete;
		bool		 gone;
	} cases[] = {
		/* It is there: deleted, or refused. */
		{ "+CMGR: 1,,23\r\n" GOOD "\r\n\r\nOK", "OK", "OK", true },
		{ "+CMGR: 1,,23\r\n" GOOD "\r\n\r\nOK", "OK", "ERROR", false },
		/* Another one, or none: whoever deletes it is told wrong. */
		{ "+CMGR: 1,,23\r\n" OTHER "\r\n\r\nOK", "OK", "ERROR", true },
		{ "OK", "OK", "ERROR", true },
		{ "+CMS ERROR: 321", "OK", "ERROR", true },
		/* It cannot be read, but it is listed. */
		{ "ERROR", "+CMGL: 1,1,,23\r\n" GOOD "\r\n\r\nOK", "OK",
		    true },
		{ "ERROR", "+CMGL: 1,1,,23\r\n" GOOD "\r\n\r\nOK", "ERROR",
		    false },
	};
	struct modem	m;
	bool		answers;
	size_t		i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		const struct said	said[] = {
			{ "AT+CPMS", "OK" }, { "AT+CMGR=1", cases[i].read },
			{ "AT+CMGL=4", cases[i].list },
			{ "AT+CMGD=1", cases[i].delete }, { NULL, NULL }
		};

		m = modem_start(said);
		if (bare_delete(m.fd, "SM", 1, digest, &answers) !=
		    cases[i].gone)
			fail_msg("case %zu", i);
		assert_true(answers);
		modem_end(&m);
	}
}

static void
test_the_tries_of_a_pin_are_asked_in_two_ways(void **state)
{
	static const struct {
		struct said	said[2];
		int		tries;
	} cases[] = {
		{ { { "AT+CPINR", "+CPINR: SIM PIN,2,3\r\n\r\nOK" } }, 2 },
		{ { { "AT^CPIN?", "^CPIN: SIM PIN,1,10,1,10,3\r\n\r\nOK" } },
		    1 },
		{ { { "AT^CPIN?", "^CPIN: READY\r\n\r\nOK" } }, -1 },
		{ { { NULL, NULL } }, -1 },
	};
	struct modem	m;
	size_t		i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		m = modem_start(cases[i].said);
		assert_int_equal(bare_pin_tries(m.fd), cases[i].tries);
		modem_end(&m);
	}
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
#define T(name)	cmocka_unit_test(test_##name)
		T(every_dialect_of_cpms_is_listed),
		T(a_list_is_read_whatever_stands_in_it),
		T(another_message_in_the_place_is_never_deleted),
		T(the_tries_of_a_pin_are_asked_in_two_ways),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
