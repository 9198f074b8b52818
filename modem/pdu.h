/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef PDU_H
#define PDU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* What is known of a PDU without reading its text. */
struct pdu_layout {
	size_t	tpdu;		/* where the TPDU begins, after the SMSC */
	size_t	end;		/* of what a decoder should be shown */
	int	pid;		/* TP-PID; -1: a report, it has none */
	bool	alphanumeric;	/* the address is a name */
};

bool		 pdu_check(struct pdu_layout *, const unsigned char *, size_t,
		    bool);
uint64_t	 pdu_digest(const struct pdu_layout *, bool,
		    const unsigned char *, size_t);
size_t		 pdu_utf8(char *, size_t, const unsigned char *, size_t, bool);
size_t		 pdu_utf16(unsigned char *, size_t, const char *);
size_t		 pdu_utf16_tilde(unsigned char *, size_t, const char *, size_t);
unsigned char	 pdu_validity(unsigned);

#endif
