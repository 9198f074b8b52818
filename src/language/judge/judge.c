/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * judge - what a text is about and what is wanted, by what was learned.
 *
 * This file alone knows how a model's answers become a city's categories,
 * what is thought of a category that the model has never seen, and what to
 * do at which chance: a mistake's cost times its chance decides.
 */

#include <errno.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "conf/conf.h"
#include "language/grammar.h"
#include "language/judge/judge.h"

struct judge {
	struct model		*model;		/* owned */
	const struct conf_city	*city;		/* borrowed */
	struct judge_costs	 costs;
	int			 categories;
	int			 answer[FEATURES_LEANS]; /* of a category,
							    or -1 */
	int			 none;		/* its answer, or -1 */
	int			 wanted[WANTED_COUNT];
	int			 danger;
	double			 stranger;	/* where a category that was
						   never seen begins */
};

static const char *const wanted_names[WANTED_COUNT] = {
#define X(name, text)	[WANTED_##name] = text,
	WANTED(X)
#undef X
};

/* The text of what is wanted, as rows to learn from have it. */
const char *
judge_wanted_name(enum wanted wanted)
{
	return wanted_names[wanted];
}

static int
answer_of(const struct model *m, enum judge_head head, const char *code)
{
	int	i;

	for (i = 0; i < m->answers; i++)
		if (m->answer[i].head == head &&
		    strcmp(m->answer[i].code, code) == 0)
			return i;
	return -1;
}

/* Where a category begins that nothing was learned of: as the others do. */
static double
find_stranger(const struct judge *j)
{
	double	sum = 0;
	int	i, n = 0;

	for (i = 0; i < j->categories; i++)
		if (j->answer[i] != -1) {
			sum += j->model->bias[j->answer[i]];
			n++;
		}
	return n == 0 ? 0 : sum / n;
}

/* A judge for a city, which is borrowed; the model is owned from now on. */
struct judge *
judge_new(struct model *model, const struct conf_city *city,
    const struct judge_costs *costs)
{
	struct judge	*j = calloc(1, sizeof *j);
	int		 i;

	if (j == NULL)
		abort();
	j->model = model;
	j->city = city;
	j->costs = *costs;
	j->categories = city->category_count < FEATURES_LEANS ?
	    city->category_count : FEATURES_LEANS;
	for (i = 0; i < j->categories; i++)
		j->answer[i] = answer_of(model, HEAD_CATEGORY,
		    city->category[i].code);
	j->none = answer_of(model, HEAD_CATEGORY, CODE_NONE);
	for (i = 0; i < WANTED_COUNT; i++)
		j->wanted[i] = answer_of(model, HEAD_WANTED, wanted_names[i]);
	j->danger = answer_of(model, HEAD_DANGER, "YES");
	j->stranger = find_stranger(j);
	return j;
}

/* Free a judge and its model. */
void
judge_free(struct judge *j)
{
	if (j == NULL)
		return;
	model_free(j->model);
	free(j);
}

static void
release_judge(void *judge)
{
	judge_free(judge);
}

/* Read with a judge from now on, whom the lexicon owns. */
void
judge_use(struct lexicon *lex, struct judge *judge)
{
	lexicon_keep(lex, LEXICON_JUDGE, judge, release_judge);
}

/* Who judges what is read by a lexicon; NULL if nobody does. */
const struct judge *
judge_of(const struct lexicon *lex)
{
	return lexicon_kept(lex, LEXICON_JUDGE);
}

const struct model *
judge_model(const struct judge *j)
{
	return j->model;
}

const struct judge_costs *
judge_costs(const struct judge *j)
{
	return &j->costs;
}

/* Read the model of a file; NULL and what is wrong if it cannot be. */
struct model *
judge_open_model(const char *path, char *why, size_t size)
{
	struct model	*m;
	FILE		*in = fopen(path, "rb");

	if (in == NULL) {
		snprintf(why, size, "model %s: %s", path, strerror(errno));
		return NULL;
	}
	if ((m = model_read(in)) == NULL)
		snprintf(why, size, "model %s: is none, or is damaged", path);
	fclose(in);
	return m;
}

/*
 * Give a lexicon the judge that a configuration names, if it names one.
 * Returns -1 and what is wrong if its model cannot be read.
 */
int
judge_attach(struct lexicon *lex, const struct conf *conf, char *why,
    size_t size)
{
	struct judge_costs	 costs = { conf->cost_wrong,
	    conf->cost_question, conf->cost_silence };
	struct model		*m;

	if (conf->model[0] == '\0')
		return 0;
	if ((m = judge_open_model(conf->model, why, size)) == NULL)
		return -1;
	judge_use(lex, judge_new(m, &conf->city, &costs));
	return 0;
}

