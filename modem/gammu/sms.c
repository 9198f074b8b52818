/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * sms - short messages between libGammu's structures and ours.
 *
 * This file alone knows what libGammu keeps in them, and what it spoils:
 * doubled tildes, texts cut in silence, headers written over their end.
 */

#include "config.h"

#include <string.h>
#include <time.h>

#include "modem/gammu/hooks.h"
#include "modem/gammu/sms.h"
#include "modem/pdu.h"

#define UCS2_UNITS_MAX	70	/* libGammu reads no more of a text */

/*
 * GSM-7 text, a number or a name as libGammu keeps it (UTF-16, at most
 * src_size bytes, ended by a zero unit) in UTF-8.  Returns its length.
 */
size_t
gammu_sms_utf8(char *dst, size_t size, const unsigned char *src,
    size_t src_size)
{
	size_t	units = 0;

	while (2 * units + 1 < src_size &&
	    (src[2 * units] != 0 || src[2 * units + 1] != 0))
		units++;
	return pdu_utf8(dst, size, src, units, false);
}

static int64_t
utc(const GSM_DateTime *t)
{
	struct tm	tm = { .tm_sec = t->Second, .tm_min = t->Minute,
	    .tm_hour = t->Hour, .tm_mday = t->Day, .tm_mon = t->Month - 1,
	    .tm_year = t->Year - 1900 };

	if (t->Year < 1990 || t->Year > 2200 || t->Month < 1 ||
	    t->Month > 12 || t->Day < 1 || t->Day > 31 || t->Hour < 0 ||
	    t->Hour > 23 || t->Minute < 0 || t->Minute > 59 || t->Second < 0 ||
	    t->Second > 60 || t->Timezone < -86400 || t->Timezone > 86400)
		return 0;
	return (int64_t)timegm(&tm) - t->Timezone;
}

static void
copy_text(struct wire_sms_in *in, const GSM_SMSMessage *sms)
{
	size_t	len = sms->Length > 0 ? (size_t)sms->Length : 0;

	if (len > GSM_MAX_SMS_LENGTH)
		len = GSM_MAX_SMS_LENGTH;
	switch (sms->Coding) {
	case SMS_Coding_Default_No_Compression:
		in->coding = WIRE_CODING_GSM7;
		in->text_len = (uint32_t)gammu_sms_utf8(in->text, sizeof in->text,
		    sms->Text, sizeof sms->Text);
		break;
	case SMS_Coding_Unicode_No_Compression:
		/* libGammu doubles '~' and takes U+0001 for one. */
		in->coding = WIRE_CODING_UCS2;
		in->text_len = (uint32_t)pdu_utf8(in->text, sizeof in->text,
		    sms->Text, len, true);
		break;
	case SMS_Coding_8bit:
		in->coding = WIRE_CODING_8BIT;
		in->text_len = (uint32_t)len;
		memcpy(in->text, sms->Text, len);
		break;
	case SMS_Coding_Unicode_Compression:
	case SMS_Coding_Default_Compression:
		in->coding = WIRE_CODING_UNKNOWN;
		break;
	}
}

static void
fill_sms(struct wire_sms_in *in, const GSM_SMSMessage *sms)
{
	gammu_sms_utf8(in->number, sizeof in->number, sms->Number,
	    sizeof sms->Number);
	gammu_sms_utf8(in->smsc, sizeof in->smsc, sms->SMSC.Number,
	    sizeof sms->SMSC.Number);
	in->sent_at = utc(&sms->DateTime);
	in->class = sms->Class;
	if (sms->UDH.Type != UDH_NoUDH && sms->UDH.Length > 0 &&
	    sms->UDH.Length <= (int)sizeof in->udh) {
		in->udh_len = (uint32_t)sms->UDH.Length;
		memcpy(in->udh, sms->UDH.Text, in->udh_len);
	}
	/* Longer than can be: written over what lies behind it. */
	if (sms->UDH.Length > (int)sizeof in->udh)
		in->coding = WIRE_CODING_UNKNOWN;
	else
		copy_text(in, sms);
}

static void
fill_report(struct wire_sms_report *r, const GSM_SMSMessage *sms)
{
	gammu_sms_utf8(r->number, sizeof r->number, sms->Number,
	    sizeof sms->Number);
	r->mr = sms->MessageReference;
	r->status = sms->DeliveryStatus;
	r->sent_at = utc(&sms->DateTime);
	r->discharged_at = utc(&sms->SMSCTime);
}

