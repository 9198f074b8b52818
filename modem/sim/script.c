/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * script - the lines of a scenario file: words, quotes, comments, times.
 *
 * What the words mean is known to play.c and, of those that declare
 * modems, to simulator.c.
 */

#include "config.h"

#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "modem/sim/chance.h"
#include "modem/sim/script.h"

/* Tell what is wrong, and where. */
void
sim_script_complain(const struct sim_script *script,
    const struct sim_script_line *line, const char *format, ...)
{
	va_list	ap;

	fflush(stdout);
	fprintf(stderr, "%s:%d: ", script->path, line->number);
	va_start(ap, format);
	vfprintf(stderr, format, ap);
	va_end(ap);
	fputc('\n', stderr);
}

static char
escaped(char c)
{
	return c == 'r' ? '\r' : c == 'n' ? '\n' : c;
}

/*
 * The next word, in quotes or not, put together where it lies.  NULL at the
 * end or a comment; *p is NULL if a quote is not closed.
 */
static char *
next_word(char **p)
{
	char	*in = *p + strspn(*p, " \t\r\n"), *out = in, *word = in;
	char	 quote = '\0';

	if (*in == '\0' || *in == '#') {
		*p = in;
		return NULL;
	}
	for (; *in != '\0' && (quote != '\0' ||
	    strchr(" \t\r\n", *in) == NULL); in++) {
		if (quote == '\0' && (*in == '"' || *in == '\''))
			quote = *in;
		else if (*in == quote)
			quote = '\0';
		else if (quote == '"' && *in == '\\' && in[1] != '\0')
			*out++ = escaped(*++in);
		else
			*out++ = *in;
	}
	*p = quote != '\0' ? NULL : in + (*in != '\0');
	*out = '\0';
	return word;
}

/* Words, until there are none.  -1 and a complaint if they are no line. */
static int
split(const struct sim_script *script, struct sim_script_line *line)
{
	char	*at = line->text, *word;

	while ((word = next_word(&at)) != NULL) {
		if (at == NULL) {
			sim_script_complain(script, line,
			    "a quote is not closed");
			return -1;
		}
		if (line->count == SIM_WORDS_MAX) {
			sim_script_complain(script, line,
			    "more than %d words", SIM_WORDS_MAX);
			return -1;
		}
		line->words[line->count++] = word;
	}
	return 0;
}

static void
drop_words(struct sim_script_line *line, int n)
{
	line->count -= n;
	memmove(line->words, line->words + n,
	    (size_t)line->count * sizeof line->words[0]);
}

static int
read_time(const struct sim_script *script, const struct sim_script_line *line,
    int word, int64_t *ms)
{
	if (word < line->count && sim_time_read(line->words[word],
	    strlen(line->words[word]), ms) == 0)
		return 0;
	sim_script_complain(script, line, "a time was expected: %s",
	    word < line->count ? line->words[word] : "the line ends");
	return -1;
}

/* at TIME ..., every TIME [until TIME] ... */
static int
read_when(const struct sim_script *script, struct sim_script_line *line)
{
	if (strcmp(line->words[0], "at") == 0)
		line->when = SIM_AT;
	else if (strcmp(line->words[0], "every") == 0)
		line->when = SIM_EVERY;
	else
		return 0;
	if (read_time(script, line, 1, &line->time) == -1)
		return -1;
	drop_words(line, 2);
	if (line->when == SIM_EVERY && line->time < 10) {
		sim_script_complain(script, line, "every 10 ms at most");
		return -1;
	}
	if (line->when == SIM_EVERY && line->count > 0 &&
	    strcmp(line->words[0], "until") == 0) {
		if (read_time(script, line, 1, &line->until) == -1)
			return -1;
		drop_words(line, 2);
	}
	if (line->count > 0)
		return 0;
	sim_script_complain(script, line, "nothing to do");
	return -1;
}

/* Keep a line that says something; the text is taken over. */
static int
add_line(struct sim_script *script, char *text, int number)
{
	struct sim_script_line	line = { .number = number, .text = text };

	if (split(script, &line) == -1 ||
	    (line.count > 0 && read_when(script, &line) == -1)) {
		free(text);
		return -1;
	}
	if (line.count == 0) {
		free(text);
		return 0;
	}
	script->lines = realloc(script->lines,
	    (size_t)(script->count + 1) * sizeof line);
	if (script->lines == NULL)
		fatal("sim: no memory for a scenario");
	script->lines[script->count++] = line;
	return 0;
}

static int
read_lines(struct sim_script *script, FILE *in)
{
	char	*text = NULL;
	size_t	 size = 0;

	for (int number = 1; getline(&text, &size, in) != -1; number++) {
		if (add_line(script, text, number) == -1)
			return -1;
		text = NULL;
		size = 0;
	}
	free(text);
	return 0;
}

/* The lines of a file.  NULL, and why and where is told on stderr. */
struct sim_script *
sim_script_read(const char *path)
{
	struct sim_script	*script = calloc(1, sizeof *script);
	FILE			*in = fopen(path, "re");
	int			 rc;

	if (script == NULL || (script->path = strdup(path)) == NULL)
		fatal("sim: no memory for a scenario");
	if (in == NULL) {
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
		sim_script_free(script);
		return NULL;
	}
	rc = read_lines(script, in);
	fclose(in);
	if (rc == 0)
		return script;
	sim_script_free(script);
	return NULL;
}

void
sim_script_free(struct sim_script *script)
{
	if (script == NULL)
		return;
	for (int i = 0; i < script->count; i++)
		free(script->lines[i].text);
	free(script->lines);
	free(script->path);
	free(script);
}