/* -1 and what is wrong if the model that a configuration names is no good. */
int
judge_check(const struct conf *conf, char *why, size_t size)
{
	struct model	*m;

	if (conf->model[0] == '\0')
		return 0;
	if ((m = judge_open_model(conf->model, why, size)) == NULL)
		return -1;
	model_free(m);
	return 0;
}

/* ---- what it thinks --------------------------------------------------- */

/* Chances of the city's categories, beside that of none of them. */
static void
weigh_categories(const struct judge *j, const double *z, const double *extra,
    struct verdict *v)
{
	const struct model	*m = j->model;
	double			 own[FEATURES_LEANS], p[ANSWERS_MAX] = { 0 };
	double			 top = -1e9, sum = 0;
	int			 i;

	for (i = 0; i < m->answers; i++)
		if (m->answer[i].head == HEAD_CATEGORY && z[i] > top)
			top = z[i];
	for (i = 0; i < j->categories; i++) {
		own[i] = j->answer[i] != -1 ? z[j->answer[i]] :
		    j->stranger + extra[i];
		if (own[i] > top)
			top = own[i];
	}
	/* What the city has not is none of its categories. */
	for (i = 0; i < m->answers; i++)
		if (m->answer[i].head == HEAD_CATEGORY) {
			p[i] = model_exp((z[i] - top) /
			    m->heat[HEAD_CATEGORY]);
			sum += p[i];
		}
	for (i = 0; i < j->categories; i++) {
		v->category[i] = model_exp((own[i] - top) /
		    m->heat[HEAD_CATEGORY]);
		if (j->answer[i] == -1)
			sum += v->category[i];
	}
	v->none = 1;
	for (i = 0; i < j->categories; i++) {
		v->category[i] /= sum;
		v->none -= v->category[i];
	}
	if (v->none < 0)
		v->none = 0;
}

static void
find_best(const struct judge *j, struct verdict *v)
{
	int	i;

	v->best = v->second = -1;
	for (i = 0; i < j->categories; i++) {
		if (v->best == -1 || v->category[i] > v->category[v->best]) {
			v->second = v->best;
			v->best = i;
		} else if (v->second == -1 ||
		    v->category[i] > v->category[v->second])
			v->second = i;
	}
}

static void
weigh_others(const struct judge *j, const double *z, struct verdict *v)
{
	const struct model	*m = j->model;
	double			 p[ANSWERS_MAX] = { 0 };
	int			 i, best = -1;

	model_chances(m, HEAD_WANTED, z, p);
	model_chances(m, HEAD_MATTER, z, p);
	model_chances(m, HEAD_DANGER, z, p);
	for (i = 0; i < WANTED_COUNT; i++)
		v->wanted[i] = j->wanted[i] == -1 ? 0 : p[j->wanted[i]];
	for (i = 0; i < m->answers; i++)
		if (m->answer[i].head == HEAD_MATTER &&
		    (best == -1 || p[i] > p[best]))
			best = i;
	v->matter = best == -1 ? NULL : m->answer[best].code;
	v->matter_chance = best == -1 ? 0 : p[best];
	v->danger = j->danger == -1 ? 0 : p[j->danger];
}

/*
 * Two heads know whether something is reported: the one that names a category
 * and the one that names what is wanted.  Each errs where the other does not,
 * so both are believed by half.
 */
static void
blend(const struct judge *j, struct verdict *v)
{
	double	wanted = v->wanted[WANTED_REPORT], report, none, factor;
	int	i;

	if (j->wanted[WANTED_REPORT] == -1 || v->none >= 1)
		return;
	report = sqrt((1 - v->none) * wanted);
	none = sqrt(v->none * (1 - wanted));
	if (report + none <= 0)
		return;
	factor = report / (report + none) / (1 - v->none);
	v->none = 1;
	for (i = 0; i < j->categories; i++) {
		v->category[i] *= factor;
		v->none -= v->category[i];
	}
	if (v->none < 0)
		v->none = 0;
}

/* What is thought of a text whose lexicon evidence is told by answers. */
void
judge_weigh_heard(const struct judge *j, const struct heard *h,
    struct verdict *v)
{
	double	z[ANSWERS_MAX], extra[FEATURES_LEANS] = { 0 };

	model_weigh(j->model, h, z);
	weigh_categories(j, z, extra, v);
	find_best(j, v);
	weigh_others(j, z, v);
	blend(j, v);
}

/* What is thought of a text by its features. */
void
judge_weigh(const struct judge *j, const struct features *f,
    struct verdict *v)
{
	struct heard	h = { f->word, f->piece, f->sign, f->words,
	    f->pieces, f->signs, NULL, NULL, 0 };
	uint8_t		category[FEATURES_LEANS];
	uint16_t	lean[FEATURES_LEANS];
	double		z[ANSWERS_MAX], extra[FEATURES_LEANS] = { 0 };
	int		i;

