/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MEANING_H
#define MEANING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/text.h"

#define INTERPRET_CANDIDATES	9	/* as many as one SMS can number */
#define INTERPRET_TICKET_SIZE	12	/* digits as typed */
#define INTERPRET_NAME_SIZE	64
#define INTERPRET_TOPIC_SIZE	32
#define INTERPRET_PHONE_SIZE	24

#define INTENTS(X)							\
	X(REPORT,	"report")	/* citizen */			\
	X(STATUS,	"status")					\
	X(ADD,		"add")						\
	X(CONFIRM,	"confirm")					\
	X(SUPPORT,	"support")					\
	X(CANCEL,	"cancel")					\
	X(REGISTER,	"register")					\
	X(HELP,		"help")						\
	X(STOP,		"stop")						\
	X(INFO,		"info")						\
	X(QUESTION,	"question")	/* asks, reports nothing */	\
	X(THANKS,	"thanks")	/* ok, thanks: noted, no answer */ \
	X(ELSEWHERE,	"elsewhere")	/* a matter that is not ours */	\
	X(CLARIFY,	"clarify")					\
	X(JOIN,		"join")		/* to what was offered as the same */ \
	X(APART,	"apart")	/* no, it is another problem */	\
	X(TAKE,		"take")		/* staff */			\
	X(PROGRESS,	"progress")					\
	X(DONE,		"done")						\
	X(REJECT,	"reject")					\
	X(FORWARD,	"forward")					\
	X(ASK,		"ask")						\
	X(SHOW,		"show")						\
	X(LIST,		"list")						\
	X(MORE,		"more")						\
	X(HANDOVER,	"handover")					\
	X(NOTE,		"note")						\
	X(OFF,		"off")						\
	X(ON,		"on")						\
	X(UNKNOWN,	"unknown")	/* both */

enum intent {
#define X(name, text)	INTENT_##name,
	INTENTS(X)
#undef X
	INTENT_COUNT
};

enum interpret_from { FROM_CITIZEN, FROM_STAFF };

#define CONTEXT_REPORTS		9	/* of one sender, newest first */
#define INTERPRET_ALSO		3	/* further problems in one SMS */

/* What our newest question to this number was about. */
enum asked {
	ASKED_NOTHING,
	ASKED_CATEGORY,
	ASKED_KELURAHAN,
	ASKED_TICKET,		/* which of several reports */
	ASKED_DONE		/* whether it is done: PUAS or BELUM */
};

/*
 * Where a report of the sender, or a dispatch of a seat, stands.  DONE waits
 * for PUAS or BELUM.
 */
enum known_state { KNOWN_OPEN, KNOWN_DONE, KNOWN_CLOSED, KNOWN_REJECTED };

struct known_report {
	char			ticket[INTERPRET_TICKET_SIZE];
	char			code[3];	/* a seat's; "" for citizens */
	enum known_state	state;
	int			category, kelurahan;	/* -1 unknown */
};

/*
 * What was said before, as far as the desk knows it of this number.  NULL
 * where nothing is known; all is borrowed for the call.  A citizen's reports
 * and a seat's dispatches are the same to the grammar: what is the sender's.
 */
struct context {
	enum asked		asked;
	int			choice[INTERPRET_CANDIDATES]; /* categories,
						   kelurahan, or places in
						   report[] (ASKED_TICKET) */
	int			choices;	/* of the question, in order */
	char			last[INTERPRET_TICKET_SIZE]; /* what our newest
						   SMS to it spoke of, or "" */
	struct known_report	report[CONTEXT_REPORTS];
	int			reports;
	/* How many bytes at the beginning of a text are an SMS of ours, sent
	   to anybody; 0 if none.  NULL: nothing is known of that.  Texts
	   differ in small things after a phone had them: echo_fold,
	   echo_length. */
	size_t			(*ours)(void *, const char *);
	void			*arg;
};

/* One more problem that the same SMS tells. */
struct also {
	int	category, kelurahan;
};

/* What a text answers to the question of the context. */
enum answered {
	ANSWERED_NOT,
	ANSWERED_CHOICE,	/* answer: which of the choices, from 0 */
	ANSWERED_OTHER,		/* answer: index of another place or matter */
	ANSWERED_BOTH,		/* all of the choices */
	ANSWERED_NONE		/* none of the choices */
};

#define INTERPRET_FURTHER	16	/* commands after the first */

