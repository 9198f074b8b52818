/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef MONEY_H
#define MONEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MONEY_SIZE	24	/* "Rp 1.250.000" */

/* What an operator says of a SIM's credit. */
struct credit {
	int64_t	balance;		/* rupiah; -1 not told */
	int64_t	expires_at;		/* end of the last day; 0 not told */
};

const char	*money_pattern_fault(const char *);
bool		 money_read(const char *, const char *, const char *,
		    struct credit *);
bool		 money_amount(const char *, int64_t *);
bool		 money_date(const char *, int64_t *);
void		 money_write(char *, size_t, int64_t);

#endif
