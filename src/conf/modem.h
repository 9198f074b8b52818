/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_MODEM_H
#define CONF_MODEM_H

struct conf;
struct conf_modem;

const struct conf_modem *conf_find_modem(const struct conf *, const char *);

#endif
