/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Conversations of several SMS, as people write them, in one city: each talk
 * has its own citizens' phones and shares the officers'.
 *
 * talks.inc has them.  A step is one line:
 *
 *	"warga: LAPOR ..."	a phone writes
 *	"warga< words"		it gets an SMS with these words, after the last
 *	"warga! words"		it never got one with them; looked at last
 *	"warga=1 words"		it got so many with them; looked at last
 *	"admin: command > words"	what the command line shows
 *
 * {t1}, {t2} are the tickets that the talk's citizens were told, in their
 * order; {code} is what stood behind "Kode" in the SMS that an officer got
 * last; {what warga got last} is that SMS, word for word; {o1} is {t1} with
 * the letters O and l for 0 and 1, {d1} with a point in it.
 */

#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define STEPS_MAX	16
#define TICKETS_MAX	6
#define PEOPLE_MAX	24
#define TEXT_SIZE	2048
#define CLAIMS_MAX	512

struct talk {
	const char	*name;
	const char	*step[STEPS_MAX];
};

static const struct talk	talks[] = {
#include "talks.inc"
};

/* Who has a seat; everybody else is a citizen of the talk. */
static const struct { const char *who, *number; } seats[] = {
	{ "petugas", OFFICER },
	{ "pupr", "+6281200000101" },
	{ "dishub", "+6281200000102" },
	{ "dinsos", "+6281200000103" },
	{ "satpol", "+6281200000104" },
	{ "dinkes", "+6281200000105" },
	{ "damkar", "+6281200000106" },
	{ "kepala", HEAD },
	{ "koordinator", COORDINATOR }
};

/* One of a talk. */
struct person {
	char	who[24], number[24];
	char	last[TEXT_SIZE];	/* what it got last */
};

/* What must hold when all is said. */
struct claim {
	char	number[24], words[256];
	int	count;
	const char *talk, *step;
};

struct stage {
	struct world	*w;
	const struct talk *talk;
	struct person	 person[PEOPLE_MAX];
	int		 people;
	char		 ticket[TICKETS_MAX][24];
	int		 tickets;
	char		 code[3];
};

static struct claim	claims[CLAIMS_MAX];
static int		claim_count;
static int		citizens;	/* phones given away so far */

static struct person *
find_person(struct stage *s, const char *who, size_t len)
{
	struct person	*p;
	int		 i;
	size_t		 k;

	for (i = 0; i < s->people; i++)
		if (strlen(s->person[i].who) == len &&
		    strncmp(s->person[i].who, who, len) == 0)
			return &s->person[i];
	assert_true(s->people < PEOPLE_MAX && len < sizeof p->who);
	p = &s->person[s->people++];
	memset(p, 0, sizeof *p);
	memcpy(p->who, who, len);
	for (k = 0; k < COUNT(seats); k++)
		if (strcmp(seats[k].who, p->who) == 0)
			snprintf(p->number, sizeof p->number, "%s",
			    seats[k].number);
	if (p->number[0] == '\0')
		snprintf(p->number, sizeof p->number, "+62813000%05d",
		    ++citizens);
	return p;
}

static bool
is_citizen(const struct person *p)
{
	return strncmp(p->number, "+62813", 6) == 0;
}

/* ---- what a step says ---------------------------------------------------- */

/* {o1}, {d1}: a ticket as a hand may write it. */
static void
spell(char *dst, size_t size, const char *ticket, char how)
{
	size_t	n = 0, i;

	for (i = 0; ticket[i] != '\0' && n + 2 < size; i++) {
		if (how == 'd' && i == 1)
			dst[n++] = '.';
		dst[n++] = how == 'o' && ticket[i] == '0' ? 'O' :
		    how == 'o' && ticket[i] == '1' ? 'l' : ticket[i];
	}
	dst[n] = '\0';
}

static void
value_of(struct stage *s, const char *name, size_t len, char *out,
    size_t size)
{
	size_t	before = strlen("what "), after = strlen(" got last");
	int	i;

	out[0] = '\0';
	if (len == 4 && strncmp(name, "code", 4) == 0)
		snprintf(out, size, "%s", s->code);
	else if (len == 2 && isdigit((unsigned char)name[1])) {
		i = name[1] - '1';
		if (i < 0 || i >= s->tickets)
			fail_msg("%s: no ticket %c yet", s->talk->name,
			    name[1]);
		spell(out, size, s->ticket[i], name[0]);
	} else if (len > before + after &&
	    strncmp(name, "what ", before) == 0)
		snprintf(out, size, "%s", find_person(s, name + before,
		    len - before - after)->last);
	else
		fail_msg("%s: {%.*s}?", s->talk->name, (int)len, name);
}

