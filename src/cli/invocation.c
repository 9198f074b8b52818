/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * invocation - what a command was given: its arguments and options by name,
 * and the configuration.
 */

#include "config.h"

#include <stdio.h>

#include "base/log.h"
#include "cli/invocation.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "doors/rooms.h"

/* What has to be there, unless memory ran out. */
void *
must(void *memory)
{
	if (memory == NULL)
		fatal("out of memory");
	return memory;
}

/* Say what is wrong with a command line, and with which word (or NULL). */
enum exit_code
wrong_usage(const char *what, const char *which)
{
	fprintf(stderr, "kentongan: %s%s%s\n"
	    "kentongan: try \"kentongan help\"\n", what,
	    which != NULL ? ": " : "", which != NULL ? which : "");
	return EXIT_USAGE;
}

/* Keep a value (taken over) under a name; NULL was no UTF-8 text. */
void
invocation_set(struct invocation *inv, const char *key, json_t *value)
{
	if (value == NULL)	/* jansson takes UTF-8 only */
		value = must(json_string("?"));
	if (json_object_set_new(inv->args, key, value) == -1)
		fatal("out of memory");
}

/* The text of that name, or NULL. */
const char *
invocation_text(const struct invocation *inv, const char *key)
{
	return json_string_value(json_object_get(inv->args, key));
}

/*
 * The whole configuration, the caller's to free; NULL, and its faults on
 * stderr, if there are any.
 */
struct conf *
invocation_conf(const struct invocation *inv)
{
	struct conf_errors	 errors = { NULL, 0 };
	struct conf		*conf = conf_read(inv->conf_path, rooms_all,
				    &errors);

	conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	return conf;
}
