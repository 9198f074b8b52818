/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef NETWORK_H
#define NETWORK_H

int	network_holds(const char *, const char *);

#endif
