/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * control - the admin's door: a unix socket on which the kentongan command
 * asks and changes things, one JSON object a line each way.
 *
 *	{"cmd": "reports", "args": {"opd": "DLH"}}
 *	{"ok": true, "columns": ["ticket", ...], "rows": [["1007", ...], ...]}
 *	{"ok": false, "error": "there is no OPD DLX"}
 *
 * This file alone knows how lines come and go and who may send them; what
 * they ask for is done by commands.
 */

#include "config.h"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <event2/buffer.h>
#include <event2/bufferevent.h>
#include <event2/event.h>
#include <event2/listener.h>
#include <jansson.h>

#include "base/log.h"
#include "doors/control/commands.h"
#include "doors/control/control.h"

#define REQUEST_MAX	(512 * 1024)	/* bytes of a line: a seat table */
#define CONNECTIONS_MAX	32
#define IDLE_SECONDS	60

struct connection {
	struct control		*control;	/* borrowed */
	struct bufferevent	*bev;		/* owned, with its socket */
	unsigned		 rights;	/* enum commands_right */
	struct connection	*next, **link;	/* in the control's list */
};

struct control {
	struct control_parts	 with;
	char			*path;		/* owned */
	struct evconnlistener	*listener;	/* owned, with its socket */
	struct connection	*connections;	/* owned, each */
	int			 count;
};

/* Ways in from the event loop. */
static void	control_accept_cb(struct evconnlistener *, evutil_socket_t,
		    struct sockaddr *, int, void *);
static void	control_read_cb(struct bufferevent *, void *);
static void	control_event_cb(struct bufferevent *, short, void *);
static void	control_written_cb(struct bufferevent *, void *);

/* ---- connections ------------------------------------------------------ */

static void
connection_free(struct connection *c)
{
	if (c->next != NULL)
		c->next->link = c->link;
	*c->link = c->next;
	c->control->count--;
	bufferevent_free(c->bev);
	free(c);
}

static void
connection_reply(struct connection *c, json_t *reply)
{
	char	*text = json_dumps(reply, JSON_COMPACT);

	if (text != NULL) {
		bufferevent_write(c->bev, text, strlen(text));
		bufferevent_write(c->bev, "\n", 1);
	}
	free(text);
	json_decref(reply);
}

/* One request a turn: what is queued behind waits until it is answered. */
static void
connection_serve(struct connection *c)
{
	struct evbuffer	*in = bufferevent_get_input(c->bev);
	struct evbuffer	*out = bufferevent_get_output(c->bev);
	char		*line;
	size_t		 len;

	while (evbuffer_get_length(out) == 0) {
		line = evbuffer_readln(in, &len, EVBUFFER_EOL_LF);
		if (line == NULL)
			break;
		connection_reply(c, commands_answer(&c->control->with,
		    c->rights, line, len));
		free(line);
	}
	if (evbuffer_get_length(in) >= REQUEST_MAX &&
	    evbuffer_get_length(out) == 0) {
		log_warn("control: a request is longer than %d bytes, "
		    "closing", REQUEST_MAX);
		connection_free(c);
	}
}

static void
control_read_cb(struct bufferevent *bev, void *arg)
{
	(void)bev;
	connection_serve(arg);
}

static void
control_written_cb(struct bufferevent *bev, void *arg)
{
	(void)bev;
	connection_serve(arg);
}

/* End of file, a fault, or idle too long. */
static void
control_event_cb(struct bufferevent *bev, short what, void *arg)
{
	(void)bev;
	(void)what;
	connection_free(arg);
}

/* What the other end may: all for root and our own user, for others nothing. */
static unsigned
peer_rights(int fd)
{
	struct ucred	peer;
	socklen_t	len = sizeof peer;

	if (getsockopt(fd, SOL_SOCKET, SO_PEERCRED, &peer, &len) == -1)
		return 0;
	if (peer.uid == 0 || peer.uid == geteuid())
		return MAY_READ | MAY_CHANGE;
	log_warn("control: user %ld may not ask, closing", (long)peer.uid);
	return 0;
}

