/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * test_gammu_tap - what is taken out of what the modem says, and what not,
 * however it is cut into pieces.
 */

#include "config.h"

#include <fcntl.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "modem/gammu/tap.h"

static char	lines[8192];	/* each behind a '|' */

static void
line_cb(void *arg, const char *line)
{
	(void)arg;
	snprintf(lines + strlen(lines), sizeof lines - strlen(lines), "|%s",
	    line);
}

/* What is read of it, without blank lines and doubled blanks: no difference. */
static void
feed(const char *text, size_t piece, char *out, size_t size)
{
	int	p[2];
	size_t	len = strlen(text), at, used = 0;
	char	buf[8192];
	ssize_t	n, i;

	assert_int_equal(pipe2(p, O_NONBLOCK), 0);
	tap_set(p[0], line_cb, NULL);
	lines[0] = '\0';
	for (at = 0; at < len; at += piece) {
		if (piece > len - at)
			piece = len - at;
		assert_int_equal(write(p[1], text + at, piece), piece);
		n = read(p[0], buf, sizeof buf);
		assert_true(n > 0);
		for (i = 0; i < n && used < size - 1; i++)
			if (buf[i] != '\n' && ((buf[i] != '\r' &&
			    buf[i] != ' ') || (used > 0 &&
			    out[used - 1] != buf[i])))
				out[used++] = buf[i];
	}
	out[used] = '\0';
	tap_give_up();
	tap_set(-1, NULL, NULL);
	close(p[0]);
	close(p[1]);
}

static void
test_what_libgammu_would_stumble_over_is_taken_out(void **state)
{
	static const struct {
		const char	*what, *said, *seen, *lines;
	} cases[] = {
		{ "an answer", "AT+CSQ\r\r\n+CSQ: 20,0\r\n\r\nOK\r\n",
		    "AT+CSQ\r+CSQ: 20,0\rOK\r", "|AT+CSQ|+CSQ: 20,0|OK" },
		{ "a prompt", "AT+CMGS=20\r\r\n> ", "AT+CMGS=20\r> ",
		    "|AT+CMGS=20" },
		{ "chatter within an answer",
		    "AT+CSQ\r\r\n^RSSI:18\r\n+CSQ: 20,0\r\n\r\nSMS Ready\r\n"
		    "\r\nOK\r\n", "AT+CSQ\r+CSQ: 20,0\rOK\r",
		    "|AT+CSQ|^RSSI:18|+CSQ: 20,0|SMS Ready|OK" },
		{ "the beginning of chatter is none",
		    "+C\r\nSMS\r\n^\r\nDS\r\n",
		    "+C\rSMS\r^\rDS\r", "|+C|SMS|^|DS" },
		{ "a notice for libGammu", "\r\n+CMTI: \"SM\",3\r\n",
		    "+CMTI: \"SM\",3\r", "|+CMTI: \"SM\",3" },
		{ "a break in a USSD text",
		    "\r\n+CUSD: 0,\"Sisa\r\nRp25\",15\r\nOK\r\n",
		    "OK\r",
		    "|+CUSD: 0,\"Sisa\nRp25\",15|OK" },
		{ "quotes that do not match",
		    "\r\n+CREG: 0,1,\"5E25\r\n\r\nOK\r\n",
		    "+CREG: 0,1,\"5E25\"\rOK\r", "|+CREG: 0,1,\"5E25|OK" },
		{ "two such lines", "+COPS: \"5\r\n+CSCA: \"\r\n",
		    "+COPS: \"5\"\r+CSCA: \"\"\r",
		    "|+COPS: \"5|+CSCA: \"" },
		{ "stores stay as they are", "+CPMS: (ME\",\"SM\")\r\n",
		    "+CPMS: (ME\",\"SM\")\r", "|+CPMS: (ME\",\"SM\")" },
		{ "quotes that match stay", "+COPS: 0,2,\"51010\"\r\n",
		    "+COPS: 0,2,\"51010\"\r", "|+COPS: 0,2,\"51010\"" },
	};
	static char	out[8192];
	size_t		i, piece;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		for (piece = 1; piece <= 200; piece += piece < 20 ? 1 : 180) {
			feed(cases[i].said, piece, out, sizeof out);
			if (strcmp(out, cases[i].seen) != 0)
				fail_msg("%s, by %zu: seen %s", cases[i].what,
				    piece, out);
			if (strcmp(lines, cases[i].lines) != 0)
				fail_msg("%s, by %zu: lines %s",
				    cases[i].what, piece, lines);
		}
}

static void
test_a_ussd_text_without_end_gives_way_to_the_next_answer(void **state)
{
	static char	out[8192];

	(void)state;
	feed("\r\n+CUSD: 0,\"Sisa pulsa\r\n\r\n+CSQ: 20,0\r\n\r\nOK\r\n", 200,
	    out, sizeof out);
	assert_string_equal(out, "+CSQ: 20,0\rOK\r");
	assert_string_equal(lines, "|+CUSD: 0,\"Sisa pulsa|+CSQ: 20,0|OK");
	/* Or is told when nothing comes. */
	feed("\r\n+CUSD: 0,\"Sisa pulsa\r\n", 200, out, sizeof out);
	assert_string_equal(lines, "|+CUSD: 0,\"Sisa pulsa");
}

static void
test_rubbish_in_a_ussd_text_is_cut(void **state)
{
	static char	said[6000], out[8192];

	(void)state;
	memset(said, 'x', sizeof said - 1);
	memcpy(said, "+CUSD: 0,\"", 10);
	memcpy(said + 5900, "\",15\r\nOK\r\n", 11);
	feed(said, 500, out, sizeof out);
	assert_string_equal(out, "OK\r");
	assert_non_null(strstr(lines, "|OK"));
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
#define T(name)	cmocka_unit_test(test_##name)
		T(what_libgammu_would_stumble_over_is_taken_out),
		T(a_ussd_text_without_end_gives_way_to_the_next_answer),
		T(rubbish_in_a_ussd_text_is_cut),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
