/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef GAMMU_HOOKS_H
#define GAMMU_HOOKS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "modem/driver.h"
#include "modem/pdu.h"

/* The PDU that was decoded last, by libGammu or for us. */
struct hooks_capture {
	bool			known;	/* there was one */
	bool			broken;	/* and it was not fit to be decoded */
	struct pdu_layout	layout;	/* if it was */
	unsigned char		raw[256];
	size_t			len;
	uint64_t		digest;
};

/* Who is told of dangerous steps, and what is too dangerous. */
struct hooks_guard {
	void	(*reading)(void *, enum driver_reading, uint64_t);
	bool	(*is_poison)(void *, uint64_t);
	void	*arg;
	bool	 careful;	/* try each message in a child first */
};

void	hooks_set_guard(const struct hooks_guard *);
void	hooks_set_deadline(int, bool (*)(void *), void (*)(void *), void *);
void	hooks_set_hurry(bool);
bool	hooks_hurry(void);
void	hooks_arm(uint64_t);
const struct hooks_capture *hooks_disarm(void);

#endif
