/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * network - is an address within a network, as both are written.
 */

#include "config.h"

#include <sys/socket.h>

#include <arpa/inet.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include "base/network.h"

/* An address as 16 octets; IPv4 stands at the end, RFC 4291 2.5.5.2. */
static bool
address_read(const char *text, unsigned char out[16])
{
	memset(out, 0, 16);
	if (inet_pton(AF_INET, text, out + 12) == 1) {
		out[10] = out[11] = 0xff;
		return true;
	}
	return inet_pton(AF_INET6, text, out) == 1;
}

/* The length behind the slash as one of 128 bits; -1 if it is none. */
static int
prefix_read(const char *text, bool ipv4)
{
	char	*end;
	long	 bits = strtol(text, &end, 10);

	if (*text < '0' || *text > '9' || *end != '\0' ||
	    bits > (ipv4 ? 32 : 128))
		return -1;
	return (int)bits + (ipv4 ? 96 : 0);
}

/*
 * Does "10.1.0.0/16", "::1" or "192.0.2.7" hold this address?  1 yes, 0 no
 * (or it is no address), -1 if it is itself no network.
 */
int
network_holds(const char *network, const char *address)
{
	unsigned char	net[16], host[16], mask;
	char		base[64];
	size_t		len = strcspn(network, "/");
	int		bits = 128, i;

	if (len >= sizeof base)
		return -1;
	memcpy(base, network, len);
	base[len] = '\0';
	if (!address_read(base, net) || (network[len] == '/' && (bits =
	    prefix_read(network + len + 1, strchr(base, ':') == NULL)) == -1))
		return -1;
	if (!address_read(address, host))
		return 0;
	for (i = 0; i < bits; i += 8) {
		mask = bits - i >= 8 ? 0xff : (unsigned char)(0xff00 >>
		    (bits - i));
		if ((net[i / 8] & mask) != (host[i / 8] & mask))
			return 0;
	}
	return 1;
}
