/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef INBOX_CITY_H
#define INBOX_CITY_H

/*
 * inbox_city - the inbox, the desk, a real database and the city's own
 * configuration; the worker and the clock are played here.
 */

#include <dirent.h>
#include <event2/event.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <sqlite3.h>

#include "conf.h"
#include "desk/desk.h"
#include "gateway/commit.h"
#include "gateway/gateway.h"
#include "gateway/inbox.h"
#include "gateway/worker.h"
#include "language/lexicon.h"
#include "store/store.h"

#define CITIZEN		"+6281200000001"
#define OTHER		"+6281200000002"
#define STRANGER	"+6281200000777"
#define OFFICER		"+6281200000100"
#define OWN_NUMBER	"+6281200000099"
#define MIDDAY		INT64_C(1763784000)	/* 2025-11-22 04:00 UTC */

struct worker {
	const char	*name, *sim;
};

static struct worker	city_worker = { "gsm1", "510100000000001" };
static int64_t		city_now = MIDDAY;
static uint64_t		city_told;	/* tokens acknowledged, how often */
static uint8_t		city_acked[1 << 16];	/* by token, modulo */

const char *
worker_name(const struct worker *w)
{
	return w->name;
}

const char *
worker_sim(const struct worker *w)
{
	return w->sim;
}

uint64_t
worker_session(const struct worker *w)
{
	(void)w;
	return 1;
}

void
worker_stored(struct worker *w, uint32_t token)
{
	(void)w;
	city_told++;
	city_acked[token & 0xffff]++;
}

struct worker *
gateway_find_session(const struct gateway *gw, uint64_t session)
{
	(void)gw;
	return session == 1 ? &city_worker : NULL;
}

int64_t
gateway_now(void)
{
	return city_now;
}

struct city {
	char		dir[64], path[96];
	struct gateway	gw;
	sqlite3		*db;		/* to look at, past the store */
	uint32_t	token;
};

static inline void
city_must(bool well, const char *what)
{
	if (well)
		return;
	fprintf(stderr, "inbox_city: %s\n", what);
	abort();
}

static inline struct conf *
city_conf(const char *dir)
{
	struct conf_errors	 errors = { 0 };
	struct conf		*conf;
	char			 path[128], link[128], real[4096], from[1024];
	FILE			*f;

	snprintf(from, sizeof from, "%s/etc/kupang",
	    getenv("srcdir") != NULL ? getenv("srcdir") : ".");
	city_must(realpath(from, real) != NULL, "no etc/kupang");
	snprintf(link, sizeof link, "%s/kupang", dir);
	city_must(symlink(real, link) == 0, "symlink");
	snprintf(path, sizeof path, "%s/k.conf", dir);
	city_must((f = fopen(path, "w")) != NULL, "configuration");
	fprintf(f, "database = \"%s/k.db\";\nquiet_hours = \"\";\n"
	    "modems = ( { name = \"gsm1\"; device = \"/dev/null\"; "
	    "own_number = \"" OWN_NUMBER "\"; } );\n"
	    "@include \"kupang/opd.conf\"\n"
	    "@include \"kupang/categories.conf\"\n"
	    "@include \"kupang/kelurahan.conf\"\n"
	    "@include \"kupang/words.conf\"\n"
	    "@include \"kupang/messages.conf\"\n", dir);
	fclose(f);
	conf = conf_read(path, &errors);
	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	unlink(path);
	unlink(link);
	city_must(conf != NULL, "configuration");
	return conf;
}

static inline void
city_seat(struct city *c)
{
	struct seat	s = { .role = SEAT_OFFICER, .area = "*",
			    .name = "piket DLH", .opd = "DLH" };
	char		why[256] = "";

	city_must(store_begin(c->gw.store) == 0 && desk_seat_add(c->gw.desk,
	    &s, OFFICER, city_now, why, sizeof why) == 0 &&
	    store_commit(c->gw.store) == 0, why);
}

