/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Every path of the shipped menus, walked by machine: no screen is too long,
 * none is a dead end, and a ticket is near.
 */

#include "config.h"

#include "tests/fixtures/ussd_city.h"

#include <ctype.h>

#include "base/text.h"
#include "doors/ussd/menu.h"

#define DEPTH_MAX	12
#define HOPS_REGISTERED	6	/* at most, to a ticket */
#define HOPS_OTHER	9
#define WORDS		"depan pasar di samping gereja, sudah tiga hari " \
			"tidak diangkut dan baunya sampai ke rumah warga"

struct walk {
	struct city	*c;
	const char	*number;
	const char	*input[DEPTH_MAX];
	int		 depth;
	int		 screens, tickets;
	int		 hops_least, hops_most;
	int		 longest;
	char		 longest_text[USSD_REPLY_SIZE];
};

/* Every screen is seen here. */
static void
look(struct walk *w)
{
	const char	*text = w->c->reply.text;
	int		 n = text_septets(text);

	w->screens++;
	if (!text_is_gsm7(text) || n > w->c->conf->ussd.screen)
		fail_msg("%d septets:\n%s", n, text);
	if (n <= w->longest)
		return;
	w->longest = n;
	snprintf(w->longest_text, sizeof w->longest_text, "%s", text);
}

/* A session of its own, by the inputs that lead here. */
static void
retrace(struct walk *w)
{
	int	i;

	w->c->now += 3600;	/* nothing to resume, no share used up */
	city_dial(w->c, w->number);
	look(w);
	for (i = 0; i < w->depth; i++) {
		city_type(w->c, w->input[i]);
		look(w);
	}
}

/* The numbers that the screen offers, in their order. */
static int
offered(const char *text, char out[][16], int max)
{
	int	n = 0;

	for (; text != NULL && n < max; text = strchr(text, '\n')) {
		text += *text == '\n';
		if (isdigit((unsigned char)*text) && text[strspn(text,
		    "0123456789")] == ' ')
			snprintf(out[n++], 16, "%.*s", (int)strspn(text,
			    "0123456789"), text);
	}
	return n;
}

static void	walk(struct walk *);

static void
step(struct walk *w, const char *input)
{
	assert_true(w->depth < DEPTH_MAX);
	w->input[w->depth++] = input;
	walk(w);
	w->depth--;
}

/* What a screen of the report's way wants; NULL: what it offers. */
static const char *
typed(const char *text)
{
	return strstr(text, "Ketik patokan") != NULL ? WORDS : NULL;
}

static void
ticket_made(struct walk *w)
{
	int	hops = w->depth + 1;

	w->tickets++;
	if (hops > w->hops_most)
		w->hops_most = hops;
	if (w->hops_least == 0 || hops < w->hops_least)
		w->hops_least = hops;
}

/* Where the way leads from here, but not back and not round. */
static bool
goes_on(const struct walk *w, const char *text, const char *option)
{
	if (strcmp(option, "0") == 0)
		return false;
	if (strstr(text, "1 Kirim") != NULL)
		return strcmp(option, "1") == 0;
	return w->depth > 0 || strcmp(option, "1") == 0;
}

static void
walk(struct walk *w)
{
	char	option[USSD_SCREEN_SEPTETS][16], text[USSD_REPLY_SIZE];
	int	i, n;

	retrace(w);
	if (w->c->reply.close) {
		expect(w->c->reply.text, "diterima");
		ticket_made(w);
		return;
	}
	snprintf(text, sizeof text, "%s", w->c->reply.text);
	if (typed(text) != NULL) {
		step(w, typed(text));
		return;
	}
	n = offered(text, option, USSD_SCREEN_SEPTETS);
	assert_true(n > 0);
	for (i = 0; i < n; i++)
		if (goes_on(w, text, option[i]))
			step(w, option[i]);
}

static void
tell(const struct walk *w, const char *who)
{
	print_message("%s: %d tickets in %d to %d hops, %d screens seen, the "
	    "longest has %d septets:\n%s\n", who, w->tickets, w->hops_least,
	    w->hops_most, w->screens, w->longest, w->longest_text);
}

static void
test_a_registered_citizen_has_a_ticket_within_six_hops(void **state)
{
	struct city	*c = *state;
	struct walk	 w = { .c = c, .number = CITIZEN };

	city_register(c, CITIZEN, "TUAK DAUN MERAH");
	walk(&w);
	tell(&w, "registered");
	assert_int_equal(w.tickets, c->conf->city.category_count);
	assert_true(w.hops_most <= HOPS_REGISTERED);
}

static void
test_every_category_in_every_kelurahan_can_be_reported(void **state)
{
	struct city	*c = *state;
	struct walk	 w = { .c = c, .number = OTHER };

	walk(&w);
	tell(&w, "not registered");
	assert_int_equal(w.tickets, c->conf->city.category_count *
	    c->conf->city.kelurahan_count);
	assert_true(w.hops_most <= HOPS_OTHER);
}

