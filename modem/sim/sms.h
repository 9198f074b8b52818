/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_SMS_H
#define SIM_SMS_H

struct sim_command;
struct sim_modem;

/* Each answers one command: 3GPP TS 27.005. */
void	sim_sms_storage(struct sim_modem *, const struct sim_command *,
	    const char *);
void	sim_sms_list(struct sim_modem *, const struct sim_command *,
	    const char *);
void	sim_sms_read(struct sim_modem *, const struct sim_command *,
	    const char *);
void	sim_sms_delete(struct sim_modem *, const struct sim_command *,
	    const char *);
void	sim_sms_send(struct sim_modem *, const struct sim_command *,
	    const char *);
void	sim_sms_notices(struct sim_modem *, const struct sim_command *,
	    const char *);
void	sim_sms_smsc(struct sim_modem *, const struct sim_command *,
	    const char *);

#endif
