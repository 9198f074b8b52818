/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CHECK_H
#define CHECK_H

struct conf;
struct conf_errors;

void	 check_doubts(const struct conf *, struct conf_errors *);

#endif
