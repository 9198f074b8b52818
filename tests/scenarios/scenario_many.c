/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Many modems of which a third misbehave: the others do not notice, and in
 * the end every citizen of every modem has an answer, and one only.
 *
 *	scenario_many [SECONDS [MODEMS [TESTS]]]
 *
 * runs so long twice, without faults and with them, and prints how long the
 * citizens of the healthy modems waited; by default a quick look at each.
 */

#include "config.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"

#define COUNT(a)	((int)(sizeof (a) / sizeof (a)[0]))
#define EVERY_MS	5000	/* a citizen of each modem writes so often */
#define TROUBLE_MS	10000	/* what comes and goes does it so often */
#define WELL_MS		60000	/* for the last answers of the healthy */
#define END_MS		240000	/* for all answers, once all are well */
#define TWICE_MS	5000	/* for what comes twice */
#define LETTERS_MAX	65536

static int	seconds = 10, modems = 64;

/*
 * How a modem misbehaves: a fault of the simulator that stays on, or a
 * request that is made again and again.
 */
#define FAULT(spec)	"{\"cmd\":\"fault\",\"spec\":\"" spec "\"}"

static const struct trouble {
	const char	*on, *off;	/* requests, without the modem */
	bool		 again;
} troubles[] = {
	{ FAULT("mute:-1"),		FAULT("mute:0"),	false },
	{ FAULT("cms-error=500:1"),	FAULT("cms-error:0"),	false },
	{ FAULT("lose-cmgs:-1"),	FAULT("lose-cmgs:0"),	false },
	{ FAULT("delete-fails:-1"),	FAULT("delete-fails:0"), false },
	{ FAULT("chatter=200ms:-1"),	FAULT("chatter:0"),	false },
	{ "{\"cmd\":\"fault\",\"name\":\"unplug\",\"back\":2000}",
	    "{\"cmd\":\"fault\",\"name\":\"replug\"}",	true },
	{ FAULT("garbage=40:-1%10"),	FAULT("garbage:0"),	false },
	{ FAULT("hang=4s:-1%3"),	FAULT("hang:0"),	false },
	{ "{\"cmd\":\"set\",\"registration\":\"searching\"}",
	    "{\"cmd\":\"set\",\"registration\":\"home\"}",	false },
	{ "{\"cmd\":\"pdu\",\"hex\":\"FFFFFFFFFFFF\"}", NULL,	true },
	{ FAULT("no-cmti:-1"),		FAULT("no-cmti:0"),	false },
	{ FAULT("duplicate:-1"),	FAULT("duplicate:0"),	false },
	{ FAULT("split=1ms:-1"),	FAULT("split:0"),	false },
	{ FAULT("error-prompt:-1%50"), FAULT("error-prompt:0"), false },
	{ FAULT("late=3s:-1%5"),	FAULT("late:0"),	false },
	{ FAULT("flap=2s:-1"),		FAULT("flap:0"),	false },
};

struct letter {
	char	number[24];
	int	modem;
	int64_t	at, answered;		/* ms; 0 not yet */
	int	answers;
};

struct run {
	struct world	*w;
	int		 events;	/* the simulator tells what was sent */
	char		 line[1 << 16];
	size_t		 len;
	bool		 faulty;
	struct letter	*letter;
	int		 letters, answered;
};

static int64_t
now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static bool
is_sick(const struct run *r, int modem)
{
	return r->faulty && modem % 3 == 2;
}

static void
order(struct run *r, const char *request, int modem)
{
	json_t	*json = json_loads(request, 0, NULL);
	char	 name[16];

	assert_non_null(json);
	snprintf(name, sizeof name, "gsm%d", modem + 1);
	json_object_set_new(json, "modem", json_string(name));
	json_decref(world_sim(r->w, "o", json));
}

