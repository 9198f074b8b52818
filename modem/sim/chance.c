/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * chance - chance that can be repeated, and the times that depend on it.
 */

#include "config.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modem/sim/chance.h"

#define DELAY_MAX	3600000.0	/* an hour */
#define TIME_MAX	(7 * 86400000.0)
#define TURN		6.283185307179586

/* Begin the stream of a seed. */
void
sim_chance_init(struct sim_chance *c, uint64_t seed)
{
	c->state = seed;
}

/* SplitMix64: Steele, Lea, Flood, "Fast splittable generators", 2014. */
static uint64_t
chance_next(struct sim_chance *c)
{
	uint64_t	z = c->state += 0x9e3779b97f4a7c15u;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9u;
	z = (z ^ z >> 27) * 0x94d049bb133111ebu;
	return z ^ z >> 31;
}

/* 0 to n - 1; n is small, so that its bias does not matter. */
uint64_t
sim_chance_below(struct sim_chance *c, uint64_t n)
{
	return n == 0 ? 0 : chance_next(c) % n;
}

/* Of so many millionths; the certain uses up no chance. */
bool
sim_chance_falls(struct sim_chance *c, unsigned rate)
{
	return rate >= SIM_CERTAIN ||
	    sim_chance_below(c, SIM_CERTAIN) < rate;
}

/* Above 0, up to 1. */
static double
chance_unit(struct sim_chance *c)
{
	return (double)((chance_next(c) >> 11) + 1) / 9007199254740992.0;
}

/* Milliseconds, an hour at most. */
int64_t
sim_delay_draw(const struct sim_delay *d, struct sim_chance *c)
{
	double	ms = d->a;

	if (d->kind == SIM_DELAY_UNIFORM)
		ms += (d->b - d->a) * chance_unit(c);
	else if (d->kind == SIM_DELAY_LOGNORMAL)	/* Box and Muller */
		ms *= exp(d->b * sqrt(-2 * log(chance_unit(c))) *
		    cos(TURN * chance_unit(c)));
	return (int64_t)(ms < DELAY_MAX ? ms : DELAY_MAX);
}

/*
 * A time of so many octets in milliseconds: 200, 200ms, 1.5s, 2m or 1h.
 * -1 if it is none.
 */
int
sim_time_read(const char *text, size_t len, int64_t *ms)
{
	static const struct { const char *unit; double ms; } units[] = {
		{ "", 1 }, { "ms", 1 }, { "s", 1000 }, { "m", 60000 },
		{ "h", 3600000 }
	};
	char	copy[24], *end;
	double	value;

	if (len == 0 || len >= sizeof copy)
		return -1;
	memcpy(copy, text, len);
	copy[len] = '\0';
	if (strspn(copy, "0123456789.") == 0)
		return -1;
	value = strtod(copy, &end);
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++)
		if (strcmp(end, units[i].unit) == 0 &&
		    value * units[i].ms <= TIME_MAX) {
			*ms = (int64_t)(value * units[i].ms + 0.5);
			return 0;
		}
	return -1;
}

static int
read_uniform(struct sim_delay *d, const char *from, const char *to)
{
	int64_t	a, b;

	if (sim_time_read(from, strlen(from), &a) == -1 ||
	    sim_time_read(to, strlen(to), &b) == -1 || a > b)
		return -1;
	*d = (struct sim_delay){ SIM_DELAY_UNIFORM, (double)a, (double)b };
	return 0;
}

static int
read_lognormal(struct sim_delay *d, const char *median, const char *sigma)
{
	char	*end;
	int64_t	 ms;
	double	 b = strtod(sigma, &end);

	if (sim_time_read(median, strlen(median), &ms) == -1 ||
	    end == sigma || *end != '\0' || !(b >= 0 && b <= 5))
		return -1;
	*d = (struct sim_delay){ SIM_DELAY_LOGNORMAL, (double)ms, b };
	return 0;
}

/*
 * "3s", "uniform(1s,5s)", or "lognormal(3s,0.5)" with the median and the
 * deviation of the logarithm.  -1 if it is none of these.
 */
int
sim_delay_read(struct sim_delay *d, const char *text)
{
	char	a[24], b[24], end;
	int64_t	ms;

	if (sscanf(text, "uniform(%23[^,],%23[^)]%c", a, b, &end) == 3 &&
	    text[strlen(text) - 1] == ')')
		return read_uniform(d, a, b);
	if (sscanf(text, "lognormal(%23[^,],%23[^)]%c", a, b, &end) == 3 &&
	    text[strlen(text) - 1] == ')')
		return read_lognormal(d, a, b);
	if (sim_time_read(text, strlen(text), &ms) == -1)
		return -1;
	*d = (struct sim_delay){ SIM_DELAY_FIXED, (double)ms, 0 };
	return 0;
}
