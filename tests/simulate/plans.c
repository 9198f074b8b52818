/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * plans - what people will write, and when: a heap, the next first.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "tests/simulate/simulate.h"

/* End here if something failed that must not. */
void
must(int ok, const char *what)
{
	if (ok)
		return;
	fprintf(stderr, "simulate: %s failed\n", what);
	exit(2);
}

/* A number below n, the same in each run of one seed. */
int
pick(struct world *w, int n)
{
	w->random = w->random * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (int)((w->random >> 33) % (uint64_t)n);
}


static void
swap(struct plan *a, struct plan *b)
{
	struct plan	c = *a;

	*a = *b;
	*b = c;
}

/* Somebody will write this, then. */
void
plan_add(struct world *w, int64_t at, const char *from, const char *text)
{
	int	i = w->plans++;

	must(w->plans <= PLANS_MAX, "making room for a plan");
	w->plan[i].at = at;
	snprintf(w->plan[i].from, sizeof w->plan[i].from, "%s", from);
	snprintf(w->plan[i].text, sizeof w->plan[i].text, "%s", text);
	for (; i > 0 && w->plan[(i - 1) / 2].at > w->plan[i].at;
	    i = (i - 1) / 2)
		swap(&w->plan[i], &w->plan[(i - 1) / 2]);
}

/* The next of all plans, which there must be. */
struct plan
plan_take(struct world *w)
{
	struct plan	first = w->plan[0];
	int		i = 0, least;

	w->plan[0] = w->plan[--w->plans];
	for (;; i = least) {
		least = i;
		if (2 * i + 1 < w->plans &&
		    w->plan[2 * i + 1].at < w->plan[least].at)
			least = 2 * i + 1;
		if (2 * i + 2 < w->plans &&
		    w->plan[2 * i + 2].at < w->plan[least].at)
			least = 2 * i + 2;
		if (least == i)
			return first;
		swap(&w->plan[i], &w->plan[least]);
	}
}

/* People sleep from ten to six. */
int64_t
awake(int64_t at)
{
	time_t		t = (time_t)at;
	struct tm	tm;

	localtime_r(&t, &tm);
	if (tm.tm_hour >= 6 && tm.tm_hour < 22)
		return at;
	return at + ((30 - tm.tm_hour) % 24) * HOUR;
}
