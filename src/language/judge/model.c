/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * model - what was learned, and what it says of a text.
 *
 * This file alone knows the model's bytes.  Weights are whole numbers of 8
 * bits and are summed as such, and what is done with the sums is done by the
 * four operations and the square root only: every machine says the same.
 */

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "language/judge/model.h"

#define MAGIC		"kentongan model 1\n"
#define AHEAD		8	/* features, of what is asked for in time */
#define WORD_GAIN	4.5	/* of all words of a text together */
#define PIECE_GAIN	3.0	/* of all pieces */
#define EXP_TERMS	10
#define EXP_MIN		(-30.0)
#define ROWS_AT_ONCE	256	/* that 16 bits can hold the sum of */

/* e to the x, for x <= 0, the same everywhere; good to 1e-9. */
double
model_exp(double x)
{
	static const double	of[] = { 1, 1, 1 / 2.0, 1 / 6.0, 1 / 24.0,
	    1 / 120.0, 1 / 720.0, 1 / 5040.0, 1 / 40320.0, 1 / 362880.0 };
	double			sum;
	int			i, halves = 0;

	if (x < EXP_MIN)
		return 0;
	for (; x < -0.5; halves++)
		x /= 2;
	sum = of[EXP_TERMS - 1];
	for (i = EXP_TERMS - 2; i >= 0; i--)
		sum = sum * x + of[i];
	for (; halves > 0; halves--)
		sum *= sum;
	return sum;
}

/* What one of n words counts, so that long texts do not shout. */
double
model_word(int n)
{
	return n == 0 ? 0 : WORD_GAIN / sqrt((double)n);
}

/* The same of pieces of words. */
double
model_piece(int n)
{
	return n == 0 ? 0 : PIECE_GAIN / sqrt((double)n);
}

/* A model of so many features that knows nothing yet. */
struct model *
model_new(int rows)
{
	struct model	*m = calloc(1, sizeof *m);

	if (m == NULL)
		abort();
	m->rows = rows;
	m->id = calloc((size_t)rows + 1, sizeof *m->id);
	m->weight = calloc((size_t)rows + 1, sizeof *m->weight);
	m->index = calloc(1u << FEATURES_BITS, sizeof *m->index);
	if (m->id == NULL || m->weight == NULL || m->index == NULL)
		abort();
	return m;
}

/* Free a model. */
void
model_free(struct model *m)
{
	if (m == NULL)
		return;
	free(m->id);
	free(m->weight);
	free(m->index);
	free(m);
}

/* Make features findable, once all ids are there. */
void
model_index(struct model *m)
{
	int	i;

	for (i = 0; i < m->rows; i++)
		m->index[m->id[i]] = (uint16_t)(i + 1);
}

static void
add_row(int16_t *restrict sum, const int8_t *restrict w)
{
	int	k;

	for (k = 0; k < ANSWERS_MAX; k++)
		sum[k] = (int16_t)(sum[k] + w[k]);
}

/* Add up the weights of a list of features.  Returns how many have one. */
static int
sum_rows(const struct model *m, const uint32_t *list, int n,
    int32_t sum[ANSWERS_MAX])
{
	int16_t	part[ANSWERS_MAX] = { 0 };
	int	i, k, row, known = 0, parts = 0;

	memset(sum, 0, ANSWERS_MAX * sizeof *sum);
	for (i = 0; i < n; i++) {
		/* The table is larger than a cache: ask for it in time. */
		if (i + AHEAD < n && (row = m->index[list[i + AHEAD]]) != 0)
			__builtin_prefetch(m->weight[row - 1]);
		if ((row = m->index[list[i]]) == 0)
			continue;
		add_row(part, m->weight[row - 1]);
		known++;
		if (++parts < ROWS_AT_ONCE)
			continue;
		for (k = 0; k < ANSWERS_MAX; k++)
			sum[k] += part[k];
		memset(part, 0, sizeof part);
		parts = 0;
	}
	for (k = 0; k < ANSWERS_MAX; k++)
		sum[k] += part[k];
	return known;
}

/* What the lexicon's evidence of one category speaks for it. */
double
model_lean(const struct model *m, unsigned bits)
{
	double	sum = 0;
	int	i;

	for (i = 0; i < LEAN_COUNT; i++)
		if ((bits >> i & 1) != 0)
			sum += m->lean[i];
	return sum;
}

