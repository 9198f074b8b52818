/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_CLAIM_H
#define CONF_CLAIM_H

#include <stdbool.h>

struct conf_errors;
struct conf_list;
struct config_setting_t;

/* What a word that must be said by one only speaks for. */
struct conf_claim {
	char			*word;	/* owned; folded */
	const char		*owner;	/* borrowed */
	struct config_setting_t	*setting;
	int			 order;	/* of reading */
};

struct conf_claims {
	struct conf_claim	*claim;	/* owned */
	int			 count;
};

void	conf_claim(struct conf_claims *, const char *, const char *,
	    struct config_setting_t *);
void	conf_claim_list(struct conf_claims *, const struct conf_list *,
	    const char *, struct config_setting_t *);
bool	conf_claims_settle(struct conf_claims *, struct conf_errors *);

#endif
