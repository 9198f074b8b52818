/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * fuzz_interpret - any bytes as an SMS to both grammars, and as the answer to
 * a question: nothing breaks, and what is read stays within the text and the
 * city.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "conf/conf.h"
#include "conf/danger.h"
#include "conf/elsewhere.h"
#include "conf/read.h"
#include "fuzz.h"
#include "language/interpret.h"
#include "language/lexicon.h"
#include "language/text.h"

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
	char			 path[4096];

	snprintf(path, sizeof path, "%s/etc/kentongan.conf",
	    srcdir != NULL ? srcdir : ".");
	conf = conf_read(path, NULL, &errors);
	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	if (conf == NULL)
		exit(1);
	lex = lexicon_new(&conf->city);
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

static void
check_meaning(const struct meaning *m, const char *text)
{
	const struct conf_city	*city = &conf->city;
	int			 i, count;

	MUST(m->intent >= 0 && m->intent < INTENT_COUNT);
	MUST(is_within(m->category, city->category_count));
	MUST(is_within(m->second, city->category_count));
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
	/* The sender's own words, not ours. */
	MUST(strstr(text, m->description) != NULL);
	MUST(strstr(text, m->detail) != NULL);
	MUST(strstr(text, m->name) != NULL || strlen(m->name) > 60);
	MUST(is_clean(m->name) && is_clean(m->topic));
	MUST(strspn(m->ticket, "0123456789") == strlen(m->ticket));
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
	return 0;
}