/*
 * How strongly what is heard speaks for each answer.  What was never learned
 * of says nothing, nor does it make the rest speak lower.
 */
void
model_weigh(const struct model *m, const struct heard *h,
    double z[ANSWERS_MAX])
{
	int32_t	word[ANSWERS_MAX], piece[ANSWERS_MAX], sign[ANSWERS_MAX];
	double	of_word, of_piece;
	int	i;

	of_word = model_word(sum_rows(m, h->word, h->words, word));
	of_piece = model_piece(sum_rows(m, h->piece, h->pieces, piece));
	sum_rows(m, h->sign, h->signs, sign);
	for (i = 0; i < m->answers; i++)
		z[i] = m->bias[i] + m->scale[i] * (word[i] * of_word +
		    piece[i] * of_piece + sign[i]);
	for (i = 0; i < h->leans; i++)
		z[h->category[i]] += model_lean(m, h->lean[i]);
}

/* How likely each answer of a head is; others' are left as they are. */
void
model_chances(const struct model *m, enum judge_head head, const double *z,
    double *p)
{
	double	top = -1e9, sum = 0;
	int	i;

	for (i = 0; i < m->answers; i++)
		if (m->answer[i].head == head && z[i] > top)
			top = z[i];
	for (i = 0; i < m->answers; i++)
		if (m->answer[i].head == head) {
			p[i] = model_exp((z[i] - top) / m->heat[head]);
			sum += p[i];
		}
	for (i = 0; i < m->answers; i++)
		if (m->answer[i].head == head)
			p[i] /= sum;
}

/* ---- bytes ------------------------------------------------------------ */

/* Bytes to be written, or that were read. */
struct bytes {
	uint8_t	*at;		/* owned */
	size_t	 size, used;
	bool	 bad;
};

static void
put(struct bytes *b, const void *from, size_t n)
{
	if (b->used + n > b->size) {
		b->size = (b->used + n) * 2;
		b->at = realloc(b->at, b->size);
		if (b->at == NULL)
			abort();
	}
	memcpy(b->at + b->used, from, n);
	b->used += n;
}

static void
put_number(struct bytes *b, uint64_t n, int bytes)
{
	uint8_t	byte[8];
	int	i;

	for (i = 0; i < bytes; i++)
		byte[i] = (uint8_t)(n >> (8 * i));
	put(b, byte, (size_t)bytes);
}

/* As the 32 bits of a float: the trainer keeps no more. */
static void
put_real(struct bytes *b, double x)
{
	float		f = (float)x;
	uint32_t	bits;

	memcpy(&bits, &f, sizeof bits);
	put_number(b, bits, 4);
}

/* Write a model.  -1 if the file took not all of it. */
int
model_write(const struct model *m, FILE *out)
{
	struct bytes	b = { 0 };
	size_t		n;
	int		i;

	put(&b, MAGIC, sizeof MAGIC - 1);
	put_number(&b, m->learned, 8);
	put_number(&b, (uint64_t)m->answers, 1);
	for (i = 0; i < m->answers; i++) {
		put_number(&b, m->answer[i].head, 1);
		put(&b, m->answer[i].code, ANSWER_SIZE);
		put_real(&b, m->bias[i]);
		put_real(&b, m->scale[i]);
	}
	for (i = 0; i < LEAN_COUNT; i++)
		put_real(&b, m->lean[i]);
	for (i = 0; i < HEAD_COUNT; i++)
		put_real(&b, m->heat[i]);
	put_number(&b, (uint64_t)m->figures.of, 4);
	put_number(&b, (uint64_t)m->figures.right, 4);
	put_number(&b, (uint64_t)m->figures.loss, 4);
	put_number(&b, (uint64_t)m->rows, 4);
	for (i = 0; i < m->rows; i++) {
		put_number(&b, m->id[i], 3);
		put(&b, m->weight[i], (size_t)m->answers);
	}
	put_number(&b, text_digest(b.at, b.used), 8);
	n = fwrite(b.at, 1, b.used, out);
	free(b.at);
	return n == b.used && !ferror(out) ? 0 : -1;
}

