/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CITY_FIXTURE_H
#define CITY_FIXTURE_H

/*
 * A small city for tests of the desk: a real database in a folder of its own,
 * the city's real configuration, and a clock that the test moves.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <cmocka.h>

#include "conf.h"
#include "desk/desk.h"
#include "language/lexicon.h"
#include "log.h"
#include "store/store.h"

#define SENT_MAX	400

/* What the network took, and when. */
struct sent {
	char	to[NUMBER_SIZE];
	char	at[24];
	char	text[TEXT_MAX_BYTES];
};

struct city {
	char		 dir[64], path[128];
	struct store	*store;
	struct conf	*conf;
	struct lexicon	*lexicon;
	struct desk	*desk;
	int64_t		 now;
	char		 got[TEXT_MAX_BYTES];	/* the last that get found */
	struct sent	 sent[SENT_MAX];	/* city_clock.h: in order */
	int		 sent_count;
};

/* The city's configuration, with more settings ("" none). */
static inline struct conf *
city_read_conf(const char *dir, const char *more)
{
	struct conf_errors	 errors = { 0 };
	struct conf		*conf;
	char			 path[128], link[128], real[4096], from[1024];
	FILE			*f;

	snprintf(from, sizeof from, "%s/etc/kupang", getenv("srcdir") != NULL ?
	    getenv("srcdir") : ".");
	assert_non_null(realpath(from, real));
	snprintf(link, sizeof link, "%s/kupang", dir);
	assert_int_equal(symlink(real, link), 0);
	snprintf(path, sizeof path, "%s/k.conf", dir);
	assert_non_null(f = fopen(path, "w"));
	fprintf(f, "database = \"%s/k.db\";\nmodems = ();\n"
	    "@include \"kupang/opd.conf\"\n@include \"kupang/categories.conf\"\n"
	    "@include \"kupang/kelurahan.conf\"\n@include \"kupang/words.conf\"\n"
	    "@include \"kupang/messages.conf\"\n%s", dir, more);
	fclose(f);
	if ((conf = conf_read(path, &errors)) == NULL)
		conf_errors_print(&errors, stdout);
	conf_errors_clear(&errors);
	unlink(path);
	unlink(link);
	return conf;
}

/* The machine starts: everything but the file is new. */
static inline void
city_open(struct city *c)
{
	assert_non_null(c->store = store_open(c->path));
	assert_non_null(c->desk = desk_new(c->store));
	desk_use(c->desk, c->conf, c->lexicon);
	assert_int_equal(store_begin(c->store), 0);
}

static inline void
city_close(struct city *c)
{
	assert_int_equal(store_commit(c->store), 0);
	desk_free(c->desk);
	store_close(c->store);
}

/* A city without seats.  now is by the clock of zone, which is set. */
static inline struct city *
city_begin(const char *more, const char *zone, int64_t now)
{
	struct city	*c = calloc(1, sizeof *c);

	assert_non_null(c);
	log_init("test", LOG_LEVEL_ERROR);
	setenv("TZ", zone, 1);
	tzset();
	snprintf(c->dir, sizeof c->dir, "/tmp/kentongan-city.XXXXXX");
	assert_non_null(mkdtemp(c->dir));
	snprintf(c->path, sizeof c->path, "%s/k.db", c->dir);
	c->now = now;
	assert_non_null(c->conf = city_read_conf(c->dir, more));
	assert_non_null(c->lexicon = lexicon_new(&c->conf->city));
	city_open(c);
	return c;
}

/* For a test's teardown. */
static inline int
city_end(void **state)
{
	struct city	*c = *state;
	char		 command[128];

	store_rollback(c->store);
	desk_free(c->desk);
	lexicon_free(c->lexicon);
	conf_free(c->conf);
	store_close(c->store);
	snprintf(command, sizeof command, "rm -rf %s", c->dir);
	assert_int_equal(system(command), 0);
	free(c);
	return 0;
}

static inline void
city_seat(struct city *c, const char *name, const char *opd,
    enum seat_role role, const char *area, const char *number)
{
	struct seat	s = { .role = role };
	char		why[256] = "";

	snprintf(s.name, sizeof s.name, "%s", name);
	snprintf(s.opd, sizeof s.opd, "%s", opd);
	snprintf(s.area, sizeof s.area, "%s", area);
	if (desk_seat_add(c->desk, &s, number, c->now, why, sizeof why) != 0)
		fail_msg("%s", why);
}

/* An SMS comes, sent at a moment by the SMSC's clock; the id of its row. */
static inline int64_t
city_sms(struct city *c, const char *from, const char *text, int64_t sent)
{
	struct inbox_message	in = { .class = -1, .complete = true };

	assert_int_equal(store_phone_find_or_add(c->store, from, NUMBER_PHONE,
	    c->now, &in.phone_id), 0);
	in.sent_at = sent;
	in.received_at = c->now;
	snprintf(in.modem, sizeof in.modem, "gsm1");
	snprintf(in.sim, sizeof in.sim, "gsm1");
	snprintf(in.text, sizeof in.text, "%s", text);
	assert_int_equal(store_inbox_add(c->store, &in), 0);
	assert_int_equal(desk_receive(c->desk, &in, c->now), 0);
	return in.id;
}

/* The next SMS out to a number; "" when none waits.  Others are sent too. */
static inline const char *
get(struct city *c, const char *to)
{
	struct outbox_message	out;

	while (store_outbox_due(c->store, c->now, "gsm1", true, &out) == 1) {
		assert_int_equal(store_outbox_sending(c->store, out.id,
		    out.next_part, "gsm1", "gsm1", c->now), 0);
		assert_int_equal(store_outbox_part_sent(c->store, out.id,
		    out.next_part, 1, c->now), 0);
		if (out.next_part < out.parts || strcmp(out.number, to) != 0)
			continue;
		snprintf(c->got, sizeof c->got, "%s", out.text);
		return c->got;
	}
	return "";
}

static inline void
assert_gets(struct city *c, const char *to, const char *words)
{
	const char	*text;

	while ((text = get(c, to))[0] != '\0')
		if (strstr(text, words) != NULL)
			return;
	fail_msg("%s did not get \"%s\"", to, words);
}

#endif
