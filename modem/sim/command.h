/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_COMMAND_H
#define SIM_COMMAND_H

#include <stdbool.h>
#include <stddef.h>

struct sim_modem;

/* +CMS ERROR, 3GPP TS 27.005 3.2.5. */
enum sim_cms {
	CMS_NOT_ALLOWED = 302,
	CMS_BAD_PDU = 304,
	CMS_NO_SIM = 310,
	CMS_PIN = 311,
	CMS_PUK = 316,
	CMS_BAD_INDEX = 321,
	CMS_NO_SMSC = 330,
	CMS_NO_NETWORK = 331
};

/* +CME ERROR, 3GPP TS 27.007 9.2. */
enum sim_cme { CME_NO_SIM = 10, CME_PIN = 11, CME_PUK = 12,
	CME_SIM_FAILURE = 13, CME_WRONG_PASSWORD = 16 };

/* What a command needs.  Calm: it is lost if it comes hurried. */
enum sim_need { NEED_NOTHING, NEED_SIM, NEED_SMS, NEED_CALM };

struct sim_command {
	const char	*name;
	enum sim_need	 need;
	void		(*run)(struct sim_modem *, const struct sim_command *,
			    const char *);
	size_t		 field;	/* of a number that is merely kept */
	int		 max;
	const char	*info;	/* of a text that is merely told */
};

const struct sim_command *sim_command_find(const char *);
enum sim_cme	 sim_command_card_error(const struct sim_modem *);
bool		 sim_command_item(const char **, char *, size_t);
bool		 sim_command_number(const char **, int *, int);
void		 sim_command_decode(const struct sim_modem *, char *, size_t);

#endif
