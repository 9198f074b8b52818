/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * harness - the real processes in a temporary folder, for scenarios.
 *
 * Nothing here sleeps and hopes: every wait is for a condition, with a
 * deadline after which the test fails and says what was there instead.
 */

#include "config.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <netinet/in.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "harness.h"

/* Generous: the machines are shared. */
#define DEADLINE_MS	(getenv("DEADLINE_MS") != NULL ?		\
			    atoi(getenv("DEADLINE_MS")) : 90000)
#define PHONES		64

struct world {
	char	dir[64];
	char	conf[96];
	pid_t	sim, daemon;
	int	sim_fd;
	int	modems;
	int	sms;			/* sent by world_sms so far */
	char	last[8192];		/* what world_wait found */
	char	modem_extra[512];
	char	program[160];
	bool	patterns;
	char	env[128];
	char	clock[96];		/* the file of clock.so, or "" */
	volatile int64_t *ahead;	/* what is in it, s; NULL none */
	bool	own_numbers;
	struct {
		char	number[24];
		int	seen;		/* index of the next sent SMS */
	} phone[PHONES];
};

/* The city that a failed test left behind; the next one clears it away. */
static struct world	*left_over;

static int64_t
now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

static void
pause_ms(int ms)
{
	struct timespec	t = { ms / 1000, (ms % 1000) * 1000000L };

	nanosleep(&t, NULL);
}

static const char *
build_dir(void)
{
	const char	*dir = getenv("KENTONGAN_BUILD");

	return dir != NULL ? dir : ".";
}

static const char *
source_dir(void)
{
	const char	*dir = getenv("srcdir");

	return dir != NULL ? dir : ".";
}

/* The folder of this world. */
const char *
world_dir(const struct world *w)
{
	return w->dir;
}

/* The number of the i-th modem, from 1; until the next call. */
const char *
world_own(const struct world *w, int i)
{
	static char	number[24];

	snprintf(number, sizeof number, "%.*s%02d", (int)strlen(OWN_NUMBER) - 2,
	    OWN_NUMBER, w->own_numbers ? 100 - i : 99);
	return number;
}

/* The daemon's process. */
pid_t
world_pid(const struct world *w)
{
	return w->daemon;
}

static pid_t
spawn(struct world *w, const char *command, const char *log, const char *env)
{
	char	path[160];
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
		snprintf(path, sizeof path, "%s/tests/scenarios/clock.so",
		    build_dir());
		setenv("LD_PRELOAD", path, 1);
		setenv("KENTONGAN_CLOCK", w->clock, 1);
	}
	execl("/bin/sh", "sh", "-c", command, (char *)NULL);
	_exit(127);
}

/* The last lines of a log, for who reads a failure. */
static void
show_log(const struct world *w, const char *log)
{
	char	command[256];

	fflush(stdout);
	snprintf(command, sizeof command, "echo '--- %s'; tail -n 25 %s/%s",
	    log, w->dir, log);
	if (system(command) != 0)
		fputs("(no log)\n", stderr);
}

