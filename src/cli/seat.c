/* SPDX-License-Identifier: GPL-2.0-or-later */

/* seat - the seats, and who holds them. */

#include "config.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "cli/daemon.h"
#include "cli/invocation.h"

#define IMPORT_MAX	(200 * 1024)	/* what the control socket takes */

static const struct option list_options[] = {
	OPTION_NUMBERS("phone numbers"),
	{ 0 },
};

static const struct option add_options[] = {
	{ "--opd", "opd", OPTION_TEXT, "OPD",
	    "its OPD; none for lurah, camat, coordinator, leader" },
	{ "--role", "role", OPTION_TEXT, "ROLE",
	    "officer (default), head, lurah, camat, coordinator, leader" },
	{ "--area", "area", OPTION_TEXT, "AREA",
	    "a kelurahan, a kecamatan, or * (default) for the city" },
	{ "--holder", "holder", OPTION_TEXT, "HOLDER", "the person's name" },
	{ "--phone", "phone", OPTION_TEXT, "PHONE", "the person's number" },
	{ "--deputy", "deputy", OPTION_TEXT, "PHONE",
	    "number of who stands in while it is off" },
	{ 0 },
};

/* All of a table, as one text; NULL and a line on stderr if it cannot be. */
static char *
read_table(const char *path)
{
	FILE	*in = strcmp(path, "-") == 0 ? stdin : fopen(path, "r");
	char	*text = must(malloc(IMPORT_MAX + 1));
	size_t	 len = 0;
	bool	 failed = in == NULL;

	if (in != NULL) {
		len = fread(text, 1, IMPORT_MAX + 1, in);
		failed = ferror(in) != 0;
	}
	if (failed)
		fprintf(stderr, "kentongan: %s: %s\n", path, strerror(errno));
	else if (len > IMPORT_MAX)
		fprintf(stderr, "kentongan: %s: longer than %d bytes\n", path,
		    IMPORT_MAX);
	if (in != NULL && in != stdin)
		fclose(in);
	if (failed || len > IMPORT_MAX) {
		free(text);
		return NULL;
	}
	text[len] = '\0';
	return text;
}

static enum exit_code
run_import(struct invocation *inv)
{
	char	*text = read_table(invocation_text(inv, "file"));
	json_t	*value;

	if (text == NULL)
		return EXIT_REFUSED;
	value = json_string(text);
	free(text);
	if (value == NULL) {
		fprintf(stderr, "kentongan: %s: is not UTF-8 text\n",
		    invocation_text(inv, "file"));
		return EXIT_REFUSED;
	}
	invocation_set(inv, "text", value);
	return daemon_answer(inv);
}

const struct command	seat_commands[] = {
	{ "seat list", "", "", "the seats, who holds them and their areas",
	    NULL, list_options },
	{ "seat add", "name", "NAME", "add a seat", NULL, add_options },
	{ "seat set", "name changes*", "NAME KEY=VALUE...",
	    "change a seat: name, opd, role, area, holder, phone, deputy, "
	    "state", NULL, NULL },
	{ "seat remove", "name", "NAME", "remove a seat", NULL, NULL },
	{ "seat import", "file", "FILE",
	    "add or change the seats of a table; - is stdin", run_import,
	    NULL },
	{ "seat history", "name", "NAME", "who held a seat, and when", NULL,
	    list_options },
	{ 0 },
};
