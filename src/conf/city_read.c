/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * city_read - the city's own part of the configuration: departments,
 * categories, kelurahan and the words of the grammar.
 *
 * This file alone knows how those four settings are written, and what may
 * not be said twice in them.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <libconfig.h>

#include "conf/city.h"
#include "conf/city_read.h"
#include "conf/claim.h"
#include "conf/errors.h"
#include "conf/time.h"

#define CODE_MAX	16
#define PHRASE_MAX	64	/* bytes of one keyword, phrase or alias */
#define WEIGHT_MAX	10

/* Where the reading stands. */
struct reader {
	struct conf_city	*city;
	struct conf_errors	*errors;
	bool			 ok;
};

#define FAULT(r, setting, ...) do {					\
	(r)->ok = false;						\
	conf_errors_add((r)->errors, (setting), __VA_ARGS__);		\
} while (0)

/* The file a setting stands in, kept with the city. */
static const char *
file_of(struct reader *r, const config_setting_t *setting)
{
	return conf_city_file(r->city, config_setting_source_file(setting));
}

/* Every setting of a group must be one of the known names. */
static void
check_keys(struct reader *r, config_setting_t *group, const char *const *known,
    int count)
{
	config_setting_t	*member;
	int			 i, k;

	for (i = 0; i < config_setting_length(group); i++) {
		member = config_setting_get_elem(group, (unsigned)i);
		for (k = 0; k < count; k++)
			if (strcmp(config_setting_name(member), known[k]) == 0)
				break;
		if (k == count)
			FAULT(r, member, "unknown setting \"%s\"",
			    config_setting_name(member));
	}
}

/* A string that must be there; an empty copy when it is not. */
static char *
get_string(struct reader *r, config_setting_t *group, const char *name)
{
	config_setting_t	*s = config_setting_get_member(group, name);
	const char		*value;

	if (s == NULL)
		FAULT(r, group, "\"%s\" is missing", name);
	else if ((value = config_setting_get_string(s)) == NULL)
		FAULT(r, s, "\"%s\" must be a string", name);
	else if (*value == '\0')
		FAULT(r, s, "\"%s\" is empty", name);
	else if (strlen(value) > PHRASE_MAX)
		FAULT(r, s, "\"%s\" is longer than %d bytes", name,
		    PHRASE_MAX);
	else
		return conf_copy(value, strlen(value));
	return conf_copy("", 0);
}

/* Whether the items of a list are groups of single words. */
static bool
is_group(const struct reader *r, const struct conf_list *list)
{
	return list == &r->city->words[CONF_WORDS_SPELLINGS] ||
	    list == &r->city->words[CONF_WORDS_ORDINARY];
}

/* Hand each comma-separated phrase of a string to the list. */
static void
split_phrases(struct reader *r, config_setting_t *s, const char *value,
    struct conf_list *list)
{
	size_t	len, skip;

	for (;; value++) {
		value += strspn(value, " \t\n");
		skip = len = strcspn(value, ",");
		while (len > 0 && strchr(" \t\n", value[len - 1]) != NULL)
			len--;
		if (len > PHRASE_MAX && !is_group(r, list))
			FAULT(r, s, "\"%.20s...\" is longer than %d bytes",
			    value, PHRASE_MAX);
		else if (len > 0)
			conf_list_add(list, value, len);
		else if (value[skip] == ',')
			FAULT(r, s, "nothing between two commas");
		value += skip;
		if (*value == '\0')
			return;
	}
}

/* Strings of an array or list from index on, or one string, into a list. */
static void
read_phrases(struct reader *r, config_setting_t *s, int from,
    struct conf_list *list)
{
	config_setting_t	*item;
	const char		*value;
	int			 i;

