/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_CUES_H
#define CONF_CUES_H

#include <stdbool.h>
#include <stddef.h>

#include "conf/city.h"

/* What danger.conf and elsewhere.conf write in the same way. */

struct conf_errors;
struct config_setting_t;

/*
 * Weighted phrases.  A word stands for itself with affixes, in all spellings
 * of words.conf and with a slip; "=word" for itself with affixes only; "a/b"
 * is a or b, "#" any number, "@" a word for people (`people` of danger.conf),
 * "a + b" is b within a few words behind a, "a & b" both in whatever order.
 * "<name>" is any of the words that danger.conf lists under that name.
 */
struct conf_cues {
	struct conf_phrase	*phrase;	/* owned */
	int			 count;
};

/* How sure a number is that citizens are told to call. */
enum conf_sure {
	SURE_NONE,		/* there is no number, or nobody says how */
	SURE_HERE,		/* "A": said of this city in public */
	SURE_NATION,		/* "B": a number of the whole country */
	SURE_HEARSAY		/* "C": no source; never sent to citizens */
};

/* A way to reach somebody, and who has seen that it works. */
struct conf_reach {
	char		*how;		/* owned; "" none: "113" */
	enum conf_sure	 sure;
	int		 confirmed;	/* 202611; 0: by nobody */
	int		 line;
};

/* One value for a slot such as {ticket}. */
struct conf_slot {
	const char	*name, *value;	/* borrowed */
};

void		 conf_cues_read(struct conf_cues *, struct config_setting_t *,
		    const char *, struct conf_errors *);
void		 conf_cues_clear(struct conf_cues *);
char		*conf_cues_text(struct config_setting_t *, const char *,
		    bool, struct conf_errors *);
void		 conf_cues_keys(struct config_setting_t *, const char *const *,
		    struct conf_errors *);
int		 conf_cues_number(struct config_setting_t *, const char *, int,
		    int, int, struct conf_errors *);
void		 conf_reach_read(struct conf_reach *,
		    struct config_setting_t *, const char *, const char *,
		    struct conf_errors *);
void		 conf_reach_clear(struct conf_reach *);
int		 conf_reach_age(const struct conf_reach *, int);
size_t		 conf_slots_fill(char *, size_t, const char *,
		    const struct conf_slot *, int);
void		 conf_slots_check(struct config_setting_t *, const char *,
		    const struct conf_slot *, int, struct conf_errors *);

#endif