/*
 * A message as libGammu lists it, with what the hooks saw of its PDU (NULL:
 * nothing).  whole
 * is false when libGammu could not decode it: then only its place and its
 * octets are told.
 */
void
gammu_sms_read(struct driver_message *m, const GSM_SMSMessage *sms,
    const struct hooks_capture *seen, bool whole)
{
	memset(m, 0, sizeof *m);
	/* A notice right behind the answer makes libGammu forget the error. */
	whole = whole && (seen == NULL || !seen->broken);
	m->place.memory = whole ? (int)sms->Memory : 0;
	m->place.location = sms->Location;
	m->place.digest = seen != NULL && seen->known ? seen->digest : 0;
	m->is_report = whole && sms->PDU == SMS_Status_Report;
	if (m->is_report) {
		fill_report(&m->report, sms);
		return;
	}
	m->sms.pid = -1;
	m->sms.class = -1;
	m->sms.coding = WIRE_CODING_UNKNOWN;
	if (whole)
		fill_sms(&m->sms, sms);
	if (seen == NULL || !seen->known)
		return;
	if (!seen->broken) {
		m->sms.pid = seen->layout.pid;
		m->sms.alphanumeric = seen->layout.alphanumeric;
	}
	m->sms.raw_len = (uint32_t)seen->len;
	memcpy(m->sms.raw, seen->raw, seen->len);
}

/* One PDU's worth, or it would be cut in silence.  -1: it is more. */
static int
put_text(GSM_SMSMessage *sms, const struct wire_sms_out *out)
{
	bool	part = out->parts > 1;
	size_t	max = sizeof sms->Text / 2;
	int	need;

	if (out->coding == WIRE_CODING_GSM7) {
		need = text_septets(out->text);
		if (!text_is_gsm7(out->text) || need < 0 ||
		    need > (part ? TEXT_PART_SEPTETS : TEXT_SMS_SEPTETS))
			return -1;
		sms->Coding = SMS_Coding_Default_No_Compression;
		sms->Length = (int)pdu_utf16(sms->Text, max, out->text);
		return 0;
	}
	need = text_units(out->text);
	if (need < 0 || need > (part ? TEXT_PART_UNITS : TEXT_SMS_UNITS))
		return -1;
	sms->Coding = SMS_Coding_Unicode_No_Compression;
	sms->Length = (int)pdu_utf16_tilde(sms->Text, max, out->text,
	    UCS2_UNITS_MAX);
	return 0;
}

/* 3GPP TS 23.040 9.2.3.24.1: element 0, eight-bit reference. */
static void
put_udh(GSM_UDHHeader *udh, const struct wire_sms_out *out)
{
	udh->Type = UDH_NoUDH;
	if (out->parts <= 1)
		return;
	udh->Type = UDH_UserUDH;
	udh->Length = 6;
	udh->Text[0] = 5;
	udh->Text[1] = 0;
	udh->Text[2] = 3;
	udh->Text[3] = (unsigned char)out->ref;
	udh->Text[4] = (unsigned char)out->parts;
	udh->Text[5] = (unsigned char)out->part;
}

/*
 * One PDU for libGammu to send by this message centre (UTF-16 as libGammu
 * keeps it).  -1: it is more than one PDU holds.
 */
int
gammu_sms_write(GSM_SMSMessage *sms,
    const unsigned char smsc[], const struct wire_sms_out *out)
{
	memset(sms, 0, sizeof *sms);
	if (out->parts > 255 || out->part < 1 || out->part > out->parts ||
	    put_text(sms, out) == -1)
		return -1;
	put_udh(&sms->UDH, out);
	sms->PDU = out->report ? SMS_Status_Report : SMS_Submit;
	sms->Class = (signed char)(out->class >= 0 && out->class <= 3 ?
	    out->class : -1);
	pdu_utf16(sms->Number, sizeof sms->Number / 2, out->number);
	/* Location 0, else libGammu reads it anew and forgets the validity. */
	sms->SMSC.Location = 0;
	memcpy(sms->SMSC.Number, smsc, sizeof sms->SMSC.Number);
	sms->SMSC.Validity.Format = SMS_Validity_RelativeFormat;
	sms->SMSC.Validity.Relative =
	    (GSM_ValidityPeriod)pdu_validity(out->validity_min);
	return 0;
}
