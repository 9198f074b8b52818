/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * term - lines in and paragraphs out, on a terminal or not.
 *
 * The only file that knows terminals: one line of input which stays whole
 * while messages appear above it, wrapping, colours.  Off a terminal it is
 * plain lines, one at a time.
 */

#include "config.h"

#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <termios.h>
#include <unistd.h>

#include <event2/event.h>

#include "base/log.h"
#include "modem/sim/line.h"
#include "modem/sim/term.h"

#define LINE_SIZE	8192
#define INPUT_SIZE	4096
#define INDENT		5	/* of a wrapped line */
#define WIDTH_LEAST	20
#define WIDTH_USUAL	80

enum key { KEY_CTRL_D = 4, KEY_BELL = 7, KEY_BACKSPACE = 8, KEY_CTRL_U = 21,
	KEY_CTRL_W = 23, KEY_ESC = 27, KEY_DELETE = 127 };

/* Of a key that is several octets, such as an arrow. */
enum escape { ESCAPE_NONE, ESCAPE_BEGUN, ESCAPE_SEQUENCE };

struct sim_term {
	struct event	*input;		/* owned */
	sim_line_fn	 fn;
	void		*arg;
	bool		 interactive;	/* people type */
	bool		 edit;		/* we draw what they type */
	bool		 wrap, colour;
	bool		 held, ended;
	bool		 busy;		/* fn is at work: no prompt yet */
	bool		 prompted;	/* a prompt stands on the last line */
	bool		 cut;		/* the line is too long */
	enum escape	 escape;
	char		 prompt[64];
	char		 line[LINE_SIZE];
	size_t		 len;
	char		 in[INPUT_SIZE];	/* read, not yet looked at */
	size_t		 in_at, in_len;
	struct termios	 saved;
};

/* Ways in from the event loop. */
static void	term_read_cb(evutil_socket_t, short, void *);

static const char *const style_codes[] = {
	[SIM_STYLE_NOTE] = "\033[2m",
	[SIM_STYLE_OUT] = "\033[36m",
	[SIM_STYLE_IN] = "\033[32m",
	[SIM_STYLE_WARN] = "\033[33m",
};

static bool
term_is_dumb(void)
{
	const char	*name = getenv("TERM");

	return name == NULL || *name == '\0' || strcmp(name, "dumb") == 0;
}

/* Take the terminal's own line editing away; Ctrl-C stays a signal. */
static void
term_take_over(struct sim_term *t)
{
	struct termios	mode;

	if (tcgetattr(STDIN_FILENO, &t->saved) == -1) {
		t->edit = false;
		return;
	}
	mode = t->saved;
	mode.c_lflag &= ~(tcflag_t)(ICANON | ECHO);
	mode.c_cc[VMIN] = 1;
	mode.c_cc[VTIME] = 0;
	mode.c_cc[VSUSP] = _POSIX_VDISABLE;
	tcsetattr(STDIN_FILENO, TCSADRAIN, &mode);
}

/*
 * Read standard input and call fn for each line.  If it is no terminal, each
 * line waits until sim_term_go_on whenever fn said sim_term_hold.
 */
struct sim_term *
sim_term_new(struct event_base *base, sim_line_fn fn, void *arg)
{
	struct sim_term	*t = calloc(1, sizeof *t);
	const char	*no_colour = getenv("NO_COLOR");

	if (t == NULL)
		fatal("sim: no memory for a terminal");
	t->fn = fn;
	t->arg = arg;
	t->interactive = isatty(STDIN_FILENO);
	t->wrap = isatty(STDOUT_FILENO);
	t->edit = t->interactive && t->wrap && !term_is_dumb();
	t->colour = t->wrap && !term_is_dumb() &&
	    (no_colour == NULL || *no_colour == '\0');
	if (t->edit)
		term_take_over(t);
	setvbuf(stdout, NULL, _IOLBF, 0);
	t->input = event_new(base, STDIN_FILENO, EV_READ | EV_PERSIST,
	    term_read_cb, t);
	if (t->input == NULL || event_add(t->input, NULL) == -1)
		fatal("sim: standard input cannot be read");
	return t;
}

