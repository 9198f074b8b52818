/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_SCRIPT_H
#define SIM_SCRIPT_H

#include <stdint.h>

#define SIM_WORDS_MAX	16	/* of a line */

enum sim_when { SIM_STORY, SIM_AT, SIM_EVERY };

/* A line of a scenario, without its time. */
struct sim_script_line {
	int		 number;
	enum sim_when	 when;
	int64_t		 time;		/* ms */
	int64_t		 until;		/* of every; ms, 0 to the end */
	char		*text;		/* owned; the words lie in it */
	int		 count;
	char		*words[SIM_WORDS_MAX];
};

struct sim_script {
	char			*path;	/* owned */
	struct sim_script_line	*lines;	/* owned */
	int			 count;
};

struct sim_script *sim_script_read(const char *);
void		 sim_script_free(struct sim_script *);
void		 sim_script_complain(const struct sim_script *,
		    const struct sim_script_line *, const char *, ...)
		    __attribute__((format(printf, 3, 4)));

#endif
