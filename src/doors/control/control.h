/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONTROL_H
#define CONTROL_H

struct control;
struct gateway;

struct control	*control_new(struct gateway *, const char *);
void		 control_free(struct control *);

#endif
