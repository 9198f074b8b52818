/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * city - what the city says of itself: found by its names, and given back.
 *
 * This file alone knows how the lists of words are called.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "conf/city.h"

static const char *const words_key[CONF_WORDS_COUNT] = {
#define X(name, key)	[CONF_WORDS_##name] = key,
	CONF_WORDS(X)
#undef X
};

/* The name of a file that some of the city stands in, kept with it. */
const char *
conf_city_file(struct conf_city *city, const char *file)
{
	struct conf_list	*files = &city->files;
	int			 i;

	if (file == NULL)
		file = "";
	for (i = 0; i < files->count; i++)
		if (strcmp(files->item[i], file) == 0)
			return files->item[i];
	conf_list_add(files, file, strlen(file));
	return files->item[files->count - 1];
}

static void
clear_category(struct conf_category *category)
{
	int	i;

	free(category->code);
	free(category->label);
	free(category->phone);
	conf_list_clear(&category->keywords);
	conf_list_clear(&category->urgent_words);
	conf_list_clear(&category->apart);
	for (i = 0; i < category->phrase_count; i++)
		free(category->phrases[i].text);
	free(category->phrases);
}

/* Free what a city holds; an empty city is fine. */
void
conf_city_clear(struct conf_city *city)
{
	int	i;

	for (i = 0; i < city->opd_count; i++) {
		free(city->opd[i].code);
		free(city->opd[i].name);
		conf_list_clear(&city->opd[i].aliases);
	}
	for (i = 0; i < city->category_count; i++)
		clear_category(&city->category[i]);
	for (i = 0; i < city->kelurahan_count; i++) {
		free(city->kelurahan[i].code);
		free(city->kelurahan[i].name);
		free(city->kelurahan[i].kecamatan);
		conf_list_clear(&city->kelurahan[i].aliases);
	}
	for (i = 0; i < CONF_WORDS_COUNT; i++)
		conf_list_clear(&city->words[i]);
	conf_list_clear(&city->files);
	free(city->opd);
	free(city->category);
	free(city->kelurahan);
	*city = (struct conf_city){ 0 };
}

/* The index of an OPD by its code in any case, -1 if there is none. */
int
conf_city_find_opd(const struct conf_city *city, const char *code)
{
	int	i;

	for (i = 0; i < city->opd_count; i++)
		if (strcasecmp(city->opd[i].code, code) == 0)
			return i;
	return -1;
}

/* The index of a category by its code in any case, -1 if there is none. */
int
conf_city_find_category(const struct conf_city *city, const char *code)
{
	int	i;

	for (i = 0; i < city->category_count; i++)
		if (strcasecmp(city->category[i].code, code) == 0)
			return i;
	return -1;
}

/* The index of a kelurahan by its full name in any case, -1 if none. */
int
conf_city_find_kelurahan(const struct conf_city *city, const char *name)
{
	int	i;

	for (i = 0; i < city->kelurahan_count; i++)
		if (strcasecmp(city->kelurahan[i].name, name) == 0)
			return i;
	return -1;
}

/* How a list of words is called in `words`. */
const char *
conf_city_words_name(enum conf_words list)
{
	return words_key[list];
}

/* Whether a kecamatan of that name, in any case, holds a kelurahan. */
bool
conf_city_is_kecamatan(const struct conf_city *city, const char *name)
{
	int	i;

	for (i = 0; i < city->kelurahan_count; i++)
		if (strcasecmp(city->kelurahan[i].kecamatan, name) == 0)
			return true;
	return false;
}
