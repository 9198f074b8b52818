/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * time_read - the holidays and the levels of escalation of the configuration,
 * and what the options of time come to.
 *
 * This file alone knows what an OPD or a category gets that says nothing of
 * its hours and terms.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <libconfig.h>

#include "conf/time_read.h"
#include "conf/conf.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define DAY		(24 * 3600)

/* ---- holidays --------------------------------------------------------- */

/* One ( "2026-08-17", "name" ). */
static void
read_holiday(struct conf_time *t, config_setting_t *row,
    struct conf_errors *errors)
{
	const char	*text = NULL, *name = NULL;
	int		 date, i;

	if (config_setting_is_list(row) && config_setting_length(row) == 2) {
		text = config_setting_get_string_elem(row, 0);
		name = config_setting_get_string_elem(row, 1);
	}
	if (text == NULL || name == NULL) {
		conf_errors_add(errors, row,
		    "holidays: must be ( \"2026-08-17\", \"name\" )");
		return;
	}
	if ((date = conf_date_parse(text)) == -1) {
		conf_errors_add(errors, row,
		    "holidays: \"%s\" is no date such as 2026-08-17", text);
		return;
	}
	for (i = 0; i < t->holiday_count; i++)
		if (t->holiday[i].date == date) {
			conf_errors_add(errors, row,
			    "holidays: %s is there twice", text);
			return;
		}
	t->holiday[t->holiday_count].date = date;
	t->holiday[t->holiday_count++].name = conf_copy(name, strlen(name));
}

static void
read_holidays(struct conf_time *t, struct config_t *config,
    struct conf_errors *errors)
{
	config_setting_t	*s = config_lookup(config, "holidays");
	int			 i, n;

	if (s == NULL)
		return;
	if (!config_setting_is_list(s)) {
		conf_errors_add(errors, s, "holidays: must be a list ( ( "
		    "\"2026-08-17\", \"name\" ), ... )");
		return;
	}
	n = config_setting_length(s);
	t->holiday = conf_must(calloc((size_t)n + 1, sizeof *t->holiday));
	for (i = 0; i < n; i++)
		read_holiday(t, config_setting_get_elem(s, (unsigned)i),
		    errors);
}

/* ---- escalation ------------------------------------------------------- */

static void
read_after(struct conf_term *term, config_setting_t *group, const char *name,
    struct conf_errors *errors)
{
	config_setting_t	*s = config_setting_get_member(group, name);
	const char		*text, *wrong;

	if (s == NULL)
		conf_errors_add(errors, group,
		    "escalation: \"%s\" is missing", name);
	else if ((text = config_setting_get_string(s)) == NULL)
		conf_errors_add(errors, s,
		    "escalation: \"%s\" must be a text", name);
	else if ((wrong = conf_term_parse(text, term)) != NULL)
		conf_errors_add(errors, s, "%s: \"%s\" %s", name, text,
		    wrong);
}

static void
check_level_keys(config_setting_t *group, struct conf_errors *errors)
{
	static const char *const known[] = { "level", "after",
	    "urgent_after" };
	config_setting_t	*member;
	size_t			 k;
	int			 i;

	for (i = 0; i < config_setting_length(group); i++) {
		member = config_setting_get_elem(group, (unsigned)i);
		for (k = 0; k < COUNT(known); k++)
			if (strcmp(config_setting_name(member), known[k])
			    == 0)
				break;
		if (k == COUNT(known))
			conf_errors_add(errors, member,
			    "escalation: unknown setting \"%s\"",
			    config_setting_name(member));
	}
}

static void
read_level(struct conf_time *t, config_setting_t *group,
    struct conf_errors *errors)
{
	struct conf_level	*level = &t->level[t->level_count];
	const char		*name;
	int			 who, i;

	if (!config_setting_is_group(group) ||
	    !config_setting_lookup_string(group, "level", &name)) {
		conf_errors_add(errors, group, "escalation: each is a group "
		    "{ level = ...; after = ...; urgent_after = ...; }");
		return;
	}
	check_level_keys(group, errors);
	if ((who = conf_level_find(name)) == -1) {
		conf_errors_add(errors, group, "escalation: \"%s\" is not one "
		    "of deputy, head, place, lurah, camat, coordinator, "
		    "leader", name);
		return;
	}
	for (i = 0; i < t->level_count; i++)
		if ((int)t->level[i].who == who) {
			conf_errors_add(errors, group,
			    "escalation: %s is there twice", name);
			return;
		}
	level->who = (enum conf_level_who)who;
	read_after(&level->after[0], group, "after", errors);
	read_after(&level->after[1], group, "urgent_after", errors);
	t->level_count++;
}

static void
read_levels(struct conf_time *t, struct config_t *config,
    struct conf_errors *errors)
{
	config_setting_t	*s = config_lookup(config, "escalation");
	int			 i;

	if (s == NULL)
		return;
	if (!config_setting_is_list(s)) {
		conf_errors_add(errors, s, "escalation: must be a list "
		    "( { level = ...; }, ... )");
		return;
	}
	for (i = 0; i < config_setting_length(s); i++)
		read_level(t, config_setting_get_elem(s, (unsigned)i),
		    errors);
}

/* ---- the whole -------------------------------------------------------- */

/* What an OPD or a category does not say for itself is the city's. */
static void
fill_city(struct conf_city *city, const struct conf_time *t)
{
	struct conf_category	*c;
	int			 i;

	for (i = 0; i < city->opd_count; i++)
		if (!city->opd[i].hours.given)
			city->opd[i].hours = t->office;
	for (i = 0; i < city->category_count; i++) {
		c = &city->category[i];
		if (c->take.unit == TERM_NONE)
			c->take = t->take[c->urgent];
		if (c->finish.unit == TERM_NONE)
			c->finish = t->finish[c->urgent];
	}
}

/* What waits for the morning must not be too old by then. */
static void
check_quiet_length(const struct conf *conf, struct config_t *config,
    struct conf_errors *errors)
{
	const struct conf_quiet	*q = &conf->time.quiet;
	int			 length = (q->to - q->from + DAY) % DAY;

	if (length >= conf->message_lifetime_s)
		conf_errors_add(errors, config_lookup(config,
		    "message_lifetime"), "message_lifetime: is shorter than "
		    "the quiet hours");
}

/*
 * Make the options of time, which are read and right, what they stand for;
 * read the holidays and the levels, and let the city's rows have what they
 * leave out.  Faults are added to the errors.
 */
void
conf_time_read(struct conf *conf, struct config_t *config,
    struct conf_errors *errors)
{
	struct conf_time	*t = &conf->time;

	conf_hours_parse(conf->office_hours, &t->office);
	conf_quiet_parse(conf->quiet_hours, &t->quiet);
	conf_remind_parse(conf->remind_before, &t->remind);
	conf_repeat_parse(conf->escalation_repeat, &t->repeat);
	conf_term_parse(conf->take_within, &t->take[0]);
	conf_term_parse(conf->urgent_take_within, &t->take[1]);
	conf_term_parse(conf->finish_within, &t->finish[0]);
	conf_term_parse(conf->urgent_finish_within, &t->finish[1]);
	check_quiet_length(conf, config, errors);
	read_holidays(t, config, errors);
	read_levels(t, config, errors);
	fill_city(&conf->city, t);
}
