/* SPDX-License-Identifier: GPL-2.0-or-later */

/* Tests of ticket: a mistyped number never hits another report. */

#include "config.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "language/ticket.h"

static void
test_a_ticket_gives_back_its_sequence(void **state)
{
	char	ticket[TICKET_SIZE];
	int64_t	n;

	(void)state;
	for (n = 1; n < 20000; n += 7) {
		ticket_from_sequence(n, ticket);
		assert_int_equal(ticket_to_sequence(ticket), n);
	}
}

static void
test_the_check_digit_is_that_of_damm(void **state)
{
	char	ticket[TICKET_SIZE];

	(void)state;
	ticket_from_sequence(572, ticket);
	assert_string_equal(ticket, "5724");
}

static void
test_every_wrong_digit_is_found(void **state)
{
	char	ticket[TICKET_SIZE], typed[TICKET_SIZE];
	size_t	i;
	int64_t	n;
	char	c;

	(void)state;
	for (n = 100; n < 3000; n += 13) {
		ticket_from_sequence(n, ticket);
		for (i = 0; ticket[i] != '\0'; i++) {
			for (c = '0'; c <= '9'; c++) {
				if (c == ticket[i])
					continue;
				memcpy(typed, ticket, sizeof typed);
				typed[i] = c;
				assert_int_equal(ticket_to_sequence(typed),
				    -1);
			}
		}
	}
}

static void
test_every_swap_of_neighbours_is_found(void **state)
{
	char	ticket[TICKET_SIZE], typed[TICKET_SIZE];
	size_t	i;
	int64_t	n;

	(void)state;
	for (n = 100; n < 3000; n++) {
		ticket_from_sequence(n, ticket);
		for (i = 0; ticket[i + 1] != '\0'; i++) {
			if (ticket[i] == ticket[i + 1])
				continue;
			memcpy(typed, ticket, sizeof typed);
			typed[i] = ticket[i + 1];
			typed[i + 1] = ticket[i];
			assert_int_equal(ticket_to_sequence(typed), -1);
		}
	}
}

static void
test_what_is_no_number_is_no_ticket(void **state)
{
	static const char *const cases[] = {
		"", "1", "12a4", "-572", "5724 ", "57245724572457245724"
	};
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof cases / sizeof cases[0]; i++)
		assert_int_equal(ticket_to_sequence(cases[i]), -1);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_a_ticket_gives_back_its_sequence),
		cmocka_unit_test(test_the_check_digit_is_that_of_damm),
		cmocka_unit_test(test_every_wrong_digit_is_found),
		cmocka_unit_test(test_every_swap_of_neighbours_is_found),
		cmocka_unit_test(test_what_is_no_number_is_no_ticket),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
