/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * show - what an answer looks like.
 *
 * This file alone knows which columns are times, how wide a text stands, and
 * what must not reach a terminal.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include <utf8proc.h>

#include "cli/show.h"

#define CELL_SIZE	(32 * 1024)	/* all words of a list */
#define COLUMNS_MAX	32

static bool
ends_with(const char *text, const char *end)
{
	size_t	n = strlen(text), m = strlen(end);

	return n >= m && strcmp(text + n - m, end) == 0;
}

/* "time", "sent_time", "since": seconds UTC in the answer. */
static bool
column_is_time(const char *column)
{
	return strcmp(column, "time") == 0 || strcmp(column, "since") == 0 ||
	    ends_with(column, "_time");
}

/* A stranger's text must not command the terminal or break the line. */
static void
make_safe(char *text)
{
	unsigned char	*c;

	for (c = (unsigned char *)text; *c != '\0'; c++)
		if (*c == '\n' || *c == '\t' || *c == '\r')
			*c = ' ';
		else if (*c < 0x20 || *c == 0x7f)
			*c = '?';
		else if (*c == 0xc2 && c[1] >= 0x80 && c[1] < 0xa0)
			c[0] = c[1] = '?';	/* C1 controls */
}

static void
show_time(char *out, size_t size, json_int_t seconds)
{
	time_t		t = (time_t)seconds;
	struct tm	tm;

	if (seconds == 0 || localtime_r(&t, &tm) == NULL ||
	    strftime(out, size, "%Y-%m-%d %H:%M:%S", &tm) == 0)
		snprintf(out, size, "-");
}

/* The texts of a list with commas, or of an object as "JALAN (6)". */
static void
show_many(char *out, size_t size, json_t *value)
{
	const char	*key;
	json_t		*one;
	size_t		 i, len = 0;

	snprintf(out, size, "-");
	json_array_foreach(value, i, one)
		if (len < size)
			len += (size_t)snprintf(out + len, size - len,
			    "%s%s", i > 0 ? ", " : "",
			    json_string_value(one));
	json_object_foreach(value, key, one)
		if (len < size)
			len += (size_t)snprintf(out + len, size - len,
			    "%s%s (%" JSON_INTEGER_FORMAT ")",
			    len > 0 ? " " : "", key, json_integer_value(one));
}

static void
show_value(char *out, size_t size, const char *column, json_t *value)
{
	if (json_is_integer(value) && column_is_time(column))
		show_time(out, size, json_integer_value(value));
	else if (json_is_integer(value))
		snprintf(out, size, "%" JSON_INTEGER_FORMAT,
		    json_integer_value(value));
	else if (json_is_boolean(value))
		snprintf(out, size, "%s", json_is_true(value) ? "yes" : "no");
	else if (json_is_string(value) && json_string_length(value) > 0)
		snprintf(out, size, "%s", json_string_value(value));
	else if (json_is_array(value) || json_is_object(value))
		show_many(out, size, value);
	else
		snprintf(out, size, "-");
	make_safe(out);
}

/* Places that a text takes on a terminal. */
static int
display_width(const char *text)
{
	const utf8proc_uint8_t	*c = (const utf8proc_uint8_t *)text;
	utf8proc_int32_t	 point;
	utf8proc_ssize_t	 n;
	int			 width = 0;

	while (*c != '\0') {
		if ((n = utf8proc_iterate(c, -1, &point)) <= 0) {
			n = 1;
			point = '?';
		}
		width += utf8proc_charwidth(point);
		c += n;
	}
	return width;
}

static void
print_padded(FILE *out, const char *text, int width, bool last)
{
	fputs(text, out);
	if (!last)
		fprintf(out, "%*s", width - display_width(text) + 2, "");
}

/* "sent_time" is headed SENT. */
static void
column_title(char *out, size_t size, const char *column)
{
	char	*c;

	snprintf(out, size, "%s", column);
	if (ends_with(out, "_time"))
		out[strlen(out) - 5] = '\0';
	for (c = out; *c != '\0'; c++)
		*c = *c == '_' ? ' ' : *c >= 'a' && *c <= 'z' ?
		    *c - 'a' + 'A' : *c;
}