	for (i = 0; i < f->leans; i++) {
		if (j->answer[f->category[i]] == -1) {
			extra[f->category[i]] = model_lean(j->model,
			    f->lean[i]);
			continue;
		}
		category[h.leans] = (uint8_t)j->answer[f->category[i]];
		lean[h.leans++] = f->lean[i];
	}
	h.category = category;
	h.lean = lean;
	model_weigh(j->model, &h, z);
	weigh_categories(j, z, extra, v);
	find_best(j, v);
	weigh_others(j, z, v);
	blend(j, v);
}

/* What is thought of a text that was read. */
void
judge_read(const struct judge *j, const struct view *view, struct verdict *v)
{
	struct features	f;

	features_find(view, &f, NULL);
	judge_weigh(j, &f, v);
}

/* Put what the judge thinks into a view, if there is a judge. */
void
judge_hear(struct view *view)
{
	const struct judge	*j = judge_of(view->scan.lex);

	view->judged = j != NULL;
	if (j != NULL)
		judge_read(j, view, &view->verdict);
}

/* What is most likely wanted. */
enum wanted
judge_wanted(const struct verdict *v)
{
	int	i, best = 0;

	for (i = 1; i < WANTED_COUNT; i++)
		if (v->wanted[i] > v->wanted[best])
			best = i;
	return (enum wanted)best;
}

/*
 * What costs least: to act on the best category, to ask, or to admit not to
 * have understood.  Who said LAPOR means to report, so a question is no
 * nuisance then, whatever the words behind it are.
 */
enum stance
judge_decide(const struct judge_costs *costs, const struct verdict *v,
    bool said)
{
	double	report = 1 - v->none;
	double	act, ask, admit;

	act = v->best == -1 ? costs->wrong :
	    costs->wrong * (1 - v->category[v->best]);
	ask = costs->question * (said ? 1 : report) +
	    (said ? 0 : costs->wrong * v->none);
	admit = costs->silence * (said ? 1 : report);
	if (act <= ask && act <= admit)
		return STANCE_ACT;
	return ask <= admit ? STANCE_ASK : STANCE_ADMIT;
}

/* ---- why -------------------------------------------------------------- */

static void
keep_voice(struct voice *voice, int *n, int max, const char *name,
    double loud)
{
	int	i;

	if (loud == 0 || (*n == max && (loud < 0 ? -loud : loud) <=
	    (voice[max - 1].loud < 0 ? -voice[max - 1].loud :
	    voice[max - 1].loud)))
		return;
	i = *n < max ? (*n)++ : max - 1;
	for (; i > 0 && (voice[i - 1].loud < 0 ? -voice[i - 1].loud :
	    voice[i - 1].loud) < (loud < 0 ? -loud : loud); i--)
		voice[i] = voice[i - 1];
	snprintf(voice[i].name, sizeof voice[i].name, "%s", name);
	voice[i].loud = loud;
}

/* How loudly a feature speaks for one answer rather than another. */
static double
loudness(const struct model *m, uint32_t id, int answer, int against,
    double value)
{
	int	row = m->index[id];

	if (row == 0)
		return 0;
	return value * (m->weight[row - 1][answer] * m->scale[answer] -
	    m->weight[row - 1][against] * m->scale[against]);
}

/*
 * The features of a text that spoke the loudest for or against a category
 * rather than none, the loudest first.  Returns how many.
 */
int
judge_voices(const struct judge *j, const struct view *view, int category,
    struct voice *voice, int max)
{
	static struct features		f;
	static struct feature_names	names;
	const struct model		*m = j->model;
	char				 name[FEATURES_NAME];
	int				 a = j->answer[category], i, k, n = 0;

	features_find(view, &f, &names);
	for (i = 0; i < f.words && a != -1; i++)
		keep_voice(voice, &n, max, names.word[i], loudness(m,
		    f.word[i], a, j->none, model_word(f.words)));
	for (i = 0; i < f.pieces && a != -1; i++)
		keep_voice(voice, &n, max, names.piece[i], loudness(m,
		    f.piece[i], a, j->none, model_piece(f.pieces)));
	for (i = 0; i < f.signs && a != -1; i++)
		keep_voice(voice, &n, max, names.sign[i], loudness(m,
		    f.sign[i], a, j->none, 1));
	for (i = 0; i < f.leans; i++)
		for (k = 0; k < LEAN_COUNT && f.category[i] == category; k++) {
			if ((f.lean[i] >> k & 1) == 0)
				continue;
			snprintf(name, sizeof name, "{%s}",
			    features_lean_name((enum lean)k));
			keep_voice(voice, &n, max, name, m->lean[k]);
		}
	return n;
}
