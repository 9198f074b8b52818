/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * fuzz_money - any bytes as an operator's text: what is found is an amount
 * that can be written and read again, and a day that is one.
 */

#include "config.h"

#include <string.h>

#include "fuzz.h"
#include "language/money.h"

const char	fuzz_seeds[] = "money";

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char	balance[] = "Rp[.]? ?([0-9][0-9.,]*)";
	static const char	expiry[] =
		    "([0-9]{1,4}[-/. ][0-9a-z]{1,9}[-/. ][0-9]{2,4})";
	char			text[1024], amount[MONEY_SIZE];
	struct credit		c;
	int64_t			again;

	if (size >= sizeof text)
		size = sizeof text - 1;
	if (size > 0)
		memcpy(text, data, size);
	text[size] = '\0';
	if (money_read(text, balance, expiry, &c)) {
		MUST(c.balance >= 0);
		money_write(amount, sizeof amount, c.balance);
		MUST(money_amount(amount, &again));
		MUST(again == c.balance);
	} else
		MUST(c.balance == -1);
	MUST(c.expires_at >= 0);
	return 0;
}
