/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef SIM_BOOK_H
#define SIM_BOOK_H

#include <stddef.h>

#include "modem/sim/pdu.h"

#define SIM_TYPED_SIZE	8192
#define SIM_WORD_SIZE	16
#define SIM_SESSION_SIZE	40
#define SIM_DIAL_SIZE	32
#define SIM_LABEL_SIZE	80

/* A phone and what it was told. */
struct sim_subscriber {
	char	*name;				/* owned; "" none */
	char	 number[SIM_NUMBER_SIZE];
	char	 ticket[SIM_WORD_SIZE];		/* last that an SMS told it */
	char	 code[SIM_WORD_SIZE];
	char	 session[SIM_SESSION_SIZE];	/* of USSD; "" none */
	char	 dialled[SIM_DIAL_SIZE];	/* "*123#" */
	char	 typed[SIM_TYPED_SIZE];		/* its inputs, joined by '*' */
	int	 seen;				/* a script's last message */
};

struct sim_book {
	struct sim_subscriber	*phones;	/* owned */
	int			 count;
};

int		 sim_book_add(struct sim_book *, const char *, const char *);
int		 sim_book_add_named(struct sim_book *, const char *);
int		 sim_book_find(const struct sim_book *, const char *);
void		 sim_book_clear(struct sim_book *);
void		 sim_book_label(const struct sim_subscriber *, char *, size_t);
void		 sim_book_learn(struct sim_subscriber *, const char *);
void		 sim_book_learn_ticket(struct sim_subscriber *, const char *);
const char	*sim_book_expand(const struct sim_subscriber *, const char *,
		    char *, size_t);

#endif
