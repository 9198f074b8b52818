/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * Tests of `kentongan learn`: a model comes into place whole, only if it is
 * no worse, and can be taken back.  They learn from a few texts, for speed.
 */

#include "config.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>
#include <jansson.h>

#include "cli/training.h"

struct place {
	char	dir[64], conf[128], model[128], digest[128], rows[128];
	char	texts[PATH_MAX + 64];
};

static const char *
srcdir(void)
{
	return getenv("srcdir") != NULL ? getenv("srcdir") : ".";
}

static int
setup(void **state)
{
	struct place	*p = calloc(1, sizeof *p);
	char		 real[PATH_MAX], from[1024], link[128];
	FILE		*f;

	assert_non_null(p);
	snprintf(p->dir, sizeof p->dir, "/tmp/kentongan-learn.XXXXXX");
	assert_non_null(mkdtemp(p->dir));
	snprintf(p->conf, sizeof p->conf, "%s/k.conf", p->dir);
	snprintf(p->model, sizeof p->model, "%s/model", p->dir);
	snprintf(p->digest, sizeof p->digest, "%s/model.features", p->dir);
	snprintf(p->rows, sizeof p->rows, "%s/rows.jsonl", p->dir);
	snprintf(p->texts, sizeof p->texts, "%s/tests/corpus/own-a.jsonl",
	    srcdir());
	snprintf(from, sizeof from, "%s/etc/kupang", srcdir());
	snprintf(link, sizeof link, "%s/kupang", p->dir);
	assert_non_null(realpath(from, real));
	assert_int_equal(symlink(real, link), 0);
	assert_non_null(f = fopen(p->conf, "w"));
	fprintf(f, "modems = ();\nmodel = \"model\";\n"
	    "@include \"kupang/opd.conf\"\n"
	    "@include \"kupang/categories.conf\"\n"
	    "@include \"kupang/kelurahan.conf\"\n"
	    "@include \"kupang/words.conf\"\n"
	    "@include \"kupang/messages.conf\"\n");
	fclose(f);
	*state = p;
	return 0;
}

static int
teardown(void **state)
{
	struct place	*p = *state;
	char		 command[128];

	snprintf(command, sizeof command, "rm -rf %s", p->dir);
	assert_int_equal(system(command), 0);
	free(p);
	return 0;
}

/* Run it; what it prints goes nowhere. */
static int
run(const struct training_request *request)
{
	FILE	*out = fopen("/dev/null", "w");
	int	 rc;

	assert_non_null(out);
	rc = training_run(request, out);
	fclose(out);
	return rc;
}

static void
make_digest(const struct place *p)
{
	json_t			*files = json_pack("[s]", p->texts);
	struct training_request	 request = { .conf_path = p->conf,
	    .digest = p->digest, .files = files };

	assert_int_equal(run(&request), 0);
	json_decref(files);
}

static int
learn(const struct place *p, const char *rows, bool rehearse)
{
	struct training_request	request = { .conf_path = p->conf,
	    .rows = rows, .rehearse = rehearse };

	return run(&request);
}

static int
roll_back(const struct place *p)
{
	struct training_request	request = { .conf_path = p->conf,
	    .rollback = true };

	return run(&request);
}

/* The bytes of a file; "" if it is not there. */
static char *
bytes_of(const char *path, size_t *size)
{
	FILE	*in = fopen(path, "rb");
	char	*bytes = calloc(1, 8 << 20);

	assert_non_null(bytes);
	*size = in == NULL ? 0 : fread(bytes, 1, 8 << 20, in);
	if (in != NULL)
		fclose(in);
	return bytes;
}

static bool
is_same(const char *path, const char *bytes, size_t size)
{
	size_t	now_size;
	char	*now = bytes_of(path, &now_size);
	bool	 same = now_size == size && memcmp(now, bytes, size) == 0;

	free(now);
	return same;
}

static void
write_rows(const struct place *p, const char *text, const char *category,
    int count)
{
	FILE	*f = fopen(p->rows, "w");
	int	 i;

	assert_non_null(f);
	for (i = 0; i < count; i++)
		fprintf(f, "{\"id\": \"%d\", \"text\": \"%s %d\", \"intent\": "
		    "\"report\", \"category\": \"%s\"}\n", i, text, i,
		    category);
	fclose(f);
}

