/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * train - how the judge learns: multinomial logistic regression, all heads
 * over the same features.
 *
 * This file alone knows the steps: each text in turn, in an order that is
 * always the same, pulls the weights of its features towards what is right;
 * the more a feature has been pulled already, the less (AdaGrad).  A list of
 * answers means that any of them is right.
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "language/judge/train.h"

#define ROUNDS		10
#define EARLY		4	/* rounds that are not in the mean */
#define RATE		0.35f	/* of the first step */
#define DECAY		0.0015f	/* towards zero, with each step */
#define LEAST		1e-3f	/* what a feature counts as pulled before */
#define FOLDS		4	/* for the heat */
#define STEPS		127	/* of a weight, to each side */
#define HEAT_MIN	0.3
#define HEAT_MAX	6.0

struct trainer {
	const struct digest	*d;		/* borrowed */
	uint64_t		 head[HEAD_COUNT];
	int			 features;
	int			*place;		/* owned: of a feature, or -1 */
	uint32_t		*id;		/* owned: of a place */
	float			(*weight)[ANSWERS_MAX];	/* owned */
	float			(*mean)[ANSWERS_MAX];	/* owned: sums of the
							   later rounds */
	float			*pulled;	/* owned */
	float			 bias[ANSWERS_MAX], bias_pulled;
	float			 lean[LEAN_COUNT], lean_pulled[LEAN_COUNT];
	int			*lesson;	/* owned; rows */
	int			 lessons;
};

/* What a variant of a row says, for the model. */
void
train_heard(const struct row *r, int variant, struct heard *h)
{
	const struct variant	*v = &r->variant[variant];

	*h = (struct heard){ .word = r->word, .words = r->words,
	    .piece = r->piece, .pieces = r->pieces, .sign = v->sign,
	    .signs = v->signs, .category = v->category, .lean = v->lean,
	    .leans = v->leans };
}

static void *
zeroed(size_t n, size_t each)
{
	void	*p = calloc(n == 0 ? 1 : n, each);

	if (p == NULL)
		abort();
	return p;
}

/* ---- which features there are ----------------------------------------- */

static void
mark(struct trainer *t, const uint32_t *list, int n)
{
	int	i;

	for (i = 0; i < n; i++)
		t->place[list[i]]++;
}

/* How many features are in so many texts or more. */
static int
count_features(const struct trainer *t, int texts)
{
	int	i, n = 0;

	for (i = 0; i < 1 << FEATURES_BITS; i++)
		n += t->place[i] >= texts;
	return n;
}

/*
 * Features of at least two texts get a place, in ascending order; of those in
 * no more than two, as many as there is room for.
 */
static void
find_features(struct trainer *t)
{
	const struct row	*r;
	int			 i, l, rare;

	for (l = 0; l < t->lessons; l++) {
		r = &t->d->row[t->lesson[l]];
		for (i = 0; i < r->variants; i++)
			mark(t, r->variant[i].sign, r->variant[i].signs);
		mark(t, r->word, r->words);
		mark(t, r->piece, r->pieces);
	}
	rare = MODEL_ROWS_MAX - count_features(t, 3);
	for (i = 0; i < 1 << FEATURES_BITS; i++) {
		if (t->place[i] < 2 || t->features == MODEL_ROWS_MAX ||
		    (t->place[i] == 2 && rare-- <= 0)) {
			t->place[i] = -1;
			continue;
		}
		t->id[t->features] = (uint32_t)i;
		t->place[i] = t->features++;
	}
}

static void
find_lessons(struct trainer *t, train_skip *skip, void *arg)
{
	int	i;

	t->lesson = zeroed((size_t)t->d->rows, sizeof *t->lesson);
	for (i = 0; i < t->d->rows; i++)
		if (t->d->row[i].variants > 0 &&
		    (skip == NULL || !skip(&t->d->row[i], arg)))
			t->lesson[t->lessons++] = i;
}

static void
trainer_init(struct trainer *t, const struct digest *d, train_skip *skip,
    void *arg)
{
	size_t	all = 1u << FEATURES_BITS;
	int	h;

	memset(t, 0, sizeof *t);
	t->d = d;
	for (h = 0; h < HEAD_COUNT; h++)
		t->head[h] = digest_head(d, (enum judge_head)h);
	t->place = zeroed(all, sizeof *t->place);
	t->id = zeroed(MODEL_ROWS_MAX, sizeof *t->id);
	find_lessons(t, skip, arg);
	find_features(t);
	t->weight = zeroed((size_t)t->features, sizeof *t->weight);
	t->mean = zeroed((size_t)t->features, sizeof *t->mean);
	t->pulled = zeroed((size_t)t->features, sizeof *t->pulled);
}

