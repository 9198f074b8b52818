/* SPDX-License-Identifier: GPL-2.0-or-later */

#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/text.h"
#include "conf/city.h"
#include "desk/words/message.h"

static char	opd_code[] = "SATPOLPP", label[] = "KEBAKARAN";
static char	place[] = "LAI-LAI BESI KOPAN";

static struct conf_opd		opd = { .code = opd_code };
static struct conf_category	category = { .label = label };
static struct conf_kelurahan	kelurahan = { .name = place };

static const struct conf_city city = {
	.opd = &opd, .opd_count = 1, .category = &category,
	.category_count = 1, .kelurahan = &kelurahan, .kelurahan_count = 1
};

static void
test_a_template_is_refused_for_what_is_wrong_with_it(void **state)
{
	static const struct {
		const char	*name;
		enum message_id	 id;
		const char	*template;
		const char	*wrong;		/* part of it; NULL: fine */
	} rows[] = {
		{ "fine", MESSAGE_CANCELLED, "Laporan {ticket} batal.", NULL },
		{ "unknown placeholder", MESSAGE_CANCELLED, "{tiket}",
		    "unknown placeholder {tiket}" },
		{ "of another text", MESSAGE_CANCELLED, "{code}",
		    "unknown placeholder {code}" },
		{ "brace never closed", MESSAGE_CANCELLED, "Lap {ticket",
		    "without its }" },
		{ "not in the SMS alphabet", MESSAGE_CANCELLED, "Батал",
		    "GSM-7" },
		{ "too long as it is", MESSAGE_CANCELLED,
		    "012345678901234567890123456789012345678901234567890123456"
		    "789012345678901234567890123456789012345678901234567890123"
		    "456789012345678901234567890123456789012345678901234567890",
		    "160 fit one SMS" },
		{ "too long only with the longest values",
		    MESSAGE_ACKNOWLEDGED,
		    "{ticket} {category} {kelurahan} {opd} 0123456789012345678"
		    "901234567890123456789012345678901234567890123456789012345"
		    "678901234567890123456789012345678901234567890123456",
		    "160 fit one SMS" },
		{ "room for a person's words", MESSAGE_REJECTED,
		    "{text} 01234567890123456789012345678901234567890123456789"
		    "012345678901234567890123456789012345678901234567890123456"
		    "789012345678901234567890123456789012", "160 fit" },
		{ "a word too long", MESSAGE_STATE_DONE,
		    "selesai menurut petugas yang menanganinya", "longer" },
	};
	size_t	i;

	(void)state;
	for (i = 0; i < sizeof rows / sizeof rows[0]; i++) {
		char *wrong = message_check(rows[i].id, rows[i].template,
		    &city);

		if (rows[i].wrong == NULL && wrong != NULL)
			fail_msg("%s: %s", rows[i].name, wrong);
		if (rows[i].wrong != NULL && (wrong == NULL ||
		    strstr(wrong, rows[i].wrong) == NULL))
			fail_msg("%s: said %s", rows[i].name,
			    wrong != NULL ? wrong : "nothing");
		free(wrong);
	}
}

static void
test_a_checked_reply_never_exceeds_one_sms(void **state)
{
	static const char	 template[] = "Laporan {ticket}: {text}.";
	struct message_values	 v = { .ticket = "10000001" };
	char			 words[600], out[1024];

	(void)state;
	memset(words, 'x', sizeof words - 1);
	words[sizeof words - 1] = '\0';
	v.text = words;
	assert_null(message_check(MESSAGE_REJECTED, template, &city));
	message_write(out, sizeof out, MESSAGE_REJECTED, template, &v);
	assert_int_equal(text_septets(out), TEXT_SMS_SEPTETS);
	assert_int_equal(strncmp(out, "Laporan 10000001: xxx", 21), 0);
}

static void
test_what_a_person_wrote_long_is_kept_whole(void **state)
{
	static const char	 template[] = "{ticket} {code} {text}";
	struct message_values	 v = { .ticket = "1002", .code = "K7" };
	char			 words[600], out[1024];

	(void)state;
	memset(words, 'x', sizeof words - 1);
	words[sizeof words - 1] = '\0';
	v.text = words;
	message_write(out, sizeof out, MESSAGE_DISPATCH, template, &v);
	assert_int_equal(strlen(out), 8 + sizeof words - 1);
}

static void
test_typographic_characters_do_not_turn_a_reply_into_ucs2(void **state)
{
	struct message_values	v = { .ticket = "1002", .code = "K7",
				    .text = "“bau” – café… 😡 skali" };
	char			out[1024];

	(void)state;
	message_write(out, sizeof out, MESSAGE_DISPATCH, "{ticket} {text}",
	    &v);
	assert_true(text_is_gsm7(out));
	assert_non_null(strstr(out, "\"bau\" - caf"));
}

static void
test_another_script_is_kept_for_the_officer(void **state)
{
	struct message_values	v = { .ticket = "1002",
				    .text = "мусор на дороге" };
	char			out[1024];

	(void)state;
	message_write(out, sizeof out, MESSAGE_DISPATCH, "{ticket} {text}",
	    &v);
	assert_string_equal(out, "1002 мусор на дороге");
}

static void
test_a_placeholder_in_a_persons_words_is_only_words(void **state)
{
	struct message_values	v = { .ticket = "1002",
				    .text = "{ticket} {code}" };
	char			out[1024];

	(void)state;
	message_write(out, sizeof out, MESSAGE_DISPATCH, "{ticket} {text}",
	    &v);
	assert_string_equal(out, "1002 {ticket} {code}");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_a_template_is_refused_for_what_is_wrong_with_it),
		cmocka_unit_test(test_a_checked_reply_never_exceeds_one_sms),
		cmocka_unit_test(test_what_a_person_wrote_long_is_kept_whole),
		cmocka_unit_test(test_typographic_characters_do_not_turn_a_reply_into_ucs2),
		cmocka_unit_test(test_another_script_is_kept_for_the_officer),
		cmocka_unit_test(test_a_placeholder_in_a_persons_words_is_only_words),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
