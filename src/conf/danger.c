/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * conf_danger - the kinds of danger to life, what speaks for each, who is
 * told, and what the citizen reads.
 *
 * This file alone knows how danger.conf is written.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <libconfig.h>

#include "base/log.h"
#include "conf/conf.h"
#include "conf/danger.h"

#define COUNT(a)	((int)(sizeof (a) / sizeof (a)[0]))
#define CODE_MAX	16
#define LABEL_MAX	40
#define LONGEST_TICKET	"12345678"
#define ENOUGH		10	/* points, if the file does not say */
#define ANSWER_S	300	/* until the next level hears */
#define KINDS_MAX	30
#define CLASSES_MAX	64	/* a set of cues keeps them as bits */
#define CONFIRM_MONTHS	12	/* a number is confirmed anew each year */

/* Where the reading stands. */
struct reader {
	struct conf_city	*city;
	struct conf_danger	*danger;
	struct conf_errors	*errors;
	int			 enough;
};

static const char *const roles[DANGER_ROLE_COUNT] = {
#define X(name, text)	[DANGER_ROLE_##name] = text,
	CONF_DANGER_ROLES(X)
#undef X
};

/* A role as the configuration and the seats name it. */
const char *
conf_danger_role_name(enum conf_danger_role role)
{
	return roles[role];
}

/* ---- who is told ------------------------------------------------------ */

/* "coordinator" or "officer DAMKAR". */
static void
read_told(struct reader *r, config_setting_t *s, char *word,
    struct conf_told_list *list)
{
	struct conf_told	told = { .opd = -1 };
	char			*opd = strchr(word, ' ');
	int			 i;

	if (opd != NULL) {
		*opd++ = '\0';
		opd += strspn(opd, " ");
	}
	for (i = 0; i < DANGER_ROLE_COUNT; i++)
		if (strcmp(roles[i], word) == 0)
			break;
	told.role = (enum conf_danger_role)i;
	if (i == DANGER_ROLE_COUNT)
		conf_errors_add(r->errors, s, "\"%s\" is not one of officer, "
		    "head, lurah, camat, coordinator, leader", word);
	else if (opd != NULL && i > DANGER_ROLE_HEAD)
		conf_errors_add(r->errors, s, "%s is of no OPD", word);
	else if (opd == NULL && i == DANGER_ROLE_OFFICER)
		conf_errors_add(r->errors, s, "%s of which OPD? \"officer "
		    "DAMKAR\"", word);
	else if (opd != NULL && (told.opd = conf_city_find_opd(r->city, opd))
	    == -1)
		conf_errors_add(r->errors, s, "there is no OPD \"%s\"", opd);
	else if (list->count == CONF_DANGER_TOLD)
		conf_errors_add(r->errors, s, "more than %d are told",
		    CONF_DANGER_TOLD);
	else
		list->told[list->count++] = told;
}

/* "coordinator, officer DAMKAR". */
static void
read_told_list(struct reader *r, config_setting_t *s,
    struct conf_told_list *list)
{
	const char	*value = config_setting_get_string(s);
	char		*all, *at, *word, *end;

	if (value == NULL) {
		conf_errors_add(r->errors, s, "must be a text such as "
		    "\"coordinator, officer DAMKAR\"");
		return;
	}
	if ((all = at = strdup(value)) == NULL)
		fatal("conf: out of memory");
	while ((word = strsep(&at, ",")) != NULL) {
		word += strspn(word, " \t\n");
		end = word + strlen(word);
		while (end > word && strchr(" \t\n", end[-1]) != NULL)
			*--end = '\0';
		read_told(r, s, word, list);
	}
	free(all);
}

static void
get_told(struct reader *r, config_setting_t *group, const char *name,
    struct conf_told_list *list)
{
	config_setting_t	*s = config_setting_get_member(group, name);

	if (s != NULL)
		read_told_list(r, s, list);
}

