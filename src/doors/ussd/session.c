/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * session - menu sessions: which one a hop belongs to, what of it is new, and
 * whether it was answered before.
 *
 * The state of a session is a row, so nothing is lost by a restart; what its
 * screens say and do is in screens.  This file alone knows the two ways
 * in which providers tell what was typed: the last input only, or all inputs
 * joined with '*', in which a '*' of the user's own cannot be told apart.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/number.h"
#include "base/text.h"
#include "conf/conf.h"
#include "doors/ussd/screens.h"
#include "doors/ussd/visit.h"
#include "store/phone.h"

#define KEPT_S		86400	/* sessions are forgotten after a day */
#define ROUTE_MAX	8	/* inputs that a dialled code may carry */

/* A screen that belongs to no session: the last one of it. */
void
ussd_say(const struct conf *conf, int text, struct ussd_reply *reply)
{
	struct ussd_screen	screen;

	ussd_menu_text(conf, text, NULL, &screen);
	snprintf(reply->text, sizeof reply->text, "%s", screen.text);
	reply->close = true;
}

/* Can this session not go on any more?  A cut-off one waits to be resumed. */
static bool
is_over(const struct ussd_session *s)
{
	return s->outcome[0] != '\0';
}

/* The answer that was given last. */
static void
copy_answer(const struct ussd_session *s, struct ussd_reply *reply)
{
	snprintf(reply->text, sizeof reply->text, "%s", s->reply);
	reply->close = is_over(s);
	reply->hops = s->hops;
}

/* That answer again, word for word; this time it may be seen. */
static enum ussd_result
repeat(struct visit *v, struct ussd_reply *reply)
{
	copy_answer(v->s, reply);
	if (!v->s->lost)
		return USSD_ANSWERED;
	v->s->lost = false;
	v->s->heard_at = v->now;
	return store_ussd_set(v->u->store, v->s) == -1 ? USSD_BROKEN :
	    USSD_ANSWERED;
}

/* What tells a hop from the next one, as far as the provider tells it. */
static const char *
hop_key(const struct ussd_hop *hop)
{
	return hop->full_path || hop->sequence[0] == '\0' ? hop->text :
	    hop->sequence;
}

/*
 * The same input again, where nothing else tells hops apart: from a phone that
 * has seen the answer it is the next choice, from a provider that has not it
 * is the same hop.  Nobody reads a screen and answers within repeat_s; and an
 * answer that could not be handed over was seen by nobody.
 */
static bool
is_unseen(const struct visit *v)
{
	return v->s->lost ||
	    v->now - v->s->heard_at < v->u->conf->ussd.repeat_s;
}

/* Was this hop answered already, or one before it? */
static bool
is_repeated(const struct visit *v, const struct ussd_hop *hop)
{
	const struct ussd_session	*s = v->s;
	const char			*key = hop_key(hop);
	size_t				 len = strlen(key);

	if (hop->first)
		return true;
	if (!hop->full_path)
		return strcmp(key, s->input) == 0 &&
		    (hop->sequence[0] != '\0' || is_unseen(v));
	return strncmp(s->input, key, len) == 0 &&
	    (s->input[len] == '\0' || s->input[len] == '*' || len == 0);
}

/*
 * The newly typed tail of all inputs.  The user's own '*' is in it; only when
 * the path is not what we know, the last piece has to do.
 */
static const char *
new_tail(const struct ussd_session *s, const char *path)
{
	size_t		 len = strlen(s->input);
	const char	*star;

	if (len == 0)
		return path;
	if (strncmp(path, s->input, len) == 0 && path[len] == '*')
		return path + len + 1;
	star = strrchr(path, '*');
	return star != NULL ? star + 1 : path;
}

/* A long code was dialled, *384*1*2#: each piece is an input. */
static int
take_route(struct visit *v, const char *path)
{
	char	route[USSD_INPUT_SIZE], *piece, *next;
	int	n = 0;

	snprintf(route, sizeof route, "%s", path);
	for (piece = route; piece != NULL && n < ROUTE_MAX; piece = next, n++) {
		if ((next = strchr(piece, '*')) != NULL)
			*next++ = '\0';
		if (screens_take(v, piece) == -1)
			return -1;
	}
	return 0;
}

