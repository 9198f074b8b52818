/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * credit - what a modem's patterns find in an operator's text, for who writes
 * them.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "cli/credit.h"
#include "conf/conf.h"
#include "language/money.h"

static json_t *
refusal(const char *why, const char *what)
{
	char	text[320];

	snprintf(text, sizeof text, "%s %s", why, what);
	return json_pack("{s:b, s:s}", "ok", 0, "error", text);
}

/*
 * An answer as the daemon's: the credit and its last day, by the clock of the
 * process.  The caller's to json_decref; NULL on no memory.
 */
json_t *
credit_read(const struct conf *conf, const char *modem, const char *text)
{
	const struct conf_modem	*m = NULL;
	struct credit		 c;
	struct tm		 tm;
	char			 amount[MONEY_SIZE], day[16] = "";
	time_t			 t;
	int			 i;

	for (i = 0; i < conf->modem_count; i++)
		if (strcmp(conf->modem[i].name, modem) == 0)
			m = &conf->modem[i];
	if (m == NULL)
		return refusal("there is no modem", modem);
	if (!money_read(text, m->balance_pattern, m->expiry_pattern, &c))
		return refusal("balance_pattern finds no amount:",
		    m->balance_pattern);
	money_write(amount, sizeof amount, c.balance);
	t = (time_t)c.expires_at;
	if (c.expires_at != 0 && localtime_r(&t, &tm) != NULL)
		strftime(day, sizeof day, "%Y-%m-%d", &tm);
	return json_pack("{s:b, s:{s:s, s:s}}", "ok", 1, "facts", "credit",
	    amount, "valid_until", day);
}