static void
trainer_clear(struct trainer *t)
{
	free(t->place);
	free(t->id);
	free(t->weight);
	free(t->mean);
	free(t->pulled);
	free(t->lesson);
}

/* ---- one lesson ------------------------------------------------------- */

static void
add_up(const struct trainer *t, const uint32_t *list, int n, float value,
    float *restrict z)
{
	const float	*restrict w;
	int		 i, k, at;

	for (i = 0; i < n; i++) {
		if ((at = t->place[list[i]]) == -1)
			continue;
		w = t->weight[at];
		for (k = 0; k < ANSWERS_MAX; k++)
			z[k] += value * w[k];
	}
}

/* What the signs and the lexicon's evidence of a variant say. */
static void
add_variant(const struct trainer *t, const struct heard *h,
    float z[ANSWERS_MAX])
{
	int	i, b;

	add_up(t, h->sign, h->signs, 1, z);
	for (i = 0; i < h->leans; i++)
		for (b = 0; b < LEAN_COUNT; b++)
			if ((h->lean[i] >> b & 1) != 0)
				z[h->category[i]] += t->lean[b];
}

/* By how much each answer of a head was said too loudly. */
static void
blame_head(uint64_t head, const struct row *r, float weight, const float *z,
    float *blame)
{
	double		p[ANSWERS_MAX] = { 0 }, top = -1e9, sum = 0;
	double		good = 0, share;
	uint64_t	right = r->right;
	int		i, answers = 0;

	for (i = 0; i < ANSWERS_MAX; i++)
		if ((head >> i & 1) != 0 && (double)z[i] > top)
			top = (double)z[i];
	for (i = 0; i < ANSWERS_MAX; i++) {
		if ((head >> i & 1) == 0)
			continue;
		p[i] = model_exp((double)z[i] - top);
		sum += p[i];
		if ((right >> i & 1) != 0) {
			good += p[i];
			answers++;
		}
	}
	for (i = 0; i < ANSWERS_MAX; i++) {
		if ((head >> i & 1) == 0)
			continue;
		share = (right >> i & 1) == 0 ? 0 : r->even || good <= 0 ?
		    1.0 / answers : p[i] / good;
		blame[i] = weight * (float)(p[i] / sum - share);
	}
}

static float
length_of(const float blame[ANSWERS_MAX])
{
	float	sum = 0;
	int	i;

	for (i = 0; i < ANSWERS_MAX; i++)
		sum += blame[i] * blame[i];
	return sum;
}

static void
pull(struct trainer *t, const uint32_t *list, int n, float value,
    const float *restrict blame, float length)
{
	float	*restrict w, step;
	int	 i, k, at;

	for (i = 0; i < n; i++) {
		if ((at = t->place[list[i]]) == -1)
			continue;
		t->pulled[at] += value * value * length;
		step = RATE / sqrtf(t->pulled[at] + LEAST);
		w = t->weight[at];
		for (k = 0; k < ANSWERS_MAX; k++)
			w[k] -= step * (value * blame[k] + DECAY * w[k]);
	}
}

static void
pull_leans(struct trainer *t, const struct heard *h, const float *blame)
{
	float	sum;
	int	b, i;

	for (b = 0; b < LEAN_COUNT; b++) {
		sum = 0;
		for (i = 0; i < h->leans; i++)
			if ((h->lean[i] >> b & 1) != 0)
				sum += blame[h->category[i]];
		t->lean_pulled[b] += sum * sum;
		t->lean[b] -= RATE * sum / sqrtf(t->lean_pulled[b] + LEAST);
	}
}

/* Learn from one variant; what was wrong is added to the text's blame. */
static void
learn_variant(struct trainer *t, const struct row *r, int variant,
    const float text[ANSWERS_MAX], float whole[ANSWERS_MAX])
{
	struct heard	h;
	float		z[ANSWERS_MAX], blame[ANSWERS_MAX] = { 0 };
	float		weight = (float)r->weight / WEIGHT_ONE /
			    (float)r->variants;
	int		i;

	train_heard(r, variant, &h);
	memcpy(z, text, sizeof z);
	add_variant(t, &h, z);
	for (i = 0; i < HEAD_COUNT; i++)
		if ((r->right & t->head[i]) != 0)
			blame_head(t->head[i], r, weight, z, blame);
	pull(t, h.sign, h.signs, 1, blame, length_of(blame));
	pull_leans(t, &h, blame);
	for (i = 0; i < ANSWERS_MAX; i++)
		whole[i] += blame[i];
}

