/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONTROL_SUBJECTS_H
#define CONTROL_SUBJECTS_H

#include <stdint.h>

struct call;

/* daemon.c: the daemon itself. */
void	command_status(struct call *);
void	command_reload(struct call *);
void	command_backup(struct call *);

/* learned.c */
void	command_labels(struct call *);
void	command_matters(struct call *);

/* message.c */
void	command_messages(struct call *);
void	command_messages_release(struct call *);
void	command_messages_drop(struct call *);
void	command_send(struct call *);

/* modem.c */
void	command_modem_list(struct call *);
void	command_modem_show(struct call *);
void	command_modem_reset(struct call *);
void	command_modem_pause(struct call *);
void	command_modem_drain(struct call *);
void	command_modem_resume(struct call *);
void	command_modem_accept(struct call *);
void	modem_status(struct call *);

/* number.c */
void	command_number_show(struct call *);
void	command_number_prank(struct call *);
void	command_number_block(struct call *);
void	command_number_unblock(struct call *);
void	command_number_forget(struct call *);

/* report.c */
void	command_reports(struct call *);
void	command_report(struct call *);
void	command_report_change(struct call *);
void	command_suggest(struct call *);

/* seat.c */
void	command_seat_list(struct call *);
void	command_seat_add(struct call *);
void	command_seat_set(struct call *);
void	command_seat_remove(struct call *);
void	command_seat_import(struct call *);
void	command_seat_history(struct call *);

/* sim.c */
void	command_sim_list(struct call *);
void	command_sim_check(struct call *);
void	sim_status(struct call *);

/* todo.c */
void	command_todo(struct call *);
int64_t	todo_count(struct call *);

/* triage.c */
void	command_triage_list(struct call *);
void	command_triage_assign(struct call *);
void	command_triage_close(struct call *);

#endif
