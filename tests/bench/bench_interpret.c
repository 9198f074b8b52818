/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * bench_interpret - how many SMS a second are understood.
 *
 *	bench_interpret CONF CORPUS [ROUNDS]
 *
 * With the model that CONF names, and without; and how long it takes to learn
 * one from TAUGHT texts.
 */

#include "config.h"

#include <sys/resource.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "conf/conf.h"
#include "conf/read.h"
#include "language/interpret.h"
#include "language/judge/judge.h"
#include "language/judge/train.h"
#include "language/lexicon.h"
#include "language/reader.h"

#define MAX_TEXTS	4096
#define TAUGHT		20000

static struct {
	char			*text;
	enum interpret_from	 from;
} sms[MAX_TEXTS];

static int
read_corpus(const char *path)
{
	FILE	*f = fopen(path, "r");
	char	 line[16384];
	json_t	*o;
	int	 n = 0;

	while (f != NULL && n < MAX_TEXTS &&
	    fgets(line, sizeof line, f) != NULL) {
		if ((o = json_loads(line, 0, NULL)) == NULL)
			continue;
		sms[n].text = strdup(json_string_value(json_object_get(o,
		    "text")));
		sms[n++].from = strcmp(json_string_value(json_object_get(o,
		    "from")), "staff") == 0 ? FROM_STAFF : FROM_CITIZEN;
		json_decref(o);
	}
	if (f != NULL)
		fclose(f);
	return n;
}

static double
now_s(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (double)t.tv_sec + (double)t.tv_nsec / 1e9;
}

static void
bench_reading(const struct lexicon *lexicon, const char *how, int n,
    int rounds)
{
	static struct meaning	m;
	double			t = now_s();
	int			i, r, known = 0;

	for (r = 0; r < rounds; r++)
		for (i = 0; i < n; i++) {
			interpret(lexicon, sms[i].from, sms[i].text, NULL, &m);
			known += m.intent != INTENT_UNKNOWN;
		}
	t = now_s() - t;
	printf("interpret, %s: %d texts, %.0f a second (%d%% understood)\n",
	    how, n * rounds, (double)n * rounds / t,
	    known * 100 / (n * rounds));
}

/* Learn from the shipped digest, repeated until it has TAUGHT texts. */
static void
bench_learning(const struct conf *conf)
{
	struct digest	*d = digest_new(), *shipped;
	struct rusage	 usage;
	char		 path[4200];
	double		 t;
	FILE		*in;

	snprintf(path, sizeof path, "%s.features", conf->model);
	if ((in = fopen(path, "rb")) == NULL ||
	    (shipped = digest_read(in)) == NULL) {
		printf("learn: no digest at %s\n", path);
		digest_free(d);
		return;
	}
	fclose(in);
	while (d->rows < TAUGHT && digest_append(d, shipped))
		;
	if (d->rows > TAUGHT)
		d->rows = TAUGHT;
	digest_free(shipped);
	t = now_s();
	model_free(train(d, NULL, NULL));
	t = now_s() - t;
	getrusage(RUSAGE_SELF, &usage);
	printf("learn: %d texts in %.1f s, %ld MiB\n", d->rows, t,
	    usage.ru_maxrss / 1024);
	digest_free(d);
}

int
main(int argc, char *argv[])
{
	struct conf_errors	 errors = { 0 };
	struct conf		*conf;
	struct lexicon		*lexicon;
	char			 why[512];
	double			 t;
	int			 n, i, rounds;

	if (argc < 3 || (conf = conf_read(argv[1], NULL, &errors)) == NULL ||
	    (n = read_corpus(argv[2])) == 0) {
		conf_errors_print(&errors, stderr);
		return 2;
	}
	rounds = argc > 3 ? atoi(argv[3]) : 200;
	t = now_s();
	lexicon = reader_of_words(&conf->city);
	printf("lexicon: built in %.1f ms\n", (now_s() - t) * 1e3);
	bench_reading(lexicon, "words alone", n, rounds);
	if (judge_attach(lexicon, conf, why, sizeof why) == -1)
		printf("%s\n", why);
	else
		bench_reading(lexicon, "with the judge", n, rounds);
	for (i = 0; i < n; i++)
		free(sms[i].text);
	lexicon_free(lexicon);
	bench_learning(conf);
	conf_free(conf);
	return 0;
}
