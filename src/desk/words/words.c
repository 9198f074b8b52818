/* SPDX-License-Identifier: GPL-2.0-or-later */

/*
 * words - how a report, a seat, a moment or a span of time is called in a
 * message, and what an official last said.
 */

#include "config.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/text.h"
#include "desk/words/letter.h"
#include "desk/words/words.h"
#include "store/event.h"
#include "store/supporter.h"

/* The words of a report's state, as people read them. */
const char *
words_state(const struct desk *desk, enum report_state state)
{
	static const enum message_id words[] = {
		[REPORT_NEW] = MESSAGE_STATE_NEW,
		[REPORT_ROUTED] = MESSAGE_STATE_ROUTED,
		[REPORT_TAKEN] = MESSAGE_STATE_TAKEN,
		[REPORT_WORKING] = MESSAGE_STATE_WORKING,
		[REPORT_DONE] = MESSAGE_STATE_DONE,
		[REPORT_CLOSED] = MESSAGE_STATE_CLOSED,
		[REPORT_REJECTED] = MESSAGE_STATE_REJECTED,
		[REPORT_CANCELLED] = MESSAGE_STATE_CANCELLED
	};

	_Static_assert(sizeof words / sizeof words[0] == REPORT_STATE_COUNT,
	    "words for every state");
	return desk->conf->message[words[state]];
}

/*
 * The values that every message about a report may name.  They point into w,
 * the report and the configuration, and live as long as these.
 */
void
words_report(const struct desk *desk, const struct report *report,
    struct report_words *w)
{
	const struct conf_city	*city = &desk->conf->city;
	int			 category;

	ticket_from_sequence(report->id, w->ticket);
	category = conf_city_find_category(city, report->category);
	w->values = (struct message_values){
		.ticket = w->ticket,
		.category = category == -1 ? report->category :
		    city->category[category].label,
		.kelurahan = report->kelurahan[0] != '\0' ?
		    report->kelurahan : desk->conf->message[MESSAGE_NO_PLACE],
		.opd = report->opd,
		.phone = category == -1 ? "" : city->category[category].phone,
		.state = words_state(desk, report->state)
	};
}

/* A seat's name as an SMS can hold it. */
void
words_seat(const struct seat *seat, char name[STORE_NAME_SIZE])
{
	text_to_gsm7(name, STORE_NAME_SIZE, seat->name, NULL);
	text_clip(name, MESSAGE_LONGEST_SEAT);
}

/*
 * Make a name take at most so many septets, of its beginning and its end:
 * what tells "piket DLH Oesapa" from "piket DLH Oebobo" stands behind.
 */
void
words_shorten(char name[STORE_NAME_SIZE], int room)
{
	char		 front[STORE_NAME_SIZE], both[STORE_NAME_SIZE * 2];
	const char	*tail = name;
	int		 head = (room - 2) / 3;

	if (text_septets(name) <= room)
		return;
	if (head < 1) {
		text_clip(name, room);
		return;
	}
	snprintf(front, sizeof front, "%s", name);
	text_clip(front, head + 2);
	while (text_septets(tail) > room - head - 2)
		for (tail++; ((unsigned char)*tail & 0xc0) == 0x80; tail++)
			;
	snprintf(both, sizeof both, "%s%s", front, tail);
	snprintf(name, STORE_NAME_SIZE, "%.*s", STORE_NAME_SIZE - 1, both);
}

/* A moment as people in the city's zone read it. */
void
words_date(char *buf, size_t size, int64_t when)
{
	time_t		t = (time_t)when;
	struct tm	tm;

	localtime_r(&t, &tm);
	if (strftime(buf, size, "%d/%m %H:%M", &tm) == 0)
		buf[0] = '\0';
}

/* The time of day, "19:40". */
void
words_clock(char *buf, size_t size, int64_t when)
{
	time_t		t = (time_t)when;
	struct tm	tm;

	localtime_r(&t, &tm);
	if (strftime(buf, size, "%H:%M", &tm) == 0)
		buf[0] = '\0';
}

/* The day of a moment, "24/11". */
void
words_day(char *buf, size_t size, int64_t when)
{
	time_t		t = (time_t)when;
	struct tm	tm;

	localtime_r(&t, &tm);
	if (strftime(buf, size, "%d/%m", &tm) == 0)
		buf[0] = '\0';
}

/* The n-th word of a list with spaces between. */
static int
word_of(const char *list, int n, const char **word)
{
	for (; n > 0 && *list != '\0'; n--) {
		list += strcspn(list, " ");
		list += strspn(list, " ");
	}
	*word = list;
	return (int)strcspn(list, " ");
}

