/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * hooks - what libGammu calls through the dynamic linker, and we answer.
 *
 * A function that the program defines replaces a library's.  Three are
 * replaced: usleep, so that libGammu's fixed pauses are ours to set; and
 * DecodeHexBin and GSM_DecodePDUFrame, so that each PDU is checked, and kept,
 * before libGammu decodes it.  Where a libGammu is linked so that this fails,
 * all works but the pauses, the checks and the raw octets.
 */

#include "config.h"

#include <dlfcn.h>
#include <errno.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "base/log.h"
#include "modem/gammu/private.h"
#include "modem/trial.h"

#define PAUSE_MAX_US	1000	/* of a hurried pause */
#define LOOK_MS		200	/* whether the modem is still there */
#define READ_CPU_S	10	/* of a call that reads; normally very little */
#define DECODE_CPU_S	1	/* of one message; normally microseconds */
#define POISON_MAX	64	/* digests of what a child died of */

/* Static, as libGammu calls with no object of ours. */
static bool			hurry;
static struct hooks_capture	capture;
static bool			armed;
static uint64_t			expected;	/* refuse another; 0: any */

static struct hooks_guard	guard;
static uint64_t			poison[POISON_MAX];
static unsigned			poison_count;

/* When the call under way is of no use any more, and whom to tell. */
static struct {
	int64_t	at;			/* ms; 0: no call under way */
	int64_t	look_at;		/* the next look at the line, ms */
	bool	(*gone)(void *);
	void	(*stuck)(void *);
	void	*arg;
} deadline;

static int64_t
now_ms(void)
{
	struct timespec	t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

/*
 * The calls that follow may last so long together, 0: for ever, and only
 * until the modem is gone.  libGammu's own timeouts begin anew with each
 * byte, so a modem that chatters can keep it for ever, and it waits for one
 * that was unplugged; but it never waits without a pause, and then `stuck' is
 * called.  It must not return.
 */
void
hooks_set_deadline(int seconds, bool (*gone)(void *), void (*stuck)(void *),
    void *arg)
{
	deadline.at = seconds > 0 ? now_ms() + seconds * 1000LL : 0;
	deadline.look_at = 0;
	deadline.gone = gone;
	deadline.stuck = stuck;
	deadline.arg = arg;
}

/* Cap libGammu's pauses, or not. */
void
hooks_set_hurry(bool on)
{
	hurry = on;
}

bool
hooks_hurry(void)
{
	return hurry;
}

/* Copied; its callbacks are called from inside of libGammu. */
void
hooks_set_guard(const struct hooks_guard *g)
{
	guard = *g;
}

static void
mark(enum driver_reading what, uint64_t digest)
{
	if (guard.reading != NULL)
		guard.reading(guard.arg, what, digest);
}

/*
 * Watch the PDUs of the next call.  If digest is not 0, a PDU that has
 * another is refused, so that the call comes to nothing.
 */
void
hooks_arm(uint64_t digest)
{
	memset(&capture, 0, sizeof capture);
	armed = true;
	expected = digest;
	mark(DRIVER_READING, 0);
	trial_limit(READ_CPU_S);
}

/* Stop watching: what was seen, until the next hooks_arm. */
const struct hooks_capture *
hooks_disarm(void)
{
	armed = false;
	expected = 0;
	trial_limit(0);
	mark(DRIVER_IDLE, 0);
	return &capture;
}

/* Is the call under way to be given up? */
static bool
is_of_no_use(void)
{
	int64_t	now = now_ms();

	if (now >= deadline.at)
		return true;
	if (now < deadline.look_at)
		return false;
	deadline.look_at = now + LOOK_MS;
	return deadline.gone(deadline.arg);
}

/*
 * libGammu's pauses are for serial phones of 1999 and most of its time.  In
 * a hurry they are capped; a real pause otherwise, not cut by signals.
 */
int
usleep(useconds_t us)
{
	struct timespec	t;

	if (deadline.at != 0 && is_of_no_use()) {
		deadline.at = 0;
		deadline.stuck(deadline.arg);
	}
	if (hurry && us > PAUSE_MAX_US)
		us = PAUSE_MAX_US;
	t.tv_sec = us / 1000000;
	t.tv_nsec = (long)(us % 1000000) * 1000;
	while (nanosleep(&t, &t) == -1 && errno == EINTR)
		;
	return 0;
}

static void
capture_set(const unsigned char *raw, size_t len)
{
	capture.known = true;
	capture.len = len < sizeof capture.raw ? len : sizeof capture.raw;
	memcpy(capture.raw, raw, capture.len);
	capture.digest = pdu_digest(&capture.layout, !capture.broken, raw, len);
}

/* A PDU that is not hexadecimal is kept as the text that it is. */
gboolean
DecodeHexBin(unsigned char *dest, const unsigned char *src, size_t len)
{
	static gboolean	(*real)(unsigned char *, const unsigned char *,
			    size_t);
	gboolean	 ok;

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "DecodeHexBin");
	ok = real != NULL && real(dest, src, len);
	if (armed && !ok) {
		capture.broken = true;
		capture_set(src, len);
	}
	return ok;
}

