-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- list - tables for the admin's command: its filters and its headings.
--
-- A filter that is NULL leaves nothing out.  Columns: "time" and what ends in
-- "_time" are seconds UTC; "ticket" is a report's sequence, without its check
-- digit; "phone" is a number, for the caller to mask.
--
-- Where a filter names a state, the few open rows are found by their partial
-- index and only the others by reading backwards.

-- name: list_reports
SELECT id AS ticket, created_at AS time, state, CASE urgent WHEN 1 THEN 'yes'
    ELSE '' END AS urgent, category, kelurahan, opd,
    (SELECT group_concat(name, ', ') FROM dispatch
	JOIN seat ON seat.id = seat_id
	WHERE report_id = report.id AND closed_at IS NULL) AS seat,
    (SELECT count(*) FROM supporter WHERE report_id = report.id
	AND how <> 'asked' AND undone_at IS NULL) AS supporters,
    description AS text
FROM report
WHERE id IN (
    SELECT id FROM (SELECT id FROM report
	WHERE state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled'
	    AND state = :state
	    AND (:opd IS NULL OR opd = :opd COLLATE NOCASE)
	    AND (:kelurahan IS NULL OR kelurahan = :kelurahan COLLATE NOCASE)
	    AND (:since IS NULL OR created_at >= :since)
	ORDER BY id DESC LIMIT coalesce(:limit, -1))
    UNION ALL SELECT id FROM (SELECT id FROM report
	WHERE (:state IS NULL OR :state NOT IN
		('new', 'routed', 'taken', 'working', 'done'))
	    AND (:state IS NULL OR state = :state)
	    AND (:opd IS NULL OR opd = :opd COLLATE NOCASE)
	    AND (:kelurahan IS NULL OR kelurahan = :kelurahan COLLATE NOCASE)
	    AND created_at >= coalesce(:since, 0)
	ORDER BY created_at DESC, id DESC LIMIT coalesce(:limit, -1)))
ORDER BY id DESC LIMIT coalesce(:limit, -1);

-- name: list_report
SELECT report.id AS ticket, created_at AS time, changed_at AS changed_time,
    due_at AS due_time, state, outcome,
    CASE urgent WHEN 1 THEN 'yes' ELSE '' END AS urgent, category,
    report.kelurahan AS kelurahan, opd, number AS phone,
    (SELECT count(*) FROM supporter WHERE report_id = report.id
	AND how <> 'asked' AND undone_at IS NULL) AS supporters,
    description AS text
FROM report JOIN phone ON phone.id = phone_id
WHERE report.id = :report;

-- name: list_report_events
SELECT at AS time, event.kind AS event, from_state AS "from", to_state AS "to",
    seat.name AS seat, admin, number AS phone, event.inbox_id AS message,
    detail AS text
FROM event LEFT JOIN seat ON seat.id = event.seat_id
    LEFT JOIN phone ON phone.id = event.phone_id
WHERE report_id = :report
ORDER BY event.id;

-- name: list_dispatches
SELECT at AS time, closed_at AS closed_time, seat.name AS seat, holder, code,
    wrong
FROM dispatch JOIN seat ON seat.id = seat_id
WHERE report_id = :report
ORDER BY dispatch.id;

-- name: list_messages_in
SELECT inbox.id AS id, received_at AS time, number AS phone, modem, state,
    intent, report_id AS ticket, CASE complete WHEN 0 THEN 'no' ELSE '' END
    AS complete, reason, text
FROM inbox JOIN phone ON phone.id = phone_id
WHERE inbox.id IN (
    SELECT id FROM (SELECT id FROM inbox
	WHERE state <> 'handled' AND state <> 'filed' AND state <> 'closed'
	    AND state = :state AND (:since IS NULL OR received_at >= :since)
	ORDER BY id DESC LIMIT coalesce(:limit, -1))
    UNION ALL SELECT id FROM (SELECT id FROM inbox
	WHERE (:state IS NULL OR :state NOT IN ('new', 'question', 'triage'))
	    AND (:state IS NULL OR state = :state)
	    AND received_at >= coalesce(:since, 0)
	ORDER BY received_at DESC, id DESC LIMIT coalesce(:limit, -1)))
ORDER BY inbox.id DESC LIMIT coalesce(:limit, -1);

