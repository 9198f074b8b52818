/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * fuzz_interpret - any bytes as an SMS to both grammars, as the answer to a
 * question, and in any context, also one that quotes an SMS of ours: nothing
 * breaks, and what is read stays within the text, the city and the context.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "conf/conf.h"
#include "conf/danger.h"
#include "conf/elsewhere.h"
#include "conf/read.h"
#include "fuzz.h"
#include "language/echo.h"
#include "language/grammar.h"
#include "language/interpret.h"
#include "language/lexicon.h"
#include "language/reader.h"

const char	fuzz_seeds[] = "interpret";

static struct conf	*conf;
static struct lexicon	*lex;

static void
free_city(void)
{
	lexicon_free(lex);
	conf_free(conf);
}

static void
read_city(void)
{
	struct conf_errors	 errors = { 0 };
	const char		*srcdir = getenv("srcdir");
	char			 path[4096], why[512];

	snprintf(path, sizeof path, "%s/etc/kentongan.conf",
	    srcdir != NULL ? srcdir : ".");
	conf = conf_read(path, NULL, &errors);
	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	if (conf == NULL)
		exit(1);
	if ((lex = reader_new(conf, why, sizeof why)) == NULL) {
		fprintf(stderr, "%s\n", why);
		exit(1);
	}
	atexit(free_city);
}

static bool
is_within(int index, int count)
{
	return index >= -1 && index < count;
}

/* Valid UTF-8 without controls stays as it is when cleaned. */
static bool
is_clean(const char *text)
{
	char	again[TEXT_MAX_BYTES];

	text_clean(again, sizeof again, text, strlen(text));
	return strcmp(again, text) == 0;
}

/* A gap as an SMS of ours leaves it. */
static bool
has_gap(const char *text)
{
	return grammar_before_gap(text, strlen(text)) < strlen(text);
}

/* Further commands have their remark within the text. */
static void
check_further(const struct meaning *m, const char *text)
{
	int	i;

	MUST(m->furthers >= 0 && m->furthers <= INTERPRET_FURTHER);
	for (i = 0; i < m->furthers; i++) {
		MUST(m->further[i].from <= m->further[i].to);
		MUST(m->further[i].to <= strlen(text));
	}
}

static void
check_meaning(const struct meaning *m, const char *text)
{
	const struct conf_city	*city = &conf->city;
	int			 i, count;

	MUST(m->intent >= 0 && m->intent < INTENT_COUNT);
	MUST(is_within(m->category, city->category_count));
	MUST(is_within(m->second, city->category_count));
	MUST(m->confidence >= 0 && m->confidence <= 100);
	MUST(m->second == -1 || m->second != m->category);
	MUST(is_within(m->kelurahan, city->kelurahan_count));
	MUST(is_within(m->opd, city->opd_count));
	MUST(is_within(m->danger, city->danger->count));
	MUST(is_within(m->matter, city->elsewhere->count));
	MUST(m->verdict >= -1 && m->verdict <= 1);
	MUST(m->candidates >= 0 && m->candidates <= INTERPRET_CANDIDATES);
	count = m->kelurahan_doubt ? city->kelurahan_count :
	    city->category_count;
	for (i = 0; i < m->candidates; i++)
		MUST(m->candidate[i] >= 0 && m->candidate[i] < count);
	/* The sender's own words, not ours; over a gap they are joined. */
	MUST(has_gap(text) || strstr(text, m->description) != NULL);
	MUST(has_gap(text) || strstr(text, m->detail) != NULL);
	MUST(strstr(text, m->name) != NULL || strlen(m->name) > 60);
	MUST(is_clean(m->name) && is_clean(m->topic));
	MUST(strspn(m->ticket, "0123456789") == strlen(m->ticket));
	MUST(strstr(text, m->behalf) != NULL);
	MUST(m->meant >= 0 && m->meant < INTENT_COUNT);
	MUST(!m->ticket_doubt || m->ticket[0] == '\0');
	MUST(m->alsos >= 0 && m->alsos <= INTERPRET_ALSO);
	for (i = 0; i < m->alsos; i++) {
		MUST(m->also[i].category >= 0 &&
		    is_within(m->also[i].category, city->category_count));
		MUST(m->also[i].category != m->category);
		MUST(is_within(m->also[i].kelurahan, city->kelurahan_count));
	}
	check_further(m, text);
}

