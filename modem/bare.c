/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * bare - messages by plain AT, without the library.
 *
 * For what the library cannot list, read or delete.  This file knows the
 * commands of 3GPP TS 27.005 for that, and the dialects in which modems
 * answer them: it takes what it can use and passes over the rest.
 */

#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modem/bare.h"
#include "modem/pdu.h"
#include "modem/tty.h"

#define STORES_MAX	4
#define LIST_MAX	1024
#define LIST_MS		60000	/* a full modem at 9600 baud */
#define REGISTRATION_SIZE 128	/* of +CREG: with all that may follow */
#define COMMAND_MS	10000	/* a SIM is slow */

/* Where a message may lie; MT and SR only if there is nothing else. */
static const char *const known_stores[] = { "SM", "ME", "MT", "SR" };
#define KNOWN	((int)(sizeof known_stores / sizeof known_stores[0]))

struct stores {
	char	name[STORES_MAX][24];
	int	count;
	bool	known[KNOWN];		/* of known_stores, found */
};

/* The text between the next two quotes; NULL if there is none. */
static const char *
next_quoted(const char *at, char *to, size_t size)
{
	const char	*end;
	size_t		 n;

	if ((at = strchr(at, '"')) == NULL ||
	    (end = strpbrk(++at, "\",)")) == NULL)
		return NULL;
	n = (size_t)(end - at);
	if (n >= size)
		n = size - 1;
	memcpy(to, at, n);
	to[n] = '\0';
	return *end == '"' ? end + 1 : end;
}

/* A name in UCS-2, as some say it after AT+CSCS="UCS2", is two such units. */
static int
store_of(const char *name)
{
	char	plain[3] = "";
	unsigned a, b;

	if (strlen(name) == 8 && sscanf(name, "%4x%4x", &a, &b) == 2 &&
	    a < 128 && b < 128) {
		plain[0] = (char)a;
		plain[1] = (char)b;
		name = plain;
	}
	for (int i = 0; i < KNOWN; i++)
		if (strcmp(name, known_stores[i]) == 0)
			return i;
	return -1;
}

/* +CPMS: in any dialect: its quoted words that we know, each once. */
static void
stores_cb(void *arg, const char *line)
{
	struct stores	*s = arg;
	char		 name[24];
	int		 known;

	if (strncmp(line, "+CPMS:", 6) != 0)
		return;
	while ((line = next_quoted(line, name, sizeof name)) != NULL) {
		if ((known = store_of(name)) == -1 || s->known[known] ||
		    s->count == STORES_MAX)
			continue;
		s->known[known] = true;
		memcpy(s->name[s->count++], name, sizeof name);
	}
}

/* MT is SM and ME together. */
static bool
store_is_wanted(const struct stores *s, const char *name)
{
	return store_of(name) != 2 || (!s->known[0] && !s->known[1]);
}

/* False: there is no modem any more. */
static bool
find_stores(int fd, struct stores *s)
{
	enum tty_end	end;

	memset(s, 0, sizeof *s);
	end = tty_command(fd, "AT+CPMS=?", COMMAND_MS, stores_cb, s, NULL);
	/* A SIM there must be. */
	if (s->count == 0)
		memcpy(s->name[s->count++], "SM", 3);
	return end == TTY_OK || end == TTY_ERROR;
}

/* Where to read and delete; the other two places stay as they are. */
static enum tty_end
select_store(int fd, const char *name)
{
	char		command[128];
	enum tty_end	end;

	snprintf(command, sizeof command, "AT+CPMS=\"%s\"", name);
	end = tty_command(fd, command, COMMAND_MS, NULL, NULL, NULL);
	if (end != TTY_ERROR)
		return end;
	/* Some want all three. */
	snprintf(command, sizeof command, "AT+CPMS=\"%s\",\"%s\",\"%s\"", name,
	    name, name);
	return tty_command(fd, command, COMMAND_MS, NULL, NULL, NULL);
}

/* What is selected now, so that the library finds it as it left it. */
static void
selected_cb(void *arg, const char *line)
{
	char		(*name)[24] = arg;
	const char	*at = line;

	if (strncmp(line, "+CPMS:", 6) != 0)
		return;
	for (int i = 0; i < 3 && at != NULL; i++)
		at = next_quoted(at, name[i], sizeof name[i]);
}

static void
restore_stores(int fd, char name[3][24])
{
	char	command[128];

	if (name[0][0] == '\0')
		return;
	snprintf(command, sizeof command, "AT+CPMS=\"%s\"", name[0]);
	for (int i = 1; i < 3 && name[i][0] != '\0'; i++)
		snprintf(command + strlen(command),
		    sizeof command - strlen(command), ",\"%s\"", name[i]);
	tty_command(fd, command, COMMAND_MS, NULL, NULL, NULL);
}

