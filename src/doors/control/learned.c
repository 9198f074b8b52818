/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * learned - the commands about what messages teach: what people ask for that
 * is not the city's, and what deeds say of a text.
 */

#include "config.h"

#include "base/clock.h"
#include "doors/control/answer.h"
#include "doors/control/subjects.h"

#define MATTERS_SINCE_S	(30 * 86400)

/* "matters": how often each was asked for. */
void
command_matters(struct call *call)
{
	const struct store_param params[] = {
		param_number(":since", arg_number(call, "since",
		    clock_now() - MATTERS_SINCE_S)),
		param_number(":limit", arg_limit(call)),
	};

	reply_table(call, "list_matters", params, COUNT(params));
}

/* "labels": what deeds say of texts, without any number. */
void
command_labels(struct call *call)
{
	const struct store_param params[] = {
		param_number(":since", arg_number(call, "since", 0)),
		param_number(":limit", ROWS_MAX),
	};

	reply_table(call, "list_labels", params, COUNT(params));
}