/* The words of a text are the same in all its variants. */
static void
learn(struct trainer *t, const struct row *r)
{
	float	text[ANSWERS_MAX], blame[ANSWERS_MAX] = { 0 }, length;
	float	of_word = (float)model_word(r->words);
	float	of_piece = (float)model_piece(r->pieces);
	int	i;

	memcpy(text, t->bias, sizeof text);
	add_up(t, r->word, r->words, of_word, text);
	add_up(t, r->piece, r->pieces, of_piece, text);
	for (i = 0; i < r->variants; i++)
		learn_variant(t, r, i, text, blame);
	length = length_of(blame);
	pull(t, r->word, r->words, of_word, blame, length);
	pull(t, r->piece, r->pieces, of_piece, blame, length);
	t->bias_pulled += length;
	for (i = 0; i < ANSWERS_MAX; i++)
		t->bias[i] -= RATE * blame[i] / sqrtf(t->bias_pulled + LEAST);
}

/* ---- all of them ------------------------------------------------------ */

static void
shuffle(struct trainer *t, uint64_t *seed)
{
	int	i, k, other;

	for (i = t->lessons - 1; i > 0; i--) {
		*seed = *seed * UINT64_C(6364136223846793005) + 1;
		k = (int)((*seed >> 33) % (uint64_t)(i + 1));
		other = t->lesson[i];
		t->lesson[i] = t->lesson[k];
		t->lesson[k] = other;
	}
}

static void
keep_weights(const struct trainer *t, struct model *m)
{
	float	top, w;
	int	i, k;

	for (k = 0; k < m->answers; k++) {
		top = 1e-6f;
		for (i = 0; i < m->rows; i++)
			if (fabsf(t->weight[i][k]) > top)
				top = fabsf(t->weight[i][k]);
		m->scale[k] = (double)(top / STEPS);
		for (i = 0; i < m->rows; i++) {
			w = t->weight[i][k] / (top / STEPS);
			m->weight[i][k] = (int8_t)(w < 0 ? w - 0.5f :
			    w + 0.5f);
		}
	}
}

static struct model *
keep(const struct trainer *t)
{
	struct model	*m = model_new(t->features);
	int		 i;

	m->answers = t->d->answers;
	memcpy(m->answer, t->d->answer, sizeof m->answer);
	memcpy(m->id, t->id, (size_t)t->features * sizeof *m->id);
	for (i = 0; i < ANSWERS_MAX; i++)
		m->bias[i] = (double)t->bias[i];
	for (i = 0; i < LEAN_COUNT; i++)
		m->lean[i] = (double)t->lean[i];
	for (i = 0; i < HEAD_COUNT; i++)
		m->heat[i] = 1;
	keep_weights(t, m);
	model_index(m);
	return m;
}

/* What the order of the texts did to a round is less in the mean of some. */
static void
add_round(struct trainer *t)
{
	int	i, k;

	for (i = 0; i < t->features; i++)
		for (k = 0; k < ANSWERS_MAX; k++)
			t->mean[i][k] += t->weight[i][k] / (ROUNDS - EARLY);
}

/* Learn only: what comes out is not yet a probability. */
struct model *
train_bare(const struct digest *d, train_skip *skip, void *arg)
{
	struct trainer	 t;
	struct model	*m;
	uint64_t	 seed = 1;
	int		 round, i;

	trainer_init(&t, d, skip, arg);
	for (round = 0; round < ROUNDS; round++) {
		shuffle(&t, &seed);
		for (i = 0; i < t.lessons; i++)
			learn(&t, &d->row[t.lesson[i]]);
		if (round >= EARLY)
			add_round(&t);
	}
	memcpy(t.weight, t.mean, (size_t)t.features * sizeof *t.weight);
	m = keep(&t);
	trainer_clear(&t);
	return m;
}

/* ---- heat: what comes out is a probability ---------------------------- */

struct fold {
	train_skip	*skip;		/* of the caller */
	void		*arg;
	uint32_t	 number;
};

