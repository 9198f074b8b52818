/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef TEXT_H
#define TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Texts are UTF-8 and NUL-terminated.  The longest SMS is 255 parts of 153
 * septets, each at most 3 bytes of UTF-8; what is longer is cut.
 */
#define TEXT_SMS_SEPTETS	160	/* 3GPP TS 23.040 9.2.3.24 */
#define TEXT_PART_SEPTETS	153	/* with an 8-bit concatenation UDH */
#define TEXT_SMS_UNITS		70	/* UCS-2 */
#define TEXT_PART_UNITS		67
#define TEXT_PART_BYTES		(TEXT_SMS_SEPTETS * 3 + 1)
#define TEXT_MAX_BYTES		4096	/* of a joined message that we read */

enum text_coding { TEXT_GSM7, TEXT_UCS2 };

/* One radio part of an outgoing message: bytes [start, start+len) of it. */
struct text_part {
	size_t	start, len;
};

size_t		 text_clean(char *, size_t, const char *, size_t);
size_t		 text_fold(char *, size_t, const char *);
size_t		 text_modern(char *, size_t, const char *, size_t);
size_t		 text_to_gsm7(char *, size_t, const char *, size_t *);
int		 text_septets(const char *);
int		 text_units(const char *);
bool		 text_is_gsm7(const char *);
size_t		 text_clip(char *, int);
int		 text_split(const char *, enum text_coding, struct text_part *,
		    int);
uint64_t	 text_digest(const void *, size_t);

#endif
