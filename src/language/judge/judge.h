/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef JUDGE_H
#define JUDGE_H

#include <stdbool.h>
#include <stddef.h>

#include "language/judge/model.h"
#include "language/judge/verdict.h"

struct conf;
struct conf_city;
struct lexicon;
struct view;

/* What a mistake costs; only how they compare counts. */
struct judge_costs {
	int	wrong;		/* a report sent to who has no part in it */
	int	question;	/* one more SMS to who reports something */
	int	silence;	/* a report of which nothing becomes */
};

enum stance { STANCE_ADMIT, STANCE_ASK, STANCE_ACT };

/* A feature that spoke, and how loudly for the one and not the other. */
struct voice {
	char	name[FEATURES_NAME];
	double	loud;
};

/* A model, as one city's categories and costs see it. */
struct judge;

struct judge	*judge_new(struct model *, const struct conf_city *,
		    const struct judge_costs *);
void		 judge_free(struct judge *);
void		 judge_use(struct lexicon *, struct judge *);
const struct judge *judge_of(const struct lexicon *);
int		 judge_attach(struct lexicon *, const struct conf *, char *,
		    size_t);
int		 judge_check(const struct conf *, char *, size_t);
struct model	*judge_open_model(const char *, char *, size_t);
const struct model *judge_model(const struct judge *);
void		 judge_weigh(const struct judge *, const struct features *,
		    struct verdict *);
void		 judge_weigh_heard(const struct judge *, const struct heard *,
		    struct verdict *);
void		 judge_read(const struct judge *, const struct view *,
		    struct verdict *);
void		 judge_hear(struct view *);
enum stance	 judge_decide(const struct judge_costs *,
		    const struct verdict *, bool);
const struct judge_costs *judge_costs(const struct judge *);
enum wanted	 judge_wanted(const struct verdict *);
const char	*judge_wanted_name(enum wanted);
int		 judge_voices(const struct judge *, const struct view *, int,
		    struct voice *, int);

#endif