/* By who wrote it, so that nobody is on both sides. */
static bool
is_in_fold(const struct row *r, void *arg)
{
	const struct fold	*f = arg;

	return r->hand % FOLDS == f->number ||
	    (f->skip != NULL && f->skip(r, f->arg));
}

/* What models that had not seen them say of all rows. */
struct said {
	double		z[ANSWERS_MAX];
	uint64_t	right;
	double		weight;
	bool		checked;	/* shipped, and labelled by a reader */
};

/* How badly a head does at a heat. */
static double
loss_of(const struct model *m, enum judge_head head, uint64_t mask,
    const struct said *said, int count)
{
	double	p[ANSWERS_MAX], loss = 0, good;
	int	i, k;

	for (i = 0; i < count; i++) {
		if ((said[i].right & mask) == 0)
			continue;
		model_chances(m, head, said[i].z, p);
		good = 0;
		for (k = 0; k < m->answers; k++)
			if ((said[i].right & mask) >> k & 1)
				good += p[k];
		loss += said[i].weight * -log(good < 1e-9 ? 1e-9 : good);
	}
	return loss;
}

/* The best heat, by thirds. */
static double
find_heat(struct model *m, enum judge_head head, uint64_t mask,
    const struct said *said, int count)
{
	double	low = HEAT_MIN, high = HEAT_MAX, a, b, of_a, of_b;
	int	i;

	for (i = 0; i < 14; i++) {
		a = low + (high - low) / 3;
		b = high - (high - low) / 3;
		m->heat[head] = a;
		of_a = loss_of(m, head, mask, said, count);
		m->heat[head] = b;
		of_b = loss_of(m, head, mask, said, count);
		if (of_a < of_b)
			high = b;
		else
			low = a;
	}
	return (double)(int)((low + high) * 50) / 100;
}

static void
set_figures(struct model *m, uint64_t mask, const struct said *said,
    int count)
{
	double	p[ANSWERS_MAX], loss = 0, good;
	int	i, k, best;

	for (i = 0; i < count; i++) {
		if (!said[i].checked || (said[i].right & mask) == 0)
			continue;
		model_chances(m, HEAD_CATEGORY, said[i].z, p);
		good = 0;
		best = -1;
		for (k = 0; k < m->answers; k++) {
			if ((mask >> k & 1) == 0)
				continue;
			if ((said[i].right >> k & 1) != 0)
				good += p[k];
			if (best == -1 || p[k] > p[best])
				best = k;
		}
		loss -= log(good < 1e-9 ? 1e-9 : good);
		m->figures.of++;
		m->figures.right += said[i].right >> best & 1;
	}
	m->figures.loss = m->figures.of == 0 ? 0 :
	    (int)(loss * 1000 / m->figures.of + 0.5);
}

static int
ask_fold(const struct digest *d, struct fold *f, struct said *said, int count)
{
	struct model		*m = train_bare(d, is_in_fold, f);
	const struct row	*r;
	struct heard		 h;
	int			 i;

	for (i = 0; i < d->rows; i++) {
		r = &d->row[i];
		if (r->hand % FOLDS != f->number || r->variants == 0 ||
		    (f->skip != NULL && f->skip(r, f->arg)))
			continue;
		train_heard(r, 0, &h);
		model_weigh(m, &h, said[count].z);
		said[count].right = r->right;
		said[count].checked = i < d->shipped &&
		    r->weight >= WEIGHT_ONE;
		said[count++].weight = (double)r->weight / WEIGHT_ONE;
	}
	model_free(m);
	return count;
}

static void
set_heats(struct model *m, const struct digest *d, train_skip *skip,
    void *arg)
{
	struct said	*said = zeroed((size_t)d->rows, sizeof *said);
	struct fold	 f = { skip, arg, 0 };
	int		 h, count = 0;

	for (f.number = 0; f.number < FOLDS; f.number++)
		count = ask_fold(d, &f, said, count);
	for (h = 0; h < HEAD_COUNT; h++)
		m->heat[h] = find_heat(m, (enum judge_head)h,
		    digest_head(d, (enum judge_head)h), said, count);
	set_figures(m, digest_head(d, HEAD_CATEGORY), said, count);
	free(said);
}

/*
 * Learn from a digest but for the rows that skip says (NULL: from all).  The
 * same digest gives the same model, to the bit.
 */
struct model *
train(const struct digest *d, train_skip *skip, void *arg)
{
	struct model	*m = train_bare(d, skip, arg);

	set_heats(m, d, skip, arg);
	m->learned = digest_hash(d);
	return m;
}
