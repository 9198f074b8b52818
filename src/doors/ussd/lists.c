/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * lists - the lists to choose from: categories, kecamatan, kelurahan, and
 * what a text may have meant.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "conf/conf.h"
#include "desk/desk.h"
#include "doors/ussd/visit.h"

/* The title says the place, if the phone has told one. */
int
screen_show_categories(struct visit *v, struct ussd_screen *out)
{
	const struct conf_city	*city = visit_city(v);
	struct message_values	 values = { .kelurahan = v->s->kelurahan };
	const char		*item[USSD_ITEMS_MAX];
	int			 i;

	for (i = 0; i < city->category_count && i < USSD_ITEMS_MAX; i++)
		item[i] = city->category[i].label;
	ussd_menu_list(v->u->conf, v->s->placed ? USSD_CATEGORY_AT :
	    USSD_CATEGORY, &values, item, i, v->s->page, out);
	return 0;
}

int
screen_take_category(struct visit *v, const char *input)
{
	int	index[USSD_ITEMS_MAX], n = visit_line(input), count;

	if (visit_turns_page(v, input))
		return 0;
	for (count = 0; count < visit_city(v)->category_count &&
	    count < USSD_ITEMS_MAX; count++)
		index[count] = count;
	if (n == -1)
		return visit_take_name(v, false, index, count, input);
	if (n < 1 || n > count)
		return visit_not_understood(v);
	visit_choose_category(v, n - 1);
	visit_ask_next(v);
	return 0;
}

int
screen_show_kecamatan(struct visit *v, struct ussd_screen *out)
{
	const char	*item[USSD_ITEMS_MAX];
	int		 n = ussd_menu_kecamatan(visit_city(v), item);

	ussd_menu_list(v->u->conf, USSD_KECAMATAN, NULL, item, n, v->s->page,
	    out);
	return 0;
}

static void
choose_kecamatan(struct visit *v, const char *name)
{
	snprintf(v->s->kecamatan, sizeof v->s->kecamatan, "%s", name);
	visit_go(v, KELURAHAN);
}

/* A kelurahan may be called as its kecamatan is: then it is meant. */
static int
take_kecamatan_name(struct visit *v, const char **name, int count,
    const char *input)
{
	int	i;

	for (i = 0; i < count; i++)
		if (strcasecmp(name[i], input) == 0 &&
		    conf_city_find_kelurahan(visit_city(v), input) == -1) {
			choose_kecamatan(v, name[i]);
			return 0;
		}
	return visit_take_name(v, true, NULL, 0, input);
}

int
screen_take_kecamatan(struct visit *v, const char *input)
{
	const char	*name[USSD_ITEMS_MAX];
	int		 count = ussd_menu_kecamatan(visit_city(v), name);
	int		 n = visit_line(input);

	if (visit_turns_page(v, input))
		return 0;
	if (n == -1)
		return take_kecamatan_name(v, name, count, input);
	if (n < 1 || n > count)
		return visit_not_understood(v);
	choose_kecamatan(v, name[n - 1]);
	return 0;
}

void
screen_back_from_kecamatan(struct visit *v)
{
	if (v->s->kelurahan[0] != '\0') {
		visit_ask_next(v);
		return;
	}
	v->s->category[0] = '\0';
	visit_go(v, CATEGORY);
}

int
screen_show_kelurahan(struct visit *v, struct ussd_screen *out)
{
	struct message_values	 values = { .name = v->s->kecamatan };
	const char		*item[USSD_ITEMS_MAX];
	int			 index[USSD_ITEMS_MAX], i, n;

	n = ussd_menu_kelurahan(visit_city(v), v->s->kecamatan, index);
	for (i = 0; i < n; i++)
		item[i] = visit_city(v)->kelurahan[index[i]].name;
	ussd_menu_list(v->u->conf, USSD_KELURAHAN, &values, item, n,
	    v->s->page, out);
	return 0;
}

int
screen_take_kelurahan(struct visit *v, const char *input)
{
	int	index[USSD_ITEMS_MAX], n = visit_line(input), count;

	if (visit_turns_page(v, input))
		return 0;
	count = ussd_menu_kelurahan(visit_city(v), v->s->kecamatan, index);
	if (n == -1)
		return visit_take_name(v, true, index, count, input);
	if (n < 1 || n > count)
		return visit_not_understood(v);
	visit_choose_kelurahan(v, index[n - 1], true);
	visit_ask_next(v);
	return 0;
}

void
screen_back_to_kecamatan(struct visit *v)
{
	visit_go(v, KECAMATAN);
}

/* The names on offer, cut apart in buf. */
static int
read_choices(const struct visit *v, char buf[QUESTION_CHOICES_SIZE],
    const char **item)
{
	char	*c, *save = NULL;
	int	 n = 0;

	snprintf(buf, QUESTION_CHOICES_SIZE, "%s", v->s->choices);
	for (c = strtok_r(buf, "|", &save); c != NULL && n < USSD_ITEMS_MAX;
	    c = strtok_r(NULL, "|", &save))
		item[n++] = c;
	return n;
}

int
screen_show_choices(struct visit *v, struct ussd_screen *out)
{
	char		 buf[QUESTION_CHOICES_SIZE];
	const char	*item[USSD_ITEMS_MAX];
	int		 n = read_choices(v, buf, item), i, k;

	for (i = 0; i < n && visit_at(v) == WHICH_CATEGORY; i++)
		if ((k = conf_city_find_category(visit_city(v), item[i])) != -1)
			item[i] = visit_city(v)->category[k].label;
	ussd_menu_list(v->u->conf, visit_text(v), NULL, item,
	    n, v->s->page, out);
	return 0;
}

/* The indexes of what is on offer; -1 is gone from the configuration. */
static int
find_choices(const struct visit *v, bool place, int *index)
{
	char		 buf[QUESTION_CHOICES_SIZE];
	const char	*item[USSD_ITEMS_MAX];
	int		 n = read_choices(v, buf, item), i;

	for (i = 0; i < n; i++)
		index[i] = place ?
		    conf_city_find_kelurahan(visit_city(v), item[i]) :
		    conf_city_find_category(visit_city(v), item[i]);
	return n;
}

static bool
all_are_known(const int *index, int n)
{
	while (n-- > 0)
		if (index[n] == -1)
			return false;
	return true;
}

int
screen_take_choice(struct visit *v, const char *input)
{
	bool	place = visit_at(v) == WHICH_KELURAHAN;
	int	index[USSD_ITEMS_MAX], n = visit_line(input), count;

	if (visit_turns_page(v, input))
		return 0;
	count = find_choices(v, place, index);
	if (n == -1)
		return visit_take_name(v, place, index,
		    all_are_known(index, count) ? count : 0, input);
	if (n < 1 || n > count || index[n - 1] == -1)
		return visit_not_understood(v);
	if (place)
		visit_choose_kelurahan(v, index[n - 1], true);
	else
		visit_choose_category(v, index[n - 1]);
	visit_ask_next(v);
	return 0;
}

/* Asked at the first prompt: nothing else was chosen before. */
void
screen_back_from_choice(struct visit *v)
{
	if (visit_at(v) == WHICH_KELURAHAN && v->s->category[0] != '\0')
		visit_go(v, KECAMATAN);
	else
		visit_back_to_main(v);
}

