/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * daemon - ask the daemon over its control socket.
 *
 * This file alone knows where the socket is and what is said over it.
 */

#include "config.h"

#include <sys/socket.h>
#include <sys/time.h>
#include <sys/un.h>

#include <errno.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli/daemon.h"
#include "cli/invocation.h"
#include "cli/show.h"
#include "conf/conf.h"
#include "conf/read.h"

#define ANSWER_SECONDS	120	/* a backup of a large database takes long */

static void
socket_path(const struct conf *conf, char *path, size_t size)
{
	snprintf(path, size, "%s/control.sock", conf->runtime_dir);
}

/* A connection, or -1 and errno. */
static int
connect_to(const char *path)
{
	struct sockaddr_un	sun = { .sun_family = AF_UNIX };
	int			fd, failed;

	if (strlen(path) >= sizeof sun.sun_path) {
		errno = ENAMETOOLONG;
		return -1;
	}
	memcpy(sun.sun_path, path, strlen(path) + 1);
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) == -1 ||
	    connect(fd, (struct sockaddr *)&sun, sizeof sun) == 0)
		return fd;
	failed = errno;
	close(fd);
	errno = failed;
	return -1;
}

/* Does a daemon listen where this configuration says?  Nothing is said. */
bool
daemon_is_there(const struct conf *conf)
{
	char	path[PATH_MAX];
	int	fd;

	socket_path(conf, path, sizeof path);
	if ((fd = connect_to(path)) == -1)
		return false;
	close(fd);
	return true;
}

/* Say why there is no connection; the exit code that it means. */
static enum exit_code
tell_unreachable(const char *path)
{
	if (errno == ENAMETOOLONG) {
		fprintf(stderr, "kentongan: %s: path too long\n", path);
		return EXIT_REFUSED;
	}
	if (errno == ENOENT || errno == ECONNREFUSED) {
		fprintf(stderr, "kentongan: %s: %s: kentongand is not "
		    "running\n", path, strerror(errno));
		return EXIT_NOT_RUNNING;
	}
	fprintf(stderr, "kentongan: %s: %s\n", path, strerror(errno));
	return EXIT_REFUSED;
}

static int
write_request(int fd, const json_t *request)
{
	char	*text = json_dumps(request, JSON_COMPACT);
	size_t	 len, done = 0;
	ssize_t	 n = 0;

	if (text == NULL)
		return -1;
	len = strlen(text);
	text[len++] = '\n';	/* in place of the NUL */
	while (done < len) {
		n = send(fd, text + done, len - done, MSG_NOSIGNAL);
		if (n == -1 && errno != EINTR)
			break;
		if (n > 0)
			done += n;
	}
	free(text);
	return done == len ? 0 : -1;
}

static size_t
read_answer(void *buf, size_t size, void *arg)
{
	ssize_t	n;

	do
		n = read(*(int *)arg, buf, size);
	while (n == -1 && errno == EINTR);
	return n == -1 ? (size_t)-1 : (size_t)n;
}

/*
 * Send one request and read one answer, the caller's to json_decref.
 * EXIT_NOT_RUNNING when there is no daemon; told on stderr.
 */
enum exit_code
daemon_call(const struct conf *conf, const json_t *request, json_t **reply)
{
	struct timeval	tv = { ANSWER_SECONDS, 0 };
	json_error_t	error;
	char		path[PATH_MAX];
	int		fd;

	*reply = NULL;
	socket_path(conf, path, sizeof path);
	if ((fd = connect_to(path)) == -1)
		return tell_unreachable(path);
	setsockopt(fd, SOL_SOCKET, SO_RCVTIMEO, &tv, sizeof tv);
	if (write_request(fd, request) == 0)
		*reply = json_load_callback(read_answer, &fd,
		    JSON_DISABLE_EOF_CHECK, &error);
	close(fd);
	if (*reply == NULL) {
		fprintf(stderr, "kentongan: %s: the daemon gave no answer; "
		    "its log may say why\n", path);
		return EXIT_REFUSED;
	}
	return EXIT_OK;
}

/*
 * Send the command with what it was given; the daemon's answer, the caller's
 * to json_decref, is NULL if there is none.
 */
enum exit_code
daemon_ask(const struct invocation *inv, json_t **reply)
{
	struct conf_errors	 errors = { NULL, 0 };
	struct conf		*conf = conf_read_lenient(inv->conf_path,
				    &errors);
	json_t			*request;
	enum exit_code		 code;

	request = must(json_pack("{s:s, s:O}", "cmd", inv->command->name,
	    "args", inv->args));
	code = daemon_call(conf, request, reply);
	if (code != EXIT_OK)	/* perhaps we looked in the wrong folder */
		conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	json_decref(request);
	conf_free(conf);
	return code;
}

/* Do what most commands do: ask the daemon and show what it answers. */
enum exit_code
daemon_answer(const struct invocation *inv)
{
	json_t		*reply;
	enum exit_code	 code = daemon_ask(inv, &reply);

	return code == EXIT_OK ? show_answer(inv, reply) : code;
}