static void
write_letter(struct run *r, int modem)
{
	struct letter	*l = &r->letter[r->letters];
	char		 name[16], text[64];

	assert_true(r->letters < LETTERS_MAX);
	snprintf(l->number, sizeof l->number, "+62813%02d%06d", modem,
	    r->letters);
	snprintf(text, sizeof text, "LAPOR SAMPAH OESAPA nomor %d",
	    r->letters);
	snprintf(name, sizeof name, "gsm%d", modem + 1);
	l->modem = modem;
	l->at = now_ms();
	r->letters++;
	json_decref(world_sim(r->w, "{s:s, s:s, s:s, s:s}", "cmd", "sms",
	    "modem", name, "from", l->number, "text", text));
}

/* One SMS that the network took from a modem. */
static void
hear(struct run *r, const char *line)
{
	json_t		*json = json_loads(line, 0, NULL);
	const char	*to, *text;
	struct letter	*l;
	int		 modem, n;

	to = json_string_value(json_object_get(json, "to"));
	text = json_string_value(json_object_get(json, "text"));
	if (to != NULL && text != NULL && strstr(text, "diterima") != NULL &&
	    sscanf(to, "+62813%2d%6d", &modem, &n) == 2 && n < r->letters) {
		l = &r->letter[n];
		assert_string_equal(l->number, to);
		if (l->answers++ == 0) {
			l->answered = now_ms();
			r->answered++;
		}
	}
	json_decref(json);
}

static void
listen_ms(struct run *r, int ms)
{
	struct pollfd	 p = { .fd = r->events, .events = POLLIN };
	char		*end, *line;
	ssize_t		 n;

	if (poll(&p, 1, ms < 0 ? 0 : ms) != 1)
		return;
	n = read(r->events, r->line + r->len, sizeof r->line - r->len - 1);
	assert_true(n > 0);
	r->len += (size_t)n;
	r->line[r->len] = '\0';
	for (line = r->line; (end = strchr(line, '\n')) != NULL;
	    line = end + 1) {
		*end = '\0';
		hear(r, line);
	}
	r->len = strlen(line);
	memmove(r->line, line, r->len);
}

static void
subscribe(struct run *r)
{
	static const char	request[] = "{\"cmd\":\"subscribe\"}\n";
	struct sockaddr_un	a = { .sun_family = AF_UNIX };

	snprintf(a.sun_path, sizeof a.sun_path, "%s/sim.sock",
	    world_dir(r->w));
	r->events = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(r->events, (struct sockaddr *)&a, sizeof a),
	    0);
	assert_int_equal(write(r->events, request, sizeof request - 1),
	    (int)sizeof request - 1);
}

/* All modems at work, or those that ever will be. */
static void
await_modems(struct run *r)
{
	int	i;

	for (i = 0; i < modems; i++)
		write_letter(r, i);
	for (i = 0; r->answered < r->letters && i < END_MS / 100; i++)
		listen_ms(r, 100);
	if (r->answered < r->letters)
		fail_msg("%d of %d modems did not start", r->letters -
		    r->answered, modems);
}

static void
misbehave(struct run *r, bool first)
{
	const struct trouble	*t;
	int			 i, n = 0;

	for (i = 0; i < modems; i++) {
		if (!is_sick(r, i))
			continue;
		t = &troubles[n++ % COUNT(troubles)];
		if (first || t->again)
			order(r, t->on, i);
	}
}

static void
heal(struct run *r)
{
	const char	*off;
	int		 i, n = 0;

	for (i = 0; i < modems; i++)
		if (is_sick(r, i) &&
		    (off = troubles[n++ % COUNT(troubles)].off) != NULL)
			order(r, off, i);
}

static void
work(struct run *r)
{
	int64_t	end = now_ms() + seconds * 1000LL, next = now_ms(), again = 0;
	int	turn = 0;

	while (now_ms() < end) {
		if (r->faulty && now_ms() >= again) {
			misbehave(r, again == 0);
			again = now_ms() + TROUBLE_MS;
		}
		if (now_ms() >= next) {
			write_letter(r, turn++ % modems);
			next += EVERY_MS / modems;
		}
		listen_ms(r, (int)(next - now_ms()));
	}
}

