/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_FAULT_H
#define SIM_FAULT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct event;
struct sim_modem;

/*
 * What goes wrong, how it is called, what it takes with which default, how
 * often it strikes if nobody says (-1: ever), and the words it may take.
 * Each has its opportunities; that is where the code asks for it.
 */
#define SIM_FAULTS(X)							\
	/* Sending. */							\
	X(CMS_ERROR,	"cms-error",	NUMBER,	500,	1, "")		\
	X(LOSE_CMGS,	"lose-cmgs",	NOTHING, 0,	1, "")		\
	X(LATE_CMGS,	"late-cmgs",	TIME,	60000,	1, "")		\
	X(SAME_MR,	"same-mr",	NUMBER,	0,	-1, "")		\
	X(NO_PROMPT,	"no-prompt",	NOTHING, 0,	1, "")		\
	X(LATE_PROMPT,	"late-prompt",	TIME,	10000,	1, "")		\
	X(ERROR_PROMPT,	"error-prompt",	NOTHING, 0,	1, "")		\
	X(SWALLOW,	"swallow",	NOTHING, 0,	1, "")		\
	/* Any command. */						\
	X(MUTE,		"mute",		COMMAND, 0,	1, "")		\
	X(REFUSE,	"refuse",	COMMAND, 0,	1, "")		\
	X(CME_ERROR,	"cme-error",	NUMBER,	100,	1, "")		\
	X(LATE,		"late",		TIME,	5000,	1, "")		\
	X(HANG,		"hang",		TIME,	0,	1, "")		\
	X(NO_ECHO,	"no-echo",	NOTHING, 0,	-1, "")		\
	X(DOUBLE_ECHO,	"double-echo",	NOTHING, 0,	-1, "")		\
	X(BLANK_LINES,	"blank-lines",	NOTHING, 0,	-1, "")		\
	/* The wire. */							\
	X(GARBAGE,	"garbage",	NUMBER,	8,	1, "")		\
	X(GARBLE,	"garble",	NOTHING, 0,	1, "")		\
	X(SPLIT,	"split",	TIME,	1,	-1, "")		\
	X(CHATTER,	"chatter",	TIME,	200,	-1, "")		\
	/* The SIM and its messages. */					\
	X(DELETE_FAILS,	"delete-fails",	NOTHING, 0,	1, "")		\
	X(DELETE_LIES,	"delete-lies",	NOTHING, 0,	1, "")		\
	X(NO_CMTI,	"no-cmti",	NOTHING, 0,	1, "")		\
	X(WRONG_CMTI,	"wrong-cmti",	NUMBER,	1,	1, "")		\
	X(WRONG_STORE,	"wrong-store",	NOTHING, 0,	1, "")		\
	X(DEAF,		"deaf",		NOTHING, 0,	1, "")		\
	X(DUPLICATE,	"duplicate",	NOTHING, 0,	1, "")		\
	X(FULL,		"full",		NOTHING, 0,	-1, "")		\
	X(SLOTS,	"slots",	WORD,	0,	-1, "last random") \
	X(FROM_ZERO,	"from-zero",	NOTHING, 0,	-1, "")		\
	X(SAME_STORE,	"same-store",	NOTHING, 0,	-1, "")		\
	X(CPMS,		"cpms",		WORD,	0,	-1,		\
	    "bare empty quote extra ok three")				\
	X(EMPTY_LIST,	"empty-list",	NUMBER,	321,	-1, "")		\
	/* Delivery reports. */						\
	X(NO_REPORT,	"no-report",	NOTHING, 0,	1, "")		\
	X(LATE_REPORT,	"late-report",	TIME,	10000,	1, "")		\
	X(SHUFFLE,	"shuffle-reports", TIME, 2000,	-1, "")		\
	X(STRANGE_REPORT, "strange-report", NOTHING, 0,	1, "")		\
	/* The network. */						\
	X(FLAP,		"flap",		TIME,	5000,	-1, "")		\
	X(USSD,		"ussd",		WORD,	0,	-1,		\
	    "packed nodcs ucs2 plain break rubbish nothing")		\
	X(LATE_USSD,	"late-ussd",	TIME,	40000,	1, "")		\
	X(CREG,		"creg",		WORD,	0,	-1,		\
	    "open single lac ok")					\
	X(CSCA,		"csca",		WORD,	0,	-1,		\
	    "bare ucs2 noplus empty")

enum sim_fault {
#define X(id, name, takes, value, count, words)	SIM_FAULT_##id,
	SIM_FAULTS(X)
#undef X
	SIM_FAULT_END
};

/* The words of the table, by their place. */
enum { SLOTS_LAST, SLOTS_RANDOM };
enum { CPMS_BARE, CPMS_EMPTY, CPMS_QUOTE, CPMS_EXTRA, CPMS_OK, CPMS_THREE };
enum { USSD_PACKED, USSD_NODCS, USSD_UCS2, USSD_PLAIN, USSD_BREAK,
	USSD_RUBBISH, USSD_NOTHING };
enum { CREG_OPEN, CREG_SINGLE, CREG_LAC, CREG_OK };
enum { CSCA_BARE, CSCA_UCS2, CSCA_NOPLUS, CSCA_EMPTY };

/* When a fault strikes: at which of its opportunities. */
struct sim_fault_rule {
	int		 left;		/* times still, -1 ever */
	int		 pass;		/* opportunities to let go before */
	unsigned	 rate;		/* of the others, in millionths */
	int64_t		 value;		/* code, ms, or place of a word */
	char		 command[24];	/* only those that begin so */
	uint64_t	 struck;	/* times so far, of all rules */
};

int		 sim_fault_find(const char *, size_t);
const char	*sim_fault_name(enum sim_fault);
int		 sim_fault_read(struct sim_fault_rule *, const char *,
		    char *, size_t);
void		 sim_fault_set(struct sim_modem *, enum sim_fault,
		    const struct sim_fault_rule *);
int		 sim_fault_apply(struct sim_modem *, const char *, char *,
		    size_t);
bool		 sim_fault_is_on(const struct sim_modem *, enum sim_fault);
bool		 sim_fault_strikes(struct sim_modem *, enum sim_fault);
bool		 sim_fault_strikes_at(struct sim_modem *, enum sim_fault,
		    const char *);
int64_t		 sim_fault_value(const struct sim_modem *, enum sim_fault);
void		 sim_fault_arm(const struct sim_modem *, enum sim_fault,
		    struct event *);

#endif
