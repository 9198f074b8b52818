/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * conf_elsewhere - matters that people bring to the city and that are none
 * of its categories: what speaks for each, and who answers for it.
 *
 * This file alone knows how elsewhere.conf is written, and that a way to
 * reach somebody which nobody has confirmed is not sent to citizens.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libconfig.h>

#include "base/log.h"
#include "conf/conf.h"
#include "conf/danger.h"
#include "conf/elsewhere.h"

#define CODE_MAX	16
#define LABEL_MAX	40
#define MATTERS_MAX	60
#define ENOUGH		6	/* points, if the file does not say */
#define MARGIN		1
#define CONFIRM_MONTHS	12

/* Where the reading stands. */
struct reader {
	struct conf_city	*city;
	struct conf_elsewhere	*elsewhere;
	struct conf_errors	*errors;
};

/* The index of a matter by its code in any case, -1 if there is none. */
int
conf_elsewhere_find(const struct conf_elsewhere *e, const char *code)
{
	int	i;

	for (i = 0; e != NULL && i < e->count; i++)
		if (strcasecmp(e->matter[i].code, code) == 0)
			return i;
	return -1;
}

static void
read_beside(struct reader *r, config_setting_t *group, struct conf_matter *m)
{
	char	*code = conf_cues_text(group, "beside", false, r->errors);

	m->beside = -1;
	if (*code != '\0' &&
	    (m->beside = conf_city_find_category(r->city, code)) == -1)
		conf_errors_add(r->errors, config_setting_get_member(group,
		    "beside"), "there is no category \"%s\"", code);
	free(code);
}

static void
check_text(struct reader *r, config_setting_t *group,
    const struct conf_matter *m)
{
	config_setting_t	*s = config_setting_get_member(group, "text");
	struct conf_slot	 slot = { "{reach}", m->reach.how };

	if (s == NULL || *m->text == '\0')
		return;
	conf_slots_check(s, m->text, &slot, 1, r->errors);
	if (*m->reach.how != '\0' && strstr(m->text, "{reach}") == NULL)
		conf_errors_add(r->errors, s, "\"text\" does not say {reach}");
}

static void
read_matter(struct reader *r, config_setting_t *group)
{
	static const char *const known[] = { "code", "label", "phrases",
	    "reach", "sure", "confirmed", "text", "beside", NULL };
	struct conf_elsewhere	*e = r->elsewhere;
	struct conf_matter	*m = &e->matter[e->count];

	conf_cues_keys(group, known, r->errors);
	m->line = config_setting_source_line(group);
	m->code = conf_cues_text(group, "code", true, r->errors);
	m->label = conf_cues_text(group, "label", true, r->errors);
	if (strlen(m->code) > CODE_MAX || strlen(m->label) > LABEL_MAX)
		conf_errors_add(r->errors, group, "code or label of \"%s\" is "
		    "longer than %d or %d", m->code, CODE_MAX, LABEL_MAX);
	if (conf_elsewhere_find(e, m->code) != -1)
		conf_errors_add(r->errors, group, "matter \"%s\" is there "
		    "twice", m->code);
	if (conf_city_find_category(r->city, m->code) != -1)
		conf_errors_add(r->errors, group, "matter \"%s\" is a "
		    "category of the city", m->code);
	conf_cues_read(&m->cues, group, "phrases", r->errors);
	conf_reach_read(&m->reach, group, "reach", r->city->danger == NULL ?
	    NULL : r->city->danger->not_in_service, r->errors);
	m->text = conf_cues_text(group, "text", true, r->errors);
	read_beside(r, group, m);
	check_text(r, group, m);
	e->count++;
}

static void
read_matters(struct reader *r, config_setting_t *group)
{
	config_setting_t	*s = config_setting_get_member(group,
				    "matters"), *matter;
	int			 n = 0, i;

	if (s != NULL)
		n = config_setting_length(s);
	if (s == NULL || !config_setting_is_list(s) || n == 0 ||
	    n > MATTERS_MAX) {
		conf_errors_add(r->errors, s == NULL ? group : s,
		    "\"matters\" must be a list of 1..%d groups",
		    MATTERS_MAX);
		return;
	}
	r->elsewhere->matter = calloc((size_t)n, sizeof *r->elsewhere->matter);
	if (r->elsewhere->matter == NULL)
		fatal("conf: out of memory");
	for (i = 0; i < n; i++) {
		matter = config_setting_get_elem(s, (unsigned)i);
		if (config_setting_is_group(matter))
			read_matter(r, matter);
		else
			conf_errors_add(r->errors, matter,
			    "must be a group { ... }");
	}
}

