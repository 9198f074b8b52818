/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * bench_interpret - how many SMS a second are understood.
 *
 *	bench_interpret CONF CORPUS [ROUNDS]
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

#include "conf/conf.h"
#include "conf/read.h"
#include "language/interpret.h"
#include "language/lexicon.h"

#define MAX_TEXTS	4096

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

int
main(int argc, char *argv[])
{
	static struct meaning	 m;
	struct conf_errors	 errors = { 0 };
	struct conf		*conf;
	struct lexicon		*lexicon;
	struct timespec		 a, b;
	int			 n, i, r, rounds, known = 0;
	double			 t;

	if (argc < 3 || (conf = conf_read(argv[1], NULL, &errors)) == NULL ||
	    (n = read_corpus(argv[2])) == 0) {
		conf_errors_print(&errors, stderr);
		return 2;
	}
	rounds = argc > 3 ? atoi(argv[3]) : 200;
	clock_gettime(CLOCK_MONOTONIC, &a);
	lexicon = lexicon_new(&conf->city);
	clock_gettime(CLOCK_MONOTONIC, &b);
	printf("lexicon: built in %.1f ms\n", (double)(b.tv_sec - a.tv_sec) *
	    1e3 + (double)(b.tv_nsec - a.tv_nsec) / 1e6);
	clock_gettime(CLOCK_MONOTONIC, &a);
	for (r = 0; r < rounds; r++)
		for (i = 0; i < n; i++) {
			interpret(lexicon, sms[i].from, sms[i].text, NULL, &m);
			known += m.intent != INTENT_UNKNOWN;
		}
	clock_gettime(CLOCK_MONOTONIC, &b);
	t = (double)(b.tv_sec - a.tv_sec) + (double)(b.tv_nsec - a.tv_nsec) /
	    1e9;
	printf("interpret: %d texts, %.0f a second (%d%% understood)\n",
	    n * rounds, (double)n * rounds / t, known * 100 / (n * rounds));
	for (i = 0; i < n; i++)
		free(sms[i].text);
	lexicon_free(lexicon);
	conf_free(conf);
	return 0;
}
