/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * corpus_measure - how much of labelled messages is understood by a reader
 * that has not seen them.
 *
 *	corpus_measure [-v] [-k] CONF DIGEST [JSONL]...
 *
 * Each text is read by a judge that was taught without it: without a fifth of
 * the people (cross-validation), then without its whole source.  Texts of
 * JSONL files are read as the daemon reads them, with what was said before;
 * of what the digest alone has, the judge sees the features.  With -v every
 * miss is printed; with -k the sources are not left out.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <jansson.h>

#include "base/text.h"
#include "cli/lessons.h"
#include "cli/reading.h"
#include "conf/conf.h"
#include "conf/elsewhere.h"
#include "conf/read.h"
#include "language/interpret.h"
#include "language/judge/judge.h"
#include "language/judge/train.h"
#include "language/lexicon.h"
#include "language/reader.h"

#define FOLDS		5
#define BINS		10	/* of the calibration table */
#define PAIRS		400	/* of what was taken for what */
#define PAIRS_SHOWN	12
#define LINES_MAX	20000

enum group { GROUP_REPORT, GROUP_CLARIFY, GROUP_CITIZEN, GROUP_STAFF,
	GROUP_COUNT };

struct counts {
	int	of[GROUP_COUNT], right[GROUP_COUNT];
	int	routed, wrong;		/* routed: texts of citizens */
	int	details, survived;
};

static const char *const group_name[GROUP_COUNT] = {
	"citizen reports, category and kelurahan right",
	"citizen clarify, same candidates",
	"citizen, other intents",
	"staff"
};

static bool	verbose, folds_only;

static const char *
text_of(const json_t *o, const char *name)
{
	const char	*s = json_string_value(json_object_get(o, name));

	return s == NULL ? "" : s;
}

static const char *
kelurahan_of(const struct conf_city *city, const struct meaning *m)
{
	return m->kelurahan == -1 ? "" : city->kelurahan[m->kelurahan].name;
}

static const char *
category_of(const struct conf_city *city, const struct meaning *m)
{
	return m->category == -1 ? "" : city->category[m->category].code;
}

static bool
same_candidates(const struct conf_city *city, const json_t *want,
    const struct meaning *m)
{
	const char	*name;
	size_t		 k;
	int		 i, found = 0;

	for (i = 0; i < m->candidates; i++) {
		name = m->kelurahan_doubt ?
		    city->kelurahan[m->candidate[i]].name :
		    city->category[m->candidate[i]].code;
		for (k = 0; k < json_array_size(want); k++)
			if (strcmp(json_string_value(json_array_get(want, k)),
			    name) == 0)
				found++;
	}
	return found == m->candidates &&
	    (size_t)found == json_array_size(want);
}

/* Whether a field is as expected, if it is named. */
static bool
same(const json_t *want, const char *name, const char *got)
{
	return json_object_get(want, name) == NULL ||
	    strcmp(text_of(want, name), got) == 0;
}

/* Whether the fields of an intent other than report are as expected. */
static bool
same_fields(const struct conf_city *city, const json_t *want,
    const struct meaning *m)
{
	const json_t	*ok = json_object_get(want, "ok");
	bool		 undo = strcmp(text_of(want, "intent"), "undo") == 0;

	return (undo ? m->undo : same(want, "intent",
	    intent_name(m->intent))) && same(want, "ticket", m->ticket) &&
	    same(want, "name", m->name) && same(want, "topic", m->topic) &&
	    same(want, "kelurahan", kelurahan_of(city, m)) &&
	    same(want, "detail", m->detail) && same(want, "opd",
	    m->opd == -1 ? "" : city->opd[m->opd].code) &&
	    (ok == NULL || json_is_null(ok) || json_is_true(ok) == m->ok);
}

static enum group
group_of(const json_t *line, const json_t *want)
{
	if (strcmp(text_of(line, "from"), "staff") == 0)
		return GROUP_STAFF;
	if (strcmp(text_of(want, "intent"), "report") == 0)
		return GROUP_REPORT;
	return strcmp(text_of(want, "intent"), "clarify") == 0 ?
	    GROUP_CLARIFY : GROUP_CITIZEN;
}

