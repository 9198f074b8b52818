/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * adapter - what each provider calls things: its request becomes a hop,
 * the screen becomes its reply.
 *
 * A dialect is a row that names its fields; only replies need a function.
 * "generic" is a row that the configuration fills in.
 */

#include "config.h"

#include <sys/queue.h>

#include <event2/buffer.h>
#include <event2/http.h>
#include <event2/keyvalq_struct.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include <jansson.h>

#include "conf/conf.h"
#include "doors/ussd/adapter.h"

#define TEXT_PLAIN	"text/plain; charset=utf-8"
#define TEXT_JSON	"application/json; charset=utf-8"

/* Fields by name; where several can serve, the first that says something. */
struct dialect {
	bool		 json;
	bool		 full_path;	/* text: all inputs so far */
	bool		 path_session;	/* .../{session}/{type} */
	const char	*session, *number, *text, *code, *sequence, *type;
	const char	*first, *ended;	/* words of type, spaces between */
	void		(*write)(const struct conf_provider *,
			    const struct ussd_hop *,
			    const struct ussd_reply *, struct ussd_answer *);
};

/* ---- fields ------------------------------------------------------------ */

/* The fields of a request, from wherever it keeps them. */
struct fields {
	struct evkeyvalq form;
	json_t		*json;		/* owned; NULL: a form */
};

static bool
fields_open(struct fields *f, const struct dialect *d,
    const struct ussd_request *r)
{
	const char	*form = r->len > 0 ? r->body : r->query;

	TAILQ_INIT(&f->form);
	f->json = NULL;
	if (!d->json)
		return form[0] == '\0' ||
		    evhttp_parse_query_str(form, &f->form) == 0;
	f->json = json_loadb(r->len > 0 ? r->body : "{}",
	    r->len > 0 ? r->len : 2, JSON_REJECT_DUPLICATES, NULL);
	return json_is_object(f->json);
}

static void
fields_close(struct fields *f)
{
	evhttp_clear_headers(&f->form);
	json_decref(f->json);
}

/* A scalar as text.  False if it is none or does not fit. */
static bool
scalar_text(const json_t *value, char *out, size_t size)
{
	int	n;

	if (json_is_string(value)) {
		if (json_string_length(value) >= size)
			return false;
		n = snprintf(out, size, "%s", json_string_value(value));
	} else if (json_is_integer(value))
		n = snprintf(out, size, "%" JSON_INTEGER_FORMAT,
		    json_integer_value(value));
	else if (json_is_boolean(value))
		n = snprintf(out, size, "%s", json_is_true(value) ? "true" :
		    "false");
	else {
		out[0] = '\0';
		return json_is_null(value);
	}
	return n >= 0 && (size_t)n < size;
}

/* Names differ in case between a provider's manual and its machines. */
static bool
json_field(json_t *object, const char *name, size_t len, char *out,
    size_t size)
{
	const char	*key;
	json_t		*value;

	json_object_foreach(object, key, value)
		if (strlen(key) == len && strncasecmp(key, name, len) == 0)
			return scalar_text(value, out, size);
	return true;
}

static bool
form_field(struct evkeyvalq *form, const char *name, size_t len, char *out,
    size_t size)
{
	struct evkeyval	*kv;

	TAILQ_FOREACH(kv, form, next)
		if (strlen(kv->key) == len &&
		    strncasecmp(kv->key, name, len) == 0) {
			if (strlen(kv->value) >= size)
				return false;
			snprintf(out, size, "%s", kv->value);
			break;
		}
	return true;
}

/*
 * The value of the first of these fields that says something; "" if none
 * does.  False: it is too long or no plain value.
 */
static bool
field(struct fields *f, const char *names, char *out, size_t size)
{
	size_t	len;
	bool	ok = true;

	out[0] = '\0';
	while (ok && *names != '\0' && out[0] == '\0') {
		len = strcspn(names, " ");
		ok = f->json != NULL ?
		    json_field(f->json, names, len, out, size) :
		    form_field(&f->form, names, len, out, size);
		names += len;
		names += strspn(names, " ");
	}
	return ok;
}

