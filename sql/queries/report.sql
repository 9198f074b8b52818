-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- report - reports, their events and supporters.

-- The id is the ticket's sequence; a city may start above 1.
-- name: report_add
INSERT INTO report (id, phone_id, inbox_id, category, kelurahan, opd, state,
    urgent, sent_at, created_at, changed_at, due_at, outcome, description)
VALUES (max(:start, coalesce((SELECT max(id) FROM report), 0) + 1),
    :phone, :inbox, :category, :kelurahan, :opd, :state,
    :urgent, :sent_at, :created_at, :changed_at, :due_at, :outcome,
    :description);

-- name: report_get
SELECT id, phone_id, inbox_id, category, kelurahan, opd, state, urgent,
    sent_at, created_at, changed_at, due_at, outcome, description
FROM report WHERE id = :id;

-- name: report_set_state
UPDATE report
SET state = :state, outcome = :outcome, changed_at = :now, due_at = :due_at
WHERE id = :id;

-- name: report_set_route
UPDATE report
SET category = :category, kelurahan = :kelurahan, opd = :opd,
    urgent = :urgent, changed_at = :now
WHERE id = :id;

-- name: report_set_description
UPDATE report SET description = :description WHERE id = :id;

-- name: report_set_due
UPDATE report SET due_at = :due_at WHERE id = :id;

-- The first and the last period of 30 days that has reports.
-- name: report_periods
SELECT (SELECT min(created_at) FROM report) / 2592000,
    (SELECT max(created_at) FROM report) / 2592000;

-- name: report_of_phone
SELECT id, phone_id, inbox_id, category, kelurahan, opd, state, urgent,
    sent_at, created_at, changed_at, due_at, outcome, description
FROM report
WHERE created_at / 2592000 = :period AND phone_id = :phone
ORDER BY id DESC;

-- name: report_open_before
SELECT id, phone_id, inbox_id, category, kelurahan, opd, state, urgent,
    sent_at, created_at, changed_at, due_at, outcome, description
FROM report
WHERE phone_id = :phone AND id < :before AND state <> 'closed'
    AND state <> 'rejected' AND state <> 'cancelled'
ORDER BY id DESC LIMIT 1;

-- By period first, as the index is: four of them hold the last 90 days.
-- name: report_tally
SELECT (SELECT count(*) FROM report
	WHERE kelurahan = :kelurahan AND category = :category
	    AND state <> 'closed' AND state <> 'rejected'
	    AND state <> 'cancelled' AND state <> 'done'),
    coalesce((SELECT min(id) FROM report
	WHERE kelurahan = :kelurahan AND category = :category
	    AND state <> 'closed' AND state <> 'rejected'
	    AND state <> 'cancelled' AND state <> 'done'), 0),
    (SELECT count(*) FROM report
	WHERE created_at / 2592000 IN (:since / 2592000,
		:since / 2592000 + 1, :since / 2592000 + 2,
		:since / 2592000 + 3)
	    AND kelurahan = :kelurahan AND category = :category
	    AND created_at >= :since
	    AND (state = 'closed' OR state = 'done'));

-- An officer asked its citizen, who has not answered since.
-- name: report_asked
SELECT id, phone_id, inbox_id, category, kelurahan, opd, state, urgent,
    sent_at, created_at, changed_at, due_at, outcome, description
FROM report
WHERE phone_id = :phone AND state <> 'done' AND state <> 'closed'
    AND state <> 'rejected' AND state <> 'cancelled'
    AND 'asked' = (SELECT kind FROM event
	WHERE report_id = report.id AND kind IN ('asked', 'added')
	    AND at >= :since
	ORDER BY event.id DESC LIMIT 1)
ORDER BY id DESC LIMIT 1;

-- name: report_due
SELECT id, phone_id, inbox_id, category, kelurahan, opd, state, urgent,
    sent_at, created_at, changed_at, due_at, outcome, description
FROM report WHERE due_at IS NOT NULL AND due_at <= :now
ORDER BY due_at, id LIMIT 1;

-- name: report_unrouted
SELECT id, phone_id, inbox_id, category, kelurahan, opd, state, urgent,
    sent_at, created_at, changed_at, due_at, outcome, description
FROM report
WHERE state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled'
    AND state = 'new' AND opd <> '' AND id > :after
    AND NOT EXISTS (SELECT 1 FROM question
	WHERE report_id = report.id AND settled_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM dispatch
	WHERE report_id = report.id AND closed_at IS NULL)
ORDER BY id LIMIT 1;

-- name: event_add
INSERT INTO event (report_id, at, kind, from_state, to_state, phone_id,
    seat_id, inbox_id, detail, admin)
VALUES (:report, :at, :kind, :from, :to, :phone, :seat, :inbox, :detail,
    :admin);

-- The last before an event that somebody said.
-- name: event_words
SELECT id, kind = 'asked', detail FROM event
WHERE report_id = :report AND id < :before AND detail <> ''
    AND (kind = 'added' OR kind = 'asked' OR kind = 'reopened' OR
	kind = 'joined')
ORDER BY id DESC LIMIT 1;

-- name: event_last_detail
SELECT detail FROM event WHERE report_id = :report AND kind = :kind
ORDER BY id DESC LIMIT 1;

-- Open ones of a place and a category, the newest first.
-- name: report_same
SELECT id, phone_id, inbox_id, category, kelurahan, opd, state, urgent,
    sent_at, created_at, changed_at, due_at, outcome, description
FROM report INDEXED BY report_same
WHERE kelurahan = :kelurahan AND category = :category
    AND state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled'
    AND state <> 'done' AND id < :before
ORDER BY id DESC LIMIT 1;
