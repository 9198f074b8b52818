/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * replay - run a fuzz target without a fuzzer: every seed as it is, then a
 * bounded and seeded run of mutations, the same each time.
 *
 * `fuzz_X [MUTATIONS [FILE...]]`; files given are run alone, to see again
 * what a fuzzer found.
 */

#include "config.h"

#include <dirent.h>
#include <stdbool.h>
#include <string.h>

#include "fuzz.h"

#define INPUT_MAX	8192
#define SEEDS_MAX	256
#define MUTATIONS	3000	/* unless said otherwise */
#define EDITS		6	/* at most, in one mutation */

struct input {
	size_t	size;
	uint8_t	data[INPUT_MAX];
};

static struct input	*seed[SEEDS_MAX];
static int		 seeds;

/* Small and the same everywhere: the C library's rand() is not. */
static unsigned
pick(unsigned below)
{
	static uint64_t	state = 1;

	state = state * UINT64_C(6364136223846793005) +
	    UINT64_C(1442695040888963407);
	return (unsigned)(state >> 33) % below;
}

/* False if the file cannot be read. */
static bool
read_input(const char *path, struct input *in)
{
	FILE	*f = fopen(path, "rb");

	if (f == NULL) {
		perror(path);
		return false;
	}
	in->size = fread(in->data, 1, sizeof in->data, f);
	fclose(f);
	return true;
}

/* A copy with no byte behind it, so that reading too far is seen. */
static void
run(const struct input *in)
{
	uint8_t	*exact = malloc(in->size > 0 ? in->size : 1);

	if (exact == NULL)
		abort();
	memcpy(exact, in->data, in->size);
	LLVMFuzzerTestOneInput(exact, in->size);
	free(exact);
}

static int
is_seed(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

/* Read all seeds in the order of their names.  False if there are none. */
static bool
read_seeds(void)
{
	const char	 *srcdir = getenv("srcdir");
	struct dirent	**name;
	char		  folder[3072], path[4096];
	int		  i, count;

	snprintf(folder, sizeof folder, "%s/tests/fuzz/seeds/%s",
	    srcdir != NULL ? srcdir : ".", fuzz_seeds);
	count = scandir(folder, &name, is_seed, alphasort);
	for (i = 0; i < count; i++) {
		snprintf(path, sizeof path, "%s/%s", folder, name[i]->d_name);
		free(name[i]);
		if (seeds == SEEDS_MAX)
			continue;
		if ((seed[seeds] = malloc(sizeof *seed[0])) == NULL)
			abort();
		if (!read_input(path, seed[seeds++]))
			return false;
	}
	if (count >= 0)
		free(name);
	if (count <= 0)
		fprintf(stderr, "no seeds in %s\n", folder);
	return count > 0;
}

/* Put a piece of some seed into an input, over what is there. */
static void
splice(struct input *in)
{
	const struct input	*from = seed[pick((unsigned)seeds)];
	size_t			 at, begin, len;

	if (from->size == 0)
		return;
	begin = pick((unsigned)from->size);
	len = 1 + pick((unsigned)(from->size - begin));
	at = pick((unsigned)in->size + 1);
	if (len > sizeof in->data - at)
		len = sizeof in->data - at;
	memcpy(in->data + at, from->data + begin, len);
	if (at + len > in->size)
		in->size = at + len;
}

static void
mutate(struct input *in)
{
	size_t	at = in->size > 0 ? pick((unsigned)in->size) : 0;

	switch (pick(5)) {
	case 0:
		if (in->size > 0)
			in->data[at] ^= (uint8_t)(1u << pick(8));
		break;
	case 1:
		if (in->size > 0)
			in->data[at] = (uint8_t)pick(256);
		break;
	case 2:		/* a byte goes */
		if (in->size > 0)
			memmove(in->data + at, in->data + at + 1,
			    --in->size - at);
		break;
	case 3:		/* a byte comes */
		if (in->size < sizeof in->data) {
			memmove(in->data + at + 1, in->data + at,
			    in->size++ - at);
			in->data[at] = (uint8_t)(32 + pick(96));
		}
		break;
	default:
		splice(in);
		break;
	}
}

static void
run_mutations(long count)
{
	static struct input	in;
	unsigned		n;

	while (count-- > 0) {
		in = *seed[pick((unsigned)seeds)];
		for (n = 1 + pick(EDITS); n > 0; n--)
			mutate(&in);
		run(&in);
	}
}

static int
run_files(char **path)
{
	static struct input	in;

	for (; *path != NULL; path++) {
		if (!read_input(*path, &in))
			return 1;
		run(&in);
	}
	return 0;
}

int
main(int argc, char **argv)
{
	long	mutations = argc > 1 ? strtol(argv[1], NULL, 10) : MUTATIONS;
	int	i;

	if (argc > 2)
		return run_files(argv + 2);
	if (!read_seeds())
		return 1;
	printf("[==========] Running 2 test(s).\n");
	for (i = 0; i < seeds; i++)
		run(seed[i]);
	printf("[       OK ] %d seeds of %s\n", seeds, fuzz_seeds);
	fflush(stdout);
	run_mutations(mutations);
	printf("[       OK ] %ld mutations of them\n", mutations);
	printf("[==========] 2 test(s) run.\n[  PASSED  ] 2 test(s).\n");
	for (i = 0; i < seeds; i++)
		free(seed[i]);
	return 0;
}
