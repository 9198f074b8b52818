/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_LINE_H
#define SIM_LINE_H

#include <stdbool.h>
#include <stddef.h>

struct evbuffer;
struct sim_modem;

void		 sim_line_init(struct sim_modem *);
void		 sim_line_clear(struct sim_modem *);
void		 sim_line_start(struct sim_modem *);
void		 sim_line_stop(struct sim_modem *);
void		 sim_line_say(struct sim_modem *, const char *, size_t);
void		 sim_line_pour(struct sim_modem *, struct evbuffer *);
void		 sim_line_answer(struct sim_modem *, struct evbuffer *);
void		 sim_line_forget(struct sim_modem *);
size_t		 sim_line_backlog(const struct sim_modem *);
void		 sim_line_notice(struct sim_modem *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));
bool		 sim_line_is_hung(const struct sim_modem *);

#endif
