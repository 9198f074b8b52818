/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * fuzz_text - any bytes as a text: cleaning gives UTF-8 that stays as it is,
 * what is made for GSM can be sent, and parts lose nothing.
 */

#include "config.h"

#include <stdbool.h>
#include <string.h>

#include <utf8proc.h>

#include "fuzz.h"
#include "base/text.h"

#define PARTS	255

const char	fuzz_seeds[] = "text";

static bool
is_utf8(const char *text)
{
	utf8proc_int32_t	point;
	utf8proc_ssize_t	n;

	for (; *text != '\0'; text += n)
		if ((n = utf8proc_iterate((const utf8proc_uint8_t *)text, -1,
		    &point)) <= 0)
			return false;
	return true;
}

/* Parts follow each other, begin at characters and fit. */
static void
check_parts(const char *text, enum text_coding coding)
{
	struct text_part	part[PARTS];
	char			piece[TEXT_MAX_BYTES];
	size_t			at = 0;
	int			i, count, size;

	count = text_split(text, coding, part, PARTS);
	if (count == -1)
		return;
	for (i = 0; i < count; i++) {
		MUST(part[i].start == at);
		at += part[i].len;
		memcpy(piece, text + part[i].start, part[i].len);
		piece[part[i].len] = '\0';
		MUST(is_utf8(piece));
		size = coding == TEXT_GSM7 ? text_septets(piece) :
		    text_units(piece);
		MUST(size >= 0 && size <= (coding == TEXT_GSM7 ?
		    TEXT_SMS_SEPTETS : TEXT_SMS_UNITS));
	}
	MUST(at == strlen(text));
}

static void
check_clip(const char *text, int septets)
{
	char	clipped[TEXT_MAX_BYTES];
	size_t	len = strlen(text);

	memcpy(clipped, text, len + 1);
	MUST(text_clip(clipped, septets) == strlen(clipped));
	MUST(strlen(clipped) <= len);
	MUST(is_utf8(clipped));
	if (text_is_gsm7(clipped))
		MUST(text_septets(clipped) <= septets);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char	text[TEXT_MAX_BYTES], again[TEXT_MAX_BYTES];
	char	gsm[TEXT_MAX_BYTES], small[8];
	size_t	lost;

	MUST(text_clean(text, sizeof text, (const char *)data, size) ==
	    strlen(text));
	MUST(is_utf8(text));
	text_clean(again, sizeof again, text, strlen(text));
	MUST(strcmp(text, again) == 0);
	text_fold(again, sizeof again, text);
	MUST(is_utf8(again));
	text_to_gsm7(gsm, sizeof gsm, text, &lost);
	MUST(text_is_gsm7(gsm));
	MUST(text_to_gsm7(again, sizeof again, gsm, &lost) == strlen(gsm));
	MUST(lost == 0 && strcmp(gsm, again) == 0);
	check_parts(gsm, TEXT_GSM7);
	check_parts(text, TEXT_UCS2);
	check_clip(text, size > 0 ? data[0] : 0);
	check_clip(gsm, size > 0 ? data[0] : 0);
	text_clean(small, sizeof small, text, strlen(text));
	MUST(is_utf8(small));
	text_fold(small, sizeof small, text);
	MUST(is_utf8(small));
	return 0;
}