static bool
is_right(const struct conf_city *city, enum group group, const json_t *want,
    const struct meaning *m)
{
	switch (group) {
	case GROUP_REPORT:
		return m->intent == INTENT_REPORT &&
		    strcmp(text_of(want, "category"),
		    category_of(city, m)) == 0 &&
		    strcmp(text_of(want, "kelurahan"),
		    kelurahan_of(city, m)) == 0;
	case GROUP_CLARIFY:
		return m->intent == INTENT_CLARIFY && same_candidates(city,
		    json_object_get(want, "candidates"), m);
	case GROUP_CITIZEN:
	case GROUP_STAFF:
	case GROUP_COUNT:
		break;
	}
	return same_fields(city, want, m);
}

/*
 * A wrong route: sure of a category or kelurahan that is not it, or a report
 * made of what is none.
 */
static bool
is_wrong_route(const struct conf_city *city, enum group group,
    const json_t *want, const struct meaning *m)
{
	const char	*kelurahan = kelurahan_of(city, m);

	if (m->intent != INTENT_REPORT)
		return false;
	if (group != GROUP_REPORT)
		return true;
	return strcmp(text_of(want, "category"), category_of(city, m)) != 0 ||
	    (*kelurahan != '\0' &&
	    strcmp(text_of(want, "kelurahan"), kelurahan) != 0);
}

static void
print_miss(const char *what, const json_t *line, const json_t *want,
    const struct conf_city *city, const struct meaning *m)
{
	char	*expected = json_dumps(want, JSON_COMPACT);

	if (verbose)
		printf("%s %s: %s\n\twant %s\n\tgot %s %s %s [%s|%s] %d "
		    "candidates\n", what, text_of(line, "id"), text_of(line,
		    "text"), expected, intent_name(m->intent),
		    category_of(city, m), kelurahan_of(city, m), m->ticket,
		    m->detail, m->candidates);
	free(expected);
}

/* ---- what a source gave ----------------------------------------------- */

enum outcome { RIGHT, WRONG, ASKED, SILENT, OUTCOMES };

struct pair {
	char	want[ANSWER_SIZE], got[ANSWER_SIZE];
	int	count;
};

/* Figures of one source, or of all. */
struct tally {
	int		report[OUTCOMES];	/* texts that report */
	int		none[OUTCOMES];		/* texts that report nothing */
	int		placed[OUTCOMES];	/* these, a place behind them */
	int		either[OUTCOMES];
	int		matter[OUTCOMES];	/* that are not ours; ASKED is
						   another answer to it */
	int		alone[2];		/* chat, adverts: answered, not */
	int		danger[2], calm[2];	/* missed, seen */
	struct counts	counts;			/* of whole readings */
};

/* Of all that was acted on: how sure, and how often right. */
static struct {
	int	of, right;
	double	sure;
} bin[BINS];

static struct pair	pair[PAIRS];
static int		pairs;

struct line {
	json_t			*json;		/* owned */
	const struct row	*row;		/* of the digest; NULL none */
	uint32_t		 hand;
	int			 source;
};

struct run {
	const struct conf	*conf;
	struct lexicon		*lex;
	struct judge_costs	 costs;
	const struct digest	*d;
	struct line		*line;
	int			 lines;
	uint64_t		 heads[HEAD_COUNT];
	uint64_t		 none;
	double			 heat[HEAD_COUNT];
	int			 fold, source;	/* left out; -1 */
};

static void
count_pair(const char *want, const char *got)
{
	int	i;

	for (i = 0; i < pairs; i++)
		if (strcmp(pair[i].want, want) == 0 &&
		    strcmp(pair[i].got, got) == 0)
			break;
	if (i == PAIRS)
		return;
	if (i == pairs) {
		snprintf(pair[i].want, ANSWER_SIZE, "%s", want);
		snprintf(pair[i].got, ANSWER_SIZE, "%s", got);
		pair[pairs++].count = 0;
	}
	pair[i].count++;
}

static void
count_sure(double sure, bool right)
{
	int	i = (int)(sure * BINS);

	if (i >= BINS)
		i = BINS - 1;
	bin[i].of++;
	bin[i].right += right;
	bin[i].sure += sure;
}

/* The first code that a row's label names. */
static const char *
label_of(const struct run *r, const struct row *row)
{
	int	i;

	for (i = 0; i < r->d->answers; i++)
		if ((row->right & r->heads[HEAD_CATEGORY]) >> i & 1)
			return r->d->answer[i].code;
	return "?";
}

/* Count what was done with a text of a row: a code, or NULL and a stance. */
static enum outcome
judge_outcome(const struct run *r, const struct row *row, const char *code,
    enum stance stance)
{
	int	a;

