/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef NUMBER_H
#define NUMBER_H

#include <stdbool.h>
#include <stddef.h>

#define NUMBER_SIZE	24	/* +, 15 digits (E.164) or an 11 character
				   alphanumeric sender in UTF-8, NUL */

enum number_kind {
	NUMBER_PHONE,		/* +E.164: may be answered */
	NUMBER_SHORT,		/* 3-6 digits: an operator's or a service's */
	NUMBER_NAME,		/* alphanumeric sender */
	NUMBER_BAD		/* empty or nonsense */
};

enum number_kind number_normalise(const char *, const char *,
		    char[NUMBER_SIZE]);
enum number_kind number_name(const char *, const char *, char[NUMBER_SIZE]);
const char	*number_kind_name(enum number_kind);
bool		 number_local(const char *, const char *, char *, size_t);

#endif
