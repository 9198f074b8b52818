/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * crashpoint - kill a program at its Nth step, for tests.
 *
 * Loaded with LD_PRELOAD.  A step is a call that leaves a trace outside the
 * process: write, pwrite, fsync, fdatasync, send, sendmsg, unlink.  The file
 * named by CRASHPOINT holds two numbers, shared by mmap: how many steps the
 * program CRASHPOINT_PROGRAM has made, and at which one it is to die.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/types.h>
#include <unistd.h>

struct crashpoint {
	volatile uint64_t	steps, die_at;
};

static struct crashpoint	*point;

__attribute__((constructor)) static void
crashpoint_init(void)
{
	const char	*path = getenv("CRASHPOINT");
	const char	*program = getenv("CRASHPOINT_PROGRAM");
	void		*p;
	int		 fd;

	if (path == NULL || program == NULL ||
	    strcmp(program, program_invocation_short_name) != 0 ||
	    (fd = open(path, O_RDWR | O_CLOEXEC)) == -1)
		return;
	p = mmap(NULL, sizeof *point, PROT_READ | PROT_WRITE, MAP_SHARED, fd,
	    0);
	close(fd);
	if (p != MAP_FAILED)
		point = p;
}

static void
step(void)
{
	if (point == NULL)
		return;
	if (++point->steps == point->die_at)
		kill(getpid(), SIGKILL);
}

/* Die before the call: the step has not happened. */
#define WRAP(type, name, params, args)					\
type name params;							\
type name params							\
{									\
	static type (*real) params;					\
									\
	if (real == NULL)						\
		*(void **)&real = dlsym(RTLD_NEXT, #name);		\
	step();								\
	return real args;						\
}

WRAP(ssize_t, write, (int fd, const void *b, size_t n), (fd, b, n))
WRAP(ssize_t, pwrite, (int fd, const void *b, size_t n, off_t o),
    (fd, b, n, o))
WRAP(ssize_t, pwrite64, (int fd, const void *b, size_t n, off64_t o),
    (fd, b, n, o))
WRAP(int, fsync, (int fd), (fd))
WRAP(int, fdatasync, (int fd), (fd))
WRAP(ssize_t, send, (int fd, const void *b, size_t n, int f), (fd, b, n, f))
WRAP(ssize_t, sendmsg, (int fd, const struct msghdr *m, int f), (fd, m, f))
WRAP(int, unlink, (const char *p), (p))