static void
fill(struct stage *s, const char *text, char *out, size_t size)
{
	const char	*end;
	char		 value[TEXT_SIZE];
	size_t		 n = 0;

	while (*text != '\0' && n + 1 < size) {
		if (*text == '{' && (end = strchr(text, '}')) != NULL) {
			value_of(s, text + 1, (size_t)(end - text - 1), value,
			    sizeof value);
			n += (size_t)snprintf(out + n, size - n, "%s", value);
			text = end + 1;
		} else
			out[n++] = *text++;
	}
	out[n < size ? n : size - 1] = '\0';
}

/* ---- what it learns ------------------------------------------------------ */

/* A ticket that the talk has not seen: the next. */
static void
learn_tickets(struct stage *s, const char *text)
{
	char	ticket[24];
	size_t	n;
	int	i;

	for (; *text != '\0'; text += n > 0 ? n : 1) {
		n = strspn(text, "0123456789");
		if (n < 4 || n > 8)
			continue;
		snprintf(ticket, sizeof ticket, "%.*s", (int)n, text);
		for (i = 0; i < s->tickets; i++)
			if (strcmp(s->ticket[i], ticket) == 0)
				break;
		if (i == s->tickets && i < TICKETS_MAX)
			strcpy(s->ticket[s->tickets++], ticket);
		return;		/* an SMS speaks of one, and gives examples */
	}
}

static void
hear(struct stage *s, struct person *p, const char *words)
{
	const char	*got = world_wait(s->w, p->number, words), *code;

	snprintf(p->last, sizeof p->last, "%s", got);
	if (is_citizen(p))
		learn_tickets(s, got);
	else if ((code = strstr(got, "Kode ")) != NULL)
		snprintf(s->code, sizeof s->code, "%.2s", code + 5);
}

/* "admin: command > words" */
static void
ask_admin(struct stage *s, const char *line)
{
	char	*words, command[TEXT_SIZE];

	snprintf(command, sizeof command, "%s", line);
	words = strstr(command, " > ");
	assert_non_null(words);
	*words = '\0';
	world_wait_cli(s->w, command, words + 3);
}

static void
claim(struct stage *s, const struct person *p, int count, const char *words,
    const char *step)
{
	struct claim	*c;

	assert_true(claim_count < CLAIMS_MAX);
	c = &claims[claim_count++];
	strcpy(c->number, p->number);
	snprintf(c->words, sizeof c->words, "%.*s",
	    (int)sizeof c->words - 1, words);
	c->count = count;
	c->talk = s->talk->name;
	c->step = step;
}

static void
do_step(struct stage *s, const char *step)
{
	struct person	*p;
	size_t		 len = strcspn(step, ":<!=");
	const char	*rest = step + len + 1;
	char		 text[TEXT_SIZE];
	int		 count = 0;

	if (step[len] == '=')
		count = (int)strtol(rest, (char **)&rest, 10);
	fill(s, rest + (*rest == ' '), text, sizeof text);
	if (len == 5 && strncmp(step, "admin", 5) == 0) {
		ask_admin(s, text);
		return;
	}
	p = find_person(s, step, len);
	if (step[len] == ':')
		world_sms(s->w, p->number, text);
	else if (step[len] == '<')
		hear(s, p, text);
	else
		claim(s, p, count, text, step);
}

/* Only those whose name holds TALK, for who looks at one. */
static bool
is_wanted(const struct talk *talk)
{
	const char	*only = getenv("TALK");

	return only == NULL || strstr(talk->name, only) != NULL;
}

static void
do_talk(struct world *w, const struct talk *talk)
{
	struct stage	s = { .w = w, .talk = talk };
	int		i;

	if (getenv("TALK_VERBOSE") != NULL)
		printf("%s\n", talk->name);
	for (i = 0; i < STEPS_MAX && talk->step[i] != NULL; i++) {
		if (getenv("TALK_VERBOSE") != NULL)
			printf("\t%s\n", talk->step[i]);
		do_step(&s, talk->step[i]);
	}
}

static void
check_claims(struct world *w)
{
	int	i, n;

	world_quiet(w);
	for (i = 0; i < claim_count; i++) {
		n = world_count(w, claims[i].number, claims[i].words);
		if (n != claims[i].count)
			fail_msg("%s: \"%s\": %d SMS with \"%s\"",
			    claims[i].talk, claims[i].step, n,
			    claims[i].words);
	}
}

static void
test_each_talk_goes_as_people_mean_it(void **state)
{
	static const struct world_options options = {
		.conf = "staff_replies_per_hour = 1000;\n"
		    "log_level = \"info\";\n" };
	struct world	*w = world_new(&options);
	size_t		 i, done = 0;

	(void)state;
	for (i = 0; i < COUNT(talks); i++)
		if (is_wanted(&talks[i])) {
			do_talk(w, &talks[i]);
			done++;
		}
	assert_true(done > 0);
	check_claims(w);
	world_free(w);
}

