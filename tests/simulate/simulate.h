/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIMULATE_H
#define SIMULATE_H

/* The simulated city: what its files have in common. */

#include <stdbool.h>
#include <stdint.h>

#include "base/number.h"
#include "conf/conf.h"
#include "store/outbox.h"
#include "store/seat.h"
#include "store/size.h"

#define PEOPLE_MAX	200
#define PLANS_MAX	100000
#define REPORTS_MAX	100000
#define KINDS_MAX	64
#define RESTS_MAX	20000
#define HEARD_MAX	24
#define HOUR		3600
#define DAY		(24 * HOUR)
#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

enum habit { PROMPT, SLOW, SILENT, LEAVE, HABIT_COUNT };

/* Who sits on a seat. */
struct person {
	char		number[NUMBER_SIZE];
	enum seat_role	role;
	enum habit	habit;
	int		received;
	int64_t		hour;		/* since 1970; the last it got one in */
	int		in_hour, busiest;
};

/* A person who was told that a report is none of his any more. */
struct rest {
	int	person;
	int64_t	report;
};

/* What was sent about a report; to its citizen, when. */
struct tally {
	double	sms;
	bool	acknowledged;
	int64_t	acknowledged_at;
	int64_t	heard[HEARD_MAX];	/* of its state */
	int	heards;
};

/* An SMS that somebody will write. */
struct plan {
	int64_t	at;
	char	from[NUMBER_SIZE];
	char	text[160];
};

/* How many SMS of a kind a role got; the last is the citizens'. */
struct kind {
	char	name[STORE_NAME_SIZE];
	int	to[SEAT_ROLE_COUNT + 1];
};

struct world {
	char		 dir[64];
	struct store	*store;
	struct conf	*conf;
	struct lexicon	*lexicon;
	struct desk	*desk;
	int64_t		 now;
	uint64_t	 random;
	struct person	 person[PEOPLE_MAX];
	int		 people;
	struct plan	*plan;		/* owned; a heap, the next first */
	int		 plans;
	struct rest	*rest;		/* owned */
	int		 rests;
	struct tally	*tally;		/* owned; by id from ticket_start */
	struct kind	 kind[KINDS_MAX];
	int		 kinds, came, went, went_parts;
	int		 faults;
};

void		 must(int, const char *);

/* ---- plans.c ------------------------------------------------------------- */

int		 pick(struct world *, int);
void		 plan_add(struct world *, int64_t, const char *, const char *);
struct plan	 plan_take(struct world *);
int64_t		 awake(int64_t);

/* ---- people.c ------------------------------------------------------------ */

void		 people(struct world *);
void		 leaves(struct world *, int);
struct person	*person_find(struct world *, const char *);
bool		 person_rests(struct world *, const struct plan *);
void		 staff_hears(struct world *, const struct person *,
		    const struct outbox_message *);
void		 citizen_hears(struct world *, const struct outbox_message *);
void		 citizen_writes(struct world *, int64_t, int);

/* ---- judge.c ------------------------------------------------------------- */

void		 count_sms(struct world *, const struct outbox_message *, int);
void		 fault(struct world *, int64_t, const char *);
void		 judge(struct world *, int);

#endif
