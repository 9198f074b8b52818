/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * fault - what goes wrong with a simulated modem, and when.
 *
 * The table in fault.h has every fault.  A rule says at which of its
 * opportunities it strikes: the next ones, from the Nth on, or by chance.
 */

#include "config.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <event2/event.h>

#include "modem/sim/fault.h"
#include "modem/sim/state.h"
#include "modem/sim/world.h"

enum takes { TAKES_NOTHING, TAKES_NUMBER, TAKES_TIME, TAKES_COMMAND,
	TAKES_WORD };

static const struct {
	const char	*name;
	enum takes	 takes;
	int		 value, count;
	const char	*words;
} faults[] = {
#define X(id, name, takes, value, count, words)	\
	{ name, TAKES_##takes, value, count, words },
	SIM_FAULTS(X)
#undef X
};

/* The fault of a name of so many octets, -1 if there is none. */
int
sim_fault_find(const char *name, size_t len)
{
	for (int i = 0; i < SIM_FAULT_END; i++)
		if (strlen(faults[i].name) == len &&
		    strncmp(faults[i].name, name, len) == 0)
			return i;
	return -1;
}

/* As options, scripts and requests call it. */
const char *
sim_fault_name(enum sim_fault fault)
{
	return faults[fault].name;
}

/* The place of a word in a list, -1 if it is not there. */
static int
word_place(const char *words, const char *word, size_t len)
{
	for (int i = 0; *words != '\0'; i++) {
		size_t	n = strcspn(words, " ");

		if (n == len && strncmp(words, word, n) == 0)
			return i;
		words += n + (words[n] == ' ');
	}
	return -1;
}

static int
read_number(const char *text, size_t len, int64_t *value)
{
	char	*end;
	long	 n = strtol(text, &end, 10);

	if (len == 0 || end != text + len || n < -1000000 || n > 1000000)
		return -1;
	*value = n;
	return 0;
}

static int
read_value(struct sim_fault_rule *rule, int fault, const char *text,
    size_t len)
{
	switch (faults[fault].takes) {
	case TAKES_NUMBER:
		return read_number(text, len, &rule->value);
	case TAKES_TIME:
		return sim_time_read(text, len, &rule->value);
	case TAKES_WORD:
		rule->value = word_place(faults[fault].words, text, len);
		return rule->value == -1 ? -1 : 0;
	case TAKES_COMMAND:
		if (len >= sizeof rule->command)
			return -1;
		memcpy(rule->command, text, len);
		rule->command[len] = '\0';
		return 0;
	case TAKES_NOTHING:
		break;
	}
	return -1;
}

/* A percentage such as 12.5, in millionths. */
static int
read_rate(struct sim_fault_rule *rule, const char *text, size_t len)
{
	char	*end;
	double	 percent = strtod(text, &end);

	if (len == 0 || end != text + len || !(percent >= 0 && percent <= 100))
		return -1;
	rule->rate = (unsigned)(percent * SIM_CERTAIN / 100 + 0.5);
	return 0;
}

static int
read_suffix(struct sim_fault_rule *rule, char kind, const char *text,
    size_t len)
{
	int64_t	n = 0;

	if (kind == '%')
		return read_rate(rule, text, len);
	if (read_number(text, len, &n) == -1)
		return -1;
	if (kind == ':' && n >= -1) {
		rule->left = (int)n;
		return 0;
	}
	if (kind != '@' || n < 1)
		return -1;
	rule->pass = (int)n - 1;
	return 0;
}

/*
 * NAME[=VALUE][:COUNT][@NTH][%PERCENT], the last three in any order.  The
 * fault; -1 if it is none, and why is told.  With a percentage the count is
 * endless if it is not told.
 */
int
sim_fault_read(struct sim_fault_rule *rule, const char *text, char *why,
    size_t size)
{
	size_t	 len = strcspn(text, "=:@%");
	int	 fault = sim_fault_find(text, len);
	bool	 counted = false;
	char	 kind;

	if (fault == -1) {
		snprintf(why, size, "no such fault: %.*s", (int)len, text);
		return -1;
	}
	*rule = (struct sim_fault_rule){ .left = faults[fault].count,
	    .rate = SIM_CERTAIN, .value = faults[fault].value };
	for (text += len; *text != '\0'; text += len) {
		kind = *text++;
		len = strcspn(text, ":@%");
		counted |= kind == ':';
		if ((kind == '=' ? read_value(rule, fault, text, len) :
		    read_suffix(rule, kind, text, len)) == 0)
			continue;
		snprintf(why, size, "%s does not take %c%.*s",
		    faults[fault].name, kind, (int)len, text);
		return -1;
	}
	if (rule->rate < SIM_CERTAIN && !counted)
		rule->left = -1;
	return fault;
}

/* From now on the fault follows this rule. */
void
sim_fault_set(struct sim_modem *m, enum sim_fault fault,
    const struct sim_fault_rule *rule)
{
	uint64_t	struck = m->fault[fault].struck;

	m->fault[fault] = *rule;
	m->fault[fault].struck = struck;
	m->events->ruled(m, fault);
}

/* As sim_fault_read, for this modem.  -1 if it is no fault. */
int
sim_fault_apply(struct sim_modem *m, const char *text, char *why, size_t size)
{
	struct sim_fault_rule	rule;
	int			fault = sim_fault_read(&rule, text, why, size);

	if (fault == -1)
		return -1;
	sim_fault_set(m, (enum sim_fault)fault, &rule);
	return 0;
}

/* A fault that is a way to be and not an event: is the modem so? */
bool
sim_fault_is_on(const struct sim_modem *m, enum sim_fault fault)
{
	return m->fault[fault].left != 0;
}

/* An opportunity.  Does the fault strike?  Counts it. */
bool
sim_fault_strikes(struct sim_modem *m, enum sim_fault fault)
{
	struct sim_fault_rule	*rule = &m->fault[fault];

	if (rule->left == 0)
		return false;
	if (rule->pass > 0) {
		rule->pass--;
		return false;
	}
	if (!sim_chance_falls(&m->chance, rule->rate))
		return false;
	if (rule->left > 0)
		rule->left--;
	rule->struck++;
	return true;
}

/* As sim_fault_strikes; a command that the rule does not mean is none. */
bool
sim_fault_strikes_at(struct sim_modem *m, enum sim_fault fault,
    const char *command)
{
	const char	*wanted = m->fault[fault].command;

	return strncasecmp(command, wanted, strlen(wanted)) == 0 &&
	    sim_fault_strikes(m, fault);
}

/* What its rule takes: a number, milliseconds, the place of a word. */
int64_t
sim_fault_value(const struct sim_modem *m, enum sim_fault fault)
{
	return m->fault[fault].value;
}

/* The timer of what the modem does by itself while the fault is on. */
void
sim_fault_arm(const struct sim_modem *m, enum sim_fault fault,
    struct event *timer)
{
	int64_t	ms = sim_fault_value(m, fault);

	if (sim_fault_is_on(m, fault) && !evtimer_pending(timer, NULL))
		sim_arm(timer, ms > 0 ? ms : 1);
}
