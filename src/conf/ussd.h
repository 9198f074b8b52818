/* SPDX-License-Identifier: GPL-2.0-or-later */
#ifndef CONF_USSD_H
#define CONF_USSD_H

#include <stdbool.h>

#include "conf/list.h"

/* 3GPP TS 23.038 5: 160 octets hold 182 septets. */
#define USSD_SCREEN_SEPTETS	182
#define USSD_SCREEN_BYTES	(USSD_SCREEN_SEPTETS * 3 + 1)

#define CONF_USSD_TEXTS_MAX	48

enum ussd_dialect { DIALECT_AFRICASTALKING, DIALECT_INFOBIP, DIALECT_HUBTEL,
	DIALECT_GENERIC };

/* An operator or aggregator whose phones' sessions come to us by HTTP. */
struct conf_provider {
	char		*name;
	enum ussd_dialect dialect;
	char		*path;		/* a secret; never logged */
	char		*header;	/* "" none */
	char		*header_value;	/* a secret; never logged */
	struct conf_list allow;		/* addresses and networks; 0: all */
	/* What follows is for the generic dialect. */
	bool		 json, full_path;
	char		*field_session, *field_number, *field_text;
	char		*field_code, *field_sequence, *field_type;
	char		*type_new, *type_end;
	char		*reply_text, *reply_close;
};

struct conf_ussd {
	int	 screen;		/* septets */
	int	 resume_s;
	int	 repeat_s;
	int	 per_minute;
	struct conf_provider *provider;	/* owned */
	int	 provider_count;
	/* Templates by enum ussd_text; owned; NULL: not told. */
	char	*text[CONF_USSD_TEXTS_MAX];
};

#endif