/* The matter that names of other regencies stand for. */
static void
read_outside(struct reader *r, config_setting_t *group)
{
	char	*code = conf_cues_text(group, "outside_matter", false,
		    r->errors);

	conf_cues_read(&r->elsewhere->outside, group, "outside", r->errors);
	r->elsewhere->outside_matter = conf_elsewhere_find(r->elsewhere, code);
	if (r->elsewhere->outside_matter == -1 && (*code != '\0' ||
	    r->elsewhere->outside.count > 0))
		conf_errors_add(r->errors, group, "\"outside_matter\" must be "
		    "the code of a matter");
	free(code);
}

/*
 * Read the setting `elsewhere` into city->elsewhere, which stays NULL if
 * there is none.  The categories must have been read.  Faults are added to
 * the errors.
 */
void
conf_elsewhere_read(struct conf_city *city, struct config_t *config,
    struct conf_errors *errors)
{
	static const char *const known[] = { "enough", "margin", "asks",
	    "speaks", "adverts", "idioms", "outside", "outside_matter",
	    "matters", NULL };
	config_setting_t	*s = config_lookup(config, "elsewhere");
	struct reader		 r = { city, NULL, errors };

	if (s == NULL)
		return;
	if (!config_setting_is_group(s)) {
		conf_errors_add(errors, s, "\"elsewhere\" must be a group");
		return;
	}
	if ((r.elsewhere = calloc(1, sizeof *r.elsewhere)) == NULL)
		fatal("conf: out of memory");
	city->elsewhere = r.elsewhere;
	r.elsewhere->file = conf_city_file(city,
	    config_setting_source_file(s));
	conf_cues_keys(s, known, errors);
	r.elsewhere->enough = conf_cues_number(s, "enough", ENOUGH, 1, 40,
	    errors);
	r.elsewhere->margin = conf_cues_number(s, "margin", MARGIN, -20, 20,
	    errors);
	conf_cues_read(&r.elsewhere->asks, s, "asks", errors);
	conf_cues_read(&r.elsewhere->speaks, s, "speaks", errors);
	conf_cues_read(&r.elsewhere->adverts, s, "adverts", errors);
	conf_cues_read(&r.elsewhere->idioms, s, "idioms", errors);
	read_matters(&r, s);
	read_outside(&r, s);
}

/* Free it; NULL is fine. */
void
conf_elsewhere_free(struct conf_elsewhere *e)
{
	int	i;

	if (e == NULL)
		return;
	for (i = 0; i < e->count; i++) {
		free(e->matter[i].code);
		free(e->matter[i].label);
		free(e->matter[i].text);
		conf_cues_clear(&e->matter[i].cues);
		conf_reach_clear(&e->matter[i].reach);
	}
	conf_cues_clear(&e->asks);
	conf_cues_clear(&e->speaks);
	conf_cues_clear(&e->adverts);
	conf_cues_clear(&e->idioms);
	conf_cues_clear(&e->outside);
	free(e->matter);
	free(e);
}

/*
 * What the citizen reads who brought that matter; how to reach its office
 * only if somebody has confirmed it.  Returns the length of the text.
 */
size_t
conf_elsewhere_text(const struct conf_elsewhere *e, int matter, char *dst,
    size_t size)
{
	const struct conf_matter	*m = &e->matter[matter];
	struct conf_slot		 slot = { "{reach}",
					    m->reach.confirmed != 0 ?
					    m->reach.how : "" };

	return conf_slots_fill(dst, size, m->text, &slot, 1);
}

/* Warn of what nobody has confirmed of late, in a month such as 202611. */
void
conf_elsewhere_warn(const struct conf_city *city, int month,
    struct conf_errors *warnings)
{
	const struct conf_elsewhere	*e = city->elsewhere;
	const struct conf_matter	*m;
	int				 i, age;

	for (i = 0; e != NULL && i < e->count; i++) {
		m = &e->matter[i];
		if (*m->reach.how == '\0')
			continue;
		age = conf_reach_age(&m->reach, month);
		if (age == -1)
			conf_errors_add(warnings, NULL, "%s:%d: warning: "
			    "elsewhere %s: nobody has confirmed \"%s\": "
			    "citizens read the office only", e->file, m->line,
			    m->code, m->reach.how);
		else if (age > CONFIRM_MONTHS)
			conf_errors_add(warnings, NULL, "%s:%d: warning: "
			    "elsewhere %s: \"%s\" was confirmed %d months ago",
			    e->file, m->line, m->code, m->reach.how, age);
	}
}
