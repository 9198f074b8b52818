/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LANGUAGE_CONF_H
#define LANGUAGE_CONF_H

struct conf;
struct conf_errors;
struct conf_room;

extern const struct conf_room language_conf;

void	language_warn_words(const struct conf *, struct conf_errors *);

#endif
