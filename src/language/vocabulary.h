/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef VOCABULARY_H
#define VOCABULARY_H

#include <stdbool.h>
#include <stddef.h>

struct vocabulary;

/* Strings of many words, each with a '\n' behind it; the last is NULL. */
extern const char *const vocabulary_words[];

struct vocabulary *vocabulary_new(void);
void	vocabulary_free(struct vocabulary *);
bool	vocabulary_has(const struct vocabulary *, const char *, size_t);
bool	vocabulary_forms(const struct vocabulary *, const char *, size_t);

#endif