static int
by_value(const void *a, const void *b)
{
	int64_t	x = *(const int64_t *)a, y = *(const int64_t *)b;

	return x < y ? -1 : x > y;
}

/* How long those of the modems that stay healthy waited. */
static void
tell(const struct run *r)
{
	int64_t	*ms = calloc((size_t)r->letters, sizeof *ms);
	int	 i, n = 0;

	assert_non_null(ms);
	for (i = modems; i < r->letters; i++)
		if (r->letter[i].modem % 3 != 2 && r->letter[i].answers > 0)
			ms[n++] = r->letter[i].answered - r->letter[i].at;
	qsort(ms, (size_t)n, sizeof *ms, by_value);
	if (n > 0)
		printf("%d modems, %d s, %s: %d answers by the healthy two "
		    "thirds, median %lld ms, p90 %lld ms, p99 %lld ms, most "
		    "%lld ms\n", modems, seconds, r->faulty ?
		    "a third misbehaving" : "all well", n,
		    (long long)ms[n / 2], (long long)ms[n * 9 / 10],
		    (long long)ms[n * 99 / 100], (long long)ms[n - 1]);
	free(ms);
}

static void
assert_each_was_answered_once(const struct run *r)
{
	int	i, wrong = 0;

	for (i = 0; i < r->letters; i++) {
		if (r->letter[i].answers == 1)
			continue;
		wrong++;
		printf("gsm%d: %s: %d answers%s\n", r->letter[i].modem + 1,
		    r->letter[i].number, r->letter[i].answers,
		    is_sick(r, r->letter[i].modem) ? " (sick)" : "");
	}
	assert_int_equal(wrong, 0);
}

/* Has somebody no answer yet, of the healthy modems or of all? */
static bool
waiting(const struct run *r, bool all)
{
	int	i;

	for (i = 0; i < r->letters; i++)
		if (r->letter[i].answers == 0 &&
		    (all || !is_sick(r, r->letter[i].modem)))
			return true;
	return false;
}

static void
run_city(bool faulty)
{
	struct world_options	 o = {
		.conf = "log_level = \"warn\";\nmodem_down_after = \"5s\";\n"
		    "modem_deadline = \"10s\";\nsweep_interval = \"5s\";\n"
		    "modem_restart_max = \"5s\";\n",
		.modems = modems
	};
	struct run		*r = calloc(1, sizeof *r);
	int64_t			 end;

	assert_non_null(r);
	assert_non_null(r->letter = calloc(LETTERS_MAX, sizeof *r->letter));
	r->faulty = faulty;
	r->w = world_new(&o);
	subscribe(r);
	await_modems(r);
	work(r);
	for (end = now_ms() + WELL_MS; now_ms() < end && waiting(r, false); )
		listen_ms(r, 100);
	tell(r);
	if (faulty)
		heal(r);
	for (end = now_ms() + END_MS; now_ms() < end && waiting(r, true); )
		listen_ms(r, 100);
	/* What was sent twice would come now. */
	for (end = now_ms() + TWICE_MS; now_ms() < end; )
		listen_ms(r, 100);
	assert_each_was_answered_once(r);
	close(r->events);
	world_free(r->w);
	free(r->letter);
	free(r);
}

static void
test_many_modems_answer_every_citizen_once(void **state)
{
	(void)state;
	run_city(false);
}

static void
test_a_third_that_misbehaves_costs_the_others_nothing(void **state)
{
	(void)state;
	run_city(true);
}

int
main(int argc, char *argv[])
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_many_modems_answer_every_citizen_once),
		cmocka_unit_test(
		    test_a_third_that_misbehaves_costs_the_others_nothing),
	};

	if (argc > 1)
		seconds = atoi(argv[1]);
	if (argc > 2)
		modems = atoi(argv[2]);
	if (argc > 3)
		cmocka_set_test_filter(argv[3]);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
