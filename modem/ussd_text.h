/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_TEXT_H
#define USSD_TEXT_H

#include <stdbool.h>
#include <stddef.h>

bool	ussd_text_read(const char *, int *, char *, size_t);

#endif
