/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Every path of the shipped menus, walked by machine: no screen is too long,
 * none is a dead end, and a ticket is near.
 */

#include "config.h"

#include "ussd_city.h"

#include <ctype.h>

#include "language/text.h"

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

#define T(name)								\
	cmocka_unit_test_setup_teardown(test_##name, city_setup, city_teardown)

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		T(a_registered_citizen_has_a_ticket_within_six_hops),
		T(every_category_in_every_kelurahan_can_be_reported),
		T(back_leads_back_from_every_screen),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