	if ((value = config_setting_get_string(s)) != NULL) {
		split_phrases(r, s, value, list);
		return;
	}
	if (!config_setting_is_aggregate(s) || config_setting_is_group(s)) {
		FAULT(r, s, "must be a string or strings in brackets");
		return;
	}
	for (i = from; i < config_setting_length(s); i++) {
		item = config_setting_get_elem(s, (unsigned)i);
		if ((value = config_setting_get_string(item)) == NULL)
			FAULT(r, item, "must be a string");
		else
			split_phrases(r, item, value, list);
	}
}

/* An optional list of strings by name; an empty one is a fault. */
static void
get_list(struct reader *r, config_setting_t *group, const char *name,
    struct conf_list *list)
{
	config_setting_t	*s = config_setting_get_member(group, name);
	bool			 was = r->ok;

	if (s == NULL)
		return;
	r->ok = true;
	read_phrases(r, s, 0, list);
	if (list->count == 0 && r->ok)
		FAULT(r, s, "\"%s\" is empty", name);
	r->ok = r->ok && was;
}

/* The next group of a list of groups, or NULL with a fault. */
static config_setting_t *
get_group(struct reader *r, config_setting_t *list, int i)
{
	config_setting_t	*group = config_setting_get_elem(list,
				    (unsigned)i);

	if (config_setting_is_group(group))
		return group;
	FAULT(r, group, "must be a group { ... }");
	return NULL;
}

/* A list at the top of the configuration, or NULL with a fault. */
static config_setting_t *
get_top_list(struct reader *r, struct config_t *config, const char *name)
{
	config_setting_t	*s = config_lookup(config, name);

	if (s == NULL)
		FAULT(r, config_root_setting(config), "\"%s\" is missing",
		    name);
	else if (!config_setting_is_list(s))
		FAULT(r, s, "\"%s\" must be a list ( ... )", name);
	else if (config_setting_length(s) == 0)
		FAULT(r, s, "\"%s\" is empty", name);
	else
		return s;
	return NULL;
}

/* An optional text by name, or NULL. */
static const char *
find_text(struct reader *r, config_setting_t *group, const char *name)
{
	config_setting_t	*s = config_setting_get_member(group, name);

	if (s == NULL)
		return NULL;
	if (config_setting_get_string(s) == NULL)
		FAULT(r, s, "\"%s\" must be a string", name);
	return config_setting_get_string(s);
}

static void
get_hours(struct reader *r, config_setting_t *group, struct conf_hours *hours)
{
	const char	*text = find_text(r, group, "office_hours"), *wrong;

	if (text != NULL && (wrong = conf_hours_parse(text, hours)) != NULL)
		FAULT(r, config_setting_get_member(group, "office_hours"),
		    "office_hours: \"%s\" %s", text, wrong);
}

static void
get_term(struct reader *r, config_setting_t *group, const char *name,
    struct conf_term *term)
{
	const char	*text = find_text(r, group, name), *wrong;

	if (text != NULL && (wrong = conf_term_parse(text, term)) != NULL)
		FAULT(r, config_setting_get_member(group, name),
		    "%s: \"%s\" %s", name, text, wrong);
}

/* A span by the clock, in seconds; 0 where it is not given. */
static int
get_span(struct reader *r, config_setting_t *group, const char *name)
{
	struct conf_term	term = { .unit = TERM_CLOCK };

	get_term(r, group, name, &term);
	if (term.unit != TERM_CLOCK)
		FAULT(r, config_setting_get_member(group, name),
		    "%s: must be hours or days of the clock", name);
	return (int)term.amount;
}

static void
read_opd(struct reader *r, config_setting_t *group)
{
	static const char *const known[] = { "code", "name", "aliases",
	    "office_hours" };
	struct conf_city	*city = r->city;
	struct conf_opd		*opd;
	char			*code = get_string(r, group, "code");

	check_keys(r, group, known, 4);
	if (conf_city_find_opd(city, code) != -1)
		FAULT(r, group, "OPD \"%s\" is there twice", code);
	else if (strlen(code) > CODE_MAX)
		FAULT(r, group, "code \"%s\" is longer than %d", code,
		    CODE_MAX);
	city->opd = conf_grow(city->opd, city->opd_count, sizeof *city->opd);
	opd = &city->opd[city->opd_count++];
	opd->code = code;
	opd->name = get_string(r, group, "name");
	opd->line = config_setting_source_line(group);
	get_list(r, group, "aliases", &opd->aliases);
	get_hours(r, group, &opd->hours);
}