/* Level after level hears of a danger, by night too, until a person goes. */
static void
test_a_danger_that_nobody_answers_climbs_by_night(void **state)
{
	static const struct world_options options = {
		.conf = "quiet_hours = \"21:00-05:00\";\n",
		.clock = "2026-12-17 23:40" };
	static const char chief[] = "+6281200000400";
	static const char mayor[] = "+6281200000401";
	struct world	*w = world_new(&options);
	char		 out[4096], ticket[24], text[64];

	(void)state;
	if (world_cli(w, out, sizeof out, "seat add kepala_DAMKAR --phone "
	    "+6281200000400 --role head --opd DAMKAR") != 0 || world_cli(w,
	    out, sizeof out, "seat add sekda --phone +6281200000401 --role leader")
	    != 0)
		fail_msg("%s", out);
	world_sms(w, CITIZEN, "tolong perahu kami terbalik dekat Namosain");
	text_ticket(world_wait(w, CITIZEN, "115"), ticket);
	world_wait(w, "+6281200000106", "BAHAYA");
	world_wait(w, COORDINATOR, "BAHAYA");
	world_never(w, chief, "BAHAYA");
	world_move_clock(w, "2026-12-17 23:47");
	world_wait(w, chief, "belum dijawab");
	world_never(w, mayor, "BAHAYA");
	world_wait_cli(w, "reports --late", "danger");
	world_move_clock(w, "2026-12-17 23:53");
	world_wait(w, mayor, "belum dijawab");
	snprintf(text, sizeof text, "TERIMA %s", ticket);
	world_sms(w, chief, text);
	world_wait(w, CITIZEN, "sudah diterima petugas");
	world_move_clock(w, "2026-12-18 00:10");
	world_never(w, mayor, "masih belum");
	world_free(w);
}

/* A program in the teacher's place, which keeps what it was given. */
static void
write_teacher(const char *path)
{
	FILE	*f = fopen(path, "w");

	assert_non_null(f);
	fprintf(f, "#!/bin/sh\ntest \"$3\" = learn || exit 1\n"
	    "cp \"$7\" %s.messages && cp \"$5\" %s.rows\n", path, path);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(path, 0700), 0);
}

/* Wait until there is such a file; what it holds. */
static void
read_soon(const char *path, char *out, size_t size)
{
	struct timespec	pause = { 0, 20000000 };
	FILE		*f = NULL;
	int		 i;
	size_t		 n;

	for (i = 0; i < 1000 && (f = fopen(path, "r")) == NULL; i++)
		nanosleep(&pause, NULL);
	assert_non_null(f);
	n = fread(out, 1, size - 1, f);
	out[n] = '\0';
	fclose(f);
	unlink(path);
}

/* What citizens corrected is learned in the night, without any number. */
static void
test_the_reader_is_taught_by_night(void **state)
{
	char	path[64], conf[256], out[16384], file[96];
	struct world_options options = { .conf = conf,
	    .clock = "2026-12-17 23:50" };
	struct world	*w;

	(void)state;
	snprintf(path, sizeof path, "/tmp/kentongan-teacher-%d", getpid());
	write_teacher(path);
	snprintf(conf, sizeof conf, "model = \"kupang/model\";\n"
	    "learn = \"nightly\";\nlearn_program = \"%s\";\n", path);
	w = world_new(&options);
	world_sms(w, CITIZEN, "LAPOR SAMPAH OEBA hubungi 081234567890");
	world_wait(w, CITIZEN, "diterima");
	world_sms(w, CITIZEN, "SALAH bukan sampah, lampu");
	world_wait(w, CITIZEN, "LAMPU");
	world_wait_cli(w, "labels", "\"category\":\"LAMPU\"");
	world_move_clock(w, "2026-12-18 02:30");
	snprintf(file, sizeof file, "%s.rows", path);
	read_soon(file, out, sizeof out);
	assert_non_null(strstr(out, "\"category\":\"LAMPU\""));
	assert_non_null(strstr(out, "000000000000"));
	assert_null(strstr(out, "081234567890"));
	snprintf(file, sizeof file, "%s.messages", path);
	read_soon(file, out, sizeof out);
	assert_non_null(strstr(out, "bukan sampah"));
	assert_null(strstr(out, "081234567890"));
	world_sms(w, OTHER, "LAPOR SAMPAH LILIBA");	/* nothing was lost */
	world_wait(w, OTHER, "diterima");
	world_free(w);
	unlink(path);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
		cmocka_unit_test(test_each_talk_goes_as_people_mean_it),
		cmocka_unit_test(
		    test_a_danger_that_nobody_answers_climbs_by_night),
		cmocka_unit_test(test_the_reader_is_taught_by_night),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
