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

#include "desk/report/label.h"
#include "desk/words/letter.h"
#include "language/text.h"

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

/*
 * A report went to another OPD, which has one category only: that is what its
 * SMS was about.  0 or -1.
 */
int
label_moved(struct desk *desk, const char *source, const struct report *report,
    const char *opd, int64_t now)
{
	const struct conf_city	*city = &desk->conf->city;
	struct inbox_message	 in;
	int			 i, only = -1, n = 0, o;

	if ((o = conf_city_find_opd(city, opd)) == -1)
		return 0;
	for (i = 0; i < city->category_count; i++)
		if (city->category[i].opd == o) {
			only = i;
			n++;
		}
	if (store_inbox_get(desk->store, report->inbox_id, &in) != 1)
		return -1;
	/* Of an OPD with several it is only known which it was not. */
	return label_report(desk, source, &in, n == 1 ?
	    city->category[only].code : "", report->kelurahan, now);
}
