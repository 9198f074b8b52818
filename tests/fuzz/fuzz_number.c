/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * fuzz_number - any bytes as a sender: a number that was brought to its one
 * form stays in it, however it is dialled.
 */

#include "config.h"

#include <string.h>

#include "base/number.h"
#include "fuzz.h"

const char	fuzz_seeds[] = "number";

static void
check_phone(const char *phone)
{
	char	again[NUMBER_SIZE], local[NUMBER_SIZE + 1];

	MUST(phone[0] == '+');
	MUST(strspn(phone + 1, "0123456789") == strlen(phone) - 1);
	MUST(number_normalise(phone, "62", again) == NUMBER_PHONE);
	MUST(strcmp(phone, again) == 0);
	MUST(number_local(phone, "62", local, sizeof local));
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char			raw[256], out[NUMBER_SIZE];
	enum number_kind	kind;

	if (size >= sizeof raw)
		size = sizeof raw - 1;
	if (size > 0)
		memcpy(raw, data, size);
	raw[size] = '\0';
	memset(out, 'x', sizeof out);
	kind = number_normalise(raw, "62", out);
	MUST(memchr(out, '\0', sizeof out) != NULL);
	MUST(strcmp(number_kind_name(kind), "") != 0);
	switch (kind) {
	case NUMBER_PHONE:
		check_phone(out);
		break;
	case NUMBER_SHORT:
		MUST(strspn(out, "0123456789") == strlen(out));
		MUST(strlen(out) >= 3 && strlen(out) <= 6);
		break;
	case NUMBER_NAME:
		MUST(out[0] != '\0');
		break;
	case NUMBER_BAD:
		MUST(out[0] == '\0');
		break;
	}
	return 0;
}
