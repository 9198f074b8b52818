/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * client - ask the daemon over its control socket, and show what it answers.
 *
 * This file alone knows how an answer looks to people: which columns are
 * times, how wide a text stands, and what must not reach a terminal.
 */

#include "config.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include <utf8proc.h>

#include "cli/client.h"

#define ANSWER_SECONDS	120	/* a backup of a large database takes long */
#define CELL_SIZE	(32 * 1024)	/* all words of a list */
#define COLUMNS_MAX	32

/* ---- asking ----------------------------------------------------------- */

/* The socket, or -1 with *code the exit code it means. */
static int
client_connect(const char *path, enum exit_code *code)
{
	struct sockaddr_un	sun = { .sun_family = AF_UNIX };
	struct timeval		tv = { ANSWER_SECONDS, 0 };
	int			fd;

	*code = EXIT_REFUSED;
	if (strlen(path) >= sizeof sun.sun_path) {
		fprintf(stderr, "kentongan: %s: path too long\n", path);
		return -1;
	}
	memcpy(sun.sun_path, path, strlen(path) + 1);
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) == -1 ||
	    connect(fd, (struct sockaddr *)&sun, sizeof sun) == -1) {
		if (errno == ENOENT || errno == ECONNREFUSED)
			*code = EXIT_NOT_RUNNING;
		fprintf(stderr, "kentongan: %s: %s%s\n", path,
		    strerror(errno), *code == EXIT_NOT_RUNNING ?
		    ": kentongand is not running" : "");
		if (fd != -1)
			close(fd);
		return -1;
	}
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
	return fd;
}

/* Does a daemon listen at this socket?  Nothing is said if not. */
bool
client_is_there(const char *path)
{
	struct sockaddr_un	sun = { .sun_family = AF_UNIX };
	int			fd;
	bool			there;

	if (strlen(path) >= sizeof sun.sun_path)
		return false;
	memcpy(sun.sun_path, path, strlen(path) + 1);
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) == -1)
		return false;
	there = connect(fd, (struct sockaddr *)&sun, sizeof sun) == 0;
	close(fd);
	return there;
}

static int
client_write(int fd, const json_t *request)
{
	char	*text = json_dumps(request, JSON_COMPACT);
	size_t	 len, done = 0;
	ssize_t	 n = 0;

	if (text == NULL)
		return -1;
	len = strlen(text);
	text[len++] = '\n';	/* in place of the NUL */
	while (done < len) {
		n = send(fd, text + done, len - done, MSG_NOSIGNAL);
		if (n == -1 && errno != EINTR)
			break;
		if (n > 0)
			done += n;
	}
	free(text);
	return done == len ? 0 : -1;
}

static size_t
client_read(void *buf, size_t size, void *arg)
{
	ssize_t	n;

	do
		n = read(*(int *)arg, buf, size);
	while (n == -1 && errno == EINTR);
	return n == -1 ? (size_t)-1 : (size_t)n;
}

/*
 * Send one request to the socket and read one answer, the caller's to
 * json_decref.  EXIT_NOT_RUNNING when there is no daemon; told on stderr.
 */
enum exit_code
client_call(const char *path, json_t *request, json_t **reply)
{
	json_error_t	error;
	enum exit_code	code;
	int		fd = client_connect(path, &code);

	*reply = NULL;
	if (fd == -1)
		return code;
	if (client_write(fd, request) == 0)
		*reply = json_load_callback(client_read, &fd,
		    JSON_DISABLE_EOF_CHECK, &error);
	close(fd);
	if (*reply == NULL) {
		fprintf(stderr, "kentongan: %s: the daemon gave no answer; "
		    "its log may say why\n", path);
		return EXIT_REFUSED;
	}
	return EXIT_OK;
}

/* ---- showing ---------------------------------------------------------- */

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

/*
 * Show an answer: as the daemon's JSON for programs, else in columns.  What
 * was refused goes to err.  Returns the exit code it stands for.
 */
enum exit_code
client_print(const json_t *reply, bool as_json, FILE *out, FILE *err)
{
	bool	ok = json_is_true(json_object_get(reply, "ok"));

	if (as_json) {
		json_dumpf(reply, out, JSON_COMPACT);
		fputc('\n', out);
	} else if (ok)
		print_people(reply, out);
	else
		print_errors(reply, err);
	return ok ? EXIT_OK : EXIT_REFUSED;
}
