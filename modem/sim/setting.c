/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * setting - what may be said of a modem and of the air, by name.
 *
 * One table for the command line, the control socket and scripts.  The rows
 * are in the order in which they are to be applied: a card comes before
 * what is written on it.
 */

#include "config.h"

#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "modem/sim/modem.h"
#include "modem/sim/net.h"
#include "modem/sim/radio.h"
#include "modem/sim/setting.h"

/* -1: the value is none, and why is told. */
typedef int	(*setting_fn)(struct sim_modem *, const char *, char *, size_t);

static int
refuse(char *why, size_t size, const char *text)
{
	snprintf(why, size, "%s", text);
	return -1;
}

static bool
is_digits(const char *text, size_t least, size_t most)
{
	size_t	len = strlen(text);

	return len >= least && len <= most &&
	    strspn(text, "0123456789") == len;
}

static int
read_number(const char *text, int least, int most, int *value, char *why,
    size_t size)
{
	char	*end;
	long	 n = strtol(text, &end, 10);

	if (*text == '\0' || *end != '\0' || n < least || n > most) {
		snprintf(why, size, "not a number from %d to %d: %.40s",
		    least, most, text);
		return -1;
	}
	*value = (int)n;
	return 0;
}

static int
set_imei(struct sim_modem *m, const char *value, char *why, size_t size)
{
	if (!is_digits(value, 14, 15))
		return refuse(why, size, "an IMEI has 14 or 15 digits");
	memcpy(m->imei, value, strlen(value) + 1);
	return 0;
}

/* Another card; the one it replaces is gone with what was on it. */
static int
set_imsi(struct sim_modem *m, const char *value, char *why, size_t size)
{
	if (!is_digits(value, 1, 15))
		return refuse(why, size, "an IMSI has up to 15 digits");
	sim_modem_insert(m, value);
	return 0;
}

static int
set_own_number(struct sim_modem *m, const char *value, char *why, size_t size)
{
	if (!is_digits(value + (*value == '+'), 0, 20))
		return refuse(why, size, "a number has up to 20 digits");
	memcpy(m->card.own_number, value, strlen(value) + 1);
	return 0;
}

static int
set_pin(struct sim_modem *m, const char *value, char *why, size_t size)
{
	if (!is_digits(value, 0, 8))
		return refuse(why, size, "a PIN has up to 8 digits");
	memcpy(m->card.pin, value, strlen(value) + 1);
	sim_card_power(&m->card);
	return 0;
}

static int
set_puk(struct sim_modem *m, const char *value, char *why, size_t size)
{
	if (!is_digits(value, 0, 8))
		return refuse(why, size, "a PUK has up to 8 digits");
	memcpy(m->card.puk, value, strlen(value) + 1);
	return 0;
}

static int
set_pin_tries(struct sim_modem *m, const char *value, char *why, size_t size)
{
	return read_number(value, 0, SIM_PIN_TRIES, &m->card.pin_tries, why,
	    size);
}

static int
set_sim(struct sim_modem *m, const char *value, char *why, size_t size)
{
	if (strcmp(value, "in") != 0 && strcmp(value, "out") != 0)
		return refuse(why, size, "a SIM is in or out");
	m->card.absent = strcmp(value, "out") == 0;
	sim_card_power(&m->card);
	return 0;
}

static int
set_signal(struct sim_modem *m, const char *value, char *why, size_t size)
{
	return read_number(value, 0, 99, &m->signal, why, size);
}

/* 3GPP TS 27.007 7.2. */
static int
set_registration(struct sim_modem *m, const char *value, char *why,
    size_t size)
{
	static const char *const names[] = { "off", "home", "searching",
	    "denied", "unknown", "roaming" };
	int	n;

	for (n = 0; n < 6; n++)
		if (strcmp(value, names[n]) == 0)
			break;
	if (n == 6 && read_number(value, 0, 5, &n, why, size) == -1)
		return -1;
	sim_radio_register(m, n, m->function);
	return 0;
}

static int
set_reset_time(struct sim_modem *m, const char *value, char *why, size_t size)
{
	return read_number(value, -1, 86400000, &m->reset_ms, why, size);
}

static int
set_return_link(struct sim_modem *m, const char *value, char *why,
    size_t size)
{
	if (*value == '\0')
		return refuse(why, size, "an empty path");
	sim_modem_move(m, value);
	return 0;
}

static int
set_air_delay(struct sim_modem *m, const char *value, char *why, size_t size)
{
	if (sim_delay_read(&m->world->settings.air, value) == -1)
		return refuse(why, size, "no time and no distribution");
	return 0;
}

/* The modem's own; its network may be another. */
static int
set_air(struct sim_modem *m, const char *value, char *why, size_t size)
{
	if (sim_delay_read(&m->air, value) == -1)
		return refuse(why, size, "no time and no distribution");
	m->own_air = true;
	return 0;
}

static int
set_report_delay(struct sim_modem *m, const char *value, char *why,
    size_t size)
{
	return read_number(value, -1, INT_MAX / 2,
	    &m->world->settings.report_ms, why, size);
}

static const struct {
	const char	*name;
	setting_fn	 apply;
} settings[] = {
	{ "imei",		set_imei },
	{ "imsi",		set_imsi },
	{ "own_number",		set_own_number },
	{ "pin",		set_pin },
	{ "puk",		set_puk },
	{ "pin_tries",		set_pin_tries },
	{ "sim",		set_sim },
	{ "signal",		set_signal },
	{ "registration",	set_registration },
	{ "reset_time",		set_reset_time },
	{ "return_link",	set_return_link },
	{ "air",		set_air },
	{ "air_delay",		set_air_delay },
	{ "report_delay",	set_report_delay },
};

/* How many there are; they are named by their place. */
size_t
sim_setting_count(void)
{
	return sizeof settings / sizeof settings[0];
}

/* As the control socket and scripts call it. */
const char *
sim_setting_name(size_t row)
{
	return settings[row].name;
}

/* The row of a name of so many octets, which may have '-' for '_'; or -1. */
int
sim_setting_find(const char *name, size_t len)
{
	size_t	row, i;
	char	c;

	for (row = 0; row < sim_setting_count(); row++) {
		if (strlen(settings[row].name) != len)
			continue;
		for (i = 0; i < len; i++) {
			c = name[i] == '-' ? '_' : name[i];
			if (c != settings[row].name[i])
				break;
		}
		if (i == len)
			return (int)row;
	}
	return -1;
}

/*
 * Let it be so from now on.  -1 if the value is none, and why is told in at
 * most size octets.
 */
int
sim_setting_apply(struct sim_modem *m, size_t row, const char *value,
    char *why, size_t size)
{
	return settings[row].apply(m, value, why, size);
}