static void
die(struct world *w, const char *what)
{
	show_log(w, "daemon.log");
	show_log(w, "sim.log");
	fail_msg("%s", what);
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

static void
start_sim(struct world *w, const char *more)
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

/* Write the configuration: the city's own files and what a test adds. */
void
world_write_conf(struct world *w, const char *more)
{
	FILE	*f = fopen(w->conf, "w");
	int	 i;

	assert_non_null(f);
	fprintf(f, "database = \"%s/kentongan.db\";\n"
	    "runtime_dir = \"%s/run\";\n"
	    "modem_program = \"%s\";\n", w->dir, w->dir, w->program);
	if (more == NULL || strstr(more, "log_level") == NULL)
		fputs("log_level = \"debug\";\n", f);
	/* Scenarios run by the real clock, at night too. */
	if (more == NULL || strstr(more, "quiet_hours") == NULL)
		fputs("quiet_hours = \"\";\n", f);
	/* They wait for each word; scenario_cost for what is gathered. */
	if (more == NULL || strstr(more, "gather_within") == NULL)
		fputs("gather_within = \"0s\";\n", f);
	fputs(more != NULL ? more : "", f);
	fputs("modems = (\n", f);
	for (i = 1; i <= w->modems; i++)
		fprintf(f, "%s  { name = \"gsm%d\"; device = \"%s/gsm%d%s\";\n"
		    "    own_number = \"%s\";\n"
		    "    per_minute = 0; per_hour = 0; per_day = 0; %s }\n",
		    i > 1 ? "  ,\n" : "", i, w->dir, i,
		    w->patterns ? "*" : "", world_own(w, i),
		    w->modem_extra);
	fputs(");\n"
	    "@include \"kupang/opd.conf\"\n"
	    "@include \"kupang/categories.conf\"\n"
	    "@include \"kupang/kelurahan.conf\"\n"
	    "@include \"kupang/words.conf\"\n"
	    "@include \"kupang/messages.conf\"\n"
	    "@include \"kupang/holidays.conf\"\n"
	    "@include \"kupang/escalation.conf\"\n"
	    "@include \"kupang/ussd.conf\"\n", f);
	assert_int_equal(fclose(f), 0);
}

/* More settings of each modem, for the next world_write_conf. */
void
world_set_modem(struct world *w, const char *more)
{
	snprintf(w->modem_extra, sizeof w->modem_extra, "%s", more);
}

/* What is started as a modem's worker: this script, or the real one. */
static void
set_program(struct world *w, const char *script)
{
	FILE	*f;

	snprintf(w->program, sizeof w->program, "%s/kentongan-modem",
	    script != NULL ? w->dir : build_dir());
	if (script == NULL)
		return;
	assert_non_null(f = fopen(w->program, "w"));
	fputs(script, f);
	assert_int_equal(fclose(f), 0);
	assert_int_equal(chmod(w->program, 0700), 0);
}

static void
link_city(struct world *w)
{
	char	from[1024], to[128], real[4096];

	snprintf(from, sizeof from, "%s/etc/kupang", source_dir());
	assert_non_null(realpath(from, real));
	snprintf(to, sizeof to, "%s/kupang", w->dir);
	assert_int_equal(symlink(real, to), 0);
}

/* ---- the clock on the wall ---------------------------------------------- */

/* "2026-12-17 14:00" in the city, which is eight hours ahead of UTC. */
static int64_t
city_time(const char *text)
{
	struct tm	tm = { 0 };

	assert_non_null(strptime(text, "%Y-%m-%d %H:%M", &tm));
	return (int64_t)timegm(&tm) - 8 * 3600;
}

static int64_t
wall_now(const struct world *w)
{
	return (int64_t)time(NULL) + (w->ahead != NULL ? *w->ahead : 0);
}

/* A wall of this world's own, which shows that time. */
static void
hang_clock(struct world *w, const char *text)
{
	int	fd;

	snprintf(w->clock, sizeof w->clock, "%s/clock", w->dir);
	fd = open(w->clock, O_RDWR | O_CREAT | O_CLOEXEC, 0600);
	assert_true(fd != -1);
	assert_int_equal(ftruncate(fd, sizeof *w->ahead), 0);
	w->ahead = mmap(NULL, sizeof *w->ahead, PROT_READ | PROT_WRITE,
	    MAP_SHARED, fd, 0);
	close(fd);
	assert_true((void *)w->ahead != MAP_FAILED);
	*w->ahead = city_time(text) - (int64_t)time(NULL);
}

/*
 * Once all is quiet, the clock shows that time.  A daemon that runs is told
 * to look: its timers know only how long they have slept.
 */
void
world_move_clock(struct world *w, const char *text)
{
	char	out[4096];

	assert_true(w->ahead != NULL);
	if (w->daemon != 0)
		world_quiet(w);
	assert_true(city_time(text) >= wall_now(w));
	*w->ahead = city_time(text) - (int64_t)time(NULL);
	if (w->daemon != 0 && world_cli(w, out, sizeof out, "reload") != 0)
		die(w, out);
}

/* An environment variable for the next daemon; "" for none. */
void
world_set_env(struct world *w, const char *env)
{
	snprintf(w->env, sizeof w->env, "%s", env);
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

static void
seat_table(struct world *w, char *path, size_t size)
{
	static const char *const opd[] = { "DLH", "PUPR", "DISHUB", "DINSOS",
	    "SATPOLPP", "DINKES", "DAMKAR" };
	FILE	*f;
	int	 i;

	snprintf(path, size, "%s/seats.tsv", w->dir);
	assert_non_null(f = fopen(path, "w"));
	fputs("seat\topd\trole\tarea\tholder\tphone\n", f);
	for (i = 0; i < 7; i++)
		fprintf(f, "piket %s\t%s\tofficer\t*\tPetugas %d\t"
		    "+62812000001%02d\n", opd[i], opd[i], i, i);
	fputs("kepala DLH\tDLH\thead\t*\tIbu Kepala\t" HEAD "\n", f);
	fputs("koordinator\t\tcoordinator\t*\tPak Koordinator\t" COORDINATOR
	    "\n", f);
	assert_int_equal(fclose(f), 0);
}

static int
remove_one(const char *path, const struct stat *st, int flag, struct FTW *ftw)
{
	(void)st;
	(void)flag;
	(void)ftw;
	return remove(path);
}

/* Kill what still runs and remove the folder. */
static void
clear_away(struct world *w)
{
	left_over = NULL;
	if (w == NULL)
		return;
	if (w->daemon > 0) {
		kill(w->daemon, SIGKILL);
		waitpid(w->daemon, NULL, 0);
	}
	if (w->sim_fd > 0)
		close(w->sim_fd);
	if (w->sim > 0) {
		kill(w->sim, SIGKILL);
		waitpid(w->sim, NULL, 0);
	}
	if (w->ahead != NULL)
		munmap((void *)w->ahead, sizeof *w->ahead);
	nftw(w->dir, remove_one, 16, FTW_DEPTH | FTW_PHYS);
	free(w);
}

static void
clear_left_over(void)
{
	clear_away(left_over);
}

/* A running city.  The caller frees it. */
struct world *
world_new(const struct world_options *o)
{
	static const struct world_options none;
	struct world	*w = calloc(1, sizeof *w);
	char		 path[128], command[160], out[4096];

	assert_non_null(w);
	if (left_over != NULL)
		clear_left_over();
	else
		atexit(clear_left_over);
	left_over = w;
	if (o == NULL)
		o = &none;
	snprintf(w->dir, sizeof w->dir, "/tmp/kentongan-test.XXXXXX");
	assert_non_null(mkdtemp(w->dir));
	snprintf(w->conf, sizeof w->conf, "%s/kentongan.conf", w->dir);
	snprintf(w->modem_extra, sizeof w->modem_extra, "%s",
	    o->modem != NULL ? o->modem : "");
	w->modems = o->modems > 0 ? o->modems : 1;
	w->patterns = o->patterns;
	set_program(w, o->program);
	w->own_numbers = o->own_numbers;
	world_set_env(w, o->daemon_env != NULL ? o->daemon_env : "");
	link_city(w);
	if (o->clock != NULL)
		hang_clock(w, o->clock);
	world_write_conf(w, o->conf);
	start_sim(w, o->sim);
	world_start(w);
	if (!o->no_seats && w->daemon != 0) {
		seat_table(w, path, sizeof path);
		snprintf(command, sizeof command, "seat import %s", path);
		if (world_cli(w, out, sizeof out, command) != 0)
			die(w, out);
	}
	return w;
}

/* Stop everything, which must go well, and remove the folder. */
void
world_free(struct world *w)
{
	world_stop(w);
	clear_away(w);
}

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

/* Run `kentongan ARGS`; its exit code, its output (both streams) in out. */
int
world_cli(struct world *w, char *out, size_t size, const char *args)
{
	char	command[1024];
	FILE	*f;
	size_t	n;
	int	status;

	snprintf(command, sizeof command, "%s/kentongan -c %s %s 2>&1",
	    build_dir(), w->conf, args);
	assert_non_null(f = popen(command, "r"));
	n = fread(out, 1, size - 1, f);
	out[n] = '\0';
	status = pclose(f);
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Wait until the output of `kentongan ARGS` holds some words. */
void
world_wait_cli(struct world *w, const char *args, const char *words)
{
	int64_t	end = now_ms() + DEADLINE_MS;
	char	out[16384];

	for (;;) {
		world_cli(w, out, sizeof out, args);
		if (strstr(out, words) != NULL)
			return;
		if (now_ms() > end)
			break;
		pause_ms(50);
	}
	printf("%s\n", out);
	die(w, words);
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

/* The first ticket (4 digits or more) of an SMS. */
void
text_ticket(const char *text, char ticket[24])
{
	const char	*c = text;
	size_t		 n;

	for (; *c != '\0'; c += n > 0 ? n : 1)
		if ((n = strspn(c, "0123456789")) >= 4 && n < 20) {
			snprintf(ticket, 24, "%.*s", (int)n, c);
			return;
		}
	fail_msg("no ticket in: %s", text);
}

/* The code (a letter and a digit) after "Kode" in a dispatch. */
void
text_code(const char *text, char code[3])
{
	const char	*c = strstr(text, "Kode ");

	if (c == NULL || strlen(c) < 7)
		fail_msg("no code in: %s", text);
	else
		snprintf(code, 3, "%.2s", c + 5);
}
