/* SPDX-License-Identifier: GPL-2.0-or-later */

/* phone - the simulator's phones: what they write, get and wait for. */

#include "config.h"

#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "world.h"

static char *
read_line(int fd, int ms)
{
	char		*line = NULL;
	size_t		 size = 0, len = 0;
	struct pollfd	 p = { fd, POLLIN, 0 };
	ssize_t		 n;

	for (;;) {
		if (len + 65536 > size) {
			size = size * 2 + 65536;
			assert_non_null(line = realloc(line, size));
		}
		if (poll(&p, 1, ms) != 1 ||
		    (n = read(fd, line + len, size - len - 1)) <= 0) {
			free(line);
			return NULL;
		}
		len += (size_t)n;
		line[len] = '\0';
		if (line[len - 1] == '\n')
			return line;
	}
}

/* A request (taken over) and the answer, the caller's. */
static json_t *
world_ask(struct world *w, json_t *request)
{
	json_t	*answer;
	char	*line;

	assert_non_null(request);
	assert_non_null(line = json_dumps(request, JSON_COMPACT));
	assert_int_equal(write(w->sim_fd, line, strlen(line)),
	    (int)strlen(line));
	assert_int_equal(write(w->sim_fd, "\n", 1), 1);
	free(line);
	json_decref(request);
	if ((line = read_line(w->sim_fd, DEADLINE_MS + 10000)) == NULL)
		die(w, "the simulator does not answer");
	answer = json_loads(line, 0, NULL);
	free(line);
	return answer;
}

/*
 * One command to the simulator, packed as json_pack does; its answer, which
 * must be ok and belongs to the caller.
 */
json_t *
world_sim(struct world *w, const char *format, ...)
{
	json_t	*answer;
	va_list	 ap;

	va_start(ap, format);
	answer = world_ask(w, json_vpack_ex(NULL, 0, format, ap));
	va_end(ap);
	if (!json_is_true(json_object_get(answer, "ok")))
		die(w, json_string_value(json_object_get(answer, "error")));
	return answer;
}

/*
 * An SMS from a phone to the city.  Each has its own second by the SMSC's
 * clock: a real phone is not faster, and the same text again within one
 * second counts as the same SMS delivered twice.
 */
void
world_sms(struct world *w, const char *from, const char *text)
{
	json_decref(world_sim(w, "{s:s, s:s, s:s, s:I}", "cmd", "sms", "from",
	    from, "text", text, "time", (json_int_t)(wall_now(w) + w->sms++)));
}

static int *
seen_by(struct world *w, const char *number)
{
	int	i;

	for (i = 0; i < PHONES && w->phone[i].number[0] != '\0'; i++)
		if (strcmp(w->phone[i].number, number) == 0)
			return &w->phone[i].seen;
	assert_true(i < PHONES);
	snprintf(w->phone[i].number, sizeof w->phone[i].number, "%s", number);
	return &w->phone[i].seen;
}

static json_t *
sent_to(struct world *w, const char *to, json_t **answer)
{
	*answer = world_sim(w, "{s:s, s:s}", "cmd", "sent", "to", to);
	return json_object_get(*answer, "sent");
}

/*
 * Wait until a phone gets an SMS that holds some words, after the one that
 * was waited for last on that phone.  Its text, until the next call.
 */
const char *
world_wait(struct world *w, const char *to, const char *words)
{
	int64_t		 end = now_ms() + DEADLINE_MS;
	int		*seen = seen_by(w, to);
	json_t		*answer, *list;
	const char	*text;
	size_t		 i;
	char		 what[512];

	for (;;) {
		list = sent_to(w, to, &answer);
		for (i = (size_t)*seen; i < json_array_size(list); i++) {
			text = json_string_value(json_object_get(
			    json_array_get(list, i), "text"));
			if (strstr(text, words) == NULL)
				continue;
			*seen = (int)i + 1;
			snprintf(w->last, sizeof w->last, "%s", text);
			json_decref(answer);
			return w->last;
		}
		if (now_ms() > end)
			break;
		json_decref(answer);
		pause_ms(15);
	}
	for (i = 0; i < json_array_size(list); i++)
		printf("  %s got: %s\n", to, json_string_value(
		    json_object_get(json_array_get(list, i), "text")));
	snprintf(what, sizeof what, "%s did not get an SMS with \"%s\"", to,
	    words);
	json_decref(answer);
	die(w, what);
	return NULL;
}

/* How many SMS with these words the phone has got so far. */
int
world_count(struct world *w, const char *to, const char *words)
{
	json_t	*answer, *list = sent_to(w, to, &answer);
	size_t	 i;
	int	 n = 0;

	for (i = 0; i < json_array_size(list); i++)
		if (strstr(json_string_value(json_object_get(json_array_get(
		    list, i), "text")), words) != NULL)
			n++;
	json_decref(answer);
	return n;
}

/*
 * Wait until the SIM is empty and nothing has moved for quiet milliseconds;
 * false if that does not come about in time.
 */
bool
world_is_settled(struct world *w, int quiet, int timeout)
{
	json_t	*answer = world_ask(w, json_pack("{s:s, s:i, s:i}", "cmd",
		    "wait_idle", "timeout_ms", timeout, "quiet_ms", quiet));
	bool	 settled = json_is_true(json_object_get(answer, "ok"));

	json_decref(answer);
	return settled;
}

/* The SIM is empty and nothing has moved for quiet milliseconds. */
void
world_settle(struct world *w, int quiet)
{
	if (!world_is_settled(w, quiet, DEADLINE_MS))
		die(w, "the gateway did not fall silent");
}

/* As world_settle, with a pause that is long for an idle gateway. */
void
world_quiet(struct world *w)
{
	world_settle(w, 400);
}

/* Once all is quiet, the phone has got no SMS with these words. */
void
world_never(struct world *w, const char *to, const char *words)
{
	world_quiet(w);
	if (world_count(w, to, words) != 0)
		die(w, words);
}
