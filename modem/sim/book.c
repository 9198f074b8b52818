/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * book - the phones of the simulated network: their names, and the
 * ticket and code that each was told last, for lines that speak of them.
 */

#include "config.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/log.h"
#include "language/ticket.h"
#include "modem/sim/book.h"

#define PHONES_MAX	1000	/* that are remembered */

/* Numbers as the network writes them: 08... and 628... become +628... */
static void
number_copy(char number[SIM_NUMBER_SIZE], const char *text)
{
	if (text[0] == '0' && text[1] == '8')
		snprintf(number, SIM_NUMBER_SIZE, "+62%s", text + 1);
	else if (strncmp(text, "628", 3) == 0)
		snprintf(number, SIM_NUMBER_SIZE, "+%s", text);
	else
		snprintf(number, SIM_NUMBER_SIZE, "%s", text);
}

/* A phone of that name, which may be empty.  Its place; -1: too many. */
int
sim_book_add(struct sim_book *p, const char *name, const char *number)
{
	struct sim_subscriber	*more;

	if (p->count == PHONES_MAX)
		return -1;
	more = realloc(p->phones, (p->count + 1) * sizeof *more);
	if (more == NULL)
		fatal("sim: no memory for a phone");
	p->phones = more;
	memset(&more[p->count], 0, sizeof *more);
	if ((more[p->count].name = strdup(name)) == NULL)
		fatal("sim: no memory for a phone");
	number_copy(more[p->count].number, number);
	return p->count++;
}

/* By name or number; -1 if there is none. */
int
sim_book_find(const struct sim_book *p, const char *who)
{
	char	number[SIM_NUMBER_SIZE];

	number_copy(number, who);
	for (int i = 0; i < p->count; i++)
		if ((*who != '\0' && strcasecmp(p->phones[i].name, who) == 0) ||
		    strcmp(p->phones[i].number, number) == 0)
			return i;
	return -1;
}

/* "NAME=NUMBER", as sim_book_add. */
int
sim_book_add_named(struct sim_book *p, const char *option)
{
	const char	*equals = strchr(option, '=');
	char		 name[32];

	snprintf(name, sizeof name, "%.*s", (int)(equals - option), option);
	return sim_book_add(p, name, equals + 1);
}

/* Forget them all. */
void
sim_book_clear(struct sim_book *p)
{
	for (int i = 0; i < p->count; i++)
		free(p->phones[i].name);
	free(p->phones);
	p->phones = NULL;
	p->count = 0;
}

/* Its name and number. */
void
sim_book_label(const struct sim_subscriber *phone, char *label, size_t size)
{
	snprintf(label, size, "%.40s%s%s", phone->name,
	    phone->name[0] == '\0' ? "" : " ", phone->number);
}

/* A run of letters and digits. */
struct word {
	const char	*at;
	size_t		 len;
};

static bool
next_word(const char **text, struct word *word)
{
	const unsigned char	*p = (const unsigned char *)*text;

	while (*p != '\0' && !isalnum(*p))
		p++;
	word->at = (const char *)p;
	while (isalnum(*p))
		p++;
	*text = (const char *)p;
	word->len = *text - word->at;
	return word->len > 0;
}

static void
word_copy(const struct word *word, char out[SIM_WORD_SIZE])
{
	snprintf(out, SIM_WORD_SIZE, "%.*s", (int)word->len, word->at);
}

/* 4 to 9 digits that are no phone number. */
static bool
word_is_ticket(const struct word *word)
{
	if (word->len < 4 || word->len > 9 || *word->at == '0')
		return false;
	for (size_t i = 0; i < word->len; i++)
		if (!isdigit((unsigned char)word->at[i]))
			return false;
	return true;
}

static bool
word_is_code(const struct word *word)
{
	return word->len == 2 && isupper((unsigned char)word->at[0]) &&
	    isdigit((unsigned char)word->at[1]);
}

/* The first number with a right check digit, else the first at all. */
void
sim_book_learn_ticket(struct sim_subscriber *phone, const char *text)
{
	struct word	word;
	char		ticket[SIM_WORD_SIZE];
	bool		found = false;

	while (next_word(&text, &word)) {
		if (!word_is_ticket(&word))
			continue;
		word_copy(&word, ticket);
		if (!found)
			memcpy(phone->ticket, ticket, sizeof ticket);
		found = true;
		if (ticket_to_sequence(ticket) >= 0) {
			memcpy(phone->ticket, ticket, sizeof ticket);
			return;
		}
	}
}

/* A code behind a ticket or the word kode counts more than another. */
static void
learn_code(struct sim_subscriber *phone, const char *text)
{
	struct word	word, before = { "", 0 };

	for (; next_word(&text, &word); before = word) {
		if (!word_is_code(&word))
			continue;
		word_copy(&word, phone->code);
		if (word_is_ticket(&before) || (before.len == 4 &&
		    strncasecmp(before.at, "kode", 4) == 0))
			return;
	}
}

/* What an SMS tells it. */
void
sim_book_learn(struct sim_subscriber *phone, const char *text)
{
	sim_book_learn_ticket(phone, text);
	learn_code(phone, text);
}

/*
 * Replace the placeholders.  The name of one that is still unknown to this
 * phone, else NULL.
 */
const char *
sim_book_expand(const struct sim_subscriber *phone, const char *line,
    char *out, size_t size)
{
	const struct { const char *mark, *value; } marks[] = {
		{ "{ticket}", phone->ticket }, { "{code}", phone->code }
	};
	size_t	at = 0, i;

	while (*line != '\0' && at + SIM_WORD_SIZE + 1 < size) {
		for (i = 0; i < 2; i++)
			if (strncmp(line, marks[i].mark,
			    strlen(marks[i].mark)) == 0)
				break;
		if (i == 2) {
			out[at++] = *line++;
			continue;
		}
		if (marks[i].value[0] == '\0')
			return marks[i].mark;
		at += snprintf(out + at, size - at, "%s", marks[i].value);
		line += strlen(marks[i].mark);
	}
	out[at] = '\0';
	return NULL;
}
