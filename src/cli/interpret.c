/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * interpret - what the gateway would understand of a text, for other tools
 * as JSON Lines and for a person in words.
 *
 * This file alone knows the JSON of a meaning.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "cli/invocation.h"
#include "cli/reading.h"
#include "cli/show.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "language/grammar.h"
#include "language/interpret.h"
#include "language/judge/judge.h"
#include "language/lexicon.h"
#include "language/reader.h"

#define VOICES	10	/* of the features, shown */

/* The reader of a configuration; NULL with a message if there is none. */
static struct lexicon *
open_reader(const struct conf *conf)
{
	char		 why[512];
	struct lexicon	*lex = reader_new(conf, why, sizeof why);

	if (lex == NULL)
		fprintf(stderr, "kentongan: %s\n", why);
	return lex;
}

static void
tell(json_t *answer)
{
	show_json(answer);
	json_decref(answer);
}

/*
 * Read JSON Lines and write one line for each, in order; a line that cannot
 * be read is answered with "error" and empty lines are passed over.
 */
static enum exit_code
answer_lines(const struct conf *conf, FILE *in)
{
	struct lexicon	*lex = open_reader(conf);
	char		*line = NULL;
	size_t		 size = 0;
	ssize_t		 len;

	if (lex == NULL)
		return EXIT_REFUSED;
	while ((len = getline(&line, &size, in)) != -1)
		if (strspn(line, " \t\r\n") < (size_t)len)
			tell(reading_answer(lex, line, (size_t)len));
	free(line);
	lexicon_free(lex);
	return fflush(stdout) == EOF || ferror(stdout) ? EXIT_REFUSED :
	    EXIT_OK;
}

/* ---- for a person ----------------------------------------------------- */

static const char *const words_key[CONF_WORDS_COUNT] = {
#define X(name, key)	[CONF_WORDS_##name] = key,
	CONF_WORDS(X)
#undef X
};

static void
print_entry(const struct conf_city *city, const struct lexicon_entry *e,
    FILE *out)
{
	switch (e->kind) {
	case LEXICON_KEYWORD:
		fprintf(out, "keyword of %s, weight %d",
		    city->category[e->index].code, e->weight);
		break;
	case LEXICON_PHRASE:
		fprintf(out, "phrase of %s, weight %d",
		    city->category[e->index].code, e->weight);
		break;
	case LEXICON_KELURAHAN:
		fprintf(out, "kelurahan %s", city->kelurahan[e->index].name);
		break;
	case LEXICON_STEM:
		fprintf(out, "begins kelurahan %s",
		    city->kelurahan[e->index].name);
		break;
	case LEXICON_KECAMATAN:
		fprintf(out, "kecamatan %s",
		    city->kelurahan[e->index].kecamatan);
		break;
	case LEXICON_OPD:
		fprintf(out, "OPD %s", city->opd[e->index].code);
		break;
	case LEXICON_LIST:
		fprintf(out, "word of \"%s\"", words_key[e->index]);
		break;
	}
}

static void
print_hit(const struct scan *s, const struct hit *h, FILE *out)
{
	const struct token	*first = &s->token[h->start];
	const struct token	*last = &s->token[h->end - 1];
	int			 len = last->end - first->start;

	fprintf(out, "  %-24.*s ", len < 0 ? 0 : len, s->text + first->start);
	print_entry(lexicon_city(s->lex), scan_entry(s, h), out);
	if (h->distance > 0)
		fprintf(out, ", distance %d", h->distance);
	if (h->covered)
		fprintf(out, ", silenced by a longer match");
	fputc('\n', out);
}

static const char *
reading_name(const struct conf_city *city, bool place, int index)
{
	return place ? city->kelurahan[index].name :
	    city->category[index].code;
}

static void
print_reading(const struct conf_city *city, const struct reading *r,
    bool place, FILE *out)
{
	int	i;

	fprintf(out, "%s: ", place ? "kelurahan" : "category");
	if (r->certainty == CERTAIN_NONE) {
		fprintf(out, "none%s\n", r->outside ?
		    "; a place outside the city" : "");
		return;
	}
	if (r->certainty == CERTAIN_SURE) {
		fprintf(out, "%s%s, score %d.%d", reading_name(city, place,
		    r->index), r->fuzzy ? " (with typing errors)" : "",
		    r->score / 10, r->score % 10);
	} else {
		fprintf(out, "doubtful between");
		for (i = 0; i < r->candidates; i++)
			fprintf(out, "%s %s", i > 0 ? "," : "",
			    reading_name(city, place, r->candidate[i]));
	}
	if (r->second != -1)
		fprintf(out, "; runner-up %s, score %d.%d",
		    reading_name(city, place, r->second),
		    r->second_score / 10, r->second_score % 10);
	fputc('\n', out);
}

