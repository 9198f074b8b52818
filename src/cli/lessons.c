/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * lessons - labelled texts, one JSON object a line, as rows to learn from.
 *
 * This file alone knows what a label means to the judge, which texts are
 * shown in which variants, and how much a kind of label weighs.
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <jansson.h>

#include "base/text.h"
#include "cli/lessons.h"
#include "conf/city.h"
#include "conf/danger.h"
#include "language/grammar.h"
#include "language/judge/judge.h"

#define COUNT(a)	(sizeof (a) / sizeof (a)[0])
#define PLACES_STEP	7	/* from one text's place to the next's */

/* How much a row of such a label weighs; WEIGHT_ONE where none is named. */
static const struct {
	const char	*label_by;
	int		 weight;
} weights[] = {
	{ "hand", WEIGHT_ONE },
	{ "source topic", WEIGHT_ONE / 4 },
	{ "whole set", WEIGHT_ONE },
	{ "city", WEIGHT_ONE },
	{ NULL, WEIGHT_ONE + WEIGHT_ONE / 4 }	/* written for this city */
};

/* What a citizen's intent is to the judge, where it has another name. */
static const struct {
	const char	*intent, *wanted;
} wanted[] = {
	{ "clarify", "report" }, { "danger", "report" },
	{ "question", "info" }, { "register", "other" },
	{ "cancel", "other" }, { "support", "other" }, { "help", "other" },
	{ "stop", "other" }, { "undo", "other" },
	/* Nobody knows what is wanted, but it is none of the others. */
	{ "unknown", "chat" }, { "unknown", "spam" }, { "unknown", "thanks" },
	{ "unknown", "elsewhere" }
};

/* Which matter it is, where what it is about says more than that it is none of
   the listed ones. */
static const struct {
	const char	*about, *matter;
} abouts[] = {
	{ "TAMBANG", "TAMBANG" }, { "NIKAH", "NIKAH" }, { "HEWAN", "HEWAN" },
	{ "KABEL", "KABEL" }, { "INTERNET", "KABEL" },
	{ "TELEKOMUNIKASI", "KABEL" }, { "IBADAH", "IBADAH" },
	{ "BISING", "POLISI" }, { "PETASAN", "POLISI" },
	{ "PERTANIAN", "PUPUK" }, { "BBM", "LPG" }, { "PAJAK", "PBB" },
	{ "PELAYANAN", "LURAH" }, { "PEJABAT", "LURAH" },
	{ "RT-RW", "LURAH" }, { "DESA", "LURAH" }
};

/* A text being read. */
struct lesson {
	struct digest		*d;
	const struct lexicon	*lex;
	const json_t		*line;
	char			 text[TEXT_MAX_BYTES];
	uint64_t		 right;
	bool			 said;		/* LAPOR stands there */
};

static const char *
text_of(const json_t *o, const char *name)
{
	const char	*s = json_string_value(json_object_get(o, name));

	return s == NULL ? "" : s;
}

static uint32_t
name_hash(const char *a, const char *b)
{
	return (uint32_t)(text_digest(a, strlen(a)) * 31 +
	    text_digest(b, strlen(b)));
}

/* A digest that knows every answer of the city. */
struct digest *
lessons_new(const struct lexicon *lex)
{
	const struct conf_city	*city = lexicon_city(lex);
	struct digest		*d = digest_new();
	int			 i;

	for (i = 0; i < WANTED_COUNT; i++)
		digest_answer(d, HEAD_WANTED, judge_wanted_name(
		    (enum wanted)i));
	digest_answer(d, HEAD_CATEGORY, CODE_NONE);
	for (i = 0; i < city->category_count; i++)
		digest_answer(d, HEAD_CATEGORY, city->category[i].code);
	digest_answer(d, HEAD_DANGER, "NO");
	digest_answer(d, HEAD_DANGER, "YES");
	return d;
}

static void
set_right(struct lesson *l, enum judge_head head, const char *code)
{
	int	a = digest_answer(l->d, head, code);

	if (a != -1)
		l->right |= UINT64_C(1) << a;
}

static void
set_wanted(struct lesson *l, const char *intent)
{
	bool	renamed = false;
	size_t	i;

	for (i = 0; i < COUNT(wanted); i++)
		if (strcmp(wanted[i].intent, intent) == 0) {
			set_right(l, HEAD_WANTED, wanted[i].wanted);
			renamed = true;
		}
	if (!renamed && digest_find_answer(l->d, HEAD_WANTED, intent) != -1)
		set_right(l, HEAD_WANTED, intent);
}

