/* SPDX-License-Identifier: GPL-2.0-or-later */

/* process - the real programs: started, watched, stopped and killed. */

#include "config.h"

#include <dirent.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "world.h"

/* The daemon's process. */
pid_t
world_pid(const struct world *w)
{
	return w->daemon;
}

static pid_t
spawn(struct world *w, const char *command, const char *log, const char *env)
{
	char	path[512];
	pid_t	pid;
	int	fd;

	assert_true((pid = fork()) != -1);
	if (pid != 0)
		return pid;
	setpgid(0, 0);
	/* Not to outlive a test that is killed. */
	prctl(PR_SET_PDEATHSIG, SIGKILL);
	snprintf(path, sizeof path, "%s/%s", w->dir, log);
	fd = open(path, O_WRONLY | O_CREAT | O_APPEND, 0600);
	dup2(fd, 1);
	dup2(fd, 2);
	fd = open("/dev/null", O_RDONLY);
	dup2(fd, 0);
	if (env[0] != '\0')
		putenv(strdup(env));
	if (w->ahead != NULL) {
		snprintf(path, sizeof path, "%s/tests/fixtures/clock.so",
		    build_dir());
		setenv("LD_PRELOAD", path, 1);
		setenv("KENTONGAN_CLOCK", w->clock, 1);
	}
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

static int
connect_to(const char *path)
{
	struct sockaddr_un	a = { .sun_family = AF_UNIX };
	int			fd;

	snprintf(a.sun_path, sizeof a.sun_path, "%s", path);
	if ((fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0)) == -1)
		return -1;
	if (connect(fd, (struct sockaddr *)&a, sizeof a) == 0)
		return fd;
	close(fd);
	return -1;
}

/* Start the simulator, with these options more, and speak to it. */
void
process_start_sim(struct world *w, const char *more)
{
	char	command[8192], path[96];
	size_t	len;
	int	i;
	int64_t	end = now_ms() + DEADLINE_MS;

	len = (size_t)snprintf(command, sizeof command,
	    "exec %s/kentongan-sim --control %s/sim.sock --seed 1",
	    build_dir(), w->dir);
	for (i = 1; i <= w->modems; i++)
		len += (size_t)snprintf(command + len, sizeof command - len,
		    " --modem gsm%d=%s/gsm%d --own-number %s", i, w->dir, i,
		    world_own(w, i));
	snprintf(command + len, sizeof command - len, " %s",
	    more != NULL ? more : "");
	w->sim = spawn(w, command, "sim.log", "");
	snprintf(path, sizeof path, "%s/sim.sock", w->dir);
	while ((w->sim_fd = connect_to(path)) == -1) {
		if (now_ms() > end)
			die(w, "the simulator did not start");
		pause_ms(20);
	}
}

static bool
daemon_answers(struct world *w)
{
	char	path[96];
	int	fd;

	snprintf(path, sizeof path, "%s/run/control.sock", w->dir);
	if ((fd = connect_to(path)) == -1)
		return false;
	close(fd);
	return true;
}

/* Start the daemon and wait until it answers. */
void
world_start(struct world *w)
{
	char	command[256];
	int64_t	end = now_ms() + DEADLINE_MS;

	snprintf(command, sizeof command, "exec %s/kentongand -c %s",
	    build_dir(), w->conf);
	w->daemon = spawn(w, command, "daemon.log", w->env);
	while (!daemon_answers(w)) {
		/* A crash point may be hit before it can answer. */
		if (waitpid(w->daemon, NULL, WNOHANG) == w->daemon) {
			w->daemon = 0;
			if (w->env[0] != '\0')
				return;
			die(w, "the daemon ended at once");
		}
		if (now_ms() > end)
			die(w, "the daemon did not start");
		pause_ms(10);
	}
}

/* Wait for the daemon to end; its wait status, or -1 after ms. */
int
world_reap(struct world *w, int ms)
{
	int64_t	end = now_ms() + ms;
	int	status;

	if (w->daemon == 0)
		return 0;
	while (waitpid(w->daemon, &status, WNOHANG) != w->daemon) {
		if (now_ms() >= end)
			return -1;
		pause_ms(5);
	}
	w->daemon = 0;
	return status;
}

/* Is the daemon there?  (Reaps it if not.) */
bool
world_is_alive(struct world *w)
{
	return w->daemon != 0 && world_reap(w, 0) == -1;
}

/* Kill the daemon with a signal and see it gone. */
void
world_kill(struct world *w, int signal)
{
	if (w->daemon == 0)
		return;
	kill(w->daemon, signal);
	if (world_reap(w, 10000) == -1)
		die(w, "the daemon did not die");
}

/* Ask it to stop, as an operator would: it must end well. */
void
world_stop(struct world *w)
{
	int	status;

	if (w->daemon == 0)
		return;
	kill(w->daemon, SIGTERM);
	if ((status = world_reap(w, 20000)) == -1)
		die(w, "the daemon did not stop");
	if (status != 0)
		die(w, "the daemon did not end well");
}

/* Is this process a child of parent, with this word on its command line? */
static bool
is_worker(const char *pid, pid_t parent, const char *modem)
{
	char	path[64], text[512];
	FILE	*f;
	size_t	n, i;
	int	ppid = 0;

	snprintf(path, sizeof path, "/proc/%.16s/stat", pid);
	if ((f = fopen(path, "r")) == NULL)
		return false;
	if (fscanf(f, "%*d (%*[^)]) %*c %d", &ppid) != 1)
		ppid = 0;
	fclose(f);
	snprintf(path, sizeof path, "/proc/%.16s/cmdline", pid);
	if (ppid != parent || (f = fopen(path, "r")) == NULL)
		return false;
	n = fread(text, 1, sizeof text - 1, f);
	fclose(f);
	for (i = 0; i < n; i++)
		if (text[i] == '\0')
			text[i] = ' ';
	text[n] = '\0';
	return strstr(text, modem) != NULL;
}

/* The process of a modem's worker, a child of the daemon; 0 if none. */
pid_t
world_worker_pid(const struct world *w, const char *modem)
{
	DIR		*dir = opendir("/proc");
	struct dirent	*e;
	pid_t		 pid = 0;

	assert_non_null(dir);
	while (pid == 0 && (e = readdir(dir)) != NULL)
		if (e->d_name[0] >= '1' && e->d_name[0] <= '9' &&
		    is_worker(e->d_name, w->daemon, modem))
			pid = (pid_t)atoi(e->d_name);
	closedir(dir);
	return pid;
}