/* What the desk would also hear, depending on what was said before. */
static void
print_undertones(const struct conf_city *city, const struct meaning *m,
    FILE *out)
{
	if (m->second != -1)
		fprintf(out, "second problem: %s\n",
		    city->category[m->second].code);
	if (m->verdict != -1)
		fprintf(out, "answers whether it is done: %s\n",
		    m->verdict == 1 ? "yes" : "no");
	if (m->undo)
		fprintf(out, "takes back the last reading\n");
}

/* The loudest features for and against a category rather than none. */
static void
print_voices(const struct judge *judge, const struct view *v,
    const char *code, int category, FILE *out)
{
	struct voice	voice[VOICES];
	int		n = judge_voices(judge, v, category, voice, VOICES), i;

	fprintf(out, "loudest for (+) and against (-) %s rather than none:\n",
	    code);
	for (i = 0; i < n; i++)
		fprintf(out, "  %+.2f %s\n", voice[i].loud, voice[i].name);
}

/* What the judge thinks, in chances. */
static void
print_verdict(const struct conf_city *city, const struct judge *judge,
    const struct view *v, FILE *out)
{
	struct verdict	 verdict;
	enum wanted	 wanted;

	if (judge == NULL)
		return;
	judge_read(judge, v, &verdict);
	wanted = judge_wanted(&verdict);
	fprintf(out, "judge: none of the categories %.1f%%",
	    100 * verdict.none);
	if (verdict.best != -1)
		fprintf(out, ", %s %.1f%%", city->category[verdict.best].code,
		    100 * verdict.category[verdict.best]);
	if (verdict.second != -1)
		fprintf(out, ", %s %.1f%%",
		    city->category[verdict.second].code,
		    100 * verdict.category[verdict.second]);
	fprintf(out, "\n  wanted: %s %.1f%%; if elsewhere: %s %.1f%%; "
	    "danger %.1f%%\n", judge_wanted_name(wanted),
	    100 * verdict.wanted[wanted],
	    verdict.matter != NULL ? verdict.matter : "none",
	    100 * verdict.matter_chance, 100 * verdict.danger);
	if (verdict.best != -1)
		print_voices(judge, v, city->category[verdict.best].code,
		    verdict.best, out);
}

/*
 * Print what of a text matched what, with typing errors and scores, the
 * runner-up, and the meaning.
 */
static enum exit_code
explain(const struct conf *conf, enum interpret_from from, const char *text,
    FILE *out)
{
	static struct meaning	 m;
	static struct view	 v;
	struct lexicon		*lex = open_reader(conf);
	char			 clean[TEXT_MAX_BYTES];
	json_t			*answer;
	int			 i;

	if (lex == NULL)
		return EXIT_REFUSED;
	text_clean(clean, sizeof clean, text, strlen(text));
	view_read(&v, lex, clean);
	interpret(lex, from, clean, NULL, &m);
	fprintf(out, "words:\n");
	for (i = 0; i < v.scan.hits; i++)
		print_hit(&v.scan, &v.scan.hit[i], out);
	print_reading(&conf->city, &v.topic, false, out);
	print_reading(&conf->city, &v.place, true, out);
	print_verdict(&conf->city, judge_of(lex), &v, out);
	answer = json_object();
	reading_tell(answer, &conf->city, &m);
	fprintf(out, "meaning: ");
	json_dumpf(answer, out, 0);
	fputc('\n', out);
	json_decref(answer);
	print_undertones(&conf->city, &m, out);
	lexicon_free(lex);
	return ferror(out) ? EXIT_REFUSED : EXIT_OK;
}

/* ---- the command ------------------------------------------------------ */

static enum exit_code
run_interpret(struct invocation *inv)
{
	const char	*text = invocation_text(inv, "explain");
	const char	*from = invocation_text(inv, "from");
	bool		 staff = from != NULL && strcmp(from, "staff") == 0;
	struct conf	*conf;
	enum exit_code	 code;

	if (from != NULL && !staff && strcmp(from, "citizen") != 0)
		return wrong_usage("--from is citizen or staff", NULL);
	if ((conf = invocation_conf(inv)) == NULL)
		return EXIT_REFUSED;
	code = text != NULL ? explain(conf, staff ? FROM_STAFF :
	    FROM_CITIZEN, text, stdout) : answer_lines(conf, stdin);
	conf_free(conf);
	return code;
}

static const struct option interpret_options[] = {
	{ "--explain", "explain", OPTION_TEXT, "TEXT",
	    "show how this one SMS is understood" },
	{ "--from", "from", OPTION_TEXT, "WHO",
	    "with --explain: citizen (default) or staff" },
	{ 0 },
};

const struct command	interpret_commands[] = {
	{ "interpret", "", "", "say what SMS mean: JSON lines from stdin",
	    run_interpret, interpret_options },
	{ 0 },
};