static int
term_width(void)
{
	struct winsize	size;

	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == -1 ||
	    size.ws_col == 0)
		return WIDTH_USUAL;
	return size.ws_col < WIDTH_LEAST ? WIDTH_LEAST : size.ws_col;
}

/* Characters of UTF-8 in so many octets. */
static int
columns(const char *text, size_t len)
{
	int	n = 0;

	for (size_t i = 0; i < len; i++)
		n += (text[i] & 0xc0) != 0x80;
	return n;
}

/* What is printed next begins a line. */
static void
term_erase_line(struct sim_term *t)
{
	if (t->edit)
		fputs("\r\033[K", stdout);
	else if (t->prompted)
		putchar('\n');
	t->prompted = false;
}

/* Prompt and line; of a long line its end. */
static void
term_draw_line(struct sim_term *t)
{
	const char	*tail = t->line;
	int		 room;

	if (!t->interactive || t->held || t->ended || t->busy ||
	    t->prompt[0] == '\0')
		return;
	term_erase_line(t);
	t->prompted = true;
	printf("%s%s%s> ", t->colour ? "\033[1m" : "", t->prompt,
	    t->colour ? "\033[0m" : "");
	if (t->edit) {
		room = term_width() - columns(t->prompt, strlen(t->prompt)) - 3;
		for (; room > 0 && columns(tail, t->line + t->len - tail) >
		    room; tail++)
			;
		while (tail < t->line + t->len && (*tail & 0xc0) == 0x80)
			tail++;
		printf("%.*s", (int)(t->line + t->len - tail), tail);
	}
	fflush(stdout);
}

/* Restore the terminal. */
void
sim_term_free(struct sim_term *t)
{
	if (t == NULL)
		return;
	term_erase_line(t);
	fflush(stdout);
	if (t->edit)
		tcsetattr(STDIN_FILENO, TCSADRAIN, &t->saved);
	event_free(t->input);
	free(t);
}

/* Is there somebody who types? */
bool
sim_term_is_interactive(const struct sim_term *t)
{
	return t->interactive;
}

/* What stands before the line that is typed. */
void
sim_term_prompt(struct sim_term *t, const char *prompt)
{
	snprintf(t->prompt, sizeof t->prompt, "%s", prompt);
	term_draw_line(t);
}

/* Take no further line for now. */
void
sim_term_hold(struct sim_term *t)
{
	t->held = true;
	event_del(t->input);
}

/* Take lines again. */
void
sim_term_go_on(struct sim_term *t)
{
	if (!t->held)
		return;
	t->held = false;
	if (t->ended)
		return;
	event_add(t->input, NULL);
	if (t->in_at < t->in_len)
		event_active(t->input, EV_TIMEOUT, 0);
}

/*
 * One character of a stranger's text; what could command the terminal is
 * shown as a dot.  The octets it has.
 */
static size_t
put_safely(const char *text)
{
	const unsigned char	*p = (const unsigned char *)text;
	size_t			 n = 1;

	if (*p < ' ' || *p == KEY_DELETE || (*p == 0xc2 && p[1] < 0xa0)) {
		putchar('.');
		return *p == 0xc2 && p[1] != '\0' ? 2 : 1;
	}
	while ((p[n] & 0xc0) == 0x80)
		n++;
	fwrite(text, 1, n, stdout);
	return n;
}

static void
new_line(int *at, int indent)
{
	printf("\n%*s", indent, "");
	*at = indent;
}

/* Words, with line breaks where the width ends; a word is cut if it must. */
static void
put_words(const char *text, int at, int indent, int width)
{
	size_t	len, n;
	int	need;

	while (*text != '\0') {
		if (*text == '\n' || *text == '\r') {
			text += text[0] == '\r' && text[1] == '\n' ? 2 : 1;
			new_line(&at, indent);
			continue;
		}
		len = strcspn(text, " \r\n");
		need = columns(text, len);
		if (at + need > width && at > indent && need < width - indent)
			new_line(&at, indent);
		for (n = 0; n < len; at++) {
			if (at >= width)
				new_line(&at, indent);
			n += put_safely(text + n);
		}
		text += len;
		for (; *text == ' '; text++)
			if (at < width) {
				putchar(' ');
				at++;
			}
	}
}

