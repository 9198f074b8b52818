/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_TERM_H
#define SIM_TERM_H

#include <stdbool.h>

struct event_base;
struct sim_term;

enum sim_style { SIM_STYLE_NOTE, SIM_STYLE_OUT, SIM_STYLE_IN,
	SIM_STYLE_WARN };

/* A line without its end; NULL: there will be no more. */
typedef void	(*sim_line_fn)(void *, char *);

struct sim_term	*sim_term_new(struct event_base *, sim_line_fn, void *);
void		 sim_term_free(struct sim_term *);
bool		 sim_term_is_interactive(const struct sim_term *);
void		 sim_term_prompt(struct sim_term *, const char *);
void		 sim_term_hold(struct sim_term *);
void		 sim_term_go_on(struct sim_term *);
void		 sim_term_print(struct sim_term *, enum sim_style,
		    const char *, const char *);

#endif
