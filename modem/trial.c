/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * trial - do something dangerous in a child first.
 *
 * This file alone knows how to tell a computation that ends from one that
 * crashes or never ends: by the processor time that it takes, which a busy
 * machine does not lengthen.
 */

#include "config.h"

#include <sys/pidfd.h>
#include <sys/prctl.h>
#include <sys/time.h>
#include <sys/wait.h>

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <unistd.h>

#include "modem/trial.h"

#define TRIAL_CPU_S	1	/* what is tried takes microseconds */
#define TRIAL_WALL_MS	10000	/* of a child that sleeps */

/*
 * From now on so many seconds of processor time, then the process dies of
 * SIGPROF; 0: for ever.
 */
void
trial_limit(int seconds)
{
	struct itimerval	t = { .it_value.tv_sec = seconds };

	setitimer(ITIMER_PROF, &t, NULL);
}

/* Wait for a child's end; one that takes too long is killed. */
static bool
ends_well(pid_t pid)
{
	struct pollfd	p = { .fd = pidfd_open(pid, 0), .events = POLLIN };
	int		status = -1, rc;

	if (p.fd != -1) {
		do
			rc = poll(&p, 1, TRIAL_WALL_MS);
		while (rc == -1 && errno == EINTR);
		if (rc == 0)
			kill(pid, SIGKILL);
		close(p.fd);
	}
	while (waitpid(pid, &status, 0) == -1 && errno == EINTR)
		continue;
	return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

/*
 * Does a process outlive this?  It is done in a child, so it leaves nothing
 * behind.  Where no child can be had: yes.
 */
bool
trial_survives(void (*fn)(void *), void *arg)
{
	pid_t	pid = fork();

	if (pid == -1)
		return true;
	if (pid == 0) {
		prctl(PR_SET_PDEATHSIG, SIGKILL);
		trial_limit(TRIAL_CPU_S);
		fn(arg);
		_exit(0);
	}
	return ends_well(pid);
}
