/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * main - kentongand: its command line, its signals, its beginning and end.
 */

#include "config.h"

#include <sys/file.h>
#include <sys/stat.h>

#include <errno.h>
#include <event2/event.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "conf/conf.h"
#include "conf/read.h"
#include "conf/warn.h"
#include "daemon/daemon.h"
#include "daemon/notify.h"
#include "doors/rooms.h"

#define STOP_S	4	/* for the sends in hand; systemd is told 5 */

enum { MAIN_TERM, MAIN_INT, MAIN_HUP, MAIN_CHLD, MAIN_SIGNALS };

/* What the loop holds besides the daemon's parts. */
struct life {
	struct daemon	*daemon;	/* owned */
	struct event	*signal[MAIN_SIGNALS]; /* owned */
	struct event	*stop;		/* owned; the patience ends */
	struct event	*watchdog;	/* owned; NULL if not watched */
	bool		 debug;
};

/* Ways in from the event loop. */
static void	main_stop_cb(evutil_socket_t, short, void *);
static void	main_patience_cb(evutil_socket_t, short, void *);
static void	main_reload_cb(evutil_socket_t, short, void *);
static void	main_child_cb(evutil_socket_t, short, void *);
static void	main_watchdog_cb(evutil_socket_t, short, void *);

static void __attribute__((noreturn))
main_usage(void)
{
	fprintf(stderr, "usage: kentongand [-dtV] [-c file]\n");
	exit(2);
}

/* Read it or print every fault; NULL then. */
static struct conf *
main_read_conf(const char *path)
{
	struct conf_errors	 errors = { NULL, 0 };
	struct conf		*conf = conf_read(path, rooms_all, &errors);

	if (conf == NULL)
		conf_errors_print(&errors, stderr);
	conf_errors_clear(&errors);
	return conf;
}

static int
main_test_conf(const char *path)
{
	struct conf_errors	 warnings = { NULL, 0 };
	struct conf		*conf = main_read_conf(path);

	if (conf == NULL)
		return 1;
	conf_warn(conf, (int64_t)time(NULL), &warnings);
	conf_errors_print(&warnings, stderr);
	conf_errors_clear(&warnings);
	printf("%s: good\n", path);
	conf_free(conf);
	return 0;
}

/* Make a folder that only we may enter, and those above it. */
static void
main_make_dir(const char *dir)
{
	char	*path = strdup(dir), *c;

	if (path == NULL)
		fatal("no memory");
	for (c = path + 1; *c != '\0'; c++)
		if (*c == '/') {
			*c = '\0';
			if (mkdir(path, 0755) == -1 && errno != EEXIST)
				fatal("%s: %s", path, strerror(errno));
			*c = '/';
		}
	if (mkdir(path, 0700) == -1 && errno != EEXIST)
		fatal("%s: %s", path, strerror(errno));
	free(path);
}

/*
 * Two daemons over the same modems would take each other's messages.  The
 * descriptor stays open, and so locked, until we end.
 */
static void
main_lock(const char *dir)
{
	char	path[4200];
	int	fd;

	snprintf(path, sizeof path, "%s/lock", dir);
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	if (fd == -1)
		fatal("%s: %s", path, strerror(errno));
	if (flock(fd, LOCK_EX | LOCK_NB) == -1)
		fatal("%s: another kentongand is running", path);
}

static void
main_stop(struct life *l, const char *why)
{
	struct timeval	patience = { STOP_S, 0 };

	if (daemon_is_stopping(l->daemon)) {
		event_base_loopbreak(daemon_base(l->daemon));
		return;
	}
	log_info("stopping on %s: sends in hand are finished", why);
	notify_send("STOPPING=1");
	daemon_stop(l->daemon);
	event_add(l->stop, &patience);
	if (daemon_is_quiet(l->daemon))
		event_base_loopexit(daemon_base(l->daemon), NULL);
}

static void
main_stop_cb(evutil_socket_t number, short what, void *arg)
{
	(void)what;
	main_stop(arg, number == SIGINT ? "SIGINT" : "SIGTERM");
}

static void
main_patience_cb(evutil_socket_t fd, short what, void *arg)
{
	struct life	*l = arg;

	(void)fd;
	(void)what;
	event_base_loopexit(daemon_base(l->daemon), NULL);
}

