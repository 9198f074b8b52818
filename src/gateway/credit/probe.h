/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PROBE_H
#define PROBE_H

struct gateway;
struct probe;
struct worker;

struct probe	*probe_new(struct gateway *);
void		 probe_free(struct probe *);
void		 probe_run(struct probe *);
void		 probe_arm(struct probe *);
void		 probe_changed(struct probe *, struct worker *);

#endif
