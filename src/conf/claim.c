/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * claim - words that only one may say, and who has claimed them.
 *
 * This file alone knows when two words are the same to a citizen's phone.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <libconfig.h>

#include "base/text.h"
#include "conf/claim.h"
#include "conf/errors.h"
#include "conf/list.h"

/* An owner claims a word, by the setting; the owner is borrowed. */
void
conf_claim(struct conf_claims *claims, const char *word, const char *owner,
    config_setting_t *setting)
{
	struct conf_claim	*claim;
	char		 folded[TEXT_MAX_BYTES];

	if (*word == '\0')
		return;
	claims->claim = conf_grow(claims->claim, claims->count,
	    sizeof *claims->claim);
	claim = &claims->claim[claims->count];
	claim->order = claims->count++;
	text_fold(folded, sizeof folded, word);
	claim->word = conf_copy(folded, strlen(folded));
	claim->owner = owner;
	claim->setting = setting;
}

static int
compare_claims(const void *a, const void *b)
{
	const struct conf_claim	*x = a, *y = b;
	int			 order = strcmp(x->word, y->word);

	if (order != 0)
		return order;
	return x->order - y->order;
}

/*
 * Add a fault for every word that two claim, and free the claims.  True if
 * there was none.
 */
bool
conf_claims_settle(struct conf_claims *claims, struct conf_errors *errors)
{
	const struct conf_claim	*c, *next;
	bool			 ok = true;
	int			 i;

	if (claims->count > 0)
		qsort(claims->claim, (size_t)claims->count,
		    sizeof *claims->claim, compare_claims);
	for (i = 0; i + 1 < claims->count; i++) {
		c = &claims->claim[i];
		next = c + 1;
		if (strcmp(c->word, next->word) != 0)
			continue;
		ok = false;
		conf_errors_add(errors, next->setting, "\"%s\" of %s is "
		    "also of %s (line %d)", next->word, next->owner, c->owner,
		    config_setting_source_line(c->setting));
	}
	for (i = 0; i < claims->count; i++)
		free(claims->claim[i].word);
	free(claims->claim);
	return ok;
}

/* An owner claims each word of a list. */
void
conf_claim_list(struct conf_claims *claims, const struct conf_list *list,
    const char *owner, config_setting_t *setting)
{
	int	i;

	for (i = 0; i < list->count; i++)
		conf_claim(claims, list->item[i], owner, setting);
}