/* Each text of a value that is one or a list of them; null is NONE. */
static void
set_each(struct lesson *l, enum judge_head head, const json_t *value)
{
	size_t	i;

	for (i = 0; i < json_array_size(value); i++)
		set_each(l, head, json_array_get(value, i));
	if (json_is_null(value))
		set_right(l, head, CODE_NONE);
	else if (json_is_string(value) && head == HEAD_WANTED)
		set_wanted(l, json_string_value(value));
	else if (json_is_string(value))
		set_right(l, head, json_string_value(value));
}

static bool
is_category(const struct lesson *l, const char *code)
{
	return digest_find_answer(l->d, HEAD_CATEGORY, code) != -1;
}

/* The form that says what the reader should make of it. */
static void
set_expected(struct lesson *l, const json_t *expect)
{
	const char	*intent = text_of(expect, "intent");
	const json_t	*list = json_object_get(expect, "candidates"), *one;
	size_t		 i;

	set_wanted(l, intent);
	/* What is put right may be a category, and is no report. */
	if (strcmp(intent, "undo") == 0 && json_object_get(expect,
	    "category") != NULL)
		return;
	if (strcmp(intent, "report") == 0)
		set_each(l, HEAD_CATEGORY, json_object_get(expect,
		    "category"));
	else if (strcmp(intent, "clarify") != 0)
		set_right(l, HEAD_CATEGORY, CODE_NONE);
	for (i = 0; i < json_array_size(list); i++) {
		one = json_array_get(list, i);
		if (is_category(l, json_string_value(one)))
			set_each(l, HEAD_CATEGORY, one);
	}
}

/* Which matter: learned only from texts that are of one. */
static void
set_matter(struct lesson *l, const json_t *matter)
{
	const char	*about = text_of(l->line, "about");
	const char	*code = json_string_value(matter);
	size_t		 i;

	for (i = 0; i < json_array_size(matter); i++)
		set_matter(l, json_array_get(matter, i));
	if (code == NULL)
		return;
	for (i = 0; i < COUNT(abouts) && strcmp(code, "OTHER") == 0; i++)
		if (strcmp(abouts[i].about, about) == 0)
			code = abouts[i].matter;
	set_right(l, HEAD_MATTER, code);
}

/* The form that says whose matter a text brings, and whether it only asks. */
static void
set_matters(struct lesson *l, const json_t *matter)
{
	if (json_array_size(matter) == 0)
		return;		/* none of these; perhaps one of ours */
	set_wanted(l, json_is_true(json_object_get(l->line, "asks")) ?
	    "info" : "elsewhere");
	set_right(l, HEAD_CATEGORY, CODE_NONE);
	set_matter(l, matter);
}

/* Whether a label was set by who read the text. */
static bool
was_read(const json_t *line)
{
	const char	*by = text_of(line, "label_by");

	return strcmp(by, "source topic") != 0;
}

/* The form that says what a text is about and what is wanted. */
static void
set_told(struct lesson *l)
{
	set_each(l, HEAD_WANTED, json_object_get(l->line, "intent"));
	set_each(l, HEAD_CATEGORY, json_object_get(l->line, "category"));
	set_matter(l, json_object_get(l->line, "elsewhere"));
}

/* Danger is true or false, or a list of its kinds. */
static void
set_danger(struct lesson *l)
{
	const json_t	*danger = json_object_get(l->line, "danger");

	if (json_is_array(danger) || json_object_get(l->line, "intent") !=
	    NULL)
		set_right(l, HEAD_DANGER, json_is_true(danger) ||
		    json_array_size(danger) > 0 ? "YES" : "NO");
}

/* Whether no danger is of the category that is expected, if any is. */
static bool
is_calm(const struct conf_city *city, const json_t *expect)
{
	const char	*code = text_of(expect, "category");
	int		 i, c;

	for (i = 0; city->danger != NULL && i < city->danger->count; i++) {
		c = city->danger->kind[i].category;
		if (c != -1 && strcmp(city->category[c].code, code) == 0)
			return false;
	}
	return strcmp(text_of(expect, "intent"), "report") == 0;
}

static void
set_labels(struct lesson *l)
{
	const json_t	*expect = json_object_get(l->line, "expect");
	const json_t	*matter = json_object_get(l->line, "matter");

	if (expect != NULL) {
		set_expected(l, expect);
		if (is_calm(lexicon_city(l->lex), expect))
			set_right(l, HEAD_DANGER, "NO");
		return;
	}
	if (matter != NULL)
		set_matters(l, matter);
	else
		set_told(l);
	if (was_read(l->line))
		set_danger(l);
}

