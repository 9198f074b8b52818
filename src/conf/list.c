/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * list - the texts that a configuration keeps: one, or a list of them.
 *
 * Whoever reads one has no way on without memory, so it ends here.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "conf/list.h"

/* What was allocated, or the end: there is nothing to read on with. */
void *
conf_must(void *memory)
{
	if (memory == NULL)
		fatal("conf: out of memory");
	return memory;
}

/* One more element, all zero, behind count of them; the array may move. */
void *
conf_grow(void *array, int count, size_t each)
{
	void	*p = conf_must(realloc(array, ((size_t)count + 1) * each));

	memset((char *)p + (size_t)count * each, 0, each);
	return p;
}

/* A copy of the first len bytes of text, the caller's to free. */
char *
conf_copy(const char *text, size_t len)
{
	return conf_must(strndup(text, len));
}

/* A copy of text takes the place of the string in the field. */
void
conf_keep_text(void *field, const char *text)
{
	char	**p = field;

	free(*p);
	*p = conf_must(strdup(text));
}

/* Are both there and alike? */
bool
conf_same(const char *a, const char *b)
{
	return a != NULL && b != NULL && strcmp(a, b) == 0;
}

/* Add a copy of the first len bytes of text. */
void
conf_list_add(struct conf_list *list, const char *text, size_t len)
{
	list->item = conf_grow(list->item, list->count, sizeof *list->item);
	list->item[list->count++] = conf_copy(text, len);
}

/* Free what it holds; it is empty then. */
void
conf_list_clear(struct conf_list *list)
{
	int	i;

	for (i = 0; i < list->count; i++)
		free(list->item[i]);
	free(list->item);
	*list = (struct conf_list){ NULL, 0 };
}
