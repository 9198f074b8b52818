/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * device - is there anything at all where a modem should be?
 *
 * A device is a path or a pattern of paths (glob(7)).  This file looks at
 * names only and opens nothing: which of several is the modem wanted, its
 * worker finds out.
 */

#include "config.h"

#include <sys/stat.h>

#include <glob.h>
#include <string.h>

#include "base/text.h"
#include "gateway/fleet/device.h"

/* Does it stand for several paths? */
bool
device_is_pattern(const char *device)
{
	return strpbrk(device, "*?[") != NULL;
}

/* libGammu's other ways to a modem, such as Bluetooth, have no path. */
static bool
device_has_path(const char *connection)
{
	return strncmp(connection, "at", 2) == 0 ||
	    strcmp(connection, "dku2at") == 0;
}

/* A device that was taken away and put back is another inode. */
static uint64_t
device_digest(const char *path)
{
	struct stat	st;

	if (stat(path, &st) == -1)
		return 0;
	return text_digest(path, strlen(path)) ^
	    ((uint64_t)st.st_ino * 0x9e3779b97f4a7c15u) ^
	    (uint64_t)st.st_ctim.tv_sec;
}

/*
 * What is there now: 0 nothing, else a number that is another one when the
 * paths have changed.
 */
uint64_t
device_look(const char *device, const char *connection)
{
	glob_t		found;
	uint64_t	sum = 0;
	size_t		i;

	if (!device_has_path(connection))
		return 1;
	if (!device_is_pattern(device))
		return device_digest(device);
	if (glob(device, GLOB_NOSORT, NULL, &found) != 0)
		return 0;
	for (i = 0; i < found.gl_pathc; i++)
		sum += device_digest(found.gl_pathv[i]);
	globfree(&found);
	return sum;
}