/* One more command of an SMS; the remark is bytes [from, to) of the text. */
struct further {
	enum intent	intent;		/* STATUS: one more ticket of CEK */
	int		opd;
	char		ticket[INTERPRET_TICKET_SIZE];
	char		code[3];
	uint16_t	from, to;
};

/* When somebody will be away, beside the days and the date of a meaning. */
struct leave {
	int	begins;		/* in so many days: besok 1, lusa 2 */
	int	weekday;	/* 1 Monday .. 7 Sunday, or 0 */
	bool	until;		/* back after that weekday, not only on it */
	bool	next_week;	/* that weekday, or all days, of next week */
	bool	doubt;		/* a time was named and cannot be read: ask */
};

/*
 * What a text means.  Categories, kelurahan and OPDs are indexes into the
 * conf_city that the lexicon was built from; -1 is "none".  The candidates
 * of INTENT_CLARIFY are all kelurahan (then category may be known) or all
 * categories (then kelurahan may be known), best first; or it has tickets
 * instead, and `meant` is what is to be done with the right one.
 *
 * With a context: a confirm has the ticket that it speaks of, if only one
 * can be meant; an answer to an open question is `answered` (the intent says
 * what the text would be alone, mostly UNKNOWN); what an SMS of ours said is
 * cut out (echo) and all fields are of the sender's own words.  An echo with
 * nothing beside it is UNKNOWN, a thumb THANKS, a thumb down under a report
 * that waits a confirm that is not ok.  THANKS wants no answer; QUESTION has
 * what it is about in category and kelurahan, its words in the description,
 * as STATUS without a ticket ("CEK SAMPAH OESAPA") has category or kelurahan.
 */
struct meaning {
	enum intent	intent;
	int		category;
	int		kelurahan;
	int		opd;
	bool		ok;		/* confirm: satisfied? */
	int		verdict;	/* the text begins with a yes (1) or a
					   no (0) to "is it done?"; else -1 */
	bool		undo;		/* says that it was misunderstood */
	int		second;		/* report: category of a second
					   problem, or -1; also[0] has it too
					   where it stands clear */
	int		matter;		/* elsewhere: which, or -1 */
	int		danger;		/* kind of danger to life, or -1 */
	int		confidence;	/* percent, that the intent and the
					   category are right; calibrated */
	struct also	also[INTERPRET_ALSO];
	int		alsos;
	bool		fuzzy;		/* a word was read with a typo */
	bool		command;	/* report, clarify: LAPOR or a like word
					   was said, so it is a new report */
	bool		kelurahan_doubt; /* clarify: candidates are kelurahan */
	int		candidate[INTERPRET_CANDIDATES];
	int		candidates;
	enum intent	meant;		/* clarify about tickets: CONFIRM .. */
	char		tickets[CONTEXT_REPORTS][INTERPRET_TICKET_SIZE];
	int		ticket_count;	/* clarify: which of these? */
	bool		ticket_doubt;	/* a number was meant as a ticket and
					   cannot be one: ask, never take it
					   for none */
	bool		echo;		/* an SMS of ours was in the text */
	bool		all;		/* cancel, take: SEMUA */
	bool		secret;		/* report: keep my number to yourself */
	enum answered	answered;
	int		answer;		/* CHOICE: 0-based; OTHER: an index */
	struct leave	leave;		/* off */
	int		days;		/* off: for so many, or 0 */
	int		day, month;	/* off: until this date, or 0 */
	struct further	further[INTERPRET_FURTHER]; /* staff, status */
	int		furthers;
	char		behalf[INTERPRET_PHONE_SIZE];	/* report: for this
						   number, as typed */
	char		ticket[INTERPRET_TICKET_SIZE];	/* "" if none */
	char		code[3];			/* "K7", "" if none */
	char		name[INTERPRET_NAME_SIZE];
	char		topic[INTERPRET_TOPIC_SIZE];
	char		description[TEXT_MAX_BYTES];	/* report, clarify */
	char		detail[TEXT_MAX_BYTES];		/* add, staff remark */
};

/* An answer to an open question with numbered choices. */
enum answer_kind { ANSWER_NONE, ANSWER_CHOICE, ANSWER_OTHER };

struct answer {
	enum answer_kind kind;
	int		index;		/* CHOICE: 0-based; OTHER: category or
					   kelurahan index */
};

#endif
