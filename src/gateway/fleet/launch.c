/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * launch - how a worker's process begins: what it inherits from us, which is
 * nothing but a socket, and the first message in that.
 */

#include "config.h"

#include <sys/socket.h>

#include <event2/util.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/log.h"
#include "conf/conf.h"
#include "gateway/fleet/launch.h"
#include "gateway/fleet/wire.h"

static void
launch_set_text(char *to, size_t size, const char *from, const char *name)
{
	if ((size_t)snprintf(to, size, "%s", from) >= size)
		log_error("%s: setting cut: it is longer than %zu bytes", name,
		    size - 1);
}

/* All that a worker is told of its modem. */
void
launch_fill_setup(struct wire_setup *s, const struct conf *conf,
    const struct conf_modem *m)
{
	size_t	used = 0;
	int	i;

#define COPY(field, from)						\
	launch_set_text(s->field, sizeof s->field, from, m->name)
	/* Whole, so that two can be compared as bytes. */
	memset(s, 0, sizeof *s);
	COPY(name, m->name);
	COPY(device, m->device);
	COPY(connection, m->connection);
	COPY(model, m->model);
	COPY(pin, m->pin);
	COPY(imei, m->imei);
	COPY(imsi, m->imsi);
	COPY(features, m->features);
	COPY(smsc, m->smsc);
#undef COPY
	for (i = 0; i < m->init.count && used < sizeof s->init; i++)
		used += (size_t)snprintf(s->init + used, sizeof s->init - used,
		    "%s%s", i == 0 ? "" : "\n", m->init.item[i]);
	if (used >= sizeof s->init)
		log_error("%s: setting cut: init is too long", m->name);
	if ((size_t)snprintf(s->journal, sizeof s->journal, "%s/%s.journal",
	    conf->runtime_dir, m->name) >= sizeof s->journal)
		log_error("%s: runtime_dir is too long", m->name);
	s->fast = m->pace == PACE_FAST;
	s->reports = conf->delivery_reports;
	s->sweep_s = (uint32_t)conf->sweep_interval_s;
}

/*
 * In the child.  A group of its own: Ctrl-C at the daemon's terminal must
 * not cut a send; and its end is not tied to ours, for the same reason.
 */
static void __attribute__((noreturn))
launch_exec(const char *program, const char *name, int fd)
{
	char		*argv[] = { (char *)program, (char *)name, NULL };
	sigset_t	 none;
	int		 null;

	setpgid(0, 0);
	sigemptyset(&none);
	sigprocmask(SIG_SETMASK, &none, NULL);
	signal(SIGPIPE, SIG_DFL);
	null = open("/dev/null", O_RDWR | O_CLOEXEC);
	if (null != -1)
		dup2(null, STDIN_FILENO);
	if (fd == WIRE_FD)
		fcntl(fd, F_SETFD, 0);	/* dup2 would leave it to close */
	else
		dup2(fd, WIRE_FD);
	close_range(WIRE_FD + 1, ~0U, 0);
	execv(program, argv);
	_exit(127);
}

/*
 * Start a worker's program.  *fd is our end of its socket, which never
 * blocks and is the caller's to close.  Returns its process, or -1.
 */
pid_t
launch_worker(const char *program, const char *name, int *fd)
{
	pid_t	pid;
	int	pair[2];

	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) == -1)
		return -1;
	if (evutil_make_socket_nonblocking(pair[0]) == -1 ||
	    (pid = fork()) == -1) {
		close(pair[0]);
		close(pair[1]);
		return -1;
	}
	if (pid == 0)
		launch_exec(program, name, pair[1]);
	close(pair[1]);
	*fd = pair[0];
	return pid;
}