static void
connection_new(struct control *control, int fd, unsigned rights)
{
	const struct timeval	 idle = { IDLE_SECONDS, 0 };
	struct connection	*c = calloc(1, sizeof *c);

	if (c == NULL || (c->bev = bufferevent_socket_new(control->with.base,
	    fd, BEV_OPT_CLOSE_ON_FREE)) == NULL) {
		log_warn("control: no memory for a connection");
		free(c);
		close(fd);
		return;
	}
	c->control = control;
	c->rights = rights;
	c->next = control->connections;
	c->link = &control->connections;
	if (c->next != NULL)
		c->next->link = &c->next;
	control->connections = c;
	control->count++;
	bufferevent_setcb(c->bev, control_read_cb, control_written_cb,
	    control_event_cb, c);
	bufferevent_setwatermark(c->bev, EV_READ, 0, REQUEST_MAX);
	bufferevent_set_timeouts(c->bev, &idle, &idle);
	bufferevent_enable(c->bev, EV_READ | EV_WRITE);
}

static void
control_accept_cb(struct evconnlistener *listener, evutil_socket_t fd,
    struct sockaddr *address, int len, void *arg)
{
	struct control	*control = arg;
	unsigned	 rights;

	(void)listener;
	(void)address;
	(void)len;
	if (control->count >= CONNECTIONS_MAX) {
		log_warn("control: %d connections, closing another",
		    control->count);
		close(fd);
	} else if ((rights = peer_rights(fd)) == 0)
		close(fd);
	else
		connection_new(control, fd, rights);
}

/* ---- the socket ------------------------------------------------------- */

/* Does somebody answer there?  If not, what is left of them is removed. */
static int
clear_path(const struct sockaddr_un *sun)
{
	int	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
	int	rc;

	if (fd == -1)
		return -1;
	rc = connect(fd, (const struct sockaddr *)sun, sizeof *sun);
	close(fd);
	if (rc == 0) {
		log_error("control: %s: another kentongand answers there",
		    sun->sun_path);
		return -1;
	}
	if (errno == ECONNREFUSED)
		unlink(sun->sun_path);
	return 0;
}

/* A listening socket that only its owner may reach, or -1. */
static int
listen_at(const char *path)
{
	struct sockaddr_un	sun = { .sun_family = AF_UNIX };
	mode_t			mask;
	int			fd, rc;

	if (strlen(path) >= sizeof sun.sun_path) {
		log_error("control: %s: path too long", path);
		return -1;
	}
	memcpy(sun.sun_path, path, strlen(path) + 1);
	if (clear_path(&sun) == -1)
		return -1;
	fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
	mask = umask(0177);
	rc = fd == -1 ? -1 : bind(fd, (struct sockaddr *)&sun, sizeof sun);
	umask(mask);
	if (rc == -1 || listen(fd, CONNECTIONS_MAX) == -1) {
		log_error("control: %s: %s", path, strerror(errno));
		if (fd != -1)
			close(fd);
		return -1;
	}
	return fd;
}

/*
 * Open the door in this folder (it must exist): control.sock, for root and
 * our own user.  A socket that a dead daemon left is removed; one that
 * answers is another daemon, and then NULL, told in the log.
 */
struct control *
control_new(const struct control_parts *with, const char *runtime_dir)
{
	struct control	*control = calloc(1, sizeof *control);
	size_t		 size = strlen(runtime_dir) + sizeof "/control.sock";
	int		 fd;

	if (control == NULL || (control->path = malloc(size)) == NULL) {
		log_error("control: no memory");
		free(control);
		return NULL;
	}
	snprintf(control->path, size, "%s/control.sock", runtime_dir);
	control->with = *with;
	if ((fd = listen_at(control->path)) == -1) {
		control_free(control);
		return NULL;
	}
	control->listener = evconnlistener_new(with->base, control_accept_cb,
	    control, LEV_OPT_CLOSE_ON_FREE | LEV_OPT_CLOSE_ON_EXEC, 0, fd);
	if (control->listener == NULL) {
		log_error("control: no memory");
		close(fd);
		unlink(control->path);
		control_free(control);
		return NULL;
	}
	return control;
}

/* Close the door and all who stand in it; NULL is fine. */
void
control_free(struct control *control)
{
	if (control == NULL)
		return;
	while (control->connections != NULL)
		connection_free(control->connections);
	if (control->listener != NULL) {
		evconnlistener_free(control->listener);
		unlink(control->path);
	}
	free(control->path);
	free(control);
}
