/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * digest - what the judge learns from, as features of texts with what is
 * right for them.
 *
 * This file alone knows the digest's bytes.  Features are hashes, sorted, so
 * that no text can be read out of them.  Numbers stand as 7 bits a byte, the
 * lowest first; lists of hashes as the steps from one to the next.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "language/judge/digest.h"

#define MAGIC		"kentongan digest 2\n"
#define POOL_BYTES	(1u << 20)
#define ROWS_MAX	2000000

/* Memory that is given out in pieces and freed as a whole. */
struct pool {
	struct pool	*next;
	size_t		 used;
	max_align_t	 bytes[POOL_BYTES / sizeof(max_align_t)];
};

/* Never fails; what is asked for is always less than a pool. */
static void *
pool_get(struct digest *d, size_t size)
{
	struct pool	*p = d->pools;
	void		*piece;

	size = (size + sizeof(max_align_t) - 1) & ~(sizeof(max_align_t) - 1);
	if (p == NULL || p->used + size > sizeof p->bytes) {
		p = malloc(sizeof *p);
		if (p == NULL)
			abort();
		p->used = 0;
		p->next = d->pools;
		d->pools = p;
	}
	piece = (char *)p->bytes + p->used;
	p->used += size;
	return piece;
}

/* An empty digest. */
struct digest *
digest_new(void)
{
	struct digest	*d = calloc(1, sizeof *d);

	if (d == NULL)
		abort();
	return d;
}

/* Free a digest and all rows of it. */
void
digest_free(struct digest *d)
{
	struct pool	*p, *next;

	if (d == NULL)
		return;
	for (p = d->pools; p != NULL; p = next) {
		next = p->next;
		free(p);
	}
	free(d->row);
	free(d);
}

/* The number of an answer, or -1. */
int
digest_find_answer(const struct digest *d, enum judge_head head,
    const char *code)
{
	int	i;

	for (i = 0; i < d->answers; i++)
		if (d->answer[i].head == head &&
		    strcmp(d->answer[i].code, code) == 0)
			return i;
	return -1;
}

/* The number of an answer, which may be new; -1 if there is no room. */
int
digest_answer(struct digest *d, enum judge_head head, const char *code)
{
	int	i = digest_find_answer(d, head, code);

	if (i != -1)
		return i;
	if (d->answers == ANSWERS_MAX || strlen(code) >= ANSWER_SIZE)
		return -1;
	d->answer[d->answers].head = head;
	strcpy(d->answer[d->answers].code, code);
	return d->answers++;
}

/* All answers of a head, as bits. */
uint64_t
digest_head(const struct digest *d, enum judge_head head)
{
	uint64_t	mask = 0;
	int		i;

	for (i = 0; i < d->answers; i++)
		if (d->answer[i].head == head)
			mask |= UINT64_C(1) << i;
	return mask;
}

/* The number of a source, which may be new; -1 if there is no room. */
int
digest_source(struct digest *d, const char *name)
{
	int	i;

	for (i = 0; i < d->sources; i++)
		if (strcmp(d->source[i], name) == 0)
			return i;
	if (d->sources == SOURCES_MAX || strlen(name) >= SOURCE_SIZE)
		return -1;
	strcpy(d->source[d->sources], name);
	return d->sources++;
}

static int
number_compare(const void *a, const void *b)
{
	uint32_t	x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	return x < y ? -1 : x > y;
}

static uint32_t *
keep_sorted(struct digest *d, const uint32_t *from, int n)
{
	uint32_t	*list = pool_get(d, (size_t)n * sizeof *list);

	memcpy(list, from, (size_t)n * sizeof *list);
	qsort(list, (size_t)n, sizeof *list, number_compare);
	return list;
}

