/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * list - what lies in the modem: listing it and removing it.
 *
 * By libGammu, which knows many modems; and by plain AT where libGammu gives
 * up: at an entry that it cannot pass, a list that it cannot read, a message
 * that it cannot delete, or where processes have died of it.
 */

#include "config.h"

#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "modem/gammu/private.h"
#include "modem/gammu/sms.h"

#define SKIP_MAX	16	/* empty slots in a row */
#define STORES		((int)(sizeof ((struct driver *)0)->store /	\
	sizeof ((struct driver *)0)->store[0]))
#define BARE_MEMORY	0x10000	/* places found by plain AT: and its store */

/* ---- by plain AT ---------------------------------------------------- */

/* A store's number in a place. */
static int
store_number(struct driver *d, const char *name)
{
	int	i;

	for (i = 0; i < STORES - 1 && d->store[i][0] != '\0'; i++)
		if (strcmp(d->store[i], name) == 0)
			return BARE_MEMORY + i;
	snprintf(d->store[i], sizeof d->store[i], "%s", name);
	return BARE_MEMORY + i;
}

static enum driver_status
begin_bare(struct driver *d)
{
	gammu_begin(d, GAMMU_LIST_S);
	d->listing_bare = true;
	d->entry = 0;
	bare_list_clear(&d->entries);
	if (d->fd == -1)
		return DRIVER_END;
	if (!bare_list(d->fd, &d->entries))
		return gammu_silent(d, "list");
	if (d->entries.count == 0)
		d->events.reading(d->arg, DRIVER_LISTED, 0);
	return DRIVER_OK;
}

/* The next entry of a bare listing, decoded as libGammu would. */
static enum driver_status
next_bare(struct driver *d, struct driver_message *m)
{
	const struct bare_message	*b;
	GSM_SMSMessage			*sms = &d->multi->SMS[0];
	GSM_Error			 error = ERR_CORRUPTED;

	if (d->entry >= d->entries.count)
		return DRIVER_END;
	b = &d->entries.item[d->entry++];
	memset(sms, 0, sizeof *sms);
	hooks_arm(0);
	if (b->is_hex)
		error = hooks_decode(sms, b->pdu, b->len);
	else
		hooks_decode_text(b->text);
	d->seen_pdu = hooks_disarm();
	if (error == ERR_NONE && sms->PDU == SMS_Submit)
		return DRIVER_NO;
	gammu_sms_read(m, sms, d->seen_pdu, error == ERR_NONE);
	m->place.memory = store_number(d, b->store);
	m->place.location = b->index;
	return DRIVER_OK;
}

/* Wherever it lies now. */
static enum driver_status
remove_bare(struct driver *d, uint64_t digest)
{
	const struct bare_message	*b;
	bool				 answers = true, gone = true;
	struct bare_list		 l;
	int				 i;

	gammu_begin(d, GAMMU_LIST_S);
	if (!bare_list(d->fd, &l)) {
		bare_list_clear(&l);
		return gammu_silent(d, "delete");
	}
	for (i = 0; i < l.count && answers; i++) {
		b = &l.item[i];
		if (b->digest == digest && !bare_delete(d->fd, b->store,
		    b->index, digest, &answers))
			gone = false;
	}
	bare_list_clear(&l);
	if (!answers)
		return gammu_silent(d, "delete");
	return gone ? DRIVER_OK : DRIVER_NO;
}

static enum driver_status
remove_at(struct driver *d, const struct driver_place *place)
{
	bool	answers, gone;

	gammu_begin(d, GAMMU_LIST_S);
	gone = bare_delete(d->fd, d->store[place->memory - BARE_MEMORY],
	    place->location, place->digest, &answers);
	if (!answers)
		return gammu_silent(d, "delete");
	return gone ? DRIVER_OK : DRIVER_NO;
}

/* ---- by libGammu ---------------------------------------------------- */

static bool
was_seen(const struct driver *d, int location)
{
	int	i;

	for (i = 0; i < d->seen_count; i++)
		if (d->seen[i] == location)
			return true;
	return false;
}

/*
 * Where to go after an entry.  A listing that comes back to where it was
 * never ends by itself; one that fails without moving would not move again.
 */
static bool
listing_moved(struct driver *d, bool first, int before)
{
	int	now = d->multi->SMS[0].Location;

	/* Some modems count from 0. */
	if ((!first && now == before) || was_seen(d, now) ||
	    d->seen_count == GAMMU_SWEEP_MAX)
		return false;
	d->seen[d->seen_count++] = now;
	return true;
}

