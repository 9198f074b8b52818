/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * texts - groups of texts whose wording is configuration and whose meaning
 * is known to rooms above.
 *
 * This file alone knows how such a group is read; which texts there are and
 * what may stand in them is said by the rows that are handed in.
 */

#include "config.h"

#include <stdlib.h>

#include "conf/conf.h"
#include "conf/room.h"
#include "conf/texts.h"

static char **
place_of(struct conf *conf, const struct conf_texts *t)
{
	return (char **)((char *)conf + t->offset);
}

static void
read_text(struct conf_reading *r, const struct conf_texts *t,
    const config_setting_t *s)
{
	const char	*text = config_setting_get_string(s);
	const char	*name = config_setting_name(s);
	int		 id = t->find(name);

	if (id < 0) {
		conf_errors_add(r->errors, s, "%s: %s: unknown %s", t->group,
		    name, t->noun);
		return;
	}
	/* One that is there and wrong is not also missing. */
	conf_keep_text(&place_of(r->conf, t)[id], text != NULL ? text : "");
	if (text == NULL)
		conf_errors_add(r->errors, s, "%s: %s: must be a text",
		    t->group, name);
}

static void
check_text(struct conf_reading *r, const struct conf_texts *t, int id,
    const config_setting_t *group)
{
	char	*wrong;

	if (place_of(r->conf, t)[id] == NULL) {
		conf_errors_add(r->errors, group, "%s: %s is missing",
		    t->group, t->key(id));
		return;
	}
	if ((wrong = t->fault(r->conf, id)) != NULL)
		conf_errors_add(r->errors, config_setting_get_member(group,
		    t->key(id)), "%s: %s", t->group, wrong);
	free(wrong);
}

static void
read_group(struct conf_reading *r, config_t *cfg, const struct conf_texts *t)
{
	config_setting_t	*group = config_lookup(cfg, t->group);
	int			 i;

	if (group == NULL && t->needed != NULL && !t->needed(r->conf))
		return;
	if (group == NULL || !config_setting_is_group(group)) {
		conf_errors_add(r->errors, group != NULL ? group :
		    config_root_setting(cfg),
		    "%s: the group of all texts is missing", t->group);
		return;
	}
	for (i = 0; i < config_setting_length(group); i++)
		read_text(r, t, config_setting_get_elem(group, i));
	for (i = 0; i < t->count; i++)
		check_text(r, t, i, group);
}

/* Read the texts of every room; all else must have been read. */
void
conf_texts_read(struct conf_reading *r, config_t *cfg)
{
	const struct conf_room *const	*room;

	for (room = r->rooms; room != NULL && *room != NULL; room++)
		if ((*room)->texts != NULL)
			read_group(r, cfg, (*room)->texts);
}

/* Free them, also after half a reading. */
void
conf_texts_clear(struct conf *conf)
{
	int	i;

	for (i = 0; i < CONF_MESSAGES_MAX; i++)
		free(conf->message[i]);
	for (i = 0; i < CONF_USSD_TEXTS_MAX; i++)
		free(conf->ussd.text[i]);
}