	if (stance != STANCE_ACT)
		return stance == STANCE_ASK ? ASKED : SILENT;
	a = digest_find_answer(r->d, HEAD_CATEGORY, code);
	return a != -1 && (row->right >> a & 1) != 0 ? RIGHT : WRONG;
}

static void
count_row(const struct run *r, struct tally *t, const struct row *row,
    const char *code, enum stance stance, double sure)
{
	uint64_t	label = row->right & r->heads[HEAD_CATEGORY];
	enum outcome	o = judge_outcome(r, row, code, stance);

	if (label == 0)
		return;
	if (stance == STANCE_ACT)
		count_sure(sure, o == RIGHT);
	if (o == WRONG || (o == SILENT && (label & r->none) == 0))
		count_pair(label_of(r, row), o == WRONG ? code : "-");
	if (label == r->none)
		t->none[o]++;
	else if ((label & r->none) != 0)
		t->either[o]++;
	else
		t->report[o]++;
}

/* ---- by whole readings ------------------------------------------------ */

static enum stance
stance_of(const struct meaning *m)
{
	return m->intent == INTENT_REPORT && m->category != -1 ? STANCE_ACT :
	    m->intent == INTENT_CLARIFY ? (m->kelurahan_doubt &&
	    m->category != -1 ? STANCE_ACT : STANCE_ASK) : STANCE_ADMIT;
}

static void
read_text(const struct run *r, const json_t *line, const char *behind,
    struct meaning *m)
{
	char	clean[TEXT_MAX_BYTES], text[TEXT_MAX_BYTES];
	bool	staff = strcmp(text_of(line, "from"), "staff") == 0;

	snprintf(text, sizeof text, "%s%s", text_of(line, "text"), behind);
	text_clean(clean, sizeof clean, text, strlen(text));
	interpret(r->lex, staff ? FROM_STAFF : FROM_CITIZEN, clean, NULL, m);
}

static void
count_expected(const struct run *r, struct counts *counts, const json_t *line,
    const json_t *want, const struct meaning *m)
{
	const struct conf_city	*city = &r->conf->city;
	enum group		 group = group_of(line, want);
	const char		*detail = text_of(want, "detail");
	bool			 wrong = is_wrong_route(city, group, want, m);

	counts->of[group]++;
	if (is_right(city, group, want, m))
		counts->right[group]++;
	else
		print_miss(wrong ? "WRONG" : "miss", line, want, city, m);
	if (group != GROUP_STAFF) {
		counts->routed++;
		counts->wrong += wrong;
	}
	if (group == GROUP_REPORT && *detail != '\0') {
		counts->details++;
		counts->survived += strstr(m->description, detail) != NULL;
	}
}

static bool
is_label(const struct run *r, const struct row *row, enum judge_head head,
    const char *code)
{
	int	a = digest_find_answer(r->d, head, code);

	return a != -1 && (row->right >> a & 1) != 0;
}

static void
tell_miss(const struct run *r, const char *what, const struct line *l,
    const char *want, const struct meaning *m)
{
	const struct conf_city	*city = &r->conf->city;

	if (!verbose)
		return;
	printf("%s %s: ", what, text_of(l->json, "id"));
	json_dumpf(json_object_get(l->json, "text"), stdout,
	    JSON_ENCODE_ANY);
	printf("\n\twant %s\n\tgot %s %s %s %d%%\n", want,
	    intent_name(m->intent), category_of(city, m), m->matter == -1 ?
	    "" : city->elsewhere->matter[m->matter].code, m->confidence);
}

/* Whose matter it was taken for, if it is none of ours. */
static void
count_matter(const struct run *r, struct tally *t, const struct line *l,
    const struct meaning *m)
{
	enum outcome	o = SILENT;
	const char	*code = m->matter == -1 ? "" :
			    r->conf->city.elsewhere->matter[m->matter].code;

	if ((l->row->right & r->heads[HEAD_MATTER]) == 0 ||
	    (l->row->right & r->heads[HEAD_CATEGORY]) != r->none)
		return;
	if (m->intent == INTENT_REPORT || m->intent == INTENT_CLARIFY)
		o = WRONG;
	else if (m->intent == INTENT_ELSEWHERE || m->intent ==
	    INTENT_QUESTION || m->intent == INTENT_INFO)
		o = is_label(r, l->row, HEAD_MATTER, code) ? RIGHT : ASKED;
	t->matter[o]++;
	if (o != RIGHT)
		tell_miss(r, "matter", l, json_string_value(json_array_get(
		    json_object_get(l->json, "matter"), 0)), m);
}