/*
 * A moment as people say it: "hari ini", "besok", "Rabu 2 Des"; when it is
 * near and to the minute, with its time.
 */
void
words_when(const struct desk *desk, int64_t when, int64_t now, bool minute,
    char *buf, size_t size)
{
	char *const	*text = desk->conf->message;
	time_t		 t = (time_t)when, n = (time_t)now;
	struct tm	 at, today;
	char		 clock[16] = "";
	const char	*day, *month;
	int		 days, day_len, month_len;

	localtime_r(&t, &at);
	localtime_r(&n, &today);
	days = at.tm_yday - today.tm_yday +
	    (at.tm_year != today.tm_year ? 365 : 0);
	if (minute)
		strftime(clock, sizeof clock, " %H:%M", &at);
	if (days <= 1) {
		snprintf(buf, size, "%s%s", text[days < 1 ? MESSAGE_TODAY :
		    MESSAGE_TOMORROW], clock);
		return;
	}
	day_len = word_of(text[MESSAGE_WEEKDAYS], at.tm_wday, &day);
	month_len = word_of(text[MESSAGE_MONTHS], at.tm_mon, &month);
	snprintf(buf, size, "%.*s %d %.*s", day_len, day, at.tm_mday,
	    month_len, month);
}

/* "45 menit", "5 jam", "3 hari", in the words of the configuration. */
void
words_late(const struct desk *desk, int64_t seconds, char *buf,
    size_t size)
{
	enum message_id	unit = MESSAGE_DAYS;
	int64_t		n = seconds / 86400;

	if (seconds < 48 * 3600) {
		unit = MESSAGE_HOURS;
		n = seconds / 3600;
	}
	if (seconds < 3600) {
		unit = MESSAGE_MINUTES;
		n = seconds / 60;
	}
	snprintf(buf, size, "%" PRId64 " %s", n > 0 ? n : 1,
	    desk->conf->message[unit]);
}

/* "+6", or "" where it is one person's report alone. */
const char *
words_crowd(const struct desk *desk, const struct report *report,
    char crowd[WORDS_CROWD_SIZE])
{
	int	n;

	crowd[0] = '\0';
	if (store_supporter_count(desk->store, report->id, &n) == 0 && n > 0)
		snprintf(crowd, WORDS_CROWD_SIZE, "+%d", n);
	return crowd;
}

/* The words before which "(+6 warga)" is put, if there are more people. */
const char *
words_of_crowd(const struct desk *desk, const struct report *report,
    const char *text, char all[TEXT_MAX_BYTES])
{
	char	crowd[WORDS_CROWD_SIZE];

	if (words_crowd(desk, report, crowd)[0] == '\0')
		return text;
	snprintf(all, TEXT_MAX_BYTES, "(%s %s) %.*s", crowd,
	    desk->conf->message[MESSAGE_CROWD], TEXT_MAX_BYTES - 64, text);
	return all;
}

/* One item of the list: ticket, category, place. */
void
words_item(const struct desk *desk, const struct report *r, bool first,
    char *item, size_t size)
{
	char			crowd[WORDS_CROWD_SIZE];
	struct report_words	w;

	words_report(desk, r, &w);
	words_crowd(desk, r, crowd);
	snprintf(item, size, "%s%s%s %s %s%s%s", first ? "" : "; ",
	    r->urgent ? "!" : "", w.ticket, w.values.category,
	    r->kelurahan[0] != '\0' ? r->kelurahan : "?",
	    crowd[0] != '\0' ? " " : "", crowd);
}

/*
 * The newest words of an official about it, for who asks: those that led to
 * the state it is in.  What was said of it before is not so any more.
 */
int
words_last_remark(struct desk *desk, const struct report *report,
    char *buf, size_t size)
{
	static const struct {
		enum report_state	state;
		const char		*kind;
	} rows[] = {
		{ REPORT_WORKING,  "progress" },
		{ REPORT_DONE,	   "done" },
		{ REPORT_CLOSED,   "closed" },
		{ REPORT_CLOSED,   "done" },
		{ REPORT_REJECTED, "rejected" }
	};
	size_t	i;

	buf[0] = '\0';
	for (i = 0; i < sizeof rows / sizeof rows[0] && buf[0] == '\0'; i++)
		if (rows[i].state == report->state && store_event_last_detail(
		    desk->store, report->id, rows[i].kind, buf, size) == -1)
			return -1;
	return 0;
}
