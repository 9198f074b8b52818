/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONTROL_ANSWER_H
#define CONTROL_ANSWER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include <jansson.h>

#include "doors/control/parts.h"
#include "store/list.h"

#define ROWS_MAX	10000		/* of one list */
#define COUNT(a)	(sizeof (a) / sizeof (a)[0])

enum arg_type { ARG_TEXT, ARG_NUMBER, ARG_FLAG, ARG_LIST };

/* An argument of a command; NEEDED ones are there and not empty. */
struct arg {
	const char	*name;		/* NULL: no more */
	enum arg_type	 type;
	bool		 needed;
};

#define ARGS_MAX	8

struct call;

/* A row of the table of commands. */
struct command {
	const char	*name;
	unsigned	 right;		/* enum commands_right */
	void		(*run)(struct call *);
	struct arg	 arg[ARGS_MAX];
};

/* One request and the answer it will get. */
struct call {
	const struct control_parts *with; /* borrowed */
	const struct command *command;	/* borrowed */
	const json_t	*args;		/* borrowed */
	json_t		*reply;		/* owned */
	bool		 numbers;	/* show phone numbers whole */
};

/* A table on its way from the store into JSON. */
struct table {
	const struct call *call;
	json_t		*columns, *rows;	/* owned until handed over */
};

/* What was asked. */
const char	*arg_text(const struct call *, const char *);
int64_t		 arg_number(const struct call *, const char *, int64_t);
bool		 arg_flag(const struct call *, const char *);
const json_t	*arg_list(const struct call *, const char *);
int64_t		 arg_limit(const struct call *);
bool		 args_are_there(struct call *);

/* The answer. */
void		 reply_set(struct call *, const char *, json_t *);
void		 refuse(struct call *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));
void		 say(struct call *, const char *, ...)
		    __attribute__((format(printf, 2, 3)));
json_t		*reply_text(const char *);
json_t		*reply_sim(const struct call *, const char *);

/* Tables. */
struct store_param param_text(const char *, const char *);
struct store_param param_number(const char *, int64_t);
int		 table_read(struct table *, struct call *, const char *,
		    const struct store_param *, size_t);
void		 reply_table(struct call *, const char *,
		    const struct store_param *, size_t);
void		 reply_add_table(struct call *, const char *, json_t *,
		    json_t *);
void		 reply_add_list(struct call *, const char *, const char *,
		    const struct store_param *, size_t);

/* Changes. */
bool		 change_begin(struct call *);
bool		 change_end(struct call *, int, char *);

#endif