/* Inputs that lead to a screen, and what "0" shows there. */
static void
test_back_leads_back_from_every_screen(void **state)
{
	static const struct { const char *route[6]; const char *back; } cases[]
	    = {
		{ { "1" }, "1 Lapor" },
		{ { "1", "98" }, "1 SAMPAH" },
		{ { "1", "1" }, "1 SAMPAH" },
		{ { "1", "1", "3" }, "1 ALAK" },
		{ { "1", "1", "3", "2" }, "1 ALAK" },
		{ { "1", "1", "3", "2", WORDS }, "Ketik patokan" },
		{ { "1", "1", "naikoten" }, "1 ALAK" },
		{ { "2" }, "1 Lapor" },
		{ { "2", "1007" }, "1 Lapor" },
		{ { "3" }, "1 Lapor" },
		{ { "4" }, "1 Lapor" },
		{ { "batal 1007" }, "1 Lapor" },
	};
	struct city	*c = *state;
	struct walk	 w = { .c = c, .number = CITIZEN };
	size_t		 i;

	for (i = 0; i < sizeof cases / sizeof cases[0]; i++) {
		memcpy(w.input, cases[i].route, sizeof cases[i].route);
		for (w.depth = 0; w.input[w.depth] != NULL; w.depth++)
			;
		retrace(&w);
		expect(city_type(c, "0"), cases[i].back);
		look(&w);
		retrace(&w);
		expect(city_type(c, "00"), "1 Lapor");
	}
}

/* The name in the city that takes the most room on a screen. */
static void
longest_names(const struct conf_city *city, int *category, int *kelurahan)
{
	int	i;

	*category = *kelurahan = 0;
	for (i = 0; i < city->category_count; i++)
		if (text_septets(city->category[i].label) >
		    text_septets(city->category[*category].label))
			*category = i;
	for (i = 0; i < city->kelurahan_count; i++)
		if (text_septets(city->kelurahan[i].name) >
		    text_septets(city->kelurahan[*kelurahan].name))
			*kelurahan = i;
}

/* Each is looked at as it is, and with a notice above it. */
static void
test_other_screens_fit_with_the_longest_names_too(void **state)
{
	static const char *const routes[][6] = {
		{ NULL }, { "1" }, { "1", "98" }, { "1", "1" },
		{ "1", "1", "1" }, { "1", "1", "naikoten" }, { "2" },
		{ "2", "99999999" }, { "3" }, { "3", "1" }, { "3", "98" },
		{ "3", "98", "9" }, { "4" }, { "batal 1007" },
		{ "naikoten" }, { "naikoten", "1" },
	};
	struct city	*c = *state;
	struct walk	 w = { .c = c, .number = OTHER };
	char		 text[256];
	int		 category, kelurahan, i;
	size_t		 k;

	longest_names(&c->conf->city, &category, &kelurahan);
	snprintf(text, sizeof text, "%s", c->conf->city.kelurahan[kelurahan]
	    .name);
	c->conf->ussd.per_minute = 10000;
	for (i = 0; i < 10; i++) {
		struct desk_view	view;

		c->now += 3600;
		assert_int_equal(desk_report(c->desk, city_phone(c, OTHER),
		    category, kelurahan, WORDS, c->now, &view), 0);
	}
	/* Two begun and left: with all of it, and with nothing but a place. */
	for (i = 0; i < 2; i++) {
		w.depth = 0;
		retrace(&w);
		city_type(c, c->conf->city.category[category].code);
		look(&w);
		city_type(c, text);
		look(&w);
		if (i == 0)
			city_type(c, WORDS WORDS);
		look(&w);
		city_type(c, "7");
		look(&w);
		expect(city_dial(c, OTHER), "1 Lanjutkan");
		look(&w);
		city_type(c, "7");
		look(&w);
		city_type(c, "2");
		look(&w);
	}
	for (k = 0; k < sizeof routes / sizeof routes[0]; k++) {
		memcpy(w.input, routes[k], sizeof routes[k]);
		for (w.depth = 0; w.depth < 6 && w.input[w.depth] != NULL;
		    w.depth++)
			;
		retrace(&w);
		city_type(c, "#");
		look(&w);
		city_type(c, "77");
		look(&w);
	}
	ussd_say(c->conf, USSD_TOO_FAST, &c->reply);
	look(&w);
	ussd_say(c->conf, USSD_FAILED, &c->reply);
	look(&w);
	print_message("%d other screens, the longest has %d septets\n",
	    w.screens, w.longest);
}

#define T(name)								\
	cmocka_unit_test_setup_teardown(test_##name, city_setup, city_teardown)

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		T(a_registered_citizen_has_a_ticket_within_six_hops),
		T(every_category_in_every_kelurahan_can_be_reported),
		T(back_leads_back_from_every_screen),
		T(other_screens_fit_with_the_longest_names_too),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