static void
count_danger(const struct run *r, struct tally *t, const struct line *l,
    const struct meaning *m)
{
	if (l->row == NULL || !json_is_array(json_object_get(l->json,
	    "danger")))
		return;
	if (is_label(r, l->row, HEAD_DANGER, "YES"))
		t->danger[m->danger != -1]++;
	else
		t->calm[m->danger != -1]++;
}

/* Nobody wants an answer to chat or an advert, or to be helped at most. */
static void
count_alone(struct tally *t, const struct run *r, const struct line *l,
    const struct meaning *m)
{
	bool	alone = m->intent == INTENT_UNKNOWN || m->intent ==
		    INTENT_HELP || m->intent == INTENT_THANKS;

	if (strcmp(text_of(l->json, "label_by"), "whole set") != 0)
		return;
	t->alone[alone]++;
	if (!alone)
		tell_miss(r, "answered", l, "nothing", m);
}

static bool
is_missed(const struct run *r, const struct row *row, const struct meaning *m)
{
	return stance_of(m) == STANCE_ACT ? judge_outcome(r, row,
	    category_of(&r->conf->city, m), STANCE_ACT) == WRONG :
	    (row->right & r->none) == 0;
}

static void
measure_placed(const struct run *r, struct tally *t, const struct line *l)
{
	static struct meaning	 m;
	enum outcome		 o;

	if ((l->row->right & r->heads[HEAD_CATEGORY]) != r->none)
		return;
	read_text(r, l->json, " di Oesapa", &m);
	o = judge_outcome(r, l->row, category_of(&r->conf->city, &m),
	    stance_of(&m));
	t->placed[o]++;
	if (o == WRONG)
		tell_miss(r, "PLACED", l, "NONE", &m);
}

static void
measure_into(const struct run *r, struct tally *t, const struct line *l)
{
	static struct meaning	 m;
	const json_t		*want = json_object_get(l->json, "expect");

	if (reading_line(r->lex, l->json, &m) != NULL)
		return;
	if (want != NULL)
		count_expected(r, &t->counts, l->json, want, &m);
	if (l->row == NULL)
		return;
	count_row(r, t, l->row, category_of(&r->conf->city, &m),
	    stance_of(&m), m.confidence / 100.0);
	if (want == NULL && (l->row->right & r->heads[HEAD_CATEGORY]) != 0 &&
	    is_missed(r, l->row, &m))
		tell_miss(r, stance_of(&m) == STANCE_ACT ? "WRONG" : "miss",
		    l, label_of(r, l->row), &m);
	count_matter(r, t, l, &m);
	count_danger(r, t, l, &m);
	count_alone(t, r, l, &m);
	measure_placed(r, t, l);
}

static void
add_tally(struct tally *to, const struct tally *t)
{
	const int	*from = (const int *)t;
	int		*into = (int *)to;
	size_t		 i;

	for (i = 0; i < sizeof *t / sizeof *from; i++)
		into[i] += from[i];
}

/* By its source; what others wrote and a reader labelled, also together. */
static void
measure_line(const struct run *r, struct tally *t, const struct line *l)
{
	struct tally	one = { 0 };

	measure_into(r, &one, l);
	add_tally(&t[l->source], &one);
	if (strcmp(text_of(l->json, "label_by"), "hand") == 0)
		add_tally(&t[SOURCES_MAX], &one);
}

/* ---- by features alone ------------------------------------------------ */

static void
measure_row(const struct run *r, struct tally *t, const struct row *row)
{
	const struct judge	*judge = judge_of(r->lex);
	struct verdict		 v;
	struct heard		 h;
	enum stance		 stance;
	const char		*code;
	int			 i;
	bool			 said = false;

	if (row->variants == 0)
		return;
	train_heard(row, 0, &h);
	for (i = 0; i < h.signs; i++)
		said = said || h.sign[i] == features_sign("LAPOR");
	judge_weigh_heard(judge, &h, &v);
	stance = judge_decide(&r->costs, &v, said);
	code = v.best == -1 ? "" : r->conf->city.category[v.best].code;
	count_row(r, t, row, code, stance, v.category[v.best]);
	if ((row->right & r->heads[HEAD_CATEGORY]) != r->none ||
	    row->variants < 2)
		return;
	train_heard(row, 1, &h);
	judge_weigh_heard(judge, &h, &v);
	stance = judge_decide(&r->costs, &v, said);
	t->placed[judge_outcome(r, row, r->conf->city.category[v.best].code,
	    stance)]++;
}