/* next = ( "head DAMKAR, camat", "leader" ): one level after the other. */
static void
read_levels(struct reader *r, config_setting_t *group)
{
	config_setting_t	*s = config_setting_get_member(group, "next");
	int			 i, n;

	if (s == NULL)
		return;
	n = config_setting_length(s);
	if (!config_setting_is_list(s) || n > CONF_DANGER_LEVELS) {
		conf_errors_add(r->errors, s, "\"next\" must be a list of at "
		    "most %d levels", CONF_DANGER_LEVELS);
		return;
	}
	for (i = 0; i < n; i++)
		read_told_list(r, config_setting_get_elem(s, (unsigned)i),
		    &r->danger->next[r->danger->levels++]);
}

static void
read_answer_within(struct reader *r, config_setting_t *group)
{
	config_setting_t	*s = config_setting_get_member(group,
				    "answer_within");
	struct conf_term	*term = &r->danger->answer_within;
	const char		*text, *wrong;

	*term = (struct conf_term){ TERM_CLOCK, ANSWER_S };
	if (s == NULL)
		return;
	if ((text = config_setting_get_string(s)) == NULL)
		text = "";
	wrong = conf_term_parse(text, term);
	if (wrong == NULL && (term->unit != TERM_CLOCK || term->amount < 60))
		wrong = "is not a term by the clock of a minute or more";
	if (wrong != NULL)
		conf_errors_add(r->errors, s, "answer_within: \"%s\" %s", text,
		    wrong);
}

/* ---- kinds ------------------------------------------------------------ */

static int
find_category(struct reader *r, config_setting_t *group)
{
	char	*code = conf_cues_text(group, "category", false, r->errors);
	int	 i = -1;

	if (*code != '\0' &&
	    (i = conf_city_find_category(r->city, code)) == -1)
		conf_errors_add(r->errors, config_setting_get_member(group,
		    "category"), "there is no category \"%s\"", code);
	free(code);
	return i;
}

/* The text must be one that can be sent. */
static void
check_text(struct reader *r, config_setting_t *group,
    const struct conf_danger_kind *k)
{
	config_setting_t	*s = config_setting_get_member(group, "text");
	struct conf_slot	 slots[] = { { "{ticket}", LONGEST_TICKET },
				    { "{call}", k->call.how } };

	if (s == NULL || *k->text == '\0')
		return;
	conf_slots_check(s, k->text, slots, COUNT(slots), r->errors);
	if (strstr(k->text, "{ticket}") == NULL)
		conf_errors_add(r->errors, s, "\"text\" does not say {ticket}");
	if (strstr(k->text, "{call}") == NULL)
		return;
	if (*k->call.how == '\0')
		conf_errors_add(r->errors, s, "\"text\" says {call}, and "
		    "there is none");
	else if (k->call.sure != SURE_HERE && k->call.sure != SURE_NATION)
		conf_errors_add(r->errors, s, "\"text\" says {call}, of which "
		    "no source is known (sure is neither A nor B)");
}

static bool
is_class(const struct conf_danger *d, const char *name, size_t len)
{
	int	i;

	for (i = 0; i < d->classes; i++)
		if (strlen(d->class[i].name) == len &&
		    memcmp(d->class[i].name, name, len) == 0)
			return true;
	return false;
}

/* What is named as "<name>" must be among `words`. */
static void
check_classes(struct reader *r, config_setting_t *group,
    const struct conf_cues *cues)
{
	const char	*at, *end;
	int		 i;

	for (i = 0; i < cues->count; i++)
		for (at = cues->phrase[i].text; (at = strchr(at, '<')) != NULL;
		    at = end) {
			at++;
			end = at + strcspn(at, ">");
			if (*end == '>' &&
			    is_class(r->danger, at, (size_t)(end - at)))
				continue;
			conf_errors_add(r->errors, group, "there are no words "
			    "\"%.*s\"", (int)(end - at), at);
		}
}

