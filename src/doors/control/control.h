/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONTROL_H
#define CONTROL_H

#include "doors/control/parts.h"

struct control;

struct control	*control_new(const struct control_parts *, const char *);
void		 control_free(struct control *);

#endif