/* Six contexts in turn, from the first byte. */
static const char	lamp[] = "Laporan 1007 (LAMPU) selesai menurut DISHUB: "
			    "sudah diganti. Sudah baik? Balas PUAS 1007.";

static size_t
ours(void *arg, const char *text)
{
	(void)arg;
	return echo_length(text, lamp);
}

static void
make_context(struct context *c, unsigned seed)
{
	static const struct known_report	known[] = {
		{ "1007", "K7", KNOWN_DONE, 0, 3 },
		{ "1010", "", KNOWN_OPEN, 1, -1 },
		{ "1029", "C3", KNOWN_DONE, -1, 7 }
	};
	int	i;

	memset(c, 0, sizeof *c);
	c->asked = (enum asked)(seed % 5);
	c->reports = (int)(seed / 5 % 4);
	for (i = 0; i < c->reports; i++)
		c->report[i] = known[i];
	c->choices = c->asked == ASKED_TICKET ? c->reports : 3;
	for (i = 0; i < c->choices; i++)
		c->choice[i] = i;
	if (seed / 20 % 2 == 1)
		snprintf(c->last, sizeof c->last, "1007");
	c->ours = seed / 40 % 2 == 1 ? ours : NULL;
}

/* What a context adds to a meaning is out of that context. */
static void
check_context(const struct meaning *m, const struct context *c)
{
	int	i, k;

	MUST(m->ticket_count >= 0 && m->ticket_count <= c->reports);
	for (i = 0; i < m->ticket_count; i++) {
		for (k = 0; k < c->reports; k++)
			if (strcmp(m->tickets[i], c->report[k].ticket) == 0)
				break;
		MUST(k < c->reports);
	}
	if (m->answered == ANSWERED_CHOICE)
		MUST(m->answer >= 0 && m->answer < c->choices);
	if (m->answered == ANSWERED_OTHER)
		MUST(m->answer >= 0 && is_within(m->answer, c->asked ==
		    ASKED_KELURAHAN ? conf->city.kelurahan_count :
		    conf->city.category_count));
	MUST(m->answered == ANSWERED_NOT || c->asked != ASKED_NOTHING);
}

/*
 * Blanking an SMS of ours moves no byte; only a field that goes over it is
 * in the blanked text alone.
 */
static void
try_context(const char *text, unsigned seed)
{
	static struct meaning	m;
	struct context		c;
	struct echo		e;
	char			own[TEXT_MAX_BYTES];
	int			from;

	make_context(&c, seed);
	snprintf(own, sizeof own, "%s", text);
	echo_cut(lex, &c, own, &e);
	MUST(strlen(own) == strlen(text));
	for (from = FROM_CITIZEN; from <= FROM_STAFF; from++) {
		interpret(lex, (enum interpret_from)from, text, &c, &m);
		check_meaning(&m, own);
		check_context(&m, &c);
	}
}

static void
check_answer(const char *text)
{
	static const int	candidate[] = { 3, 0, 7 };
	struct answer		a;
	int			places;

	for (places = 0; places < 2; places++) {
		a = interpret_answer(lex, places != 0, candidate, 3, text);
		if (a.kind == ANSWER_CHOICE)
			MUST(a.index >= 0 && a.index < 3);
		if (a.kind == ANSWER_OTHER)
			MUST(a.index >= 0 && is_within(a.index, places ?
			    conf->city.kelurahan_count :
			    conf->city.category_count));
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct meaning	m;
	char			text[TEXT_MAX_BYTES];

	if (lex == NULL)
		read_city();
	text_clean(text, sizeof text, (const char *)data, size);
	interpret(lex, FROM_CITIZEN, text, NULL, &m);
	check_meaning(&m, text);
	interpret(lex, FROM_STAFF, text, NULL, &m);
	check_meaning(&m, text);
	check_answer(text);
	try_context(text, size > 0 ? data[0] : 0);
	try_context(text, size > 0 ? data[size - 1] + 40u : 40);
	return 0;
}