-- name: list_messages_out
SELECT outbox.id AS id, outbox.created_at AS time, number AS phone,
    coalesce((SELECT modem FROM outbox_part WHERE outbox_id = outbox.id
	ORDER BY id DESC LIMIT 1), outbox.modem) AS modem,
    outbox.state AS state, outbox.kind AS kind, report_id AS ticket,
    seat.name AS seat, parts, attempts,
    CASE WHEN outbox.state = 'due' OR outbox.state = 'night' THEN next_try END
	AS next_time,
    (SELECT max(sent_at) FROM outbox_part WHERE outbox_id = outbox.id)
	AS sent_time,
    reason, text
FROM outbox JOIN phone ON phone.id = outbox.phone_id
    LEFT JOIN seat ON seat.id = seat_id
WHERE outbox.id IN (
    SELECT id FROM outbox WHERE state = 'due' AND :state = 'due'
	AND (:since IS NULL OR created_at >= :since)
    UNION ALL SELECT id FROM (SELECT id FROM outbox
	WHERE state <> 'due' AND state <> 'sent' AND state <> 'delivered'
	    AND state <> 'dropped' AND state = :state
	    AND (:since IS NULL OR created_at >= :since)
	ORDER BY id DESC LIMIT coalesce(:limit, -1))
    UNION ALL SELECT id FROM (SELECT id FROM outbox
	WHERE (:state IS NULL OR :state NOT IN
		('due', 'sending', 'failed', 'uncertain', 'night', 'held'))
	    AND (:state IS NULL OR state = :state)
	    AND created_at >= coalesce(:since, 0)
	    AND id >= coalesce((SELECT min(id) FROM outbox
		WHERE created_at / 86400 =
		    (SELECT min(created_at / 86400) FROM outbox
		    WHERE created_at / 86400 >= :since / 86400)), 0)
	ORDER BY id DESC LIMIT coalesce(:limit, -1)))
ORDER BY outbox.id DESC LIMIT coalesce(:limit, -1);

-- What a person must decide, the most pressing first.
-- name: list_todo
SELECT what, id, ticket, time, phone, seat, text FROM (
    SELECT 1 AS place, 'danger' AS what, NULL AS id, report.id AS ticket,
	created_at AS time, NULL AS phone, NULL AS seat, description AS text
    FROM report
    WHERE state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled'
	AND danger <> '' AND (state = 'new' OR state = 'routed')
    UNION ALL SELECT 2, 'unassigned', NULL, id, created_at, NULL, opd,
	description
    FROM report
    WHERE state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled'
	AND state = 'new' AND opd <> ''
	AND NOT EXISTS (SELECT 1 FROM question
	    WHERE report_id = report.id AND settled_at IS NULL)
	AND NOT EXISTS (SELECT 1 FROM dispatch
	    WHERE report_id = report.id AND closed_at IS NULL)
    UNION ALL SELECT 3, 'silent', NULL, NULL, silent_at, number, seat.name,
	open_count || ' open'
    FROM seat LEFT JOIN phone ON phone.id = phone_id
    WHERE removed_at IS NULL AND silent_at IS NOT NULL
    UNION ALL SELECT 4, 'wrong code', NULL, dispatch.report_id, dispatch.at,
	number, seat.name, CASE wrong WHEN 0 THEN 'code changed'
	    ELSE wrong || ' wrong' END
    FROM dispatch JOIN seat ON seat.id = seat_id
	LEFT JOIN phone ON phone.id = seat.phone_id
    WHERE closed_at IS NULL AND (wrong > 0 OR EXISTS (SELECT 1 FROM event
	WHERE report_id = dispatch.report_id AND seat_id = dispatch.seat_id
	    AND kind = 'code changed' AND event.at >= :now - 604800))
    UNION ALL SELECT 5, 'triage', inbox.id, NULL, received_at, number, NULL,
	text
    FROM inbox JOIN phone ON phone.id = phone_id
    WHERE state <> 'handled' AND state <> 'filed' AND state <> 'closed'
	AND state = 'triage'
    UNION ALL SELECT CASE outbox.state WHEN 'uncertain' THEN 6
	WHEN 'failed' THEN 7 ELSE 8 END, outbox.state, outbox.id, report_id,
	outbox.created_at, number, NULL, text
    FROM outbox JOIN phone ON phone.id = phone_id
    WHERE state <> 'due' AND state <> 'sent' AND state <> 'delivered'
	AND state <> 'dropped'
	AND (state = 'uncertain' OR state = 'failed' OR state = 'held'))
ORDER BY place, time LIMIT coalesce(:limit, -1);

