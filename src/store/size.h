/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef STORE_SIZE_H
#define STORE_SIZE_H

#define STORE_CODE_SIZE	16	/* a category, an OPD, a modem, a SIM's IMSI */
#define STORE_NAME_SIZE	64	/* a kelurahan, a seat, a person */

#endif