/* Show where the session stands now, and keep all of it. */
static int
settle(struct visit *v, const struct ussd_hop *hop, struct ussd_reply *reply)
{
	struct ussd_session	*s = v->s;
	struct ussd_screen	 screen;

	if (screens_show(v, &screen) == -1)
		return -1;
	s->hops++;
	s->heard_at = v->now;
	s->lost = false;
	snprintf(s->input, sizeof s->input, "%s", hop_key(hop));
	snprintf(s->reply, sizeof s->reply, "%s", screen.text);
	if (store_ussd_set(v->u->store, s) == -1)
		return -1;
	copy_answer(s, reply);
	return 0;
}

static int
begin(struct visit *v, const struct ussd_hop *hop)
{
	struct store		*store = v->u->store;
	struct ussd_session	*s = v->s;
	/* The last input of a first hop is the dialled code itself. */
	bool			 route = hop->full_path &&
				    hop->text[0] != '\0';

	memset(s, 0, sizeof *s);
	snprintf(s->provider, sizeof s->provider, "%s", hop->provider);
	snprintf(s->session, sizeof s->session, "%s", hop->session);
	s->phone_id = v->phone.id;
	s->started_at = s->heard_at = v->now;
	if (store_ussd_forget(store, v->now - KEPT_S) == -1 ||
	    screens_begin(v, route) == -1 || store_ussd_add(store, s) == -1)
		return -1;
	return route ? take_route(v, hop->text) : 0;
}

static int
go_on(struct visit *v, const struct ussd_hop *hop)
{
	return screens_take(v, hop->full_path ? new_tail(v->s, hop->text) :
	    hop->text);
}

/* 1: this number has had its share of this minute; 0, or -1. */
static int
is_too_fast(const struct visit *v)
{
	int	hops = store_ussd_hops(v->u->store, v->phone.id, v->now - 60);

	return hops == -1 ? -1 : hops >= v->u->conf->ussd.per_minute;
}

/* The user or the network hung up: nobody reads an answer. */
static enum ussd_result
hung_up(const struct ussd *u, const struct ussd_session *s, bool found)
{
	if (found && s->outcome[0] == '\0' &&
	    store_ussd_settle(u->store, s->id, "dropped") == -1)
		return USSD_BROKEN;
	return USSD_ANSWERED;
}

/* Who calls, as a row; a number that cannot be answered by SMS is refused. */
static enum ussd_result
find_phone(const struct ussd *u, const struct ussd_hop *hop, int64_t now,
    struct phone *phone)
{
	char	number[NUMBER_SIZE];
	int64_t	id;

	if (hop->session[0] == '\0' || number_normalise(hop->number,
	    u->conf->country, number) != NUMBER_PHONE)
		return USSD_REFUSED;
	if (store_phone_find_or_add(u->store, number, NUMBER_PHONE, now, &id)
	    == -1 || store_phone_get(u->store, id, phone) != 1)
		return USSD_BROKEN;
	return USSD_ANSWERED;
}

/*
 * Answer one hop, within the caller's transaction; the answer may leave when
 * it is committed.  A hop that comes twice gets the same answer twice and
 * does its work once.  REFUSED: the hop makes no sense (no number, somebody
 * else's session), nothing was done.  BROKEN: the database failed.
 */
enum ussd_result
ussd_turn(const struct ussd *u, const struct ussd_hop *hop, int64_t now,
    struct ussd_reply *reply)
{
	struct ussd_session	s;
	struct visit		v = { .u = u, .s = &s, .now = now,
				    .notice = -1 };
	enum ussd_result	result;
	int			found, rc;

	memset(reply, 0, sizeof *reply);
	reply->close = true;
	if ((result = find_phone(u, hop, now, &v.phone)) != USSD_ANSWERED)
		return result;
	found = store_ussd_find(u->store, hop->provider, hop->session, &s);
	if (found == -1)
		return USSD_BROKEN;
	if (found == 1 && s.phone_id != v.phone.id)
		return USSD_REFUSED;
	if (hop->ended)
		return hung_up(u, &s, found == 1);
	if (found == 1 && (is_over(&s) || is_repeated(&v, hop)))
		return repeat(&v, reply);
	if ((rc = is_too_fast(&v)) != 0) {
		ussd_say(u->conf, USSD_TOO_FAST, reply);
		return rc == -1 ? USSD_BROKEN : USSD_ANSWERED;
	}
	rc = found == 1 ? go_on(&v, hop) : begin(&v, hop);
	if (rc == -1 || settle(&v, hop, reply) == -1)
		return USSD_BROKEN;
	return USSD_ANSWERED;
}
