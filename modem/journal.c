/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * journal - the one send in hand, where a successor finds it.
 *
 * This file alone knows how the record lies in the file: one of fixed size,
 * overwritten in place, believed only if its checksum is right.  It survives
 * the death of the process; after that of the machine nothing is known, which
 * is why it may lie in memory (/run) and is not synced.
 */

#include "config.h"

#include <sys/file.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gateway/wire.h"
#include "journal.h"
#include "log.h"

#define JOURNAL_MAGIC	0x4b4a0001u	/* changes with the record */

/*
 * Above the descriptors of the modem: a dying process closes the low ones
 * first, so whoever gets our lock finds the modem closed.
 */
#define JOURNAL_FD	100

struct journal {
	int	fd;
};

struct record {
	uint32_t	magic;
	uint32_t	stage;
	int64_t		id;
	uint32_t	part;
	uint32_t	outcome;
	int32_t		code;
	int32_t		mr;
	uint64_t	checksum;	/* of what stands before it */
};

/*
 * Open a modem's journal, making the file if there is none.  Returns NULL if
 * that cannot be done (logged).
 */
struct journal *
journal_open(const char *path)
{
	struct journal	*j;
	int		 fd;

	if ((fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW,
	    0600)) == -1) {
		log_error("journal: %s: %s", path, strerror(errno));
		return NULL;
	}
	if ((j = calloc(1, sizeof *j)) == NULL) {
		close(fd);
		return NULL;
	}
	if ((j->fd = fcntl(fd, F_DUPFD_CLOEXEC, JOURNAL_FD)) == -1)
		j->fd = fd;
	else
		close(fd);
	return j;
}

void
journal_close(struct journal *j)
{
	if (j == NULL)
		return;
	close(j->fd);
	free(j);
}

/*
 * Take the modem over.  Returns 1 when it is ours, 0 while a predecessor
 * still finishes its send, -1 on a failure (logged).
 */
int
journal_lock(struct journal *j)
{
	if (flock(j->fd, LOCK_EX | LOCK_NB) == 0)
		return 1;
	if (errno == EWOULDBLOCK || errno == EINTR)
		return 0;
	log_error("journal: lock: %s", strerror(errno));
	return -1;
}

static uint64_t
record_checksum(const struct record *r)
{
	return text_digest(r, offsetof(struct record, checksum));
}

/* What the last send came to; present is 0 if nothing can be known. */
void
journal_read(struct journal *j, struct wire_leftover *l)
{
	struct record	r;

	memset(l, 0, sizeof *l);
	if (pread(j->fd, &r, sizeof r, 0) != (ssize_t)sizeof r ||
	    r.magic != JOURNAL_MAGIC || r.checksum != record_checksum(&r) ||
	    r.stage > WIRE_STAGE_RESULT || r.outcome > WIRE_UNKNOWN)
		return;
	l->present = 1;
	l->stage = r.stage;
	l->id = r.id;
	l->part = r.part;
	l->outcome = r.outcome;
	l->code = r.code;
	l->mr = r.mr;
}

/*
 * Replace the record.  When this returns 0 a successor will find it whatever
 * becomes of this process; -1 if it could not be written (logged).
 */
int
journal_write(struct journal *j, const struct wire_leftover *l)
{
	struct record	r;

	memset(&r, 0, sizeof r);
	r.magic = JOURNAL_MAGIC;
	r.stage = l->stage;
	r.id = l->id;
	r.part = l->part;
	r.outcome = l->outcome;
	r.code = l->code;
	r.mr = l->mr;
	r.checksum = record_checksum(&r);
	if (pwrite(j->fd, &r, sizeof r, 0) == (ssize_t)sizeof r)
		return 0;
	log_error("journal: write: %s", strerror(errno));
	return -1;
}