static void
read_kind(struct reader *r, config_setting_t *group)
{
	static const char *const known[] = { "code", "label", "phrases",
	    "enough", "category", "tell", "call", "sure", "confirmed", "text",
	    NULL };
	struct conf_danger	*d = r->danger;
	struct conf_danger_kind	*k = &d->kind[d->count];
	int			 i;

	conf_cues_keys(group, known, r->errors);
	k->line = config_setting_source_line(group);
	k->code = conf_cues_text(group, "code", true, r->errors);
	k->label = conf_cues_text(group, "label", true, r->errors);
	if (strlen(k->code) > CODE_MAX || strlen(k->label) > LABEL_MAX)
		conf_errors_add(r->errors, group, "code or label of \"%s\" is "
		    "longer than %d or %d", k->code, CODE_MAX, LABEL_MAX);
	for (i = 0; i < d->count; i++)
		if (strcasecmp(d->kind[i].code, k->code) == 0)
			conf_errors_add(r->errors, group,
			    "danger \"%s\" is there twice", k->code);
	conf_cues_read(&k->cues, group, "phrases", r->errors);
	check_classes(r, group, &k->cues);
	k->enough = conf_cues_number(group, "enough", r->enough, 1, 40,
	    r->errors);
	k->category = find_category(r, group);
	get_told(r, group, "tell", &k->tell);
	conf_reach_read(&k->call, group, "call", d->not_in_service,
	    r->errors);
	k->text = conf_cues_text(group, "text", true, r->errors);
	check_text(r, group, k);
	d->count++;
}

static void
read_kinds(struct reader *r, config_setting_t *group)
{
	config_setting_t	*s = config_setting_get_member(group, "kinds");
	config_setting_t	*kind;
	int			 n = 0, i;

	if (s != NULL)
		n = config_setting_length(s);
	if (s == NULL || !config_setting_is_list(s) || n == 0 ||
	    n > KINDS_MAX) {
		conf_errors_add(r->errors, s == NULL ? group : s,
		    "\"kinds\" must be a list of 1..%d groups", KINDS_MAX);
		return;
	}
	r->danger->kind = calloc((size_t)n, sizeof *r->danger->kind);
	if (r->danger->kind == NULL)
		fatal("conf: out of memory");
	for (i = 0; i < n; i++) {
		kind = config_setting_get_elem(s, (unsigned)i);
		if (config_setting_is_group(kind))
			read_kind(r, kind);
		else
			conf_errors_add(r->errors, kind,
			    "must be a group { ... }");
	}
}

/* words = { water = "kali/sungai"; ... } */
static void
read_classes(struct reader *r, config_setting_t *group)
{
	config_setting_t	*s = config_setting_get_member(group, "words");
	config_setting_t	*one;
	const char		*name;
	int			 n, i;

	if (s == NULL)
		return;
	n = config_setting_length(s);
	if (!config_setting_is_group(s) || n > CLASSES_MAX) {
		conf_errors_add(r->errors, s, "\"words\" must be a group of "
		    "at most %d", CLASSES_MAX);
		return;
	}
	r->danger->class = calloc((size_t)n + 1, sizeof *r->danger->class);
	if (r->danger->class == NULL)
		fatal("conf: out of memory");
	for (i = 0; i < n; i++) {
		one = config_setting_get_elem(s, (unsigned)i);
		name = config_setting_name(one);
		if (strlen(name) > CODE_MAX)
			conf_errors_add(r->errors, one, "a name longer than "
			    "%d", CODE_MAX);
		if ((r->danger->class[i].name = strdup(name)) == NULL)
			fatal("conf: out of memory");
		r->danger->class[i].words = conf_cues_text(s, name, true,
		    r->errors);
		r->danger->classes++;
	}
}

/*
 * Read the setting `danger` into city->danger, which stays NULL if there is
 * none.  The OPDs and categories must have been read.  Faults are added to
 * the errors.
 */
