/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * doors - the groups http and ussd of the configuration: the HTTP door, and
 * who may ask for USSD screens.
 *
 * This file alone knows what two providers may not have in common.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "conf/conf.h"
#include "conf/doors.h"
#include "conf/options.h"

/* An optional group at the top level; an empty one if it is not there. */
static void
read_group(struct conf_reading *r, config_t *cfg, const char *name,
    conf_options_of *list, const char *const *others, void *base)
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
	conf_read_options(r, list, others, base, group != NULL ? group :
	    none);
	config_destroy(&empty);
}

static void
provider_check(struct conf_reading *r, const struct conf_provider *p,
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
read_providers(struct conf_reading *r, config_t *cfg)
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
		conf_read_options(r, conf_provider_options, NULL,
		    &u->provider[u->provider_count++], s);
		provider_check(r, &u->provider[u->provider_count - 1], s);
	}
}

/* Read and check all of it. */
void
conf_doors_read(struct conf_reading *r, config_t *cfg)
{
	static const char *const lists[] = { "providers", NULL };

	read_group(r, cfg, "http", conf_http_options, NULL,
	    &r->conf->http);
	read_group(r, cfg, "ussd", conf_ussd_options, lists,
	    &r->conf->ussd);
	read_providers(r, cfg);
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
	conf_free_options(conf_ussd_options, &conf->ussd);
	conf_free_options(conf_http_options, &conf->http);
}
