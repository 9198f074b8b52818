/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_H
#define INBOX_H

struct gateway;
struct inbox;
struct wire_sms_in;
struct wire_sms_report;
struct worker;

struct inbox	*inbox_new(struct gateway *);
void		 inbox_free(struct inbox *);
void		 inbox_receive(struct inbox *, struct worker *,
		    const struct wire_sms_in *);
void		 inbox_report(struct inbox *, struct worker *,
		    const struct wire_sms_report *);
void		 inbox_arm(struct inbox *);
void		 inbox_run_timers(struct inbox *);

#endif
