/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_TIME_H
#define CONF_TIME_H

#include <stdbool.h>
#include <stdint.h>

/* Terms, hours, holidays and levels, as the configuration says them. */

enum conf_term_unit {
	TERM_NONE,			/* not given */
	TERM_CLOCK,			/* seconds */
	TERM_OFFICE,			/* seconds of office hours */
	TERM_DAYS			/* working days */
};

struct conf_term {
	enum conf_term_unit	unit;
	int64_t			amount;
};

/* By tm_wday, seconds after midnight; a day whose two are equal is closed. */
struct conf_hours {
	int	opens[7], closes[7];
	bool	holidays;		/* open on holidays too */
	bool	given;
};

/* Seconds after midnight; equal: no quiet hours. */
struct conf_quiet {
	int	from, to;
};

struct conf_holiday {
	int	 date;			/* 20260817 */
	char	*name;			/* owned */
};

/* Who is told of a missed deadline, in the order of the file. */
#define CONF_LEVELS(X)							\
	X(DEPUTY,	"deputy")	/* of the seat that has it */	\
	X(HEAD,		"head")		/* of its OPD */		\
	X(PLACE,	"place")	/* the lurah, else the camat */	\
	X(LURAH,	"lurah")					\
	X(CAMAT,	"camat")					\
	X(COORDINATOR,	"coordinator")					\
	X(LEADER,	"leader")

enum conf_level_who {
#define X(name, text)	LEVEL_##name,
	CONF_LEVELS(X)
#undef X
	LEVEL_COUNT
};

/* How long after the deadline, or after the level before it. */
struct conf_level {
	enum conf_level_who	who;
	struct conf_term	after[2];	/* routine, urgent */
};

/* Before a deadline: a share of its term, or so many seconds; 0 never. */
struct conf_remind {
	int	percent;
	int64_t	seconds;
};

/* The whole, as it is used; index 0 is routine, 1 urgent. */
struct conf_time {
	struct conf_hours	 office;
	struct conf_quiet	 quiet;
	struct conf_remind	 remind;
	struct conf_term	 take[2], finish[2];
	struct conf_term	 repeat;	/* TERM_NONE: never */
	struct conf_holiday	*holiday;	/* owned */
	int			 holiday_count;
	struct conf_level	 level[LEVEL_COUNT];
	int			 level_count;
};

const char	*conf_term_parse(const char *, struct conf_term *);
const char	*conf_hours_parse(const char *, struct conf_hours *);
const char	*conf_quiet_parse(const char *, struct conf_quiet *);
const char	*conf_remind_parse(const char *, struct conf_remind *);
const char	*conf_repeat_parse(const char *, struct conf_term *);
int		 conf_date_parse(const char *);
const char	*conf_level_name(enum conf_level_who);
int		 conf_level_find(const char *);
void		 conf_time_clear(struct conf_time *);

#endif
