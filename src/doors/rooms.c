/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * rooms - every room that has a say in the configuration.
 *
 * The list lies here because doors are the uppermost floor that both the
 * daemon and the admin's command stand on: so what the one starts with is
 * what the other has checked.
 */

#include "config.h"

#include <stddef.h>

#include "desk/words/message.h"
#include "doors/rooms.h"
#include "doors/ussd/menu.h"
#include "language/conf.h"

const struct conf_room *const	rooms_all[] = {
	&language_conf, &message_conf, &ussd_conf, NULL
};