static struct row *
new_row(struct digest *d)
{
	/* Room for a power of two, found full when the count is one. */
	if ((d->rows & (d->rows - 1)) == 0) {
		d->row = realloc(d->row, (d->rows == 0 ? 1 :
		    (size_t)d->rows * 2) * sizeof *d->row);
		if (d->row == NULL)
			abort();
	}
	memset(&d->row[d->rows], 0, sizeof *d->row);
	return &d->row[d->rows++];
}

/* Add a text by its words and pieces; it stands until the next one. */
struct row *
digest_add(struct digest *d, const struct features *f)
{
	struct row	*r = new_row(d);

	r->weight = WEIGHT_ONE;
	r->words = f->words;
	r->pieces = f->pieces;
	r->word = keep_sorted(d, f->word, f->words);
	r->piece = keep_sorted(d, f->piece, f->pieces);
	return r;
}

/*
 * Add a variant to a text by its signs; answer[c] is the number of category
 * c's answer.  NULL if it has as many as it may.
 */
struct variant *
digest_add_variant(struct digest *d, struct row *r, const struct features *f,
    const int *answer)
{
	struct variant	*v = &r->variant[r->variants];
	int		 i, a;

	if (r->variants == VARIANTS)
		return NULL;
	r->variants++;
	v->signs = f->signs;
	v->sign = keep_sorted(d, f->sign, f->signs);
	v->category = pool_get(d, FEATURES_LEANS);
	v->lean = pool_get(d, FEATURES_LEANS * sizeof *v->lean);
	v->leans = 0;
	for (i = 0; i < f->leans; i++)
		if ((a = answer[f->category[i]]) != -1) {
			v->category[v->leans] = (uint8_t)a;
			v->lean[v->leans++] = f->lean[i];
		}
	return v;
}

/* ---- what is rare ----------------------------------------------------- */

static int
keep_common(uint32_t *list, int n, const uint8_t *count, int least)
{
	int	i, kept = 0;

	for (i = 0; i < n; i++)
		if (count[list[i]] >= least)
			list[kept++] = list[i];
	return kept;
}

static void
count_up(uint8_t *count, const uint32_t *list, int n)
{
	int	i;

	for (i = 0; i < n; i++)
		if (count[list[i]] < UINT8_MAX)
			count[list[i]]++;
}

/* Take out the words and pieces of fewer texts than that. */
void
digest_prune(struct digest *d, int least)
{
	uint8_t		*count = calloc(1u << FEATURES_BITS, 1);
	struct row	*r;
	int		 i;

	if (count == NULL)
		abort();
	for (i = 0; i < d->rows; i++) {
		count_up(count, d->row[i].word, d->row[i].words);
		count_up(count, d->row[i].piece, d->row[i].pieces);
	}
	for (i = 0; i < d->rows; i++) {
		r = &d->row[i];
		r->words = keep_common(r->word, r->words, count, least);
		r->pieces = keep_common(r->piece, r->pieces, count, least);
	}
	free(count);
}

/* ---- bytes ------------------------------------------------------------ */

static void
put(FILE *out, uint64_t n)
{
	for (; n >= 0x80; n >>= 7)
		putc((int)(n & 0x7F) | 0x80, out);
	putc((int)n, out);
}

static void
put_list(FILE *out, const uint32_t *list, int n)
{
	uint32_t	last = 0;
	int		i;

	put(out, (uint64_t)n);
	for (i = 0; i < n; i++) {
		put(out, list[i] - last);
		last = list[i];
	}
}

static void
put_text(FILE *out, const char *text)
{
	put(out, strlen(text));
	fputs(text, out);
}

static void
put_row(FILE *out, const struct row *r)
{
	const struct variant	*v;
	int			 i, k;

	put(out, r->right);
	put(out, r->id);
	put(out, r->hand);
	put(out, r->source);
	put(out, r->weight);
	put(out, r->even);
	put_list(out, r->word, r->words);
	put_list(out, r->piece, r->pieces);
	put(out, (uint64_t)r->variants);
	for (i = 0; i < r->variants; i++) {
		v = &r->variant[i];
		put_list(out, v->sign, v->signs);
		put(out, (uint64_t)v->leans);
		for (k = 0; k < v->leans; k++) {
			put(out, v->category[k]);
			put(out, v->lean[k]);
		}
	}
}

