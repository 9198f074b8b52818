/* SPDX-License-Identifier: GPL-2.0-or-later */

/* http - one who asks the HTTP door. */

#include "config.h"

#include <netinet/in.h>
#include <poll.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "world.h"

/* A port of this machine that was free just now. */
int
free_port(void)
{
	struct sockaddr_in	a = { .sin_family = AF_INET,
				    .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t		len = sizeof a;
	int			fd = socket(AF_INET, SOCK_STREAM, 0);

	assert_true(fd != -1);
	assert_int_equal(bind(fd, (struct sockaddr *)&a, sizeof a), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&a, &len), 0);
	close(fd);
	return ntohs(a.sin_port);
}

/* A connection to that port of this machine, or -1. */
int
http_connect(int port)
{
	struct sockaddr_in	a = { .sin_family = AF_INET,
				    .sin_port = htons((uint16_t)port),
				    .sin_addr = { htonl(INADDR_LOOPBACK) } };
	int			fd = socket(AF_INET, SOCK_STREAM |
				    SOCK_CLOEXEC, 0);

	if (fd != -1 && connect(fd, (struct sockaddr *)&a, sizeof a) == 0)
		return fd;
	if (fd != -1)
		close(fd);
	return -1;
}

/*
 * Read an answer until the other end closes or ms have passed; its body,
 * which is in buf, in *body.  Returns the status, 0 if none came.
 */
int
http_read(int fd, int ms, char *buf, size_t size, const char **body)
{
	struct pollfd	p = { fd, POLLIN, 0 };
	int64_t		end = now_ms() + ms;
	size_t		len = 0;
	ssize_t		n = 1;
	int		status = 0;

	while (n > 0 && now_ms() < end &&
	    poll(&p, 1, (int)(end - now_ms())) == 1 &&
	    (n = read(fd, buf + len, size - len - 1)) > 0)
		len += (size_t)n;
	buf[len] = '\0';
	*body = strstr(buf, "\r\n\r\n");
	*body = *body != NULL ? *body + 4 : "";
	sscanf(buf, "HTTP/1.%*d %d", &status);
	return status;
}

/* Ask once and hang up; as http_read. */
int
http_ask(int port, const char *method, const char *path, const char *headers,
    const char *content, char *buf, size_t size, const char **body)
{
	char	head[1024];
	int	fd = http_connect(port), status;

	*body = "";
	if (fd == -1)
		return 0;
	snprintf(head, sizeof head, "%s %s HTTP/1.1\r\nHost: localhost\r\n"
	    "Connection: close\r\nContent-Length: %zu\r\n%s\r\n", method,
	    path, strlen(content), headers);
	if (write(fd, head, strlen(head)) == -1 ||
	    write(fd, content, strlen(content)) == -1) {
		close(fd);
		return 0;
	}
	status = http_read(fd, DEADLINE_MS, buf, size, body);
	close(fd);
	return status;
}