/* ---- runs ------------------------------------------------------------- */

static bool
is_left_out(const struct row *row, void *arg)
{
	const struct run	*r = arg;

	return r->source != -1 ? row->source == r->source :
	    (int)(row->hand % FOLDS) == r->fold;
}

static bool
has_text(const struct run *r, const struct row *row)
{
	int	i;

	for (i = 0; i < r->lines; i++)
		if (r->line[i].row == row)
			return true;
	return false;
}

/* Teach without what is left out, and ask about that. */
static void
measure(struct run *r, struct tally *t)
{
	struct model	*m = train_bare(r->d, is_left_out, r);
	const struct line *l;
	int		 i;

	memcpy(m->heat, r->heat, sizeof m->heat);
	judge_use(r->lex, judge_new(m, &r->conf->city, &r->costs));
	for (i = 0; i < r->lines; i++) {
		l = &r->line[i];
		if (r->source != -1 ? l->source == r->source :
		    (int)(l->hand % FOLDS) == r->fold)
			measure_line(r, t, l);
	}
	for (i = 0; i < r->d->rows; i++)
		if (is_left_out(&r->d->row[i], r) &&
		    !has_text(r, &r->d->row[i]))
			measure_row(r, &t[r->d->row[i].source],
			    &r->d->row[i]);
}

static void
print_percent(const char *what, int right, int of)
{
	if (of > 0)
		printf("    %-46s %4d of %4d  %5.1f%%\n", what, right, of,
		    100.0 * right / of);
}

static void
print_outcomes(const char *what, const char *acted, const int *o)
{
	int	of = o[RIGHT] + o[WRONG] + o[ASKED] + o[SILENT];

	if (of == 0)
		return;
	printf("    %-16s %5d:", what, of);
	if (acted == NULL)
		printf(" right %.1f%%", 100.0 * o[RIGHT] / of);
	printf(" %s %.1f%%, asked %.1f%%, left %.1f%%\n",
	    acted == NULL ? "wrong" : acted,
	    100.0 * o[WRONG] / of, 100.0 * o[ASKED] / of,
	    100.0 * o[SILENT] / of);
}

static void
print_tally(const char *name, const struct tally *t)
{
	const struct counts	*c = &t->counts;
	int			 g;

	printf("  %s\n", name);
	print_outcomes("reports", NULL, t->report);
	print_outcomes("perhaps reports", NULL, t->either);
	print_outcomes("none", "made a report", t->none);
	print_outcomes("none, placed", "made a report", t->placed);
	for (g = 0; g < GROUP_COUNT; g++)
		print_percent(group_name[g], c->right[g], c->of[g]);
	print_outcomes("matters of others", NULL, t->matter);
	print_percent("chat and adverts left alone", t->alone[1],
	    t->alone[0] + t->alone[1]);
	print_percent("danger seen", t->danger[1], t->danger[0] +
	    t->danger[1]);
	print_percent("danger seen where none is", t->calm[1], t->calm[0] +
	    t->calm[1]);
	print_percent("wrong routes, of all citizens' texts", c->wrong,
	    c->routed);
	print_percent("details that survive", c->survived, c->details);
}

static int
pair_compare(const void *a, const void *b)
{
	return ((const struct pair *)b)->count -
	    ((const struct pair *)a)->count;
}

static void
print_all(const struct run *r, const struct tally *t)
{
	int	i;

	for (i = 0; i < r->d->sources; i++)
		print_tally(r->d->source[i], &t[i]);
	print_tally("all that a reader labelled, of others' texts",
	    &t[SOURCES_MAX]);
	printf("  taken for what it is not (- nothing):");
	qsort(pair, (size_t)pairs, sizeof *pair, pair_compare);
	for (i = 0; i < pairs && i < PAIRS_SHOWN; i++)
		printf("%s %s as %s %d", i > 0 ? "," : "", pair[i].want,
		    pair[i].got, pair[i].count);
	printf("\n  acted on, expected and observed:\n");
	for (i = 0; i < BINS; i++)
		if (bin[i].of > 0)
			printf("    %5.1f%%  %5.1f%%  of %d\n",
			    100 * bin[i].sure / bin[i].of,
			    100.0 * bin[i].right / bin[i].of, bin[i].of);
	memset(bin, 0, sizeof bin);
	pairs = 0;
}

