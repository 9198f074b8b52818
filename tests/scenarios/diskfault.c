/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * diskfault - a disk that is full, or broken, for a while.
 *
 * A library to be loaded in front of a program (LD_PRELOAD).  The file
 * DISKFAULT holds a few numbers, shared by mmap: how many writes the program
 * DISKFAULT_PROGRAM has tried on its database, from which on they fail, with
 * what error, and how many did.  0 as the first to fail: none does.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/types.h>
#include <unistd.h>

struct diskfault {
	volatile uint64_t	tried, fail_from, error, failed;
};

static struct diskfault	*fault;

__attribute__((constructor)) static void
diskfault_init(void)
{
	const char	*path = getenv("DISKFAULT");
	const char	*program = getenv("DISKFAULT_PROGRAM");
	void		*p;
	int		 fd;

	if (path == NULL || program == NULL ||
	    strcmp(program, program_invocation_short_name) != 0 ||
	    (fd = open(path, O_RDWR | O_CLOEXEC)) == -1)
		return;
	p = mmap(NULL, sizeof *fault, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
	    0);
	close(fd);
	if (p != MAP_FAILED)
		fault = p;
}

/* The database and what SQLite keeps beside it. */
static bool
is_database(int fd)
{
	char	link[64], path[512];
	ssize_t	n;

	snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
	if ((n = readlink(link, path, sizeof path - 1)) <= 0)
		return false;
	path[n] = '\0';
	return strstr(path, ".db") != NULL;
}

static bool
fails(int fd)
{
	if (fault == NULL || !is_database(fd))
		return false;
	fault->tried++;
	if (fault->fail_from == 0 || fault->tried < fault->fail_from)
		return false;
	fault->failed++;
	errno = (int)fault->error;
	return true;
}

#define WRAP(type, name, params, args)					\
type name params;							\
type name params							\
{									\
	static type (*real) params;					\
									\
	if (real == NULL)						\
		*(void **)&real = dlsym(RTLD_NEXT, #name);		\
	return fails(fd) ? -1 : real args;				\
}

WRAP(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
WRAP(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o),
    (fd, b, n, o))
WRAP(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o),
    (fd, b, n, o))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, fdatasync, (int fd), (fd))
WRAP(int, ftruncate, (int fd, off_t n), (fd, n))
WRAP(int, ftruncate64, (int fd, off64_t n), (fd, n))
