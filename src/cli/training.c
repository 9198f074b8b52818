/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * training - `kentongan learn`: a new model from the shipped digest and what the
 * city taught.
 *
 * This file alone knows where models lie: the one in use, the one before it
 * (.old) and the digest that all learn from (.features).
 */

#include "config.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <jansson.h>

#include "base/text.h"
#include "cli/lessons.h"
#include "cli/training.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "language/interpret.h"
#include "language/judge/judge.h"
#include "language/judge/train.h"
#include "language/lexicon.h"

#define PATH_SIZE	4200
#define LEAST_TEXTS	2	/* that a feature must be in */
#define TOLERANCE	1	/* percent of loss that are chance */

/* What a run of `learn` works with. */
struct learning {
	const struct training_request *request;
	struct conf	*conf;		/* owned */
	struct lexicon	*lex;		/* owned */
	FILE		*out;
};

static int
fail(const char *path, const char *what)
{
	fprintf(stderr, "kentongan: %s: %s\n", path, what);
	return 1;
}

/* The name of a file, without its folders and its ending. */
static void
source_name(const char *path, char *name, size_t size)
{
	const char	*base = strrchr(path, '/');

	base = base != NULL ? base + 1 : path;
	snprintf(name, size, "%.*s", (int)strcspn(base, "."), base);
}

static int
add_file(struct learning *l, struct digest *d, const char *path)
{
	char	 source[SOURCE_SIZE];
	FILE	*in = fopen(path, "r");
	int	 bad;

	if (in == NULL)
		return fail(path, strerror(errno));
	source_name(path, source, sizeof source);
	bad = lessons_read(d, l->lex, source, in);
	fclose(in);
	return bad == 0 ? 0 : fail(path, "holds lines that are no JSON "
	    "object with a text");
}

/* Write by a function to a file that is there whole or not at all. */
static int
put_in_place(const char *path, int (*write)(const void *, FILE *),
    const void *what)
{
	char	 temporary[PATH_SIZE];
	FILE	*out;
	bool	 good;

	snprintf(temporary, sizeof temporary, "%s.new", path);
	if ((out = fopen(temporary, "wb")) == NULL)
		return fail(temporary, strerror(errno));
	good = write(what, out) == 0 && fflush(out) == 0 &&
	    fsync(fileno(out)) == 0;
	if (fclose(out) == EOF || !good || rename(temporary, path) == -1) {
		unlink(temporary);
		return fail(path, strerror(errno));
	}
	return 0;
}

static int
write_digest(const void *what, FILE *out)
{
	return digest_write(what, out);
}

static int
write_model(const void *what, FILE *out)
{
	return model_write(what, out);
}

static int
make_digest(struct learning *l)
{
	struct digest	*d = lessons_new(l->lex);
	const json_t	*files = l->request->files;
	size_t		 i;
	int		 rc = 0;

	for (i = 0; i < json_array_size(files) && rc == 0; i++)
		rc = add_file(l, d, json_string_value(json_array_get(files,
		    i)));
	if (rc == 0) {
		digest_prune(d, LEAST_TEXTS);
		rc = put_in_place(l->request->digest, write_digest, d);
		fprintf(l->out, "%s: %d texts\n", l->request->digest,
		    d->rows);
	}
	digest_free(d);
	return rc;
}

/* The shipped digest, and behind it the rows of the city. */
static struct digest *
read_digest(struct learning *l)
{
	char		 path[PATH_SIZE];
	struct digest	*d;
	FILE		*in;

	snprintf(path, sizeof path, "%s.features", l->conf->model);
	if ((in = fopen(path, "rb")) == NULL) {
		fail(path, strerror(errno));
		return NULL;
	}
	d = digest_read(in);
	fclose(in);
	if (d == NULL)
		fail(path, "is no digest, or is damaged");
	else if (l->request->rows != NULL && add_file(l, d,
	    l->request->rows) != 0) {
		digest_free(d);
		return NULL;
	}
	return d;
}

/* ---- rehearsal -------------------------------------------------------- */

/* How two readers read the lines of a file. */
struct rehearsal {
	struct lexicon	*lex[2];	/* owned: the old and the new */
	int		 lines, changed;
	int		 taught, right[2];	/* of rows with a category */
};

/* What a text is read as, in a word or two. */
static void
say_meaning(const struct conf_city *city, const struct meaning *m, char *out,
    size_t size)
{
	snprintf(out, size, "%s%s%s", intent_name(m->intent),
	    m->category == -1 ? "" : " ",
	    m->category == -1 ? "" : city->category[m->category].code);
}

static void
rehearse_line(struct learning *l, struct rehearsal *r, const json_t *line)
{
	static struct meaning	 m[2];
	const char		*text, *from, *want;
	char			 clean[TEXT_MAX_BYTES], said[2][64];
	int			 i;

	text = json_string_value(json_object_get(line, "text"));
	from = json_string_value(json_object_get(line, "from"));
	want = json_string_value(json_object_get(line, "category"));
	if (text == NULL)
		return;
	text_clean(clean, sizeof clean, text, strlen(text));
	for (i = 0; i < 2; i++) {
		interpret(r->lex[i], from != NULL && *from == 's' ? FROM_STAFF :
		    FROM_CITIZEN, clean, NULL, &m[i]);
		say_meaning(&l->conf->city, &m[i], said[i], sizeof said[i]);
		r->right[i] += want != NULL && m[i].category != -1 &&
		    strcmp(l->conf->city.category[m[i].category].code,
		    want) == 0;
	}
	r->taught += want != NULL;
	r->lines++;
	if (strcmp(said[0], said[1]) == 0)
		return;
	r->changed++;
	fprintf(l->out, "%s -> %s: %s\n", said[0], said[1], clean);
}