static bool
is_right(const struct lesson *l, enum judge_head head, const char *code)
{
	int	a = digest_find_answer(l->d, head, code);

	return a != -1 && (l->right >> a & 1) != 0;
}

/* Add the text with something before or behind it as one more variant. */
static void
add_variant(struct lesson *l, struct row *r, const char *before,
    const char *behind)
{
	static struct view	v;
	static struct features	f;
	const struct conf_city	*city = lexicon_city(l->lex);
	char			 text[TEXT_MAX_BYTES + 128];
	int			 answer[FEATURES_LEANS] = { 0 }, i;

	for (i = 0; i < city->category_count && i < FEATURES_LEANS; i++)
		answer[i] = digest_find_answer(l->d, HEAD_CATEGORY,
		    city->category[i].code);
	snprintf(text, sizeof text, "%s%s%s", before, l->text, behind);
	view_read(&v, l->lex, text);
	features_find(&v, &f, NULL);
	digest_add_variant(l->d, r, &f, answer);
}

/*
 * A text that names no place of this city is shown with one too, and one that
 * reports, or could, with LAPOR: neither a place nor LAPOR makes a report.
 */
static void
add_variants(struct lesson *l, struct row *r, bool placed, bool said)
{
	const struct conf_city	*city = lexicon_city(l->lex);
	char			 behind[128];
	bool			 talk;

	snprintf(behind, sizeof behind, " %s %s", l->d->rows % 3 == 0 ?
	    "kel" : "di", city->kelurahan[l->d->rows * PLACES_STEP %
	    city->kelurahan_count].name);
	talk = is_right(l, HEAD_WANTED, "chat") ||
	    is_right(l, HEAD_WANTED, "spam");
	add_variant(l, r, "", "");
	if (!placed)
		add_variant(l, r, "", behind);
	if (!said && !talk && (is_right(l, HEAD_WANTED, "report") ||
	    is_right(l, HEAD_WANTED, "elsewhere")))
		add_variant(l, r, "LAPOR ", placed ? "" : behind);
}

static int
weight_of(const json_t *line)
{
	const char	*by = text_of(line, "label_by");
	size_t		 i;

	for (i = 0; weights[i].label_by != NULL; i++)
		if (strcmp(weights[i].label_by, by) == 0)
			break;
	return weights[i].weight;
}

/* Under which numbers a digest has a row and who wrote it. */
void
lessons_key(const json_t *line, const char *source, uint32_t *id,
    uint32_t *hand)
{
	const char	*own = text_of(line, "source");
	const char	*persona = text_of(line, "persona");
	const char	*name = text_of(line, "id");

	if (*own != '\0')
		source = own;
	*id = name_hash(source, *name != '\0' ? name : text_of(line, "text"));
	*hand = *persona != '\0' ? name_hash(source, persona) : *id;
}

static void
add_lesson(struct lesson *l, const char *source)
{
	static struct view	 v;
	static struct features	 f;
	struct row		*r;
	const char		*own = text_of(l->line, "source");
	int			 s;

	set_labels(l);
	s = digest_source(l->d, *own != '\0' ? own : source);
	view_read(&v, l->lex, l->text);
	if (l->right == 0 || s == -1 || v.scan.count == 0)
		return;
	features_find(&v, &f, NULL);
	r = digest_add(l->d, &f);
	r->right = l->right;
	r->source = (uint8_t)s;
	r->even = strcmp(text_of(json_object_get(l->line, "expect"),
	    "intent"), "clarify") == 0;
	lessons_key(l->line, source, &r->id, &r->hand);
	r->weight = (uint8_t)weight_of(l->line);
	add_variants(l, r, v.place.certainty != CERTAIN_NONE, v.head.report);
}

/*
 * Add the citizens' texts of a JSON Lines file to a digest.  Rows that name
 * no source are of the one given.  Returns how many lines were no JSON.
 */
int
lessons_read(struct digest *d, const struct lexicon *lex, const char *source,
    FILE *in)
{
	struct lesson	 l = { .d = d, .lex = lex };
	char		*line = NULL;
	size_t		 size = 0;
	json_t		*o;
	const char	*text;
	int		 bad = 0;

	while (getline(&line, &size, in) != -1) {
		if (strspn(line, " \t\r\n") == strlen(line))
			continue;
		o = json_loads(line, 0, NULL);
		text = json_string_value(json_object_get(o, "text"));
		bad += text == NULL;
		if (text != NULL && strcmp(text_of(o, "from"), "staff") != 0) {
			l.line = o;
			l.right = 0;
			text_clean(l.text, sizeof l.text, text, strlen(text));
			add_lesson(&l, source);
		}
		json_decref(o);
	}
	free(line);
	return bad;
}
