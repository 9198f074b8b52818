/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * loop - a machine that answers our answers, known by what it is: our own
 * words come back, the same text comes again and again, or letters come at
 * intervals that no person keeps.
 *
 * Such letters are kept and filed, neither read nor answered; what tells of
 * danger or is urgent never is.  A person who writes much is not this:
 * budgets (budget.c) and floods (flood.c) are.
 */

#include "config.h"

#include "base/log.h"
#include "desk/citizen/loop.h"
#include "desk/words/letter.h"
#include "store/outbox.h"

#define LOOP_HOUR_S	3600
#define RHYTHM_MAX	32		/* letters that may make a rhythm */
#define RHYTHM_MIN_S	5		/* a bundle that was held up is none */
#define RHYTHM_SLACK_S	2

/* The letters of one number in an hour, the newest first. */
struct lately {
	struct inbox_lately	row[RHYTHM_MAX];
	int			count;
};

/* Are the last letters, so many, as far apart as a clock would have them? */
static bool
is_rhythm(const struct lately *lately, int wanted)
{
	int64_t	gap, least = INT64_MAX, most = 0;
	int	i;

	if (lately->count < wanted)
		return false;
	for (i = 0; i + 1 < wanted; i++) {
		gap = lately->row[i].sent_at - lately->row[i + 1].sent_at;
		least = gap < least ? gap : least;
		most = gap > most ? gap : most;
	}
	return least >= RHYTHM_MIN_S && most - least <= RHYTHM_SLACK_S;
}

/* What cannot wait is answered whoever sends it how often. */
static bool
is_urgent(const struct desk *desk, const struct meaning *m)
{
	return m->danger != -1 || (m->category != -1 &&
	    desk->conf->city.category[m->category].urgent);
}

/* Why the letter is a machine's, or NULL; -1 in *failed. */
static const char *
find_reason(struct desk *desk, const struct letter *l,
    const struct lately *lately, int same, int *failed)
{
	int	said;

	if (same > desk->conf->loop_after)
		return LOOP_REASON ": the same again and again";
	if (is_rhythm(lately, 2 * desk->conf->loop_after))
		return LOOP_REASON ": at a machine's intervals";
	if (same < 2)
		return NULL;
	if (l->meaning.echo && l->in->text[0] == '\0')
		return LOOP_REASON ": our own words";
	said = store_outbox_said(desk->store, l->phone.id,
	    l->now - LOOP_HOUR_S, l->in->text);
	*failed = said == -1 ? -1 : 0;
	return said > 0 ? LOOP_REASON ": our own words" : NULL;
}

/*
 * Is the letter a machine's?  Then it is filed, and dealt with: 1; 0 it is
 * not; -1 failed.
 */
int
loop_stop(struct desk *desk, struct letter *l)
{
	struct inbox_message raw;
	struct lately	lately;
	const char	*reason;
	char		masked[LOG_NUMBER_SIZE];
	int		same = 0, failed = 0, rc;

	if (is_urgent(desk, &l->meaning))
		return 0;
	/* As it came: of what comes back the letter holds no word. */
	if ((rc = store_inbox_get(desk->store, l->in->id, &raw)) != 1 ||
	    raw.text[0] == '\0')
		return rc == -1 ? -1 : 0;
	lately.count = store_inbox_lately(desk->store, l->phone.id,
	    l->now - LOOP_HOUR_S, raw.text, lately.row, RHYTHM_MAX, &same);
	if (lately.count == -1)
		return -1;
	reason = find_reason(desk, l, &lately, same, &failed);
	if (failed == -1 || reason == NULL)
		return failed;
	if (lately.count < 2 || !lately.row[1].filed)
		log_warn("desk: %s seems to be a machine (%s): not answered",
		    log_mask_number(l->phone.number, masked), reason);
	l->state = INBOX_FILED;
	l->reason = reason;
	l->answered = true;		/* it is no flood, and counted apart */
	return 1;
}
