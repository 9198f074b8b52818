/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * label - what people do teaches the reader: who decides in triage, corrects
 * a reading, passes a report on or answers a question says what a text meant.
 *
 * This file alone knows what is kept of it: no number, and every digit of the
 * text is a 0.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/text.h"
#include "desk/report/label.h"
#include "desk/words/letter.h"
#include "store/label.h"
#include "store/report.h"

/* A text without its digits. */
static void
mask(char *dst, size_t size, const char *text)
{
	snprintf(dst, size, "%s", text);
	for (; *dst != '\0'; dst++)
		if (*dst >= '0' && *dst <= '9')
			*dst = '0';
}

static int
keep(struct desk *desk, struct label *label, const char *text)
{
	char	masked[TEXT_MAX_BYTES];

	if (text[0] == '\0')
		return 0;
	mask(masked, sizeof masked, text);
	label->text = masked;
	return store_label_add(desk->store, label);
}

/*
 * That SMS reports this: category and kelurahan are codes, "" where it is not
 * known.  source says whose deed it was.  0 or -1.
 */
int
label_report(struct desk *desk, const char *source,
    const struct inbox_message *in, const char *category,
    const char *kelurahan, int64_t now)
{
	struct label	label = { .at = now, .phone_id = in->phone_id,
			    .source = source, .intent = "report",
			    .category = category, .kelurahan = kelurahan,
			    .matter = "" };

	return keep(desk, &label, in->text);
}

/* That SMS reports nothing of ours; matter is a code, or "".  0 or -1. */
int
label_other(struct desk *desk, const char *source,
    const struct inbox_message *in, enum intent intent, const char *matter,
    int64_t now)
{
	struct label	label = { .at = now, .phone_id = in->phone_id,
			    .source = source, .intent = intent_name(intent),
			    .category = "", .kelurahan = "",
			    .matter = matter };

	return keep(desk, &label, in->text);
}

/* The SMS that a report came from was about what the report is now. */
int
label_of_report(struct desk *desk, const char *source,
    const struct report *report, int64_t now)
{
	struct inbox_message	in;

	if (store_inbox_get(desk->store, report->inbox_id, &in) != 1)
		return -1;
	return label_report(desk, source, &in, report->category,
	    report->kelurahan, now);
}

/* The only category of an OPD, or -1. */
static int
only_category(const struct conf_city *city, const char *opd)
{
	int	i, only = -1, o = conf_city_find_opd(city, opd);

	for (i = 0; i < city->category_count; i++)
		if (city->category[i].opd == o) {
			if (only != -1)
				return -1;
			only = i;
		}
	return only;
}

/*
 * A follower: a report that goes to an OPD with one category only is of that;
 * of others it is only known what it was not.
 */
int
label_follow(struct desk *desk, const struct report *report,
    const struct report_change *c)
{
	const struct conf_city	*city = &desk->conf->city;
	struct report		 as = *report;
	int			 only;

	if (c->on != EV_FORWARD || (only = only_category(city, report->opd))
	    == -1)
		return 0;
	snprintf(as.category, sizeof as.category, "%s",
	    city->category[only].code);
	return label_of_report(desk, "forwarded", &as, c->now);
}