/* Somebody files whatever comes as the same matter. */
static void
write_all_as(const struct place *p, const char *category)
{
	FILE	*in = fopen(p->texts, "r"), *f = fopen(p->rows, "w");
	char	 line[4096];
	json_t	*o;

	assert_non_null(in);
	assert_non_null(f);
	while (fgets(line, sizeof line, in) != NULL) {
		assert_non_null(o = json_loads(line, 0, NULL));
		json_object_set_new(o, "category", json_string(category));
		json_object_set_new(o, "persona", json_string("the desk"));
		json_dumpf(o, f, JSON_COMPACT);
		fputc('\n', f);
		json_decref(o);
	}
	fclose(in);
	fclose(f);
}

static void
test_the_same_texts_teach_the_same_bytes(void **state)
{
	struct place	*p = *state;
	char		*bytes;
	size_t		 size;

	make_digest(p);
	assert_int_equal(learn(p, NULL, false), 0);
	bytes = bytes_of(p->model, &size);
	assert_true(size > 1000);
	unlink(p->model);
	make_digest(p);
	assert_int_equal(learn(p, NULL, false), 0);
	assert_true(is_same(p->model, bytes, size));
	free(bytes);
}

static void
test_what_the_city_taught_is_learned_and_taken_back(void **state)
{
	struct place	*p = *state;
	char		*bytes;
	size_t		 size;

	make_digest(p);
	assert_int_equal(learn(p, NULL, false), 0);
	bytes = bytes_of(p->model, &size);
	write_rows(p, "gardu ronda beta rusak", "BANGUNAN", 3);
	assert_int_equal(learn(p, p->rows, false), 0);
	assert_false(is_same(p->model, bytes, size));
	assert_int_equal(roll_back(p), 0);
	assert_true(is_same(p->model, bytes, size));
	assert_int_equal(roll_back(p), 1);
	assert_true(is_same(p->model, bytes, size));
	free(bytes);
}

static void
test_a_rehearsal_changes_nothing(void **state)
{
	struct place	*p = *state;
	char		*bytes;
	size_t		 size;

	make_digest(p);
	assert_int_equal(learn(p, NULL, false), 0);
	bytes = bytes_of(p->model, &size);
	write_rows(p, "gardu ronda beta rusak", "BANGUNAN", 3);
	assert_int_equal(learn(p, p->rows, true), 0);
	assert_true(is_same(p->model, bytes, size));
	free(bytes);
}

static void
test_a_worse_model_is_not_put_in_place(void **state)
{
	struct place	*p = *state;
	char		*bytes;
	size_t		 size;

	make_digest(p);
	assert_int_equal(learn(p, NULL, false), 0);
	bytes = bytes_of(p->model, &size);
	write_all_as(p, "GEPENG");
	assert_int_equal(learn(p, p->rows, false), 1);
	assert_true(is_same(p->model, bytes, size));
	free(bytes);
}

static void
test_what_is_no_digest_and_no_row_is_told(void **state)
{
	struct place	*p = *state;
	FILE		*f;

	assert_int_equal(learn(p, NULL, false), 1);
	assert_non_null(f = fopen(p->digest, "w"));
	fputs("no digest", f);
	fclose(f);
	assert_int_equal(learn(p, NULL, false), 1);
	make_digest(p);
	assert_non_null(f = fopen(p->rows, "w"));
	fputs("no JSON\n", f);
	fclose(f);
	assert_int_equal(learn(p, p->rows, false), 1);
	assert_int_equal(access(p->model, F_OK), -1);
}

int
main(void)
{
	const struct CMUnitTest	tests[] = {
	    cmocka_unit_test_setup_teardown(
		test_the_same_texts_teach_the_same_bytes, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_what_the_city_taught_is_learned_and_taken_back, setup,
		teardown),
	    cmocka_unit_test_setup_teardown(
		test_a_rehearsal_changes_nothing, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_a_worse_model_is_not_put_in_place, setup, teardown),
	    cmocka_unit_test_setup_teardown(
		test_what_is_no_digest_and_no_row_is_told, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
