/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_SEAT_H
#define STORE_SEAT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/number.h"
#include "store/size.h"

/* Posts, and who holds them. */

struct store;

#define SEAT_ROLES(X)							\
	X(OFFICER,	"officer")					\
	X(HEAD,		"head")						\
	X(LURAH,	"lurah")					\
	X(CAMAT,	"camat")					\
	X(COORDINATOR,	"coordinator")					\
	X(LEADER,	"leader")

enum seat_role {
#define X(name, text)	SEAT_##name,
	SEAT_ROLES(X)
#undef X
	SEAT_ROLE_COUNT
};

enum seat_state { SEAT_ON, SEAT_OFF, SEAT_VACANT };

struct seat {
	int64_t	id;
	char	name[STORE_NAME_SIZE];		/* unique: "piket DLH Oesapa" */
	char	opd[STORE_CODE_SIZE];		/* "" for lurah, camat, ... */
	enum seat_role role;
	char	area[STORE_NAME_SIZE];		/* kelurahan, kecamatan or "*" */
	char	holder[STORE_NAME_SIZE];
	int64_t	phone_id;
	char	number[NUMBER_SIZE];		/* of phone_id; filled on read */
	enum seat_state state;
	int	open;				/* dispatches; filled on read */
	int64_t	deputy_phone_id;		/* stands in; 0 none */
	char	deputy[NUMBER_SIZE];		/* filled on read */
	/* Filled on read; each has its own way to be changed. */
	int64_t	off_until;			/* 0: until AKTIF */
	int64_t	heard_at;			/* it or its deputy wrote */
	int64_t	silent_at;			/* 0: it answers */
	int	silent_step;			/* how far up it was told */
	int64_t	watch_at;			/* of store_seat_watched only */
	int64_t	off_from;			/* of store_seat_leaving only */
};

int	store_seat_add(struct store *, struct seat *, int64_t);
int	store_seat_set(struct store *, const struct seat *);
int	store_seat_remove(struct store *, int64_t, int64_t);
int	store_seat_get(struct store *, int64_t, struct seat *);
int	store_seat_find(struct store *, const char *, struct seat *);
int	store_seat_of_phone(struct store *, int64_t, int64_t, struct seat *);
int	store_seat_for_area(struct store *, const char *, enum seat_role,
	    const char *, struct seat *);
int	store_seat_set_state(struct store *, int64_t, enum seat_state);
int	store_seat_set_duty(struct store *, int64_t, enum seat_state, int64_t);
int	store_seat_covering(struct store *, const char *, enum seat_role,
	    const char *, const char *, int64_t, struct seat *);
int	store_seat_plan(struct store *, int64_t, int64_t, int64_t);
int	store_seat_leaving(struct store *, int64_t, struct seat *);
int	store_seat_anywhere(struct store *, const char *, enum seat_role,
	    int64_t, struct seat *);
int	store_seat_back(struct store *, int64_t, struct seat *);
int	store_seat_watched(struct store *, int64_t, struct seat *);
int	store_seat_set_watch(struct store *, int64_t, int64_t);
int	store_seat_set_silent(struct store *, int64_t, int64_t, int);
int	store_seat_heard(struct store *, int64_t, bool, int64_t);
int	store_seat_missed(struct store *, int64_t, int64_t);
int	store_seat_holder(struct store *, const struct seat *, const char *,
	    int64_t);
const char *seat_role_name(enum seat_role);
int	seat_role_find(const char *);
const char *seat_state_name(enum seat_state);

#endif