static void
get(struct bytes *b, void *to, size_t n)
{
	if (b->size - b->used < n) {
		b->bad = true;
		memset(to, 0, n);
		return;
	}
	memcpy(to, b->at + b->used, n);
	b->used += n;
}

static uint64_t
get_number(struct bytes *b, int bytes)
{
	uint8_t		byte[8];
	uint64_t	n = 0;
	int		i;

	get(b, byte, (size_t)bytes);
	for (i = 0; i < bytes; i++)
		n |= (uint64_t)byte[i] << (8 * i);
	return n;
}

static double
get_real(struct bytes *b)
{
	uint32_t	bits = (uint32_t)get_number(b, 4);
	float		f;

	memcpy(&f, &bits, sizeof f);
	if (!isfinite(f))
		b->bad = true;
	return b->bad ? 0 : (double)f;
}

static void
read_all(struct bytes *b, FILE *in)
{
	size_t	n;

	do {
		b->size += 1u << 18;
		b->at = realloc(b->at, b->size);
		if (b->at == NULL)
			abort();
		n = fread(b->at + b->used, 1, b->size - b->used, in);
		b->used += n;
	} while (n > 0 && b->used == b->size);
	b->size = b->used;
	b->used = 0;
}

/* Whether the bytes end with their own digest; it is then taken off. */
static bool
is_whole(struct bytes *b)
{
	uint64_t	digest;

	if (b->size < 8)
		return false;
	b->used = b->size - 8;
	digest = get_number(b, 8);
	b->size -= 8;
	b->used = 0;
	return digest == text_digest(b->at, b->size);
}

static void
get_answers(struct bytes *b, struct model *m)
{
	int	i;

	m->answers = (int)get_number(b, 1);
	if (m->answers > ANSWERS_MAX) {
		m->answers = 0;
		b->bad = true;
	}
	for (i = 0; i < m->answers; i++) {
		m->answer[i].head = (enum judge_head)get_number(b, 1);
		get(b, m->answer[i].code, ANSWER_SIZE);
		if (m->answer[i].head >= HEAD_COUNT ||
		    m->answer[i].code[ANSWER_SIZE - 1] != '\0')
			b->bad = true;
		m->bias[i] = get_real(b);
		m->scale[i] = get_real(b);
	}
	for (i = 0; i < LEAN_COUNT; i++)
		m->lean[i] = get_real(b);
	for (i = 0; i < HEAD_COUNT; i++)
		if ((m->heat[i] = get_real(b)) <= 0)
			b->bad = true;
}

static void
get_rows(struct bytes *b, struct model *m)
{
	int	i;

	for (i = 0; i < m->rows && !b->bad; i++) {
		m->id[i] = (uint32_t)get_number(b, 3);
		if (m->id[i] >> FEATURES_BITS != 0)
			b->bad = true;
		get(b, m->weight[i], (size_t)m->answers);
	}
	if (b->used != b->size)
		b->bad = true;
}

/* Read a model; NULL if it is not one, or not whole. */
struct model *
model_read(FILE *in)
{
	struct bytes	 b = { 0 };
	struct model	*m, head = { 0 };
	char		 magic[sizeof MAGIC - 1];
	int		 rows = 0;

	read_all(&b, in);
	b.bad = !is_whole(&b);
	get(&b, magic, sizeof magic);
	if (b.bad || memcmp(magic, MAGIC, sizeof magic) != 0) {
		free(b.at);
		return NULL;
	}
	head.learned = get_number(&b, 8);
	get_answers(&b, &head);
	head.figures.of = (int)get_number(&b, 4);
	head.figures.right = (int)get_number(&b, 4);
	head.figures.loss = (int)get_number(&b, 4);
	rows = (int)get_number(&b, 4);
	if (rows < 0 || rows > MODEL_ROWS_MAX)
		b.bad = true;
	m = model_new(b.bad ? 0 : rows);
	head.rows = m->rows;
	head.id = m->id;
	head.weight = m->weight;
	head.index = m->index;
	*m = head;
	get_rows(&b, m);
	free(b.at);
	if (b.bad) {
		model_free(m);
		return NULL;
	}
	model_index(m);
	return m;
}