/* One ( weight, "phrase, phrase", ... ) of a category. */
static void
read_weighted(struct reader *r, config_setting_t *row,
    struct conf_category *category)
{
	config_setting_t	*weight;
	struct conf_list	 list = { 0 };
	int			 i, w;

	if (!config_setting_is_list(row) || config_setting_length(row) < 2) {
		FAULT(r, row, "must be ( weight, \"phrase, phrase\" )");
		return;
	}
	weight = config_setting_get_elem(row, 0);
	w = config_setting_get_int(weight);
	if (config_setting_type(weight) != CONFIG_TYPE_INT)
		FAULT(r, weight, "a weight must be a number");
	else if (w < 1 || w > WEIGHT_MAX)
		FAULT(r, weight, "weight %d is not within 1..%d", w,
		    WEIGHT_MAX);
	read_phrases(r, row, 1, &list);
	for (i = 0; i < list.count; i++) {
		category->phrases = conf_grow(category->phrases,
		    category->phrase_count, sizeof *category->phrases);
		category->phrases[category->phrase_count++] =
		    (struct conf_phrase){ list.item[i], w,
		    config_setting_source_line(row) };
	}
	free(list.item);
}

static void
read_weights(struct reader *r, config_setting_t *group,
    struct conf_category *category)
{
	config_setting_t	*s = config_setting_get_member(group,
				    "phrases");
	int			 i;

	if (s == NULL)
		return;
	if (!config_setting_is_list(s)) {
		FAULT(r, s, "\"phrases\" must be a list ( ... )");
		return;
	}
	if (config_setting_length(s) == 0)
		FAULT(r, s, "\"phrases\" is empty");
	for (i = 0; i < config_setting_length(s); i++)
		read_weighted(r, config_setting_get_elem(s, (unsigned)i),
		    category);
}

static bool
get_bool(struct reader *r, config_setting_t *group, const char *name)
{
	config_setting_t	*s = config_setting_get_member(group, name);

	if (s == NULL)
		return false;
	if (config_setting_type(s) != CONFIG_TYPE_BOOL)
		FAULT(r, s, "\"%s\" must be true or false", name);
	return config_setting_get_bool(s) == CONFIG_TRUE;
}

/* A number to call, as citizens read it; "" if there is none. */
static char *
get_phone(struct reader *r, config_setting_t *group)
{
	config_setting_t	*s = config_setting_get_member(group, "phone");
	char			*phone;

	if (s == NULL)
		return conf_copy("", 0);
	phone = get_string(r, group, "phone");
	if (phone[strspn(phone, "0123456789 -+()")] != '\0')
		FAULT(r, s, "\"phone\" may hold digits, spaces and + - ( ) "
		    "only");
	else if (strlen(phone) > CONF_LONGEST_PHONE)
		FAULT(r, s, "\"phone\" is longer than %d",
		    CONF_LONGEST_PHONE);
	return phone;
}

