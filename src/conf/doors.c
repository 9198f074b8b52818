/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * conf_doors - the groups http, ussd and ussd_texts of the configuration: the
 * HTTP door, who may ask for USSD screens, and what stands on them.
 *
 * This file alone knows when menus must be there, and has every screen of
 * them measured.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "conf/reading.h"
#include "doors/ussd/menu.h"

/* An optional group at the top level; an empty one if it is not there. */
static void
read_group(struct reading *r, config_t *cfg, const char *name,
    options_of *list, void *base)
{
	config_setting_t	*group = config_lookup(cfg, name), *none;
	config_t		 empty;

	config_init(&empty);
	none = config_setting_add(config_root_setting(&empty), name,
	    CONFIG_TYPE_GROUP);
	if (group != NULL && !config_setting_is_group(group)) {
		conf_errors_add(r->errors, group,
		    "%s: must be a group { ... }", name);
		group = NULL;
	}
	conf_read_options(r, list, base, group != NULL ? group : none);
	config_destroy(&empty);
}

static void
provider_check(struct reading *r, const struct conf_provider *p,
    const config_setting_t *s)
{
	const struct conf_provider	*other;

	for (other = r->conf->ussd.provider; other < p; other++) {
		if (conf_same(p->name, other->name))
			conf_errors_add(r->errors, s, "provider %s: there "
			    "are two of this name", p->name);
		if (conf_same(p->path, other->path))
			conf_errors_add(r->errors, s, "provider %s: its path "
			    "is that of provider %s too",
			    p->name != NULL ? p->name : "?",
			    other->name != NULL ? other->name : "?");
	}
	if (p->header != NULL && p->header_value != NULL &&
	    (p->header[0] == '\0') != (p->header_value[0] == '\0'))
		conf_errors_add(r->errors, s, "provider %s: header and "
		    "header_value go together",
		    p->name != NULL ? p->name : "?");
}

static void
read_providers(struct reading *r, config_t *cfg)
{
	config_setting_t	*list = config_lookup(cfg, "ussd.providers");
	config_setting_t	*s;
	struct conf_ussd	*u = &r->conf->ussd;
	int			 i, n;

	if (list == NULL)
		return;
	if (!config_setting_is_list(list)) {
		conf_errors_add(r->errors, list,
		    "providers: must be a list ( { ... }, { ... } )");
		return;
	}
	n = config_setting_length(list);
	u->provider = conf_must(calloc(n + 1, sizeof *u->provider));
	for (i = 0; i < n; i++) {
		s = config_setting_get_elem(list, i);
		if (!config_setting_is_group(s)) {
			conf_errors_add(r->errors, s, "providers: each is a "
			    "group { name = ...; dialect = ...; }");
			continue;
		}
		conf_read_options(r, conf_provider_options,
		    &u->provider[u->provider_count++], s);
		provider_check(r, &u->provider[u->provider_count - 1], s);
	}
}

static void
read_ussd_text(struct reading *r, const config_setting_t *s)
{
	const char	*text = config_setting_get_string(s);
	const char	*name = config_setting_name(s);
	int		 id = ussd_text_find(name);

	if (id < 0) {
		conf_errors_add(r->errors, s, "ussd_texts: %s: unknown text",
		    name);
		return;
	}
	conf_keep_text(&r->conf->ussd.text[id], text != NULL ? text : "");
	if (text == NULL)
		conf_errors_add(r->errors, s, "ussd_texts: %s: must be a "
		    "text", name);
}

/*
 * The menus: needed when somebody can reach them, and every screen of them
 * measured whenever they are there.
 */
static void
read_ussd_texts(struct reading *r, config_t *cfg)
{
	config_setting_t	*group = config_lookup(cfg, "ussd_texts");
	struct conf_ussd	*u = &r->conf->ussd;
	char			*wrong;
	int			 i;

	if (group == NULL && u->provider_count == 0)
		return;
	if (group == NULL || !config_setting_is_group(group)) {
		conf_errors_add(r->errors, group != NULL ? group :
		    config_root_setting(cfg),
		    "ussd_texts: the group of all texts is missing");
		return;
	}
	for (i = 0; i < config_setting_length(group); i++)
		read_ussd_text(r, config_setting_get_elem(group, i));
	for (i = 0; i < USSD_TEXT_COUNT; i++) {
		if (u->text[i] == NULL) {
			conf_errors_add(r->errors, group,
			    "ussd_texts: %s is missing", ussd_text_key(i));
			continue;
		}
		if ((wrong = ussd_menu_check(r->conf, i)) != NULL)
			conf_errors_add(r->errors, config_setting_get_member(
			    group, ussd_text_key(i)), "ussd_texts: %s",
			    wrong);
		free(wrong);
	}
}

/* Read and check all of it; the city must have been read. */
void
conf_doors_read(struct reading *r, config_t *cfg)
{
	read_group(r, cfg, "http", conf_http_options, &r->conf->http);
	read_group(r, cfg, "ussd", conf_ussd_options, &r->conf->ussd);
	read_providers(r, cfg);
	read_ussd_texts(r, cfg);
}

/* Free what it holds, also after half a reading. */
void
conf_doors_clear(struct conf *conf)
{
	int	i;

	for (i = 0; i < conf->ussd.provider_count; i++)
		conf_free_options(conf_provider_options,
		    &conf->ussd.provider[i]);
	free(conf->ussd.provider);
	for (i = 0; i < USSD_TEXT_COUNT; i++)
		free(conf->ussd.text[i]);
	conf_free_options(conf_ussd_options, &conf->ussd);
	conf_free_options(conf_http_options, &conf->http);
}