typedef GSM_Error	(*decode_fn)(GSM_Debug_Info *, GSM_SMSMessage *,
			    const unsigned char *, size_t, size_t *, gboolean);

struct decode {
	decode_fn		 fn;
	GSM_Debug_Info		*di;
	GSM_SMSMessage		*sms;
	const unsigned char	*pdu;
	size_t			 len;
	gboolean		 smsc;
	GSM_Error		 error;
};

static void
decode_run(void *arg)
{
	struct decode	*d = arg;

	d->error = d->fn(d->di, d->sms, d->pdu, d->len, NULL, d->smsc);
}

/* Is it known to kill, or does it, tried in a child? */
static bool
is_deadly(struct decode *d, uint64_t digest)
{
	unsigned	i, n = poison_count < POISON_MAX ? poison_count :
			    POISON_MAX;

	for (i = 0; i < n; i++)
		if (poison[i] == digest)
			return true;
	if (guard.is_poison != NULL && guard.is_poison(guard.arg, digest))
		return true;
	if (!guard.careful || trial_survives(decode_run, d))
		return false;
	log_warn("message %016llx would end this process: not decoded, kept "
	    "as it is", (unsigned long long)digest);
	poison[poison_count++ % POISON_MAX] = digest;
	return true;
}

/* Decode; the process ends if that does not. */
static bool
decode_limited(struct decode *d)
{
	trial_limit(DECODE_CPU_S);
	decode_run(d);
	trial_limit(armed ? READ_CPU_S : 0);
	return d->error == ERR_NONE &&
	    d->sms->UDH.Length <= GSM_MAX_UDH_LENGTH;
}

/*
 * Decode what is captured, if it is safe to.  All that cannot be decoded is
 * said to be corrupted: that is the one failure after which libGammu still
 * can delete.
 */
static GSM_Error
decode_captured(struct decode *d)
{
	capture.broken = d->fn == NULL ||
	    !pdu_check(&capture.layout, d->pdu, d->len, d->smsc);
	capture_set(d->pdu, d->len);
	/* The slot may hold another message by now: never delete that. */
	if (expected != 0 && capture.digest != expected)
		return ERR_WRONGCRC;
	if (capture.broken)
		return ERR_CORRUPTED;
	d->len = capture.layout.end;
	/* Also during the trial: we may be killed while the child hangs. */
	mark(DRIVER_DECODING, capture.digest);
	capture.broken = is_deadly(d, capture.digest) || !decode_limited(d);
	mark(armed ? DRIVER_READING : DRIVER_IDLE, 0);
	return capture.broken ? ERR_CORRUPTED : ERR_NONE;
}

static decode_fn
real_decode(void)
{
	static decode_fn	real;

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "GSM_DecodePDUFrame");
	return real;
}

/* libGammu decodes a PDU that the modem listed. */
GSM_Error
GSM_DecodePDUFrame(GSM_Debug_Info *di, GSM_SMSMessage *sms,
    const unsigned char *buffer, size_t length, size_t *final_pos,
    gboolean smsc)
{
	struct decode	d = { real_decode(), di, sms, buffer, length, smsc,
	    ERR_NONE };

	/* Octets after the end are padding of the modem's. */
	if (final_pos != NULL)
		*final_pos = length;
	return decode_captured(&d);
}

/*
 * Decode a PDU that we got ourselves, its SMSC in front, as if libGammu had:
 * between hooks_arm and hooks_disarm, which tells what was seen.
 */
GSM_Error
hooks_decode(GSM_SMSMessage *sms, const unsigned char *pdu, size_t len)
{
	struct decode	d = { real_decode(), GSM_GetGlobalDebug(), sms, pdu,
	    len, TRUE, ERR_NONE };

	return decode_captured(&d);
}

/* As hooks_decode, for what is not even hexadecimal. */
void
hooks_decode_text(const char *text)
{
	capture.broken = true;
	capture_set((const unsigned char *)text, strlen(text));
}
