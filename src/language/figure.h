/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FIGURE_H
#define FIGURE_H

#include "language/scan.h"

/* What the digits of a token are. */
enum figure {
	FIGURE_NONE,	/* no digits, or none that stand alone */
	FIGURE_YEAR,	/* "tahun 2024" */
	FIGURE_DATE,	/* "12/11", "tgl 5", "3 mei" */
	FIGURE_TIME,	/* "jam 10", "08.30 wita" */
	FIGURE_COUNT,	/* "3 hari", "120 kk" */
	FIGURE_AMOUNT,	/* "Rp 5000", "50.000", "20 ribu" */
	FIGURE_PHONE,	/* "081234567890" */
	FIGURE_ADDRESS,	/* "rt 05", "rumah no 123", "jl Ahmad 7" */
	FIGURE_CODE,	/* "*123#" */
	FIGURE_FREE	/* nothing says what: it may be a ticket */
};

enum figure	figure_of(const struct scan *, int);

#endif