/*
 * Is the listing at its end?  Then what it could not tell is asked by plain
 * AT: after an error that is not one entry's, or where it took an entry for
 * an empty slot, as it does with erased flash.
 */
static enum driver_status
end_listing(struct driver *d, GSM_Error error)
{
	if ((error == ERR_NONE || error == ERR_EMPTY ||
	    error == ERR_CORRUPTED) && d->empty == 0) {
		d->events.reading(d->arg, DRIVER_LISTED, 0);
		return DRIVER_END;
	}
	return begin_bare(d);
}

/* Ask libGammu for the next entry; multi then holds it. */
static enum driver_status
fetch(struct driver *d, bool first, GSM_Error *error)
{
	int	before = d->multi->SMS[0].Location;

	if (first) {
		memset(d->multi, 0, sizeof *d->multi);
		d->seen_count = d->skipped = d->empty = 0;
	}
	gammu_begin(d, GAMMU_LIST_S);
	hooks_arm(0);
	d->multi->Number = 0;
	*error = GSM_GetNextSMS(d->gsm, d->multi, first);
	/* A process that ends of it leaves its mark. */
	if (*error != ERR_NONE && *error != ERR_CORRUPTED &&
	    gammu_judge(d, "list", *error) == DRIVER_LOST)
		return DRIVER_LOST;
	d->seen_pdu = hooks_disarm();
	if (first && *error != ERR_NONE && *error != ERR_CORRUPTED &&
	    !d->seen_pdu->known && d->multi->SMS[0].Location == 0)
		return end_listing(d, *error);
	if (!listing_moved(d, first, before))
		return end_listing(d, *error);
	/* ERR_EMPTY is also an empty slot among others. */
	if (*error == ERR_EMPTY)
		d->empty++;
	if (*error == ERR_EMPTY && ++d->skipped >= SKIP_MAX)
		return end_listing(d, *error);
	if (*error != ERR_EMPTY)
		d->skipped = 0;
	return DRIVER_OK;
}

/*
 * The next message on the SIM or in the modem.  What cannot be decoded comes
 * with coding unknown and its raw octets, so that it can be kept and then
 * removed.  DRIVER_NO: an entry that says nothing.
 */
enum driver_status
gammu_list(struct driver *d, bool first, struct driver_message *m)
{
	GSM_Error		error = ERR_NONE;
	enum driver_status	status = DRIVER_OK;

	if (first) {
		d->listing_bare = false;
		if (d->bare)
			status = begin_bare(d);
	}
	if (!d->listing_bare && (first || ++d->at >= d->multi->Number)) {
		d->at = 0;
		status = fetch(d, first, &error);
	}
	if (status != DRIVER_OK)
		return status;
	if (d->listing_bare)
		return next_bare(d, m);
	if (error == ERR_EMPTY || (error != ERR_NONE &&
	    error != ERR_CORRUPTED && !d->seen_pdu->known)) {
		d->multi->Number = 0;
		return DRIVER_NO;
	}
	/* Drafts and sent messages of the SIM's earlier life stay. */
	if (error == ERR_NONE && d->multi->SMS[d->at].PDU == SMS_Submit)
		return DRIVER_NO;
	gammu_sms_read(m, &d->multi->SMS[d->at], d->seen_pdu,
	    error == ERR_NONE);
	return DRIVER_OK;
}

/* Delete by libGammu, which reads the message once more. */
static enum driver_status
remove_by_library(struct driver *d, const struct driver_place *place)
{
	GSM_SMSMessage	sms;
	GSM_Error	error;
	bool		there;

	memset(&sms, 0, sizeof sms);
	/* Folder 0: the location says all, in every case that was tried. */
	sms.Folder = 0;
	sms.Memory = (GSM_MemoryType)place->memory;
	sms.Location = place->location;
	gammu_begin(d, GAMMU_CALL_S);
	hooks_arm(place->digest);
	error = GSM_DeleteSMS(d->gsm, &sms);
	/* A modem that refuses and an empty place end in the same error. */
	there = hooks_disarm()->known || place->digest == 0;
	if (error == ERR_EMPTY || (error == ERR_INVALIDLOCATION && !there))
		return DRIVER_OK;
	return gammu_judge(d, "delete", error);
}

/*
 * Delete a listed message, if it still is the one that was listed.  One that
 * is no longer there counts as deleted.
 */
enum driver_status
gammu_remove(struct driver *d, const struct driver_place *place)
{
	enum driver_status	status;

	if (place->memory >= BARE_MEMORY)
		return remove_at(d, place);
	status = remove_by_library(d, place);
	if (status != DRIVER_NO || place->digest == 0 || d->fd == -1)
		return status;
	return remove_bare(d, place->digest);
}
