/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * poison - messages that end whoever reads them, for tests.
 *
 * Loaded with LD_PRELOAD, so that libGammu has a fault that no build of it
 * need have: a message with one of these words in it, in 8-bit data, aborts
 * its decoding, never ends it, sleeps in it, or aborts the listing already.
 */

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static int
holds(const unsigned char *octets, size_t len, const char *word)
{
	return memmem(octets, len, word, strlen(word)) != NULL;
}

int GSM_DecodePDUFrame(void *, void *, const unsigned char *, size_t,
    size_t *, int);
int
GSM_DecodePDUFrame(void *di, void *sms, const unsigned char *pdu, size_t len,
    size_t *end, int smsc)
{
	static int		(*real)(void *, void *, const unsigned char *,
				    size_t, size_t *, int);
	static volatile unsigned spin;

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "GSM_DecodePDUFrame");
	if (holds(pdu, len, "POISON-ABORT"))
		abort();
	while (holds(pdu, len, "POISON-SPIN"))
		spin++;
	while (holds(pdu, len, "POISON-SLEEP"))
		sleep(1);
	return real(di, sms, pdu, len, end, smsc);
}

/* libGammu turns what it lists into octets before it decodes them. */
int DecodeHexBin(unsigned char *, const unsigned char *, size_t);
int
DecodeHexBin(unsigned char *to, const unsigned char *from, size_t len)
{
	static int	(*real)(unsigned char *, const unsigned char *, size_t);
	/* POISON-LIST */
	static const char hex[] = "504F49534F4E2D4C495354";

	if (real == NULL)
		*(void **)&real = dlsym(RTLD_NEXT, "DecodeHexBin");
	if (holds(from, len, hex))
		abort();
	return real(to, from, len);
}