static int
rehearse_file(struct learning *l, struct rehearsal *r, const char *path)
{
	FILE	*in = fopen(path, "r");
	char	*line = NULL;
	size_t	 size = 0;
	json_t	*o;

	if (in == NULL)
		return fail(path, strerror(errno));
	while (getline(&line, &size, in) != -1) {
		if ((o = json_loads(line, 0, NULL)) != NULL)
			rehearse_line(l, r, o);
		json_decref(o);
	}
	free(line);
	fclose(in);
	return 0;
}

/* Whether the new one does worse than the old, and how both do. */
static bool
is_worse(struct learning *l, const struct model *old, const struct model *m,
    const struct rehearsal *r)
{
	const struct figures	*a = &old->figures, *b = &m->figures;

	fprintf(l->out, "shipped texts, read unseen: %d of %d right before, "
	    "%d of %d now; loss %d before, %d now\n", a->right, a->of,
	    b->right, b->of, a->loss, b->loss);
	if (r->lines > 0)
		fprintf(l->out, "of %d messages %d are read otherwise\n",
		    r->lines, r->changed);
	if (r->taught > 0)
		fprintf(l->out, "of %d taught: %d right before, %d now\n",
		    r->taught, r->right[0], r->right[1]);
	return b->loss * 100 > a->loss * (100 + TOLERANCE) ||
	    r->right[1] < r->right[0];
}

/* A reader by a model, which is owned from now on. */
static struct lexicon *
new_reader(struct learning *l, struct model *m)
{
	struct judge_costs	 costs = { l->conf->cost_wrong,
	    l->conf->cost_question, l->conf->cost_silence };
	struct lexicon		*lex = lexicon_new(&l->conf->city);

	judge_use(lex, judge_new(m, &l->conf->city, &costs));
	return lex;
}

/* 0: the new one may take the old one's place; 1: it may not. */
static int
rehearse(struct learning *l, struct rehearsal *r)
{
	int	rc = 0;

	if (l->request->rows != NULL)
		rc = rehearse_file(l, r, l->request->rows);
	if (rc == 0 && l->request->messages != NULL)
		rc = rehearse_file(l, r, l->request->messages);
	if (rc == 0 && is_worse(l, judge_model(judge_of(r->lex[0])),
	    judge_model(judge_of(r->lex[1])), r))
		rc = fail(l->conf->model, "stays: the new one is worse");
	return rc;
}

/* ---- in place --------------------------------------------------------- */

/* The model in use is kept under .old, and the new one takes its name. */
static int
replace(struct learning *l, const struct model *m)
{
	char	old[PATH_SIZE];

	snprintf(old, sizeof old, "%s.old", l->conf->model);
	if ((unlink(old) == -1 && errno != ENOENT) ||
	    (link(l->conf->model, old) == -1 && errno != ENOENT))
		return fail(old, strerror(errno));
	if (put_in_place(l->conf->model, write_model, m) != 0)
		return 1;
	fprintf(l->out, "%s: in place; kentongan reload takes it\n",
	    l->conf->model);
	return 0;
}

static int
roll_back(struct learning *l)
{
	char	 old[PATH_SIZE], why[512];
	struct model *m;

	snprintf(old, sizeof old, "%s.old", l->conf->model);
	if ((m = judge_open_model(old, why, sizeof why)) == NULL)
		return fail(old, "there is no model to go back to");
	model_free(m);
	if (rename(old, l->conf->model) == -1)
		return fail(old, strerror(errno));
	fprintf(l->out, "%s: as it was before\n", l->conf->model);
	return 0;
}

static int
learn(struct learning *l)
{
	struct digest		*d = read_digest(l);
	struct rehearsal	 r = { 0 };
	struct model		*m, *old;
	char			 why[512];
	int			 rc = 0;

	if (d == NULL)
		return 1;
	m = train(d, NULL, NULL);
	fprintf(l->out, "learned from %d texts, %d of them this city's; %d "
	    "features\n", d->rows, d->rows - d->shipped, m->rows);
	digest_free(d);
	r.lex[1] = new_reader(l, m);
	old = judge_open_model(l->conf->model, why, sizeof why);
	if (old != NULL) {
		r.lex[0] = new_reader(l, old);
		rc = rehearse(l, &r);
	}
	if (rc == 0 && !l->request->rehearse)
		rc = replace(l, m);
	lexicon_free(r.lex[0]);
	lexicon_free(r.lex[1]);
	return rc;
}

/* Do what was asked.  Returns an exit code. */
int
training_run(const struct training_request *request, FILE *out)
{
	struct conf_errors	errors = { 0 };
	struct learning		l = { .request = request, .out = out };
	int			rc;

	if ((l.conf = conf_read(request->conf_path, request->rooms,
	    &errors)) == NULL) {
		conf_errors_print(&errors, stderr);
		conf_errors_clear(&errors);
		return 1;
	}
	l.lex = lexicon_new(&l.conf->city);
	if (request->digest != NULL)
		rc = make_digest(&l);
	else if (l.conf->model[0] == '\0')
		rc = fail(request->conf_path, "names no model");
	else if (request->rollback)
		rc = roll_back(&l);
	else
		rc = learn(&l);
	lexicon_free(l.lex);
	conf_free(l.conf);
	return rc;
}