/* Write a digest.  -1 if the file took not all of it. */
int
digest_write(const struct digest *d, FILE *out)
{
	int	i;

	fputs(MAGIC, out);
	put(out, (uint64_t)d->answers);
	for (i = 0; i < d->answers; i++) {
		put(out, d->answer[i].head);
		put_text(out, d->answer[i].code);
	}
	put(out, (uint64_t)d->sources);
	for (i = 0; i < d->sources; i++)
		put_text(out, d->source[i]);
	put(out, (uint64_t)d->rows);
	for (i = 0; i < d->rows; i++)
		put_row(out, &d->row[i]);
	fputs(MAGIC, out);
	return ferror(out) ? -1 : 0;
}

/* A number up to max; sets *bad where it is none. */
static uint64_t
get(FILE *in, uint64_t max, bool *bad)
{
	uint64_t	n = 0;
	int		c, shift;

	for (shift = 0; shift < 64; shift += 7) {
		if ((c = getc(in)) == EOF)
			break;
		n |= (uint64_t)(c & 0x7F) << shift;
		if ((c & 0x80) == 0 && n <= max)
			return n;
		if ((c & 0x80) == 0)
			break;
	}
	*bad = true;
	return 0;
}

static uint32_t *
get_list(struct digest *d, FILE *in, int max, int *n, bool *bad)
{
	uint32_t	*list, last = 0;
	int		 i;

	*n = (int)get(in, (uint64_t)max, bad);
	list = pool_get(d, (size_t)*n * sizeof *list);
	for (i = 0; i < *n; i++) {
		last += (uint32_t)get(in, (1u << FEATURES_BITS) - 1 - last,
		    bad);
		list[i] = last;
	}
	return list;
}

static void
get_text(FILE *in, char *text, size_t size, bool *bad)
{
	size_t	len = get(in, size - 1, bad);

	if (fread(text, 1, len, in) != len)
		*bad = true;
	text[len] = '\0';
}

static void
get_variant(struct digest *d, FILE *in, struct variant *v, bool *bad)
{
	int	i;

	v->sign = get_list(d, in, FEATURES_SIGNS, &v->signs, bad);
	v->leans = (int)get(in, FEATURES_LEANS, bad);
	v->category = pool_get(d, FEATURES_LEANS);
	v->lean = pool_get(d, FEATURES_LEANS * sizeof *v->lean);
	for (i = 0; i < v->leans; i++) {
		v->category[i] = (uint8_t)get(in,
		    (uint64_t)(d->answers == 0 ? 0 : d->answers - 1), bad);
		v->lean[i] = (uint16_t)get(in, UINT16_MAX, bad);
	}
}

static void
get_row(struct digest *d, FILE *in, bool *bad)
{
	struct row	*r = new_row(d);
	int		 i;

	r->right = get(in, UINT64_MAX, bad);
	if (d->answers < ANSWERS_MAX && r->right >> d->answers != 0)
		*bad = true;
	r->id = (uint32_t)get(in, UINT32_MAX, bad);
	r->hand = (uint32_t)get(in, UINT32_MAX, bad);
	r->source = (uint8_t)get(in, (uint64_t)(d->sources == 0 ? 0 :
	    d->sources - 1), bad);
	r->weight = (uint8_t)get(in, UINT8_MAX, bad);
	r->even = get(in, 1, bad) != 0;
	r->word = get_list(d, in, FEATURES_WORDS, &r->words, bad);
	r->piece = get_list(d, in, FEATURES_PIECES, &r->pieces, bad);
	r->variants = (int)get(in, VARIANTS, bad);
	for (i = 0; i < r->variants && !*bad; i++)
		get_variant(d, in, &r->variant[i], bad);
}

