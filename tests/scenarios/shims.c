/* SPDX-License-Identifier: GPL-2.0-or-later */

/* shims - libraries in front of a program, and the numbers shared with them. */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <sys/mman.h>
#include <unistd.h>

#include "world.h"

/*
 * A file of so many octets, all 0, shared by mmap; its path.  The caller
 * unmaps and unlinks it.
 */
void *
shim_file(char *path, size_t size, size_t octets)
{
	void	*p;
	int	 fd;

	snprintf(path, size, "/tmp/kentongan-shim.XXXXXX");
	assert_int_not_equal(fd = mkstemp(path), -1);
	assert_int_equal(ftruncate(fd, (off_t)octets), 0);
	p = mmap(NULL, octets, PROT_READ | PROT_WRITE, MAP_SHARED, fd, 0);
	assert_true(p != MAP_FAILED);
	close(fd);
	return p;
}

/* The environment that loads a shim, for world_options; until the next. */
const char *
shim_preload(const char *name)
{
	static char	env[512];

	snprintf(env, sizeof env, "LD_PRELOAD=%s/tests/fixtures/%s.so",
	    build_dir(), name);
	return env;
}