/* ---- one message ---------------------------------------------------- */

static int
hex_digit(char c)
{
	return isdigit((unsigned char)c) ? c - '0' :
	    isxdigit((unsigned char)c) ? toupper((unsigned char)c) - 'A' + 10 :
	    -1;
}

/* Read a PDU; what is none is kept as the text that it is. */
static void
read_pdu(struct bare_message *m, const char *line)
{
	struct pdu_layout	l;
	size_t			len = strlen(line), i;
	bool			sane;

	m->is_hex = len >= 2 && len % 2 == 0 && len / 2 <= sizeof m->pdu;
	for (i = 0; i < len / 2 && m->is_hex; i++) {
		if (hex_digit(line[2 * i]) == -1 ||
		    hex_digit(line[2 * i + 1]) == -1)
			m->is_hex = false;
		else
			m->pdu[i] = (unsigned char)(hex_digit(line[2 * i]) << 4
			    | hex_digit(line[2 * i + 1]));
	}
	snprintf(m->text, sizeof m->text, "%s", line);
	if (!m->is_hex) {
		memset(&l, 0, sizeof l);
		m->digest = pdu_digest(&l, false,
		    (const unsigned char *)m->text, strlen(m->text));
		return;
	}
	m->len = len / 2;
	sane = pdu_check(&l, m->pdu, m->len, true);
	m->digest = pdu_digest(&l, sane, m->pdu, m->len);
}

struct reading {
	struct bare_list	*list;
	const char		*store;
	const char		*prefix;	/* of a header */
	int			 index;		/* -1: no header yet */
	bool			 headed;	/* the next line is a PDU */
};

static void
list_add(struct bare_list *l, const struct bare_message *m)
{
	struct bare_message	*more;
	int			 size = l->size == 0 ? 32 : l->size * 2;

	if (l->count == LIST_MAX)
		return;
	if (l->count == l->size) {
		if ((more = realloc(l->item, sizeof *more * (size_t)size)) ==
		    NULL)
			return;
		l->item = more;
		l->size = size;
	}
	l->item[l->count++] = *m;
}

/* A header, then the PDU on a line of its own; notices may come between. */
static void
reading_cb(void *arg, const char *line)
{
	struct reading		*r = arg;
	static struct bare_message	m;

	if (strncmp(line, r->prefix, strlen(r->prefix)) == 0) {
		if (r->index != -1 || strcmp(r->prefix, "+CMGL:") == 0)
			r->headed = true;
		if (strcmp(r->prefix, "+CMGL:") == 0)
			r->index = atoi(line + 6);
		return;
	}
	if (!r->headed || line[0] == '+' || line[0] == '^')
		return;
	r->headed = false;
	memset(&m, 0, sizeof m);
	snprintf(m.store, sizeof m.store, "%s", r->store);
	m.index = r->index;
	read_pdu(&m, line);
	list_add(r->list, &m);
}

static enum tty_end
read_slot(int fd, const char *store, int index, struct bare_list *l)
{
	struct reading	r = { l, store, "+CMGR:", index, false };
	char		command[32];

	snprintf(command, sizeof command, "AT+CMGR=%d", index);
	return tty_command(fd, command, COMMAND_MS, reading_cb, &r, NULL);
}

static enum tty_end
list_store(int fd, const char *store, struct bare_list *l)
{
	struct reading	r = { l, store, "+CMGL:", -1, false };
	enum tty_end	end;

	if ((end = select_store(fd, store)) != TTY_OK)
		return end;
	/* An error here mostly means that there is nothing. */
	return tty_command(fd, "AT+CMGL=4", LIST_MS, reading_cb, &r, NULL);
}

/*
 * All that lies in a modem, in all its stores, in l, which the caller clears.
 * False: it does not answer.
 */
bool
bare_list(int fd, struct bare_list *l)
{
	struct stores	s;
	char		was[3][24] = { "", "", "" };
	bool		answers;

	memset(l, 0, sizeof *l);
	if (!find_stores(fd, &s))
		return false;
	tty_command(fd, "AT+CPMS?", COMMAND_MS, selected_cb, was, NULL);
	answers = tty_command(fd, "AT+CMGF=0", COMMAND_MS, NULL, NULL, NULL) ==
	    TTY_OK;
	for (int i = 0; i < s.count && answers; i++)
		if (store_is_wanted(&s, s.name[i]) &&
		    list_store(fd, s.name[i], l) >= TTY_SILENT)
			answers = false;
	if (answers)
		restore_stores(fd, was);
	return answers;
}

