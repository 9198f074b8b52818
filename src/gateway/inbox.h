/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_H
#define INBOX_H

struct commit;
struct conf;
struct desk;
struct event_base;
struct inbox;
struct roster;
struct sims;
struct store;
struct wire_call;
struct wire_sms_in;
struct wire_sms_report;
struct worker;

/* What an inbox works with; all borrowed. */
struct inbox_parts {
	struct event_base	*base;
	struct store		*store;
	struct commit		*commit;
	struct desk		*desk;
	const struct roster	*roster;
	const struct sims	*sims;
	const struct conf *const *conf;	/* the one that holds now */
};

struct inbox	*inbox_new(const struct inbox_parts *);
void		 inbox_free(struct inbox *);
void		 inbox_receive(struct inbox *, struct worker *,
		    const struct wire_sms_in *);
void		 inbox_report(struct inbox *, struct worker *,
		    const struct wire_sms_report *);
void		 inbox_call(struct inbox *, struct worker *,
		    const struct wire_call *);
void		 inbox_arm(struct inbox *);
void		 inbox_run_timers(struct inbox *);

#endif