void
conf_danger_read(struct conf_city *city, struct config_t *config,
    struct conf_errors *errors)
{
	static const char *const known[] = { "answer_within", "always",
	    "next", "enough", "not_in_service", "words", "people", "urgency",
	    "calm", "idioms", "kinds", NULL };
	config_setting_t	*s = config_lookup(config, "danger");
	struct reader		 r = { city, NULL, errors, ENOUGH };

	if (s == NULL)
		return;
	if (!config_setting_is_group(s)) {
		conf_errors_add(errors, s, "\"danger\" must be a group");
		return;
	}
	if ((r.danger = calloc(1, sizeof *r.danger)) == NULL)
		fatal("conf: out of memory");
	city->danger = r.danger;
	r.danger->file = conf_city_file(city, config_setting_source_file(s));
	conf_cues_keys(s, known, errors);
	r.enough = conf_cues_number(s, "enough", ENOUGH, 1, 40, errors);
	r.danger->not_in_service = conf_cues_text(s, "not_in_service", false,
	    errors);
	read_answer_within(&r, s);
	get_told(&r, s, "always", &r.danger->always);
	read_levels(&r, s);
	read_classes(&r, s);
	conf_cues_read(&r.danger->people, s, "people", errors);
	conf_cues_read(&r.danger->urgency, s, "urgency", errors);
	conf_cues_read(&r.danger->calm, s, "calm", errors);
	conf_cues_read(&r.danger->idioms, s, "idioms", errors);
	read_kinds(&r, s);
}

/* Free it; NULL is fine. */
void
conf_danger_free(struct conf_danger *d)
{
	int	i;

	if (d == NULL)
		return;
	for (i = 0; i < d->count; i++) {
		free(d->kind[i].code);
		free(d->kind[i].label);
		free(d->kind[i].text);
		conf_cues_clear(&d->kind[i].cues);
		conf_reach_clear(&d->kind[i].call);
	}
	for (i = 0; i < d->classes; i++) {
		free(d->class[i].name);
		free(d->class[i].words);
	}
	free(d->class);
	conf_cues_clear(&d->people);
	conf_cues_clear(&d->urgency);
	conf_cues_clear(&d->calm);
	conf_cues_clear(&d->idioms);
	free(d->kind);
	free(d->not_in_service);
	free(d);
}

/*
 * What the citizen reads who told of a danger of that kind, and whose report
 * has that ticket.  Returns the length of the text.
 */
size_t
conf_danger_text(const struct conf_danger *d, int kind, const char *ticket,
    char *dst, size_t size)
{
	const struct conf_danger_kind	*k = &d->kind[kind];
	struct conf_slot		 slots[] = { { "{ticket}", ticket },
					    { "{call}", k->call.how } };

	return conf_slots_fill(dst, size, k->text, slots, COUNT(slots));
}

/* Warn of what nobody has confirmed of late, in a month such as 202611. */
void
conf_danger_warn(const struct conf_city *city, int month,
    struct conf_errors *warnings)
{
	const struct conf_danger	*d = city->danger;
	const struct conf_danger_kind	*k;
	int				 i, age;

	if (d == NULL) {
		conf_errors_add(warnings, NULL, "danger: no kind is listed "
		    "(danger.conf): danger to life is read as any report");
		return;
	}
	for (i = 0; i < d->count; i++) {
		k = &d->kind[i];
		if (*k->call.how == '\0')
			continue;
		age = conf_reach_age(&k->call, month);
		if (age == -1)
			conf_errors_add(warnings, NULL, "%s:%d: warning: "
			    "danger %s: nobody has confirmed %s", d->file,
			    k->line, k->code, k->call.how);
		else if (age > CONFIRM_MONTHS)
			conf_errors_add(warnings, NULL, "%s:%d: warning: "
			    "danger %s: %s was confirmed %d months ago: dial "
			    "it, then write the month", d->file, k->line,
			    k->code, k->call.how, age);
	}
	if (d->levels == 0 || d->always.count == 0)
		conf_errors_add(warnings, NULL, "%s: warning: danger: without "
		    "`always` and `next` nobody hears of what is not "
		    "answered", d->file);
}