void
bare_list_clear(struct bare_list *l)
{
	free(l->item);
	memset(l, 0, sizeof *l);
}

static bool
holds(const struct bare_list *l, int index, uint64_t digest)
{
	for (int i = 0; i < l->count; i++)
		if (l->item[i].index == index &&
		    (digest == 0 || l->item[i].digest == digest))
			return true;
	return false;
}

/*
 * Delete a message where it lay, if it still does: another one in its place,
 * or nothing, means that it is gone, which is as good.  True if it is; false:
 * the modem refuses, or *answers is false.
 */
bool
bare_delete(int fd, const char *store, int index, uint64_t digest,
    bool *answers)
{
	struct bare_list	l = { NULL, 0, 0 };
	char			was[3][24] = { "", "", "" }, command[32];
	enum tty_end		end;
	bool			there;

	tty_command(fd, "AT+CPMS?", COMMAND_MS, selected_cb, was, NULL);
	if ((end = select_store(fd, store)) == TTY_OK)
		end = read_slot(fd, store, index, &l);
	/* What cannot be read by itself may still be listed. */
	if (l.count == 0 && end == TTY_ERROR)
		end = list_store(fd, store, &l);
	there = holds(&l, index, digest);
	bare_list_clear(&l);
	*answers = end < TTY_SILENT;
	if (!*answers)
		return false;
	if (there) {
		snprintf(command, sizeof command, "AT+CMGD=%d", index);
		end = tty_command(fd, command, COMMAND_MS, NULL, NULL, NULL);
		*answers = end < TTY_SILENT;
	}
	restore_stores(fd, was);
	return !there || end == TTY_OK;
}

/* ---- the network ---------------------------------------------------- */

/* The answer's line; "+CREG: 1" alone is a notice. */
static void
creg_cb(void *arg, const char *line)
{
	char	*to = arg;

	if (strncmp(line, "+CREG:", 6) == 0 && strchr(line, ',') != NULL)
		snprintf(to, REGISTRATION_SIZE, "%s", line);
}

/*
 * The registration, 3GPP TS 27.007 7.2: 0 no, 1 home, 2 searching, 3 denied,
 * 5 roaming; 4, unknown, where the modem says nothing of use, whose quotes
 * may not match either.  -1: it does not answer.
 */
int
bare_registration(int fd)
{
	char	line[REGISTRATION_SIZE] = "";
	int	n, stat;

	switch (tty_command(fd, "AT+CREG?", COMMAND_MS, creg_cb, line, NULL)) {
	case TTY_SILENT:
	case TTY_GONE:
		return -1;
	case TTY_OK:
	case TTY_ERROR:
		break;
	}
	if (sscanf(line, "+CREG: %d,%d", &n, &stat) == 2)
		return stat;
	return 4;
}

/* The operator's number, "510 10", or "" */
void
bare_operator(int fd, char *to, size_t size)
{
	char		 line[128], name[24];
	const char	*at;

	to[0] = '\0';
	tty_command(fd, "AT+COPS=3,2", COMMAND_MS, NULL, NULL, NULL);
	tty_ask(fd, "AT+COPS?", "+COPS:", line, sizeof line);
	at = next_quoted(line, name, sizeof name);
	if (at != NULL && strspn(name, "0123456789") == strlen(name) &&
	    strlen(name) >= 5)
		snprintf(to, size, "%.3s %s", name, name + 3);
}

/* ---- the SIM -------------------------------------------------------- */

/* Does the modem say that there is no SIM, or none that works?  27.007 9.2 */
bool
bare_sim_is_out(int fd)
{
	int	code;

	return tty_command(fd, "AT+CPIN?", COMMAND_MS, NULL, NULL, &code) ==
	    TTY_ERROR && (code == 10 || code == 13);
}

/*
 * How often a wrong PIN may still be entered, where the modem tells: 3GPP TS
 * 27.007 8.65, and Huawei's own ^CPIN.  -1: not known.
 */
int
bare_pin_tries(int fd)
{
	char	line[256];
	int	tries;

	if (tty_ask(fd, "AT+CPINR=\"SIM PIN\"", "+CPINR: SIM PIN", line,
	    sizeof line) && sscanf(line, "+CPINR: SIM PIN%*[^0-9]%d",
	    &tries) == 1)
		return tries;
	if (tty_ask(fd, "AT^CPIN?", "^CPIN: SIM PIN", line, sizeof line) &&
	    sscanf(line, "^CPIN: SIM PIN,%d", &tries) == 1)
		return tries;
	return -1;
}