/* ---- files ------------------------------------------------------------ */

static const struct row *
find_row(const struct digest *d, uint32_t id)
{
	int	i;

	for (i = 0; i < d->rows; i++)
		if (d->row[i].id == id)
			return &d->row[i];
	return NULL;
}

/* Keep the lines of a JSON Lines file; those of no source in the digest are
   of its last. */
static bool
read_lines(struct run *r, const char *path)
{
	FILE		*f = fopen(path, "r");
	struct line	*l;
	json_t		*one;
	const char	*base = strrchr(path, '/'), *own;
	char		 name[SOURCE_SIZE];
	uint32_t	 id;
	int		 s;

	if (f == NULL) {
		perror(path);
		return false;
	}
	base = base == NULL ? path : base + 1;
	snprintf(name, sizeof name, "%.*s", (int)strcspn(base, "."), base);
	while (r->lines < LINES_MAX && (one = json_loadf(f,
	    JSON_DISABLE_EOF_CHECK, NULL)) != NULL) {
		l = &r->line[r->lines++];
		l->json = one;
		lessons_key(one, name, &id, &l->hand);
		l->row = find_row(r->d, id);
		own = text_of(one, "source");
		for (s = 0; s + 1 < r->d->sources; s++)
			if (strcmp(r->d->source[s], *own != '\0' ? own :
			    name) == 0)
				break;
		l->source = s;
	}
	fclose(f);
	return true;
}

static const struct digest *
open_digest(const char *path)
{
	FILE		*f = fopen(path, "rb");
	struct digest	*d = f == NULL ? NULL : digest_read(f);

	if (d == NULL)
		fprintf(stderr, "%s: is no digest\n", path);
	if (f != NULL)
		fclose(f);
	return d;
}

/* The heats come of a cross-validation of their own. */
static void
find_heats(struct run *r)
{
	struct model	*m = train(r->d, NULL, NULL);

	memcpy(r->heat, m->heat, sizeof r->heat);
	model_free(m);
}

static void
run_all(struct run *r)
{
	static struct tally	t[SOURCES_MAX + 1];

	find_heats(r);
	printf("cross-validation, %d folds of people\n", FOLDS);
	r->source = -1;
	for (r->fold = 0; r->fold < FOLDS; r->fold++)
		measure(r, t);
	print_all(r, t);
	if (folds_only)
		return;
	memset(t, 0, sizeof t);
	printf("each source by a judge that saw nothing of it\n");
	for (r->source = 0; r->source < r->d->sources; r->source++)
		measure(r, t);
	print_all(r, t);
}

int
main(int argc, char **argv)
{
	struct conf_errors	 errors = { 0 };
	struct conf		*conf;
	struct run		 r = { 0 };
	int			 i, at = 1;

	verbose = argc > at && strcmp(argv[at], "-v") == 0;
	at += verbose;
	folds_only = argc > at && strcmp(argv[at], "-k") == 0;
	at += folds_only;
	if (argc < at + 2) {
		fprintf(stderr, "usage: corpus_measure [-v] [-k] CONF DIGEST "
		    "[JSONL]...\n");
		return 2;
	}
	if ((conf = conf_read(argv[at], NULL, &errors)) == NULL) {
		conf_errors_print(&errors, stderr);
		conf_errors_clear(&errors);
		return 1;
	}
	r.conf = conf;
	r.costs = (struct judge_costs){ conf->cost_wrong,
	    conf->cost_question, conf->cost_silence };
	r.lex = reader_of_words(&conf->city);
	r.line = calloc(LINES_MAX, sizeof *r.line);
	if (r.line == NULL || (r.d = open_digest(argv[at + 1])) == NULL)
		return 1;
	for (i = 0; i < HEAD_COUNT; i++)
		r.heads[i] = digest_head(r.d, (enum judge_head)i);
	r.none = UINT64_C(1) << digest_find_answer(r.d, HEAD_CATEGORY,
	    CODE_NONE);
	for (i = at + 2; i < argc; i++)
		if (!read_lines(&r, argv[i]))
			return 1;
	run_all(&r);
	for (i = 0; i < r.lines; i++)
		json_decref(r.line[i].json);
	free(r.line);
	digest_free((struct digest *)(uintptr_t)r.d);
	lexicon_free(r.lex);
	conf_free(conf);
	return 0;
}
