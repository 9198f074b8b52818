/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef FUZZ_H
#define FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

/* What each target gives, to libFuzzer and to replay.c alike. */
extern const char	fuzz_seeds[];	/* its folder below seeds/ */

int	LLVMFuzzerTestOneInput(const uint8_t *, size_t);

/* A promise that every input must keep, also when NDEBUG is set. */
#define MUST(promise)							\
	do {								\
		if (!(promise)) {					\
			fprintf(stderr, "%s:%d: broken: %s\n",		\
			    __FILE__, __LINE__, #promise);		\
			abort();					\
		}							\
	} while (0)

#endif