static void
main_reload(struct life *l)
{
	struct conf_errors	errors = { NULL, 0 };
	int			i;

	notify_send("RELOADING=1");
	if (daemon_reload(l->daemon, &errors) == 0)
		log_info("configuration read again");
	else {
		for (i = 0; i < errors.count; i++)
			log_error("%s", errors.text[i]);
		log_error("configuration refused: the old one stays");
	}
	if (l->debug)
		log_set_level(LOG_LEVEL_DEBUG);
	conf_errors_clear(&errors);
	notify_send("READY=1");
}

static void
main_reload_cb(evutil_socket_t number, short what, void *arg)
{
	(void)number;
	(void)what;
	main_reload(arg);
}

static void
main_child_cb(evutil_socket_t number, short what, void *arg)
{
	struct life	*l = arg;

	(void)number;
	(void)what;
	daemon_reap(l->daemon);
	if (daemon_is_stopping(l->daemon) && daemon_is_quiet(l->daemon))
		event_base_loopexit(daemon_base(l->daemon), NULL);
}

static void
main_watchdog_cb(evutil_socket_t fd, short what, void *arg)
{
	(void)fd;
	(void)what;
	(void)arg;
	notify_send("WATCHDOG=1");
}

static int
main_add_events(struct life *l)
{
	static const struct {
		int			number;
		event_callback_fn	call;
	} signals[MAIN_SIGNALS] = {
		[MAIN_TERM] = { SIGTERM, main_stop_cb },
		[MAIN_INT] = { SIGINT, main_stop_cb },
		[MAIN_HUP] = { SIGHUP, main_reload_cb },
		[MAIN_CHLD] = { SIGCHLD, main_child_cb },
	};
	struct event_base	*base = daemon_base(l->daemon);
	struct timeval		 every;
	int			 i;

	signal(SIGPIPE, SIG_IGN);
	for (i = 0; i < MAIN_SIGNALS; i++) {
		l->signal[i] = evsignal_new(base, signals[i].number,
		    signals[i].call, l);
		if (l->signal[i] == NULL ||
		    event_add(l->signal[i], NULL) == -1)
			return -1;
	}
	l->stop = evtimer_new(base, main_patience_cb, l);
	if (l->stop == NULL)
		return -1;
	if (!notify_watchdog(&every))
		return 0;
	l->watchdog = event_new(base, -1, EV_PERSIST, main_watchdog_cb, l);
	return l->watchdog == NULL ? -1 : event_add(l->watchdog, &every);
}

static void
main_free_events(struct life *l)
{
	int	i;

	for (i = 0; i < MAIN_SIGNALS; i++)
		if (l->signal[i] != NULL)
			event_free(l->signal[i]);
	if (l->stop != NULL)
		event_free(l->stop);
	if (l->watchdog != NULL)
		event_free(l->watchdog);
}

static void
main_run(const char *path, bool debug)
{
	struct life	 l = { .debug = debug };
	struct conf	*conf = main_read_conf(path);

	if (conf == NULL)
		fatal("%s: the configuration has faults", path);
	main_make_dir(conf->runtime_dir);
	main_lock(conf->runtime_dir);
	if ((l.daemon = daemon_new(conf)) == NULL)
		fatal("cannot start");
	if (debug)
		log_set_level(LOG_LEVEL_DEBUG);
	if (main_add_events(&l) == -1)
		fatal("cannot watch signals");
	daemon_open(l.daemon);
	notify_send("READY=1");
	daemon_run(l.daemon);
	main_free_events(&l);
	daemon_free(l.daemon);
	log_info("stopped");
}

int
main(int argc, char *argv[])
{
	const char	*path = conf_default_path();
	bool		 test = false, debug = false;
	int		 c;

	log_init("kentongand", LOG_LEVEL_INFO);
	while ((c = getopt(argc, argv, "c:dtV")) != -1)
		switch (c) {
		case 'c':
			path = optarg;
			break;
		case 'd':
			debug = true;
			break;
		case 't':
			test = true;
			break;
		case 'V':
			printf("kentongand %s\n", PACKAGE_VERSION);
			return 0;
		default:
			main_usage();
		}
	if (optind != argc)
		main_usage();
	umask(077);
	if (test)
		return main_test_conf(path);
	notify_init();
	main_run(path, debug);
	return 0;
}
