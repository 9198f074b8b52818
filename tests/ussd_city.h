/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef USSD_CITY_H
#define USSD_CITY_H

/*
 * ussd_city - the shipped city and menus over a real database, with a clock
 * that the test moves and a phone that the test dials with.
 */

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "conf.h"
#include "desk/desk.h"
#include "doors/ussd.h"
#include "language/lexicon.h"
#include "log.h"

#define CITIZEN	"+6281200000001"
#define OTHER	"+6281200000002"
#define OFFICER	"+6281200000100"

struct city {
	char		 dir[64];
	struct conf	*conf;
	struct store	*store;
	struct lexicon	*lexicon;
	struct desk	*desk;
	struct ussd	 u;
	int64_t		 now;
	int		 sessions;
	struct ussd_hop	 hop;		/* of the session that is open */
	struct ussd_reply reply;	/* the last */
};

/* Read the shipped files with more settings; errors may be NULL. */
static inline struct conf *
city_read(const char *dir, const char *more, const char *texts,
    struct conf_errors *errors)
{
	struct conf_errors	 own = { NULL, 0 };
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
	fprintf(f, "%s\ndatabase = \"%s/k.db\";\nmodems = ();\n"
	    "@include \"kupang/opd.conf\"\n@include \"kupang/categories.conf\"\n"
	    "@include \"kupang/kelurahan.conf\"\n@include \"kupang/words.conf\"\n"
	    "@include \"kupang/messages.conf\"\n@include \"%s\"\n", more, dir,
	    texts);
	fclose(f);
	conf = conf_read(path, errors != NULL ? errors : &own);
	if (conf == NULL && errors == NULL)
		conf_errors_print(&own, stdout);
	conf_errors_clear(&own);
	unlink(path);
	unlink(link);
	return conf;
}

static inline int
city_setup(void **state)
{
	struct city	*c = calloc(1, sizeof *c);
	struct seat	 seat = { .role = SEAT_OFFICER, .area = "*",
			    .name = "piket DLH", .opd = "DLH" };
	char		 path[128], why[256];

	log_init("test", LOG_LEVEL_ERROR);
	snprintf(c->dir, sizeof c->dir, "/tmp/kentongan-ussd.XXXXXX");
	assert_non_null(mkdtemp(c->dir));
	snprintf(path, sizeof path, "%s/k.db", c->dir);
	c->now = 1795000000;
	c->conf = city_read(c->dir, "", "kupang/ussd.conf", NULL);
	assert_non_null(c->conf);
	assert_non_null(c->store = store_open(path));
	assert_non_null(c->lexicon = lexicon_new(&c->conf->city));
	assert_non_null(c->desk = desk_new(c->store));
	desk_use(c->desk, c->conf, c->lexicon);
	c->u = (struct ussd){ c->store, c->desk, c->conf, c->lexicon };
	assert_int_equal(store_begin(c->store), 0);
	assert_int_equal(desk_seat_add(c->desk, &seat, OFFICER, c->now, why,
	    sizeof why), 0);
	*state = c;
	return 0;
}

static inline int
city_teardown(void **state)
{
	struct city	*c = *state;
	char		 command[128];

	desk_free(c->desk);
	lexicon_free(c->lexicon);
	conf_free(c->conf);
	store_rollback(c->store);
	store_close(c->store);
	snprintf(command, sizeof command, "rm -rf %s", c->dir);
	assert_int_equal(system(command), 0);
	free(c);
	return 0;
}

/* Hand in the hop as it stands. */
static inline const char *
city_hop(struct city *c)
{
	assert_int_equal(ussd_turn(&c->u, &c->hop, c->now, &c->reply),
	    USSD_ANSWERED);
	return c->reply.text;
}

/* A new session of a phone; its first screen. */
static inline const char *
city_dial(struct city *c, const char *number)
{
	memset(&c->hop, 0, sizeof c->hop);
	snprintf(c->hop.provider, sizeof c->hop.provider, "test");
	snprintf(c->hop.session, sizeof c->hop.session, "s%d",
	    ++c->sessions);
	snprintf(c->hop.number, sizeof c->hop.number, "%s", number);
	c->hop.full_path = true;
	return city_hop(c);
}

/* Type on in the open session. */
static inline const char *
city_type(struct city *c, const char *input)
{
	size_t	len = strlen(c->hop.text);

	snprintf(c->hop.text + len, sizeof c->hop.text - len, "%s%s",
	    len > 0 ? "*" : "", input);
	return city_hop(c);
}

static inline int64_t
city_phone(struct city *c, const char *number)
{
	int64_t	id;

	assert_int_equal(store_phone_find_or_add(c->store, number,
	    NUMBER_PHONE, c->now, &id), 0);
	return id;
}

static inline void
city_register(struct city *c, const char *number, const char *kelurahan)
{
	assert_int_equal(store_phone_register(c->store, city_phone(c, number),
	    "Ana", kelurahan), 0);
}

static inline void
expect(const char *screen, const char *part)
{
	if (strstr(screen, part) == NULL)
		fail_msg("not on the screen: %s\n%s", part, screen);
}

#endif
