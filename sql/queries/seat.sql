-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- seat - posts, and which report lies with which.

-- name: seat_add
INSERT INTO seat (name, opd, role, area, holder, phone_id, deputy_phone_id,
    state, created_at)
VALUES (:name, :opd, :role, :area, :holder, :phone, :deputy, :state, :now);

-- name: seat_set
UPDATE seat
SET name = :name, opd = :opd, role = :role, area = :area, holder = :holder,
    phone_id = :phone, deputy_phone_id = :deputy
WHERE id = :id;

-- name: seat_remove
UPDATE seat SET removed_at = :now WHERE id = :id AND removed_at IS NULL;

-- name: seat_set_state
UPDATE seat SET state = :state, off_until = :off_until, off_from = NULL
WHERE id = :id;

-- Off from a moment on, until another.
-- name: seat_plan
UPDATE seat SET off_from = :from, off_until = :until WHERE id = :id;

-- The first whose leave begins.
-- name: seat_leaving
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, phone.number, state,
    open_count, deputy_phone_id, deputy.number, off_until, heard_at,
    silent_at, silent_step, off_from
FROM seat LEFT JOIN phone ON phone.id = phone_id
    LEFT JOIN phone AS deputy ON deputy.id = deputy_phone_id
WHERE removed_at IS NULL AND off_from IS NOT NULL AND off_from <= :now
ORDER BY off_from, seat.id LIMIT 1;

-- The first that comes back on duty by itself.
-- name: seat_back
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, phone.number, state,
    open_count, deputy_phone_id, deputy.number, off_until, heard_at,
    silent_at, silent_step
FROM seat LEFT JOIN phone ON phone.id = phone_id
    LEFT JOIN phone AS deputy ON deputy.id = deputy_phone_id
WHERE removed_at IS NULL AND off_until IS NOT NULL AND off_until <= :now
    AND off_from IS NULL
ORDER BY off_until, seat.id LIMIT 1;

-- The first whose silence is to be judged, and when.
-- name: seat_watched
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, phone.number, state,
    open_count, deputy_phone_id, deputy.number, off_until, heard_at,
    silent_at, silent_step, watch_at
FROM seat LEFT JOIN phone ON phone.id = phone_id
    LEFT JOIN phone AS deputy ON deputy.id = deputy_phone_id
WHERE removed_at IS NULL AND watch_at IS NOT NULL AND watch_at <= :now
ORDER BY watch_at, seat.id LIMIT 1;

-- name: seat_set_watch
UPDATE seat SET watch_at = :at WHERE id = :id;

-- name: seat_set_silent
UPDATE seat SET silent_at = :at, silent_step = :step WHERE id = :id;

-- Its phone wrote: it lives.
-- name: seat_heard
UPDATE seat
SET heard_at = :now, watch_at = NULL, silent_at = NULL,
    silent_step = 0
WHERE id = :id;

-- name: seat_heard_deputy
UPDATE seat SET heard_at = :now, watch_at = NULL WHERE id = :id;

-- How many dispatches that came since then it missed.
-- name: seat_missed
SELECT count(*) FROM dispatch
WHERE seat_id = :seat AND missed <> '' AND at > :since;

-- name: seat_holder_begin
INSERT INTO seat_holder (seat_id, holder, phone_id, how, from_at)
VALUES (:seat, :holder, :phone, :how, :now);

-- name: seat_holder_end
UPDATE seat_holder SET until_at = :now
WHERE seat_id = :seat AND until_at IS NULL;

-- name: seat_get
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, phone.number, state,
    open_count, deputy_phone_id, deputy.number, off_until, heard_at,
    silent_at, silent_step
FROM seat LEFT JOIN phone ON phone.id = phone_id
    LEFT JOIN phone AS deputy ON deputy.id = deputy_phone_id
WHERE seat.id = :id;

