/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * learn - `kentongan learn`: a new model from the shipped digest and what the
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

#include "cli/learn.h"
#include "cli/lessons.h"
#include "conf/conf.h"
#include "language/judge/judge.h"
#include "language/judge/train.h"
#include "language/lexicon.h"
#include "language/text.h"

#define PATH_SIZE	4200
#define LEAST_TEXTS	2	/* that a feature must be in */

/* What a run of `learn` works with. */
struct learning {
	const struct learn_request *request;
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

static int
learn(struct learning *l)
{
	struct digest	*d = read_digest(l);
	struct model	*m;
	int		 rc;

	if (d == NULL)
		return 1;
	m = train(d, NULL, NULL);
	rc = put_in_place(l->conf->model, write_model, m);
	if (rc == 0)
		fprintf(l->out, "%s: learned from %d texts, %d features\n",
		    l->conf->model, d->rows, m->rows);
	model_free(m);
	digest_free(d);
	return rc;
}

/* Do what was asked.  Returns an exit code. */
int
cli_learn(const struct learn_request *request, FILE *out)
{
	struct conf_errors	errors = { 0 };
	struct learning		l = { .request = request, .out = out };
	int			rc;

	if ((l.conf = conf_read(request->conf_path, &errors)) == NULL) {
		conf_errors_print(&errors, stderr);
		conf_errors_clear(&errors);
		return 1;
	}
	l.lex = lexicon_new(&l.conf->city);
	if (request->digest != NULL)
		rc = make_digest(&l);
	else if (l.conf->model[0] == '\0')
		rc = fail(request->conf_path, "names no model");
	else
		rc = learn(&l);
	lexicon_free(l.lex);
	conf_free(l.conf);
	return rc;
}
