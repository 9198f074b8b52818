/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * modem_read - the list of modems of the configuration.
 *
 * This file alone knows what two modems may not have in common, and what of
 * one does not go together.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/number.h"
#include "conf/conf.h"
#include "conf/modem_read.h"
#include "conf/options.h"

/* Make a number of a modem E.164, by the country that is now known. */
static void
modem_number(struct conf_reading *r, const config_setting_t *s,
    const char *name, char **number)
{
	char	normal[NUMBER_SIZE];

	if (*number == NULL || **number == '\0')
		return;
	if (r->conf->country != NULL && number_normalise(*number,
	    r->conf->country, normal) == NUMBER_PHONE)
		conf_keep_text(number, normal);
	else
		conf_errors_add(r->errors, s,
		    "%s: \"%s\" is not a phone number", name, *number);
}

/* What is wrong with a modem beside the others, and within itself. */
static void
modem_check(struct conf_reading *r, const struct conf_modem *m,
    const config_setting_t *s)
{
	const struct conf_modem	*other;
	size_t			 len = 0;
	int			 i;

	for (other = r->conf->modem; other < m; other++) {
		if (conf_same(m->name, other->name))
			conf_errors_add(r->errors, s,
			    "modem %s: there are two of this name", m->name);
		/* Several may look for theirs by one pattern. */
		if (conf_same(m->device, other->device) &&
		    strpbrk(m->device, "*?[") == NULL)
			conf_errors_add(r->errors, s,
			    "modem %s: %s is the device of modem %s too",
			    m->name != NULL ? m->name : "?", m->device,
			    other->name != NULL ? other->name : "?");
	}
	if (conf_same(m->connection, "none") != conf_same(m->model, "dummy"))
		conf_errors_add(r->errors, s, "modem %s: connection \"none\" "
		    "and model \"dummy\" go together",
		    m->name != NULL ? m->name : "?");
	if (m->recover.count > 30)
		conf_errors_add(r->errors, s, "recover: more than 30 words");
	if (m->recover.count > 0 && m->recover.item[0][0] != '/')
		conf_errors_add(r->errors, s, "recover: %s is not the whole "
		    "path of a program", m->recover.item[0]);
	for (i = 0; i < m->init.count; i++)
		len += strlen(m->init.item[i]) + 1;
	if (len > 500)
		conf_errors_add(r->errors, s,
		    "init: more than 500 characters");
}

static void
read_modem(struct conf_reading *r, config_setting_t *s)
{
	struct conf		*c = r->conf;
	struct conf_modem	*m = &c->modem[c->modem_count++];

	if (!config_setting_is_group(s)) {
		conf_errors_add(r->errors, s,
		    "modems: each is a group { name = ...; device = ...; }");
		return;
	}
	conf_read_options(r, conf_modem_options, NULL, m, s);
	modem_number(r, s, "own_number", &m->own_number);
	modem_number(r, s, "smsc", &m->smsc);
	modem_check(r, m, s);
}

/* Read the list of modems; the country must have been read. */
void
conf_modems_read(struct conf_reading *r, config_t *cfg)
{
	config_setting_t	*list = config_lookup(cfg, "modems");
	int			 i, n;

	if (list == NULL)
		return;
	if (!config_setting_is_list(list)) {
		conf_errors_add(r->errors, list,
		    "modems: must be a list ( { ... }, { ... } )");
		return;
	}
	n = config_setting_length(list);
	r->conf->modem = conf_must(calloc(n + 1, sizeof *r->conf->modem));
	for (i = 0; i < n; i++)
		read_modem(r, config_setting_get_elem(list, i));
}

/* Free what it holds, also after half a reading. */
void
conf_modems_clear(struct conf *conf)
{
	int	i;

	for (i = 0; i < conf->modem_count; i++)
		conf_free_options(conf_modem_options, &conf->modem[i]);
	free(conf->modem);
}
