/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * journal - what a successor must know: the send in hand, and what was being
 * read.
 *
 * This file alone knows how both lie in the file.  The send is one record of
 * fixed size, overwritten in place, believed only if its checksum is right.
 * What is being read changes with every message and is marked in mapped
 * memory.  Both survive the death of the process; after that of the machine
 * nothing is known, which is why the file may lie in memory (/run) and is not
 * synced.
 *
 * The rules of suspicion: who died while it decoded a message is followed by
 * careful processes, which let a child try each message first; a message at
 * which two died is never decoded again; after two deaths in reading at large
 * the modem is listed by plain AT.
 */

#include "config.h"

#include <sys/file.h>
#include <sys/mman.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "gateway/fleet/wire.h"
#include "modem/driver.h"
#include "modem/journal.h"

#define JOURNAL_MAGIC	0x4b4a0001u	/* changes with the record */
#define READING_MAGIC	0x4b520001u	/* changes with struct reading */
#define READING_AT	65536	/* in the file: a page of its own */
#define SUSPECTS	16
#define DEATHS		2	/* that prove it */

/*
 * Above the descriptors of the modem: a dying process closes the low ones
 * first, so whoever gets our lock finds the modem closed.
 */
#define JOURNAL_FD	100

/* What is being read now, and what earlier processes died of reading. */
struct reading {
	uint32_t	magic;
	uint32_t	what;		/* enum driver_reading */
	uint64_t	digest;		/* if DRIVER_DECODING */
	uint32_t	careful;
	uint32_t	listing_deaths;
	uint32_t	next;		/* of suspect, to be forgotten */
	struct {
		uint32_t	deaths;
		uint64_t	digest;
	} suspect[SUSPECTS];
};

struct journal {
	int		 fd;
	struct reading	*reading;	/* owned; mapped */
	struct reading	 nowhere;	/* if it cannot be mapped */
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

/* What another program made of the file is not believed. */
static void
map_reading(struct journal *j)
{
	void	*p = MAP_FAILED;

	j->reading = &j->nowhere;
	/* Not a hole: writing into one can kill when the disk is full. */
	if (posix_fallocate(j->fd, READING_AT, sizeof *j->reading) == 0)
		p = mmap(NULL, sizeof *j->reading, PROT_READ | PROT_WRITE,
		    MAP_SHARED, j->fd, READING_AT);
	if (p == MAP_FAILED)
		log_warn("journal: no memory of what is read");
	else
		j->reading = p;
}

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
	map_reading(j);
	return j;
}

void
journal_close(struct journal *j)
{
	if (j == NULL)
		return;
	if (j->reading != &j->nowhere)
		munmap(j->reading, sizeof *j->reading);
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

/* ---- what is being read --------------------------------------------- */

/*
 * Before a dangerous step, and after it: what is being read.  Costs next to
 * nothing, and a process that dies at once leaves it behind.
 */
void
journal_mark(struct journal *j, enum driver_reading what, uint64_t digest)
{
	struct reading	*r = j->reading;

	if (what == DRIVER_LISTED) {
		r->listing_deaths = 0;
		return;
	}
	r->digest = digest;
	__atomic_store_n(&r->what, (uint32_t)what, __ATOMIC_SEQ_CST);
}

static void
suspect(struct reading *r, uint64_t digest)
{
	int	i;

	for (i = 0; i < SUSPECTS; i++)
		if (r->suspect[i].deaths > 0 &&
		    r->suspect[i].digest == digest) {
			r->suspect[i].deaths++;
			return;
		}
	r->suspect[r->next].digest = digest;
	r->suspect[r->next].deaths = 1;
	r->next = (r->next + 1) % SUSPECTS;
}

/*
 * The modem is ours: learn from the mark of a predecessor that died reading.
 * To be called once, with the journal locked.
 */
void
journal_learn(struct journal *j)
{
	struct reading	*r = j->reading;

	if (r->magic != READING_MAGIC || r->next >= SUSPECTS) {
		memset(r, 0, sizeof *r);
		r->magic = READING_MAGIC;
	}
	if (r->what == DRIVER_DECODING) {
		log_warn("the process before this one died of message %016llx:"
		    " each is tried in a child now",
		    (unsigned long long)r->digest);
		r->careful = 1;
		suspect(r, r->digest);
	} else if (r->what == DRIVER_READING && ++r->listing_deaths == DEATHS)
		log_warn("%u processes ended while they read the modem's "
		    "messages: listing by plain AT now", DEATHS);
	r->what = DRIVER_IDLE;
}

/* Is each message to be tried in a child first? */
bool
journal_is_careful(const struct journal *j)
{
	return j->reading->careful != 0 || journal_is_bare(j);
}

/* Is the modem to be listed by plain AT? */
bool
journal_is_bare(const struct journal *j)
{
	return j->reading->listing_deaths >= DEATHS;
}

/* Has the message of this digest killed often enough? */
bool
journal_is_poison(const struct journal *j, uint64_t digest)
{
	int	i;

	for (i = 0; i < SUSPECTS; i++)
		if (j->reading->suspect[i].deaths >= DEATHS &&
		    j->reading->suspect[i].digest == digest)
			return true;
	return false;
}
