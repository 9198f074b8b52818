/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * beyond - what a text means beyond the categories of the city: danger to
 * life, and matters that are not the city's.
 *
 * This file alone knows that both are read from one set of cues.
 */

#include "conf/city.h"
#include "conf/danger.h"
#include "language/beyond.h"
#include "language/danger.h"
#include "language/elsewhere.h"
#include "language/grammar.h"

/* Groups of the set that are danger's; the matters' come behind them. */
static int
danger_groups(const struct conf_city *city)
{
	return city->danger == NULL ? 0 : DANGER_KINDS + city->danger->count;
}

static void
release_cues(void *set)
{
	cue_set_free(set);
}

/* Read with a lexicon for what lies beyond, too. */
void
beyond_attach(struct lexicon *lex)
{
	const struct conf_city	*city = lexicon_city(lex);
	struct cue_set		*set = cue_set_new(lex);

	if (city->danger != NULL)
		danger_add_cues(set, city->danger);
	if (city->elsewhere != NULL)
		elsewhere_add_cues(set, city->elsewhere, danger_groups(city));
	cue_set_index(set);
	lexicon_keep(lex, LEXICON_CUES, set, release_cues);
}

/*
 * Read the danger and the matter of a citizen's text into a meaning that is
 * otherwise complete.
 */
void
beyond_read(const struct view *v, struct meaning *m)
{
	const struct conf_city	*city = lexicon_city(v->scan.lex);
	const struct cue_set	*set = lexicon_kept(v->scan.lex,
				    LEXICON_CUES);
	struct cue_reading	 cues;

	if (set == NULL || (city->danger == NULL && city->elsewhere == NULL))
		return;
	cue_read(set, v->scan.text, &cues);
	if (city->danger != NULL && !danger_read(city->danger, &cues, -1, m) &&
	    v->judged)
		danger_read(city->danger, &cues,
		    (int)(100 * v->verdict.danger + 0.5), m);
	/* What is said of a report that we know is about that. */
	if (city->elsewhere != NULL && (m->ticket[0] == '\0' ||
	    grammar_known(v->context, m->ticket) == NULL))
		elsewhere_read(city->elsewhere, &cues, danger_groups(city), v,
		    m);
}