-- name: seat_find
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, phone.number, state,
    open_count, deputy_phone_id, deputy.number, off_until, heard_at,
    silent_at, silent_step
FROM seat LEFT JOIN phone ON phone.id = phone_id
    LEFT JOIN phone AS deputy ON deputy.id = deputy_phone_id
WHERE seat.name = :name AND removed_at IS NULL;

-- Its holder's phone, or its deputy's while it stands in or has of its
-- reports.
-- name: seat_of_phone
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, phone.number, state,
    open_count, deputy_phone_id, deputy.number, off_until, heard_at,
    silent_at, silent_step
FROM seat LEFT JOIN phone ON phone.id = phone_id
    LEFT JOIN phone AS deputy ON deputy.id = deputy_phone_id
WHERE removed_at IS NULL AND seat.id = (
    SELECT min(id) FROM (
	SELECT id FROM seat
	WHERE phone_id = :phone AND removed_at IS NULL AND id > :after
	UNION ALL SELECT s.id FROM seat AS s
	WHERE s.deputy_phone_id = :phone AND s.removed_at IS NULL
	    AND s.id > :after AND (s.state <> 'on' OR s.silent_at IS NOT NULL
		OR EXISTS (SELECT 1 FROM dispatch AS d
		    WHERE d.seat_id = s.id AND d.closed_at IS NULL
			AND d.phone_id = :phone))));

-- The caller takes the one with the fewest open: they are few, and sorting
-- costs more than reading them.
-- name: seat_for_area
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, phone.number, state,
    open_count, deputy_phone_id, deputy.number, off_until, heard_at,
    silent_at, silent_step
FROM seat LEFT JOIN phone ON phone.id = phone_id
    LEFT JOIN phone AS deputy ON deputy.id = deputy_phone_id
WHERE role = :role AND area = :area AND removed_at IS NULL
    AND (state = 'on' AND phone_id IS NOT NULL OR
	deputy_phone_id IS NOT NULL) AND (:opd = '' OR opd = :opd)
ORDER BY seat.id;

-- Every on-duty seat of an OPD and role whose area covers a place.
-- name: seat_covering
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, phone.number, state,
    open_count, deputy_phone_id, deputy.number, off_until, heard_at,
    silent_at, silent_step
FROM seat LEFT JOIN phone ON phone.id = phone_id
    LEFT JOIN phone AS deputy ON deputy.id = deputy_phone_id
WHERE role = :role AND removed_at IS NULL AND opd = :opd
    AND (area = :kelurahan OR area = :kecamatan OR area = '*')
    AND (state = 'on' AND phone_id IS NOT NULL OR
	deputy_phone_id IS NOT NULL) AND seat.id > :after
ORDER BY seat.id LIMIT 1;

-- The same, wherever its area is.
-- name: seat_anywhere
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, phone.number, state,
    open_count, deputy_phone_id, deputy.number, off_until, heard_at,
    silent_at, silent_step
FROM seat LEFT JOIN phone ON phone.id = phone_id
    LEFT JOIN phone AS deputy ON deputy.id = deputy_phone_id
WHERE role = :role AND removed_at IS NULL AND opd = :opd
    AND (state = 'on' AND phone_id IS NOT NULL OR
	deputy_phone_id IS NOT NULL) AND seat.id > :after
ORDER BY seat.id LIMIT 1;

-- name: dispatch_add
INSERT INTO dispatch (report_id, seat_id, phone_id, urgent, code, wrong, at)
VALUES (:report, :seat, :phone,
    coalesce((SELECT urgent FROM report WHERE id = :report), 0),
    :code, :wrong, :at);

-- name: dispatch_find
SELECT id, report_id, seat_id, phone_id, code, wrong, at FROM dispatch
WHERE report_id = :report AND seat_id = :seat AND closed_at IS NULL;

-- name: dispatch_had
SELECT 1 FROM dispatch WHERE report_id = :report AND seat_id = :seat LIMIT 1;

