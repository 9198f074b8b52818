/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef DAEMON_H
#define DAEMON_H

#include <stdbool.h>

struct conf;
struct conf_errors;
struct daemon;
struct event_base;

struct daemon	*daemon_new(struct conf *);
void		 daemon_free(struct daemon *);
void		 daemon_open(struct daemon *);
void		 daemon_run(struct daemon *);
int		 daemon_reload(struct daemon *, struct conf_errors *);
void		 daemon_reap(struct daemon *);
void		 daemon_stop(struct daemon *);
bool		 daemon_is_stopping(const struct daemon *);
bool		 daemon_is_quiet(const struct daemon *);
struct event_base *daemon_base(const struct daemon *);

#endif
