/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef NATIONAL_H
#define NATIONAL_H

#include <stdbool.h>
#include <stddef.h>

bool	national_has_alphabet(int);
size_t	national_septets(unsigned char *, size_t, const unsigned char *,
	    size_t, size_t, size_t);
size_t	national_text(char *, size_t, const unsigned char *, size_t, int,
	    int);

#endif
