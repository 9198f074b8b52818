/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * ussd_lists - the lists to choose from: categories, kecamatan, kelurahan, and
 * what a text may have meant.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "conf.h"
#include "desk/message.h"
#include "doors/ussd_visit.h"

/* ---- lists ------------------------------------------------------------- */

int
screen_show_categories(struct visit *v, struct ussd_screen *out)
{
	const struct conf_city	*city = visit_city(v);
	const char		*item[USSD_ITEMS_MAX];
	int			 i;

	for (i = 0; i < city->category_count && i < USSD_ITEMS_MAX; i++)
		item[i] = city->category[i].label;
	ussd_menu_list(v->u->conf, USSD_CATEGORY, NULL, item, i, v->s->page,
	    out);
	return 0;
}

int
screen_take_category(struct visit *v, const char *input)
{
	int	n = visit_line(input);

	if (visit_turns_page(v, input))
		return 0;
	if (n == -1)
		return visit_take_text(v, input);
	if (n < 1 || n > visit_city(v)->category_count)
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

/* One of the kecamatan: its kelurahan are asked for. */
void
visit_choose_kecamatan(struct visit *v, const char *name)
{
	snprintf(v->s->kecamatan, sizeof v->s->kecamatan, "%s", name);
	visit_go(v, KELURAHAN);
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
		return visit_take_place(v, input);
	if (n < 1 || n > count)
		return visit_not_understood(v);
	visit_choose_kecamatan(v, name[n - 1]);
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
	if (n == -1)
		return visit_take_place(v, input);
	count = ussd_menu_kelurahan(visit_city(v), v->s->kecamatan, index);
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

int
screen_take_choice(struct visit *v, const char *input)
{
	char		 buf[QUESTION_CHOICES_SIZE];
	const char	*item[USSD_ITEMS_MAX];
	int		 count = read_choices(v, buf, item), k;
	int		 n = visit_line(input);
	bool		 place = visit_at(v) == WHICH_KELURAHAN;

	if (visit_turns_page(v, input))
		return 0;
	if (n == -1)
		return place ? visit_take_place(v, input) : visit_take_text(v, input);
	k = n < 1 || n > count ? -1 : place ?
	    conf_city_find_kelurahan(visit_city(v), item[n - 1]) :
	    conf_city_find_category(visit_city(v), item[n - 1]);
	if (k == -1)
		return visit_not_understood(v);
	if (place)
		visit_choose_kelurahan(v, k, true);
	else
		visit_choose_category(v, k);
	visit_ask_next(v);
	return 0;
}

