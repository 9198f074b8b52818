/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_ANSWER_H
#define SIM_ANSWER_H

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

void		 sim_answer_line(struct sim_modem *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));
void		 sim_answer_ok(struct sim_modem *);
void		 sim_answer_error(struct sim_modem *);
void		 sim_answer_coded(struct sim_modem *, const char *, int);
enum sim_cme	 sim_answer_card(const struct sim_modem *);

#endif