static void
read_category(struct reader *r, config_setting_t *group)
{
	static const char *const known[] = { "code", "label", "opd", "urgent",
	    "phone", "keywords", "phrases", "take_within", "finish_within",
	    "urgent_words", "join_within", "join_at_once", "apart" };
	struct conf_city	*city = r->city;
	struct conf_category	*category;
	config_setting_t	*keywords;
	char			*code = get_string(r, group, "code"), *opd;

	check_keys(r, group, known, sizeof known / sizeof known[0]);
	if (conf_city_find_category(city, code) != -1)
		FAULT(r, group, "category \"%s\" is there twice", code);
	else if (strlen(code) > CODE_MAX)
		FAULT(r, group, "code \"%s\" is longer than %d", code,
		    CODE_MAX);
	city->category = conf_grow(city->category, city->category_count,
	    sizeof *city->category);
	category = &city->category[city->category_count++];
	category->code = code;
	category->label = config_setting_get_member(group, "label") != NULL ?
	    get_string(r, group, "label") : conf_copy(code, strlen(code));
	opd = get_string(r, group, "opd");
	category->opd = conf_city_find_opd(city, opd);
	if (*opd != '\0' && category->opd == -1)
		FAULT(r, config_setting_get_member(group, "opd"),
		    "category %s: there is no OPD \"%s\"", code, opd);
	free(opd);
	category->urgent = get_bool(r, group, "urgent");
	get_list(r, group, "urgent_words", &category->urgent_words);
	if (category->urgent_words.count > 0 && !category->urgent)
		FAULT(r, config_setting_get_member(group, "urgent_words"),
		    "category %s is not urgent, whatever is said", code);
	category->phone = get_phone(r, group);
	get_term(r, group, "take_within", &category->take);
	get_term(r, group, "finish_within", &category->finish);
	category->join_s = get_span(r, group, "join_within");
	category->join_at_once = get_bool(r, group, "join_at_once");
	get_list(r, group, "apart", &category->apart);
	category->file = file_of(r, group);
	category->line = config_setting_source_line(group);
	get_list(r, group, "keywords", &category->keywords);
	keywords = config_setting_get_member(group, "keywords");
	if (keywords == NULL)
		FAULT(r, group, "\"keywords\" is missing");
	else
		category->keywords_line = config_setting_source_line(keywords);
	read_weights(r, group, category);
}

static void
read_kelurahan(struct reader *r, config_setting_t *group)
{
	static const char *const known[] = { "code", "name", "kecamatan",
	    "aliases" };
	struct conf_city	*city = r->city;
	struct conf_kelurahan	*kelurahan;
	char			*name = get_string(r, group, "name"), *p;

	check_keys(r, group, known, 4);
	if (conf_city_find_kelurahan(city, name) != -1)
		FAULT(r, group, "kelurahan \"%s\" is there twice", name);
	city->kelurahan = conf_grow(city->kelurahan, city->kelurahan_count,
	    sizeof *city->kelurahan);
	kelurahan = &city->kelurahan[city->kelurahan_count++];
	kelurahan->name = name;
	kelurahan->code = get_string(r, group, "code");
	kelurahan->kecamatan = get_string(r, group, "kecamatan");
	kelurahan->file = file_of(r, group);
	kelurahan->line = config_setting_source_line(group);
	for (p = kelurahan->name; *p != '\0'; p++)
		*p = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
	for (p = kelurahan->kecamatan; *p != '\0'; p++)
		*p = *p >= 'a' && *p <= 'z' ? (char)(*p - 'a' + 'A') : *p;
	get_list(r, group, "aliases", &kelurahan->aliases);
}

static void
read_words(struct reader *r, struct config_t *config)
{
	config_setting_t	*s = config_lookup(config, "words"), *list;
	const char		*key[CONF_WORDS_COUNT];
	int			 i;

	for (i = 0; i < CONF_WORDS_COUNT; i++)
		key[i] = conf_city_words_name(i);
	if (s == NULL || !config_setting_is_group(s)) {
		FAULT(r, s == NULL ? config_root_setting(config) : s,
		    "\"words\" must be a group { ... }");
		return;
	}
	check_keys(r, s, key, CONF_WORDS_COUNT);
	r->city->words_file = file_of(r, s);
	for (i = 0; i < CONF_WORDS_COUNT; i++) {
		list = config_setting_get_member(s, key[i]);
		if (list == NULL)
			FAULT(r, s, "\"words\": \"%s\" is missing",
			    key[i]);
		else
			r->city->words_line[i] =
			    config_setting_source_line(list);
		get_list(r, s, key[i], &r->city->words[i]);
	}
}