/* Is the word one of the list's, in any case? */
static bool
is_one_of(const char *word, const char *list)
{
	size_t	len = strlen(word), n;

	for (; *list != '\0'; list += n, list += strspn(list, " ")) {
		n = strcspn(list, " ");
		if (n == len && strncasecmp(list, word, n) == 0)
			return true;
	}
	return false;
}

/* ---- replies ----------------------------------------------------------- */

/* CON goes on, END does not: Africa's Talking and who copied it. */
static void
write_plain(const struct conf_provider *p, const struct ussd_hop *hop,
    const struct ussd_reply *reply, struct ussd_answer *out)
{
	(void)p;
	out->type = TEXT_PLAIN;
	if (hop->ended)
		out->body[0] = '\0';
	else
		snprintf(out->body, sizeof out->body, "%s %s",
		    reply->close ? "END" : "CON", reply->text);
}

/* The object is given up here. */
static void
write_object(json_t *object, struct ussd_answer *out)
{
	char	*text = object != NULL ? json_dumps(object, JSON_COMPACT) :
		    NULL;

	out->type = TEXT_JSON;
	snprintf(out->body, sizeof out->body, "%s", text != NULL ? text :
	    "{}");
	free(text);
	json_decref(object);
}

static void
write_infobip(const struct conf_provider *p, const struct ussd_hop *hop,
    const struct ussd_reply *reply, struct ussd_answer *out)
{
	(void)p;
	if (hop->ended)
		write_object(json_pack("{s:i,s:s}", "responseExitCode", 200,
		    "responseMessage", ""), out);
	else
		write_object(json_pack("{s:b,s:s,s:i,s:s}", "shouldClose",
		    reply->close, "ussdMenu", reply->text,
		    "responseExitCode", 200, "responseMessage", ""), out);
}

/* ClientState comes back once, with the next hop: so a repeat is known. */
static void
write_hubtel(const struct conf_provider *p, const struct ussd_hop *hop,
    const struct ussd_reply *reply, struct ussd_answer *out)
{
	char	state[16];

	(void)p;
	snprintf(state, sizeof state, "h%d", reply->hops);
	write_object(json_pack("{s:s,s:s,s:s}", "Type",
	    reply->close || hop->ended ? "release" : "response", "Message",
	    reply->text, "ClientState", state), out);
}

static void
write_generic(const struct conf_provider *p, const struct ussd_hop *hop,
    const struct ussd_reply *reply, struct ussd_answer *out)
{
	json_t	*object;

	if (p->reply_text[0] == '\0') {
		write_plain(p, hop, reply, out);
		return;
	}
	object = json_pack("{s:s}", p->reply_text, reply->text);
	if (object != NULL && p->reply_close[0] != '\0')
		json_object_set_new(object, p->reply_close,
		    json_boolean(reply->close || hop->ended));
	write_object(object, out);
}

/* ---- the dialects ------------------------------------------------------ */

static const struct dialect dialects[] = {
	/* Its second address, told how a session ended, has a status. */
	[DIALECT_AFRICASTALKING] = { .full_path = true,
	    .session = "sessionId", .number = "phoneNumber", .text = "text",
	    .code = "serviceCode", .sequence = "", .type = "status",
	    .first = "", .ended = "Success Incomplete Failed",
	    .write = write_plain },
	[DIALECT_INFOBIP] = { .json = true, .path_session = true,
	    .session = "", .number = "msisdn", .text = "text",
	    .code = "shortCode", .sequence = "", .type = "",
	    .first = "start", .ended = "end", .write = write_infobip },
	[DIALECT_HUBTEL] = { .json = true,
	    .session = "SessionId", .number = "Mobile", .text = "Message",
	    .code = "ServiceCode", .sequence = "ClientState Sequence",
	    .type = "Type", .first = "initiation",
	    .ended = "release timeout", .write = write_hubtel },
};

