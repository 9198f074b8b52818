/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_ELSEWHERE_H
#define CONF_ELSEWHERE_H

#include "conf/cues.h"

/* What etc/kupang/elsewhere.conf says of matters that are not the city's. */

struct conf_errors;
struct config_t;

/*
 * One matter, in the order of the file; meaning.matter is its index.  Its
 * text names who answers for it; {reach} is how to reach them, and is left
 * out of what citizens read until a person has confirmed it.
 */
struct conf_matter {
	char			*code;		/* "KTP" */
	char			*label;		/* in lists: "KTP dan KIA" */
	struct conf_cues	 cues;
	struct conf_reach	 reach;
	char			*text;		/* to the citizen */
	int			 beside;	/* category whose reports get
						   the text besides, or -1 */
	int			 line;
};

struct conf_elsewhere {
	struct conf_matter	*matter;	/* owned */
	int			 count;
	int			 enough;	/* points that make it one */
	int			 margin;	/* points more than a category
						   of ours */
	struct conf_cues	 asks;		/* asks, complains of nothing */
	struct conf_cues	 speaks;	/* speaks to an office, or tells
						   that something is wrong */
	struct conf_cues	 adverts;	/* nobody speaks to us */
	struct conf_cues	 idioms;	/* say nothing of any matter */
	struct conf_cues	 outside;	/* names of other regencies */
	int			 outside_matter; /* their matter, or -1 */
	const char		*file;		/* borrowed from the city */
};

void		 conf_elsewhere_read(struct conf_city *, struct config_t *,
		    struct conf_errors *);
void		 conf_elsewhere_free(struct conf_elsewhere *);
int		 conf_elsewhere_find(const struct conf_elsewhere *,
		    const char *);
size_t		 conf_elsewhere_text(const struct conf_elsewhere *, int,
		    char *, size_t);
void		 conf_elsewhere_warn(const struct conf_city *, int,
		    struct conf_errors *);

#endif