/* Read a digest; NULL if it is not one, or not whole. */
struct digest *
digest_read(FILE *in)
{
	struct digest	*d = digest_new();
	char		 magic[sizeof MAGIC] = "";
	bool		 bad = false;
	int		 i, rows;

	if (fread(magic, 1, sizeof MAGIC - 1, in) != sizeof MAGIC - 1 ||
	    strcmp(magic, MAGIC) != 0)
		bad = true;
	d->answers = bad ? 0 : (int)get(in, ANSWERS_MAX, &bad);
	for (i = 0; i < d->answers && !bad; i++) {
		d->answer[i].head = (enum judge_head)get(in, HEAD_COUNT - 1,
		    &bad);
		get_text(in, d->answer[i].code, ANSWER_SIZE, &bad);
	}
	d->sources = bad ? 0 : (int)get(in, SOURCES_MAX, &bad);
	for (i = 0; i < d->sources && !bad; i++)
		get_text(in, d->source[i], SOURCE_SIZE, &bad);
	rows = bad ? 0 : (int)get(in, ROWS_MAX, &bad);
	for (i = 0; i < rows && !bad; i++)
		get_row(d, in, &bad);
	if (bad || fread(magic, 1, sizeof MAGIC - 1, in) != sizeof MAGIC - 1 ||
	    strcmp(magic, MAGIC) != 0) {
		digest_free(d);
		return NULL;
	}
	d->shipped = rows;
	return d;
}

/* What tells one digest from another. */
uint64_t
digest_hash(const struct digest *d)
{
	char		*bytes = NULL;
	size_t		 size = 0;
	FILE		*out = open_memstream(&bytes, &size);
	uint64_t	 hash;

	if (out == NULL || digest_write(d, out) == -1 || fclose(out) == EOF)
		abort();
	hash = text_digest(bytes, size);
	free(bytes);
	return hash;
}

/* ---- one behind the other --------------------------------------------- */

static uint64_t
map_bits(uint64_t bits, const int *map, int n)
{
	uint64_t	mapped = 0;
	int		i;

	for (i = 0; i < n; i++)
		if ((bits >> i & 1) != 0)
			mapped |= UINT64_C(1) << map[i];
	return mapped;
}

static void
copy_row(struct digest *d, const struct row *from, const int *answer,
    const int *source)
{
	struct row	*r = new_row(d);
	struct variant	*v;
	int		 i, k;

	*r = *from;
	r->right = map_bits(from->right, answer, ANSWERS_MAX);
	r->source = (uint8_t)source[from->source];
	r->word = keep_sorted(d, from->word, from->words);
	r->piece = keep_sorted(d, from->piece, from->pieces);
	for (i = 0; i < r->variants; i++) {
		v = &r->variant[i];
		v->sign = keep_sorted(d, v->sign, v->signs);
		v->category = pool_get(d, FEATURES_LEANS);
		v->lean = pool_get(d, FEATURES_LEANS * sizeof *v->lean);
		for (k = 0; k < v->leans; k++) {
			v->category[k] = (uint8_t)
			    answer[from->variant[i].category[k]];
			v->lean[k] = from->variant[i].lean[k];
		}
	}
}

/* Add all rows of another digest.  False if there is no room for answers. */
bool
digest_append(struct digest *d, const struct digest *other)
{
	int	answer[ANSWERS_MAX] = { 0 }, source[SOURCES_MAX], i;

	for (i = 0; i < other->answers; i++)
		if ((answer[i] = digest_answer(d, other->answer[i].head,
		    other->answer[i].code)) == -1)
			return false;
	for (i = 0; i < other->sources; i++)
		if ((source[i] = digest_source(d, other->source[i])) == -1)
			return false;
	for (i = 0; i < other->rows; i++)
		copy_row(d, &other->row[i], answer, source);
	return true;
}
