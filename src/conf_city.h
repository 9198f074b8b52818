/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_CITY_H
#define CONF_CITY_H

#include <stdbool.h>

/* What the city says of itself: etc/kupang/{opd,categories,kelurahan,words}. */

struct conf_errors;
struct config_t;

struct conf_list {
	char	**item;			/* owned */
	int	  count;
};

/* A word or words that speak for a category, and how loudly (1..10). */
struct conf_phrase {
	char	*text;			/* owned; as configured */
	int	 weight;
};

struct conf_opd {
	char		*code;		/* "DLH" */
	char		*name;		/* "Dinas Lingkungan Hidup" */
	struct conf_list aliases;	/* as staff type it: "lingkungan hidup" */
	int		 line;
};

struct conf_category {
	char		*code;		/* "SAMPAH" */
	char		*label;		/* towards citizens; default the code */
	int		 opd;		/* index */
	bool		 urgent;
	struct conf_list keywords;	/* what a citizen names it by */
	struct conf_phrase *phrases;	/* evidence, with weights; owned */
	int		 phrase_count;
	int		 line;
};

struct conf_kelurahan {
	char		*code;		/* "53.71.03.1010" */
	char		*name;		/* upper case: "OESAPA BARAT" */
	char		*kecamatan;	/* upper case: "KELAPA LIMA" */
	struct conf_list aliases;
	int		 line;
};

/*
 * Lists of words the grammar needs (commands, fillers, prepositions, ...),
 * each a setting of `words` in etc/kupang/words.conf.
 */
#define CONF_WORDS(X)							\
	X(REPORT,	"report")	/* LAPOR */			\
	X(STATUS,	"status")					\
	X(ADD,		"add")						\
	X(SATISFIED,	"satisfied")					\
	X(UNSATISFIED,	"unsatisfied")					\
	X(SUPPORT,	"support")					\
	X(CANCEL,	"cancel")					\
	X(REGISTER,	"register")					\
	X(HELP,		"help")						\
	X(STOP,		"stop")						\
	X(INFO,		"info")						\
	X(TAKE,		"take")						\
	X(PROGRESS,	"progress")					\
	X(DONE,		"done")						\
	X(REJECT,	"reject")					\
	X(FORWARD,	"forward")					\
	X(ASK,		"ask")						\
	X(LIST,		"list")						\
	X(OFF,		"off")						\
	X(ON,		"on")						\
	X(FILLER,	"filler")	/* pak, tolong, yth */		\
	X(AT,		"at")		/* di, kel, kelurahan, desa */	\
	X(NEAR,		"near")		/* dekat, dkt, depan, dpn */	\
	X(STREET,	"street")	/* jalan, jl, jln, gang */	\
	X(DISTRICT,	"district")	/* kec, kecamatan */

enum conf_words {
#define X(name, key)	CONF_WORDS_##name,
	CONF_WORDS(X)
#undef X
	CONF_WORDS_COUNT
};

struct conf_city {
	struct conf_opd		*opd;		/* owned, as all arrays here */
	int			 opd_count;
	struct conf_category	*category;
	int			 category_count;
	struct conf_kelurahan	*kelurahan;
	int			 kelurahan_count;
	struct conf_list	 words[CONF_WORDS_COUNT];
};

bool		 conf_city_read(struct conf_city *, struct config_t *,
		    struct conf_errors *);
void		 conf_city_clear(struct conf_city *);
int		 conf_city_find_opd(const struct conf_city *, const char *);
int		 conf_city_find_category(const struct conf_city *,
		    const char *);
int		 conf_city_find_kelurahan(const struct conf_city *,
		    const char *);
bool		 conf_city_is_kecamatan(const struct conf_city *,
		    const char *);

#endif