/*
 * A paragraph: a head that we wrote and a text that anybody may have, above
 * the line being typed.
 */
void
sim_term_print(struct sim_term *t, enum sim_style style, const char *head,
    const char *text)
{
	term_erase_line(t);
	if (t->colour)
		fputs(style_codes[style], stdout);
	fputs(head, stdout);
	if (t->colour && style != SIM_STYLE_NOTE)
		fputs("\033[0m", stdout);
	put_words(text, columns(head, strlen(head)),
	    style == SIM_STYLE_NOTE ? 0 : INDENT, t->wrap ?
	    term_width() - 1 : INT_MAX);
	if (t->colour)
		fputs("\033[0m", stdout);
	putchar('\n');
	term_draw_line(t);
}

static void
term_end(struct sim_term *t)
{
	t->ended = true;
	event_del(t->input);
	t->fn(t->arg, NULL);
}

/* The line is complete. */
static void
term_line(struct sim_term *t)
{
	size_t	len = t->len;

	t->line[len] = '\0';
	t->len = 0;
	if (!t->edit)
		t->prompted = false;	/* Enter was echoed */
	term_erase_line(t);
	if (t->cut) {
		t->cut = false;
		sim_term_print(t, SIM_STYLE_WARN, "!! ",
		    "that line is too long");
		return;
	}
	t->busy = true;
	t->fn(t->arg, t->line);
	t->busy = false;
	term_draw_line(t);
}

static void
term_add(struct sim_term *t, char c)
{
	if (t->len + 1 < sizeof t->line)
		t->line[t->len++] = c;
	else
		t->cut = true;
}

static void
rub_character(struct sim_term *t)
{
	while (t->len > 0 && (t->line[--t->len] & 0xc0) == 0x80)
		;
}

static void
rub_word(struct sim_term *t)
{
	while (t->len > 0 && t->line[t->len - 1] == ' ')
		t->len--;
	while (t->len > 0 && t->line[t->len - 1] != ' ')
		rub_character(t);
}

/* Keys of several octets do nothing here, but must not be typed either. */
static bool
key_is_escaped(struct sim_term *t, char c)
{
	switch (t->escape) {
	case ESCAPE_NONE:
		if (c != KEY_ESC)
			return false;
		t->escape = ESCAPE_BEGUN;
		return true;
	case ESCAPE_BEGUN:
		t->escape = c == '[' || c == 'O' ? ESCAPE_SEQUENCE :
		    ESCAPE_NONE;
		return true;
	case ESCAPE_SEQUENCE:
		if (c >= '@' && c <= '~')
			t->escape = ESCAPE_NONE;
		return true;
	}
	return false;
}

static void
term_key(struct sim_term *t, char c)
{
	if (key_is_escaped(t, c))
		return;
	if (c == '\r' || c == '\n')
		term_line(t);
	else if (c == KEY_CTRL_D && t->len == 0)
		term_end(t);
	else if (c == KEY_BACKSPACE || c == KEY_DELETE)
		rub_character(t);
	else if (c == KEY_CTRL_U)
		t->len = 0;
	else if (c == KEY_CTRL_W)
		rub_word(t);
	else if ((unsigned char)c >= ' ')
		term_add(t, c);
}

/* Look at what was read until there is no more or fn wants a rest. */
static void
term_work(struct sim_term *t)
{
	char	c;

	while (t->in_at < t->in_len && !t->held && !t->ended) {
		c = t->in[t->in_at++];
		if (t->edit)
			term_key(t, c);
		else if (c == '\n')
			term_line(t);
		else
			term_add(t, c);
	}
	if (t->edit)
		term_draw_line(t);
}

static void
term_read_cb(evutil_socket_t fd, short what, void *arg)
{
	struct sim_term	*t = arg;
	ssize_t		 n;

	if (t->in_at == t->in_len && (what & EV_READ) != 0) {
		n = read(fd, t->in, sizeof t->in);
		t->in_at = 0;
		t->in_len = n > 0 ? n : 0;
		if (n <= 0) {
			if (t->len > 0)
				term_line(t);
			if (t->held)
				return;		/* the end comes again */
			term_end(t);
			return;
		}
	}
	term_work(t);
}