static struct dialect
dialect_of(const struct conf_provider *p)
{
	if (p->dialect != DIALECT_GENERIC)
		return dialects[p->dialect];
	return (struct dialect){ .json = p->json, .full_path = p->full_path,
	    .session = p->field_session, .number = p->field_number,
	    .text = p->field_text, .code = p->field_code,
	    .sequence = p->field_sequence, .type = p->field_type,
	    .first = p->type_new, .ended = p->type_end,
	    .write = write_generic };
}

/* "/{session}/{type}" */
static bool
read_path(const char *rest, struct ussd_hop *hop, char *type, size_t size)
{
	size_t	len;

	if (*rest != '/')
		return false;
	len = strcspn(++rest, "/");
	if (len == 0 || len >= sizeof hop->session || rest[len] != '/' ||
	    strlen(rest + len + 1) >= size)
		return false;
	memcpy(hop->session, rest, len);
	hop->session[len] = '\0';
	snprintf(type, size, "%s", rest + len + 1);
	return true;
}

static bool
read_fields(const struct dialect *d, struct fields *f, struct ussd_hop *hop,
    char *type, size_t size)
{
	return (d->path_session || (field(f, d->session, hop->session,
	    sizeof hop->session) && field(f, d->type, type, size))) &&
	    field(f, d->number, hop->number, sizeof hop->number) &&
	    field(f, d->text, hop->text, sizeof hop->text) &&
	    field(f, d->code, hop->code, sizeof hop->code) &&
	    field(f, d->sequence, hop->sequence, sizeof hop->sequence);
}

/*
 * Read a request.  HOP: hop is filled; STATUS: is hop's session alive?;
 * NONSENSE: a field is missing or too long, or the body is not what the
 * dialect says.
 */
enum ussd_asked
ussd_adapter_read(const struct conf_provider *p,
    const struct ussd_request *r, struct ussd_hop *hop)
{
	struct dialect	d = dialect_of(p);
	struct fields	f;
	char		type[41] = "";
	bool		ok;

	memset(hop, 0, sizeof *hop);
	snprintf(hop->provider, sizeof hop->provider, "%s", p->name);
	if (d.path_session ? !read_path(r->rest, hop, type, sizeof type) :
	    r->rest[0] != '\0')
		return ASKED_NONSENSE;
	if (d.path_session && strcasecmp(type, "status") == 0)
		return ASKED_STATUS;
	if (d.path_session && !is_one_of(type, "start response end"))
		return ASKED_NONSENSE;
	ok = fields_open(&f, &d, r) && read_fields(&d, &f, hop, type,
	    sizeof type);
	fields_close(&f);
	if (!ok || hop->session[0] == '\0' || hop->number[0] == '\0')
		return ASKED_NONSENSE;
	hop->full_path = d.full_path;
	hop->first = is_one_of(type, d.first);
	hop->ended = is_one_of(type, d.ended);
	return ASKED_HOP;
}

/* Write the screen as the provider wants it. */
void
ussd_adapter_write(const struct conf_provider *p, const struct ussd_hop *hop,
    const struct ussd_reply *reply, struct ussd_answer *out)
{
	dialect_of(p).write(p, hop, reply, out);
}

/* To ASKED_STATUS, which only one dialect has. */
void
ussd_adapter_status(bool active, struct ussd_answer *out)
{
	write_object(json_pack("{s:b,s:i,s:s}", "sessionActive", active,
	    "responseExitCode", 200, "responseMessage", ""), out);
}

/* To what makes no sense, beside the HTTP status 400. */
void
ussd_adapter_refuse(const struct conf_provider *p, struct ussd_answer *out)
{
	if (p->dialect == DIALECT_INFOBIP) {
		write_object(json_pack("{s:i,s:s}", "responseExitCode", 400,
		    "responseMessage", "not understood"), out);
		return;
	}
	out->type = TEXT_PLAIN;
	snprintf(out->body, sizeof out->body, "not understood\n");
}
