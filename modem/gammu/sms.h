/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef GAMMU_SMS_H
#define GAMMU_SMS_H

#include <stdbool.h>

#include <gammu.h>

#include "modem/driver.h"

#define GAMMU_SMSC_SIZE	(sizeof ((GSM_SMSC *)0)->Number)

struct hooks_capture;

size_t	gammu_sms_utf8(char *, size_t, const unsigned char *, size_t);
void	gammu_sms_read(struct driver_message *, const GSM_SMSMessage *,
	    const struct hooks_capture *, bool);
int	gammu_sms_write(GSM_SMSMessage *, const unsigned char[],
	    const struct wire_sms_out *);

#endif
