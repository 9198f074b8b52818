/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * gammu_hooks - what libGammu calls through the dynamic linker, and we answer.
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

#include <gammu.h>

#include "gammu_hooks.h"
#include "language/text.h"

#define PAUSE_MAX_US	1000	/* of a hurried pause */

/* Static, as libGammu calls with no object of ours. */
static bool			hurry;
static struct hooks_capture	capture;
static bool			armed;
static uint64_t			expected;	/* refuse another; 0: any */

/* When the call under way has lasted too long, and whom to tell. */
static struct {
	int64_t	at;			/* ms; 0: no call under way */
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
 * The calls that follow may last so long together, 0: for ever.  libGammu's
 * own timeouts begin anew with each byte, so a modem that chatters can keep
 * it for ever; but it never waits without a pause, and then `stuck' is
 * called.  It must not return.
 */
void
hooks_set_deadline(int seconds, void (*stuck)(void *), void *arg)
{
	deadline.at = seconds > 0 ? now_ms() + seconds * 1000LL : 0;
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
}

/* Stop watching: what was seen, until the next hooks_arm. */
const struct hooks_capture *
hooks_disarm(void)
{
	armed = false;
	expected = 0;
	return &capture;
}

/*
 * libGammu's pauses are for serial phones of 1999 and most of its time.  In
 * a hurry they are capped; a real pause otherwise, not cut by signals.
 */
int
usleep(useconds_t us)
{
	struct timespec	t;

	if (deadline.at != 0 && now_ms() >= deadline.at) {
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
capture_set(const unsigned char *raw, size_t len, size_t from, size_t to)
{
	capture.known = true;
	capture.len = len < sizeof capture.raw ? len : sizeof capture.raw;
	memcpy(capture.raw, raw, capture.len);
	/* The SMSC in front is not the same in every listing. */
	capture.digest = text_digest(raw + from, to - from);
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
		capture_set(src, len, 0, len);
	}
	return ok;
}

/*
 * Decode a PDU, if it is safe to.  All that cannot be decoded is said to be
 * corrupted: that is the one failure after which libGammu still can delete.
 */
GSM_Error
GSM_DecodePDUFrame(GSM_Debug_Info *di, GSM_SMSMessage *sms,
    const unsigned char *buffer, size_t length, size_t *final_pos,
    gboolean smsc)
{
	static GSM_Error (*real)(GSM_Debug_Info *, GSM_SMSMessage *,
			    const unsigned char *, size_t, size_t *, gboolean);
	GSM_Error	 error;

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "GSM_DecodePDUFrame");
	capture.broken = real == NULL ||
	    !pdu_check(&capture.layout, buffer, length, smsc);
	if (capture.broken)
		capture_set(buffer, length, 0, length);
	else
		capture_set(buffer, length, capture.layout.tpdu,
		    capture.layout.end);
	/* The slot may hold another message by now: never delete that. */
	if (expected != 0 && capture.digest != expected)
		return ERR_WRONGCRC;
	/* Octets after the end are padding of the modem's. */
	if (final_pos != NULL)
		*final_pos = length;
	if (capture.broken)
		return ERR_CORRUPTED;
	error = real(di, sms, buffer, capture.layout.end, NULL, smsc);
	if (error == ERR_NONE && sms->UDH.Length <= GSM_MAX_UDH_LENGTH)
		return ERR_NONE;
	capture.broken = true;
	return ERR_CORRUPTED;
}
