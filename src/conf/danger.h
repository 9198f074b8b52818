/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_DANGER_H
#define CONF_DANGER_H

#include "conf/cues.h"
#include "conf/time.h"

/* What etc/kupang/danger.conf says of danger to life. */

struct conf_errors;
struct config_t;

/* Who can be told of it, named as seats are. */
#define CONF_DANGER_ROLES(X)						\
	X(OFFICER,	"officer")	/* of an OPD */			\
	X(HEAD,		"head")		/* of one, else of all told */	\
	X(LURAH,	"lurah")	/* of the place, if it is known */ \
	X(CAMAT,	"camat")					\
	X(COORDINATOR,	"coordinator")					\
	X(LEADER,	"leader")

enum conf_danger_role {
#define X(name, text)	DANGER_ROLE_##name,
	CONF_DANGER_ROLES(X)
#undef X
	DANGER_ROLE_COUNT
};

#define CONF_DANGER_TOLD	12	/* seats of one list */
#define CONF_DANGER_LEVELS	4

/* One kind of seat that hears: every one on duty that the place has. */
struct conf_told {
	enum conf_danger_role	role;
	int			opd;	/* index; -1 with HEAD: of every OPD
					   that the kind's `tell` names */
};

struct conf_told_list {
	struct conf_told	told[CONF_DANGER_TOLD];
	int			count;
};

/* Words that mean one thing: "a/b c/d", named as "<name>". */
struct conf_class {
	char	*name, *words;
};

/* One kind of danger, in the order of the file; meaning.danger is its index. */
struct conf_danger_kind {
	char			*code;		/* "AIR"; in rows and logs */
	char			*label;		/* for the seats: "orang
						   hanyut" */
	struct conf_cues	 cues;
	int			 enough;	/* points that make it one */
	int			 category;	/* that the report has if the
						   text gives none, or -1 */
	struct conf_told_list	 tell;		/* besides conf_danger.always */
	struct conf_reach	 call;		/* the number to call */
	char			*text;		/* to the citizen; {ticket},
						   {call} */
	int			 line;
};

/*
 * All of it.  At once, by day and by night: the seats of `always` and of the
 * kind's `tell`.  If none of them has answered (TERIMA) after answer_within,
 * the seats of next[0], then of next[1] after the same time again, and so on.
 */
struct conf_danger {
	struct conf_danger_kind	*kind;		/* owned */
	int			 count;
	struct conf_term	 answer_within;	/* default 5 minutes */
	struct conf_told_list	 always;
	struct conf_told_list	 next[CONF_DANGER_LEVELS];
	int			 levels;
	char			*not_in_service; /* owned; a number that
						   is never given, or "" */
	struct conf_class	*class;		/* owned; words that phrases
						   name as "<name>" */
	int			 classes;
	struct conf_cues	 people;	/* somebody is in it */
	struct conf_cues	 urgency;	/* now, quick, help */
	struct conf_cues	 calm;		/* past, news, a joke: points
						   against it */
	struct conf_cues	 idioms;	/* say nothing of danger */
	const char		*file;		/* borrowed from the city */
};

void		 conf_danger_read(struct conf_city *, struct config_t *,
		    struct conf_errors *);
void		 conf_danger_free(struct conf_danger *);
const char	*conf_danger_role_name(enum conf_danger_role);
size_t		 conf_danger_text(const struct conf_danger *, int,
		    const char *, char *, size_t);
void		 conf_danger_warn(const struct conf_city *, int,
		    struct conf_errors *);

#endif