/* An open city.  The caller closes it. */
static inline struct city *
city_open(void)
{
	struct city	*c = calloc(1, sizeof *c);
	struct gateway	*gw = &c->gw;

	snprintf(c->dir, sizeof c->dir, "/tmp/kentongan-inbox-XXXXXX");
	city_must(mkdtemp(c->dir) != NULL, "mkdtemp");
	snprintf(c->path, sizeof c->path, "%s/k.db", c->dir);
	city_now = MIDDAY;
	city_told = 0;
	memset(city_acked, 0, sizeof city_acked);
	gw->conf = city_conf(c->dir);
	gw->base = event_base_new();
	event_base_priority_init(gw->base, PRIORITY_COUNT);
	city_must((gw->store = store_open(c->path)) != NULL, "store");
	gw->commit = commit_new(gw->base, gw->store);
	gw->lexicon = lexicon_new(&gw->conf->city);
	gw->desk = desk_new(gw->store);
	desk_use(gw->desk, gw->conf, gw->lexicon);
	gw->inbox = inbox_new(gw);
	city_seat(c);
	city_must(sqlite3_open(c->path, &c->db) == SQLITE_OK, "database");
	return c;
}

static inline void
city_close(struct city *c)
{
	struct dirent	*e;
	DIR		*d;
	char		 name[512];

	sqlite3_close(c->db);
	inbox_free(c->gw.inbox);
	desk_free(c->gw.desk);
	lexicon_free(c->gw.lexicon);
	commit_free(c->gw.commit);
	store_close(c->gw.store);
	event_base_free(c->gw.base);
	conf_free(c->gw.conf);
	if ((d = opendir(c->dir)) != NULL) {
		while ((e = readdir(d)) != NULL) {
			snprintf(name, sizeof name, "%s/%s", c->dir,
			    e->d_name);
			unlink(name);
		}
		closedir(d);
	}
	rmdir(c->dir);
	free(c);
}

/* The turn of the loop ends: COMMIT, then the acknowledgements. */
static inline void
city_turn(struct city *c)
{
	event_base_loop(c->gw.base, EVLOOP_NONBLOCK);
}

/* A text from a number, sent just now; the next token. */
static inline struct wire_sms_in
city_sms(struct city *c, const char *number, const char *text)
{
	struct wire_sms_in	s = { .token = ++c->token, .class = -1,
				    .coding = WIRE_CODING_GSM7,
				    .sent_at = city_now };

	snprintf(s.number, sizeof s.number, "%s", number);
	snprintf(s.text, sizeof s.text, "%s", text);
	s.text_len = (uint32_t)strlen(s.text);
	return s;
}

/* As a part of a longer one. */
static inline struct wire_sms_in
city_part(struct city *c, const char *number, int ref, int parts, int part,
    const char *text)
{
	struct wire_sms_in	s = city_sms(c, number, text);
	const unsigned char	udh[] = { 6, 8, 4, (unsigned char)(ref >> 8),
	    (unsigned char)ref, (unsigned char)parts, (unsigned char)part };

	memcpy(s.udh, udh, sizeof udh);
	s.udh_len = sizeof udh;
	return s;
}

static inline void
city_receive(struct city *c, struct wire_sms_in s)
{
	inbox_receive(c->gw.inbox, &city_worker, &s);
}

/* The first value of the first row; a number, and its text if out is given. */
static inline int64_t
city_look(struct city *c, const char *sql, char *out, size_t size)
{
	sqlite3_stmt	*q = NULL;
	int64_t		 value = -1;

	if (size > 0)
		out[0] = '\0';
	if (sqlite3_prepare_v2(c->db, sql, -1, &q, NULL) != SQLITE_OK) {
		fprintf(stderr, "%s: %s\n", sql, sqlite3_errmsg(c->db));
		abort();
	}
	if (sqlite3_step(q) == SQLITE_ROW) {
		value = sqlite3_column_int64(q, 0);
		if (size > 0 && sqlite3_column_text(q, 0) != NULL)
			snprintf(out, size, "%s",
			    (const char *)sqlite3_column_text(q, 0));
	}
	sqlite3_finalize(q);
	return value;
}

static inline int64_t
city_count(struct city *c, const char *sql)
{
	return city_look(c, sql, NULL, 0);
}

#endif
