/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef LANGUAGE_READER_H
#define LANGUAGE_READER_H

#include <stddef.h>

struct conf;
struct conf_city;
struct lexicon;

struct lexicon	*reader_new(const struct conf *, char *, size_t);
struct lexicon	*reader_of_words(const struct conf_city *);

#endif