-- name: dispatch_next
SELECT id, report_id, seat_id, phone_id, code, wrong, at FROM dispatch
WHERE report_id = :report AND id > :after AND closed_at IS NULL
ORDER BY id LIMIT 1;

-- name: dispatch_of_seat
SELECT d.id, d.report_id, d.seat_id, d.phone_id, d.code, d.wrong, d.at,
    r.id, r.phone_id, r.inbox_id, r.category, r.kelurahan, r.opd, r.state,
    r.urgent, r.sent_at, r.created_at, r.changed_at, r.due_at, r.outcome,
    r.description, r.danger, r.secret, r.behalf_phone_id
FROM dispatch AS d JOIN report AS r ON r.id = d.report_id
WHERE d.id = (SELECT id FROM dispatch
	WHERE seat_id = :seat AND closed_at IS NULL
	ORDER BY urgent DESC, id LIMIT 1 OFFSET :offset);

-- The next of a seat's list behind one, none younger than the list.
-- name: dispatch_after
SELECT d.id, d.report_id, d.seat_id, d.phone_id, d.code, d.wrong, d.at,
    r.id, r.phone_id, r.inbox_id, r.category, r.kelurahan, r.opd, r.state,
    r.urgent, r.sent_at, r.created_at, r.changed_at, r.due_at, r.outcome,
    r.description, r.danger, r.secret, r.behalf_phone_id
FROM dispatch AS d JOIN report AS r ON r.id = d.report_id
WHERE d.id = (SELECT id FROM dispatch
	WHERE seat_id = :seat AND closed_at IS NULL AND id <= :newest
	    AND (urgent < :urgent OR urgent = :urgent AND id > :id)
	ORDER BY urgent DESC, id LIMIT 1);

-- name: dispatch_newest
SELECT coalesce(max(id), 0) FROM dispatch;

-- name: page_get
SELECT urgent, dispatch_id, newest_id, report_id, event_id FROM list_page
WHERE phone_id = :phone AND at > :since;

-- name: page_set
INSERT INTO list_page (phone_id, urgent, dispatch_id, newest_id, report_id,
    event_id, at)
VALUES (:phone, :urgent, :id, :newest, :report, :event, :now)
ON CONFLICT (phone_id) DO UPDATE SET urgent = excluded.urgent,
    dispatch_id = excluded.dispatch_id, newest_id = excluded.newest_id,
    report_id = excluded.report_id, event_id = excluded.event_id,
    at = excluded.at;

-- name: dispatch_set_phone
UPDATE dispatch SET phone_id = :phone WHERE id = :id;

-- name: dispatch_set_code
UPDATE dispatch SET code = :code, wrong = 0 WHERE id = :id;

-- name: dispatch_add_wrong
UPDATE dispatch SET wrong = wrong + 1 WHERE id = :id;

-- The report's time to be taken ran out where it lies and nobody there has
-- written since it came; but not where its SMS has not left yet.
-- name: dispatch_unanswered
UPDATE dispatch SET missed = 'unanswered'
WHERE report_id = :report AND closed_at IS NULL AND missed = '' AND at < :now
    AND at > (SELECT heard_at FROM seat WHERE seat.id = seat_id)
    AND NOT EXISTS (SELECT 1 FROM outbox AS o
	WHERE o.created_at / 86400 = at / 86400
	    AND o.phone_id = dispatch.phone_id AND o.created_at = at
	    AND o.report_id = dispatch.report_id
	    AND (o.state = 'due' OR o.state = 'sending' OR o.state = 'night'
		OR o.state = 'dropped' AND o.reason <> 'told in a list'));

-- name: dispatch_close
UPDATE dispatch SET closed_at = :now
WHERE report_id = :report AND closed_at IS NULL;

-- name: dispatch_close_one
UPDATE dispatch SET closed_at = :now WHERE id = :id AND closed_at IS NULL;