/* How wide each column is; 0 for one that is empty in every row. */
static void
measure_table(const json_t *columns, const json_t *rows, int *width)
{
	char	 cell[CELL_SIZE];
	json_t	*row, *name;
	size_t	 i, j;
	int	 w;

	json_array_foreach(rows, j, row)
		json_array_foreach(columns, i, name) {
			if (i == COLUMNS_MAX)
				break;
			show_value(cell, sizeof cell, json_string_value(name),
			    json_array_get(row, i));
			w = strcmp(cell, "-") == 0 ? 0 : display_width(cell);
			if (w > width[i])
				width[i] = w;
		}
	json_array_foreach(columns, i, name) {
		if (i == COLUMNS_MAX)
			break;
		column_title(cell, sizeof cell, json_string_value(name));
		w = display_width(cell);
		if (width[i] > 0 && w > width[i])
			width[i] = w;
	}
}

/* One line of a table: its heads if row is NULL. */
static void
print_row(const json_t *columns, const json_t *row, const int *width, int last,
    FILE *out)
{
	const char	*name;
	char		 cell[CELL_SIZE];
	int		 i;

	for (i = 0; i <= last; i++) {
		if (width[i] == 0)
			continue;
		name = json_string_value(json_array_get(columns, i));
		if (row == NULL)
			column_title(cell, sizeof cell, name);
		else
			show_value(cell, sizeof cell, name,
			    json_array_get(row, i));
		print_padded(out, cell, width[i], i == last);
	}
	fputc('\n', out);
}

static void
print_table(const json_t *columns, const json_t *rows, FILE *out)
{
	int	 width[COLUMNS_MAX] = { 0 }, last;
	json_t	*row;
	size_t	 i;

	if (json_array_size(rows) == 0) {
		fputs("none\n", out);
		return;
	}
	measure_table(columns, rows, width);
	for (last = COLUMNS_MAX - 1; last > 0 && width[last] == 0; last--)
		;
	print_row(columns, NULL, width, last, out);
	json_array_foreach(rows, i, row)
		print_row(columns, row, width, last, out);
}

/* An object: one "name  value" a line. */
static void
print_facts(json_t *facts, FILE *out)
{
	char		 cell[CELL_SIZE], name[CELL_SIZE];
	const char	*key;
	json_t		*value;
	char		*c;

	json_object_foreach(facts, key, value) {
		snprintf(name, sizeof name, "%s", key);
		if (ends_with(name, "_time"))
			name[strlen(name) - 5] = '\0';
		for (c = name; *c != '\0'; c++)
			if (*c == '_')
				*c = ' ';
		show_value(cell, sizeof cell, key, value);
		fprintf(out, "%-20s  %s\n", name, cell);
	}
}

static void
print_people(const json_t *reply, FILE *out)
{
	const json_t	*tables = json_object_get(reply, "tables"), *table;
	json_t		*facts = json_object_get(reply, "facts");
	const char	*text = json_string_value(json_object_get(reply,
			    "text"));
	size_t		 i;

	if (text != NULL)
		fprintf(out, "%s%s", text, ends_with(text, "\n") ? "" : "\n");
	if (json_is_array(json_object_get(reply, "columns")))
		print_table(json_object_get(reply, "columns"),
		    json_object_get(reply, "rows"), out);
	if (facts != NULL)
		print_facts(facts, out);
	json_array_foreach(tables, i, table) {
		fprintf(out, "%s%s:\n", i > 0 || facts != NULL ? "\n" : "",
		    json_string_value(json_object_get(table, "name")));
		print_table(json_object_get(table, "columns"),
		    json_object_get(table, "rows"), out);
	}
}

static void
print_errors(const json_t *reply, FILE *err)
{
	const json_t	*errors = json_object_get(reply, "errors"), *one;
	const char	*error = json_string_value(json_object_get(reply,
			    "error"));
	size_t		 i;

	fprintf(err, "kentongan: %s\n", error != NULL ? error :
	    "the daemon's answer is not understood");
	json_array_foreach(errors, i, one)
		fprintf(err, "%s\n", json_string_value(one));
}

/* As one line, for programs. */
void
show_json(const json_t *value)
{
	json_dumpf(value, stdout, JSON_COMPACT);
	fputc('\n', stdout);
}

/*
 * Show an answer, which is used up: as JSON for programs, else in columns.
 * What was refused goes to stderr.  Returns the exit code it stands for.
 */
enum exit_code
show_answer(const struct invocation *inv, json_t *reply)
{
	bool	ok = json_is_true(json_object_get(reply, "ok"));

	if (inv->json)
		show_json(reply);
	else if (ok)
		print_people(reply, stdout);
	else
		print_errors(reply, stderr);
	json_decref(reply);
	return ok ? EXIT_OK : EXIT_REFUSED;
}