-- name: list_triage
SELECT inbox.id AS id, received_at AS time, number AS phone, reason, text
FROM inbox JOIN phone ON phone.id = phone_id
WHERE state <> 'handled' AND state <> 'filed' AND state <> 'closed'
    AND state = 'triage'
ORDER BY inbox.id LIMIT coalesce(:limit, -1);

-- name: list_seats
SELECT seat.name AS seat, opd, role, area, holder, phone.number AS phone,
    deputy.number AS deputy,
    CASE WHEN silent_at IS NOT NULL THEN 'silent' ELSE state END AS state,
    coalesce(silent_at, off_until) AS state_time, open_count AS open
FROM seat LEFT JOIN phone ON phone.id = phone_id
    LEFT JOIN phone AS deputy ON deputy.id = deputy_phone_id
WHERE removed_at IS NULL
ORDER BY opd, role, area, seat.name;

-- name: list_seat_history
SELECT from_at AS time, until_at AS until_time, seat_holder.holder AS holder,
    number AS phone, how
FROM seat_holder JOIN seat ON seat.id = seat_id
    LEFT JOIN phone ON phone.id = seat_holder.phone_id
WHERE seat.name = :name
ORDER BY seat_holder.id;

-- What waits or needs a person is counted whole; what is over, only as far
-- back as :since.
-- name: list_status_counts
SELECT 'inbox' AS what, state, count(*) AS count, min(received_at)
    AS oldest_time
FROM inbox
WHERE state <> 'handled' AND state <> 'filed' AND state <> 'closed'
GROUP BY state
UNION ALL SELECT 'inbox', state, count(*), NULL
FROM inbox
WHERE received_at >= coalesce(:since, 0)
    AND state NOT IN ('new', 'question', 'triage') GROUP BY state
UNION ALL SELECT 'inbox', 'loop', count(*), NULL
FROM inbox
WHERE received_at >= coalesce(:since, 0) AND state = 'filed'
    AND reason LIKE 'loop%' HAVING count(*) > 0
UNION ALL SELECT 'parts', 'waiting', count(*), min(received_at)
FROM inbox_part WHERE inbox_id IS NULL AND parts > 1 HAVING count(*) > 0
UNION ALL SELECT 'report', state, count(*), min(created_at)
FROM report
WHERE state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled'
GROUP BY state
UNION ALL SELECT 'report', 'unrouted', count(*), min(created_at)
FROM report
WHERE state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled'
    AND state = 'new' AND opd <> ''
    AND NOT EXISTS (SELECT 1 FROM question
	WHERE report_id = report.id AND settled_at IS NULL)
    AND NOT EXISTS (SELECT 1 FROM dispatch
	WHERE report_id = report.id AND closed_at IS NULL)
HAVING count(*) > 0
UNION ALL SELECT 'late', missed, count(*), min(limit_at)
FROM (SELECT CASE max(kind = 'take') WHEN 1 THEN 'take' ELSE 'finish' END
	AS missed, min(limit_at) AS limit_at
    FROM deadline WHERE ended_at IS NULL AND limit_at <= coalesce(:now, 0)
    GROUP BY report_id)
GROUP BY missed
UNION ALL SELECT 'report', state, count(*), NULL
FROM report
WHERE created_at >= coalesce(:since, 0) AND state NOT IN
    ('new', 'routed', 'taken', 'working', 'done') GROUP BY state
UNION ALL SELECT 'outbox', 'due', count(*), min(created_at)
FROM outbox WHERE state = 'due' HAVING count(*) > 0
UNION ALL SELECT 'outbox', state, count(*), min(created_at)
FROM outbox
WHERE state <> 'due' AND state <> 'sent' AND state <> 'delivered'
    AND state <> 'dropped'
GROUP BY state
UNION ALL SELECT 'outbox', state, count(*), NULL
FROM outbox
WHERE created_at / 86400 >= coalesce(:since, 0) / 86400
    AND created_at >= coalesce(:since, 0) AND state NOT IN
    ('due', 'sending', 'failed', 'uncertain', 'night', 'held')
GROUP BY state
UNION ALL SELECT 'seat', 'silent', count(*), min(silent_at)
FROM seat WHERE removed_at IS NULL AND silent_at IS NOT NULL
HAVING count(*) > 0;

-- name: list_modem_events
SELECT at AS time, from_state AS "from", to_state AS state, detail
FROM modem_event WHERE modem = :modem
ORDER BY id DESC LIMIT coalesce(:limit, -1);
