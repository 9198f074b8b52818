/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_LIST_H
#define CONF_LIST_H

#include <stdbool.h>
#include <stddef.h>

struct conf_list {
	char	**item;			/* owned */
	int	  count;
};

void	*conf_must(void *);
void	*conf_grow(void *, int, size_t);
char	*conf_copy(const char *, size_t);
void	 conf_keep_text(void *, const char *);
bool	 conf_same(const char *, const char *);
void	 conf_list_add(struct conf_list *, const char *, size_t);
void	 conf_list_clear(struct conf_list *);

#endif
