/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_OPTIONS_H
#define CONF_OPTIONS_H

#include "conf/option.h"

const struct conf_option *conf_options(size_t *);
const struct conf_option *conf_modem_options(size_t *);
const struct conf_option *conf_http_options(size_t *);
const struct conf_option *conf_ussd_options(size_t *);
const struct conf_option *conf_provider_options(size_t *);

#endif
