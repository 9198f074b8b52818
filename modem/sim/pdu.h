/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_PDU_H
#define SIM_PDU_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define SIM_NUMBER_SIZE	32
#define SIM_PDU_MAX	256	/* octets, with the SMSC's address */
#define SIM_UD_OCTETS	140	/* 3GPP TS 23.040 9.2.3.24 */
#define SIM_UD_SEPTETS	160
#define SIM_TEXT_SIZE	512	/* one part as UTF-8, and its NUL */
#define SIM_PARTS_MAX	255
#define SIM_ZONE	32	/* quarters of an hour east: Makassar */

/* The first three are TP-DCS bits 3 and 2, 3GPP TS 23.038 4. */
enum sim_coding { SIM_GSM7, SIM_8BIT, SIM_UCS2, SIM_CODING_AUTO };

/* One radio part, on its way to the modem or from it. */
struct sim_part {
	char		number[SIM_NUMBER_SIZE]; /* the other side's */
	enum sim_coding	coding;
	int		class;		/* -1 none */
	int		pid;
	int64_t		time;		/* SMSC stamp, seconds UTC */
	int		zone;		/* of the stamp, quarter hours east */
	bool		srr;		/* submit: a status report is wanted */
	int		mr;		/* submit: TP-MR as the modem gave it */
	int		validity;	/* submit: TP-VP octet, -1 none */
	size_t		udh_len;
	unsigned char	udh[SIM_UD_OCTETS]; /* with its length octet */
	size_t		len;		/* septets or octets of data */
	unsigned char	data[SIM_UD_SEPTETS]; /* a septet fills an octet */
};

/* What a status report tells, 3GPP TS 23.040 9.2.2.3. */
struct sim_report {
	char		number[SIM_NUMBER_SIZE];
	int		mr;
	int		status;		/* TP-ST */
	int64_t		sent_at, discharged_at;
	int		zone;
};

/* An element 00 or 08 of a user data header. */
struct sim_concat {
	unsigned	ref;
	int		parts, part;
};

void		 sim_part_init(struct sim_part *);
int		 sim_part_set_text(struct sim_part *, const char *,
		    enum sim_coding);
size_t		 sim_part_text(const struct sim_part *, char *, size_t);
int		 sim_part_split(const char *, enum sim_coding, unsigned,
		    struct sim_part *);
bool		 sim_part_concat(const struct sim_part *,
		    struct sim_concat *);
bool		 sim_text_is_gsm7(const char *);
size_t		 sim_pdu_deliver(const struct sim_part *, const char *,
		    unsigned char[SIM_PDU_MAX]);
size_t		 sim_pdu_report(const struct sim_report *, const char *,
		    unsigned char[SIM_PDU_MAX]);
int		 sim_pdu_submit(struct sim_part *, const unsigned char *,
		    size_t);
size_t		 sim_hex_write(char *, size_t, const unsigned char *, size_t);
int		 sim_hex_read(unsigned char *, size_t, const char *, size_t);
size_t		 sim_ucs2_write(unsigned char *, size_t, const char *);
size_t		 sim_ucs2_read(char *, size_t, const unsigned char *, size_t);
const char	*sim_coding_name(enum sim_coding);

#endif
