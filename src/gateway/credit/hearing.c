/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * hearing - when something last came by each SIM, and for how long nothing
 * usually does.
 *
 * This file alone knows what counts as a sign that a SIM hears, and when its
 * silence is unusual; probe.c then sends it an SMS.  Silence is counted in
 * daytime: outside the quiet hours.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "conf/calendar.h"
#include "conf/conf.h"
#include "gateway/credit/hearing.h"
#include "gateway/credit/sims.h"
#include "store/inbox.h"
#include "store/sim.h"

#define HEARING_STEP_S	600	/* a row is not written at every SMS */
#define HEARING_USUAL	3	/* times the longest of the last days */
#define HEARING_MOST_S	(7 * 86400)
#define HEARING_WORDS	"KENTONGAN TES SIM "

/* The text of a test SMS with this token. */
void
hearing_text(char *out, size_t size, const char *token)
{
	snprintf(out, size, HEARING_WORDS "%s", token);
}

/* Since when a SIM's silence counts. */
static int64_t
hearing_since(const struct sim *s)
{
	return s->proved_at > s->heard_at ? s->proved_at : s->heard_at;
}

/*
 * When a SIM's silence gets unusual: the configured time, or three times the
 * longest silence of the last 14 days, if that is more.
 */
int64_t
hearing_due(const struct conf *conf, const struct sim *s, int64_t longest)
{
	int64_t	seconds = longest * HEARING_USUAL;

	if (seconds > HEARING_MOST_S)
		seconds = HEARING_MOST_S;
	if (seconds < conf->quiet_alarm_s)
		seconds = conf->quiet_alarm_s;
	return calendar_add_daytime(&conf->time.quiet, hearing_since(s),
	    seconds);
}

/* A test that is under way for this SIM has its answer. */
static int
hearing_settle(const struct sims *sims, const struct sim *s, int64_t now)
{
	struct sim_test	t;
	int		rc = store_sim_open_test(sims->store, s->sim, &t);

	if (rc != 1)
		return rc;
	sims->changed(sims->arg);
	return store_sim_settle_test(sims->store, t.id, "heard", now);
}

/*
 * An SMS that may be a test of ours.  1: it is the one that this SIM waits
 * for, 0: it is not, -1 failed.
 */
static int
hearing_own(const struct sims *sims, struct sim *s, const char *text,
    int64_t now)
{
	struct sim_test	t;
	char		wanted[HEARING_TEXT_SIZE];
	int		rc;

	if (strncmp(text, HEARING_WORDS, strlen(HEARING_WORDS)) != 0)
		return 0;
	if ((rc = store_sim_open_test(sims->store, s->sim, &t)) != 1)
		return rc;
	hearing_text(wanted, sizeof wanted, t.token);
	if (strcmp(text, wanted) != 0)
		return 0;
	log_info("%s: the test SMS by %s came: it hears", s->modem,
	    t.by_modem);
	s->proved_at = now;
	s->silent_at = 0;
	if (store_sim_put(sims->store, s) == -1 ||
	    hearing_settle(sims, s, now) == -1)
		return -1;
	return 1;
}

/* Written at most so often: a silence is longer by far. */
static int64_t
hearing_step(const struct conf *conf)
{
	int64_t	step = conf->quiet_alarm_s / 20;

	return step > 0 && step < HEARING_STEP_S ? step : HEARING_STEP_S;
}

/*
 * A message came, and is kept: note that its SIM hears, and how long it had
 * not.  In the caller's transaction.  1 if it is a test of ours, whatever
 * number it shows: then it is nobody's to answer.  0 if not, -1 failed.
 */
int
hearing_note(const struct sims *sims, const struct inbox_message *in,
    int64_t now)
{
	struct sim	s;
	int64_t		gap, step = hearing_step(*sims->conf);
	int		rc = store_sim_get(sims->store, in->sim, &s);

	if (rc != 1)
		return rc;
	if ((rc = hearing_own(sims, &s, in->text, now)) != 0)
		return rc;
	if (in->state == INBOX_FILED && strcmp(in->reason, "own number") == 0)
		return 0;
	if (now - s.heard_at < step && s.silent_at == 0)
		return 0;
	gap = calendar_daytime(&(*sims->conf)->time.quiet, hearing_since(&s),
	    now);
	if (s.silent_at != 0)
		log_info("%s: hears again", s.modem);
	else if (gap > step && store_sim_add_gap(sims->store, s.sim, now, gap)
	    == -1)
		return -1;
	s.heard_at = now;
	if (s.silent_at != 0)
		sims->changed(sims->arg);
	s.silent_at = 0;
	if (store_sim_put(sims->store, &s) == -1)
		return -1;
	return hearing_settle(sims, &s, now);
}