/* The setting a list of an element stands in, for the line of a fault. */
static config_setting_t *
member_of(config_setting_t *list, int i, const char *name)
{
	config_setting_t	*group = config_setting_get_elem(list,
				    (unsigned)i), *s;

	s = config_setting_get_member(group, name);
	return s != NULL ? s : group;
}

/* No keyword may be of two categories, nor a command of citizens. */
static void
check_keywords(struct reader *r, struct config_t *config)
{
	struct conf_city	*city = r->city;
	struct conf_claims		 claims = { 0 };
	config_setting_t	*words = config_lookup(config, "words"), *s;
	int			 i;

	s = config_lookup(config, "categories");
	for (i = 0; i < city->category_count; i++)
		conf_claim_list(&claims, &city->category[i].keywords,
		    city->category[i].code, member_of(s, i, "keywords"));
	for (i = 0; i < CONF_WORDS_CITIZEN_END && words != NULL; i++)
		conf_claim_list(&claims, &city->words[i],
		    conf_city_words_name(i), config_setting_get_member(words,
		    conf_city_words_name(i)));
	r->ok = conf_claims_settle(&claims, r->errors) && r->ok;
}

static void
check_names(struct reader *r, struct config_t *config)
{
	struct conf_city	*city = r->city;
	struct conf_claims		 claims = { 0 };
	config_setting_t	*s = config_lookup(config, "kelurahan");
	int			 i;

	for (i = 0; i < city->kelurahan_count; i++) {
		conf_claim(&claims, city->kelurahan[i].name,
		    city->kelurahan[i].name, member_of(s, i, "name"));
		conf_claim_list(&claims, &city->kelurahan[i].aliases,
		    city->kelurahan[i].name, member_of(s, i, "aliases"));
	}
	r->ok = conf_claims_settle(&claims, r->errors) && r->ok;
}

static void
check_opd_names(struct reader *r, struct config_t *config)
{
	struct conf_city	*city = r->city;
	struct conf_claims		 claims = { 0 };
	config_setting_t	*s = config_lookup(config, "opd");
	int			 i;

	for (i = 0; i < city->opd_count; i++) {
		conf_claim(&claims, city->opd[i].code, city->opd[i].code,
		    member_of(s, i, "code"));
		conf_claim_list(&claims, &city->opd[i].aliases, city->opd[i].code,
		    member_of(s, i, "aliases"));
	}
	r->ok = conf_claims_settle(&claims, r->errors) && r->ok;
}

/* Read each group of a top list; a fault where one is not a group. */
static bool
read_list(struct reader *r, struct config_t *config, const char *name,
    void (*read)(struct reader *, config_setting_t *))
{
	config_setting_t	*s = get_top_list(r, config, name), *group;
	bool			 all = s != NULL;
	int			 i;

	for (i = 0; s != NULL && i < config_setting_length(s); i++) {
		if ((group = get_group(r, s, i)) != NULL)
			read(r, group);
		else
			all = false;
	}
	return all;
}

/*
 * Read the settings opd, categories, kelurahan and words into an empty city.
 * False if there is any fault; every fault is added to the errors.  The city
 * is to be cleared in either case.
 */
bool
conf_city_read(struct conf_city *city, struct config_t *config,
    struct conf_errors *errors)
{
	struct reader	r = { city, errors, true };

	*city = (struct conf_city){ 0 };
	/* Line-numbered claims need each element to be a group. */
	if (read_list(&r, config, "opd", read_opd))
		check_opd_names(&r, config);
	read_words(&r, config);
	if (read_list(&r, config, "categories", read_category))
		check_keywords(&r, config);
	if (read_list(&r, config, "kelurahan", read_kelurahan))
		check_names(&r, config);
	return r.ok;
}
