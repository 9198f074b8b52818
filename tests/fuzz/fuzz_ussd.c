/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * fuzz_ussd - any bytes as a USSD provider's request: it is a hop whose fields
 * are all there, or nonsense; and any screen makes a whole answer.
 *
 * The first byte chooses the dialect, the rest of its line is the path behind
 * the secret, what follows is the body.
 */

#include "config.h"

#include <string.h>

#include <jansson.h>

#include "conf/conf.h"
#include "doors/ussd/adapter.h"
#include "fuzz.h"

const char	fuzz_seeds[] = "ussd";

static char	sid[] = "sid", number[] = "msisdn", text[] = "msg",
		sequence[] = "n", type[] = "op", begin[] = "begin",
		end[] = "end", message[] = "message", close_[] = "close",
		name[] = "fuzz", none[] = "";

/* The generic one is there twice: in JSON and as a form. */
static struct conf_provider
provider(unsigned which)
{
	return (struct conf_provider){ .name = name,
	    .dialect = which < DIALECT_GENERIC ? which : DIALECT_GENERIC,
	    .json = which == DIALECT_GENERIC, .field_session = sid,
	    .field_number = number, .field_text = text, .field_code = none,
	    .field_sequence = sequence, .field_type = type, .type_new = begin,
	    .type_end = end, .reply_text = which == DIALECT_GENERIC ?
	    message : none, .reply_close = close_ };
}

static bool
is_ended(const char *field, size_t size)
{
	return memchr(field, '\0', size) != NULL;
}

static void
check_hop(const struct ussd_hop *hop)
{
	MUST(is_ended(hop->provider, sizeof hop->provider));
	MUST(is_ended(hop->session, sizeof hop->session));
	MUST(is_ended(hop->number, sizeof hop->number));
	MUST(is_ended(hop->code, sizeof hop->code));
	MUST(is_ended(hop->sequence, sizeof hop->sequence));
	MUST(is_ended(hop->text, sizeof hop->text));
	MUST(hop->session[0] != '\0' && hop->number[0] != '\0');
}

/* JSON where the dialect speaks it, and not cut off. */
static void
check_answer(const struct ussd_answer *a)
{
	json_t	*json;

	MUST(strlen(a->body) < sizeof a->body - 1);
	if (strncmp(a->type, "application/json", 16) != 0)
		return;
	json = json_loads(a->body, JSON_REJECT_DUPLICATES, NULL);
	MUST(json_is_object(json));
	json_decref(json);
}

/* A screen is in GSM-7, so control characters are the worst of it. */
static void
check_answers(const struct conf_provider *p, const struct ussd_hop *hop)
{
	struct ussd_reply	reply = { .close = hop->first, .hops = 9999 };
	struct ussd_answer	a;

	memset(reply.text, '\x01', sizeof reply.text - 1);
	ussd_adapter_write(p, hop, &reply, &a);
	check_answer(&a);
	ussd_adapter_refuse(p, &a);
	check_answer(&a);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct ussd_request	 r = { .query = "" };
	struct ussd_hop		 hop;
	struct conf_provider	 p;
	char			*whole, *body, *line;

	if (size == 0)
		return 0;
	p = provider(data[0] % (DIALECT_GENERIC + 2));
	if ((whole = malloc(size)) == NULL)
		return 0;
	memcpy(whole, data + 1, size - 1);
	whole[size - 1] = '\0';
	line = whole;
	r.rest = line;
	if ((body = memchr(whole, '\n', size - 1)) != NULL) {
		*body++ = '\0';
		r.len = size - 1 - (size_t)(body - whole);
	}
	r.body = body != NULL ? body : "";
	switch (ussd_adapter_read(&p, &r, &hop)) {
	case ASKED_HOP:
		check_hop(&hop);
		check_answers(&p, &hop);
		break;
	case ASKED_STATUS:
		MUST(hop.session[0] != '\0');
		break;
	case ASKED_NONSENSE:
		break;
	}
	free(whole);
	return 0;
}
