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
UPDATE seat SET state = :state WHERE id = :id;

-- name: seat_get
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, number, state,
    open_count, deputy_phone_id
FROM seat LEFT JOIN phone ON phone.id = phone_id
WHERE seat.id = :id;

-- name: seat_find
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, number, state,
    open_count, deputy_phone_id
FROM seat LEFT JOIN phone ON phone.id = phone_id
WHERE seat.name = :name AND removed_at IS NULL;

-- name: seat_of_phone
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, number, state,
    open_count, deputy_phone_id
FROM seat JOIN phone ON phone.id = phone_id
WHERE phone_id = :phone AND removed_at IS NULL AND seat.id > :after
ORDER BY seat.id LIMIT 1;

-- The caller takes the one with the fewest open: they are few, and sorting
-- costs more than reading them.
-- name: seat_for_area
SELECT seat.id, seat.name, opd, role, area, holder, phone_id, number, state,
    open_count, deputy_phone_id
FROM seat JOIN phone ON phone.id = phone_id
WHERE role = :role AND area = :area AND removed_at IS NULL
    AND state = 'on' AND (:opd = '' OR opd = :opd)
ORDER BY seat.id;

-- name: dispatch_add
INSERT INTO dispatch (report_id, seat_id, urgent, code, wrong, at)
VALUES (:report, :seat,
    coalesce((SELECT urgent FROM report WHERE id = :report), 0),
    :code, :wrong, :at);

-- name: dispatch_find
SELECT id, report_id, seat_id, code, wrong, at FROM dispatch
WHERE report_id = :report AND seat_id = :seat AND closed_at IS NULL;

-- name: dispatch_next
SELECT id, report_id, seat_id, code, wrong, at FROM dispatch
WHERE report_id = :report AND id > :after AND closed_at IS NULL
ORDER BY id LIMIT 1;

-- name: dispatch_of_seat
SELECT d.id, d.report_id, d.seat_id, d.code, d.wrong, d.at,
    r.id, r.phone_id, r.inbox_id, r.category, r.kelurahan, r.opd, r.state,
    r.urgent, r.sent_at, r.created_at, r.changed_at, r.due_at, r.outcome,
    r.description
FROM dispatch AS d JOIN report AS r ON r.id = d.report_id
WHERE d.id = (SELECT id FROM dispatch
	WHERE seat_id = :seat AND closed_at IS NULL
	ORDER BY urgent DESC, id LIMIT 1 OFFSET :offset);

-- name: dispatch_set_code
UPDATE dispatch SET code = :code, wrong = 0 WHERE id = :id;

-- name: dispatch_add_wrong
UPDATE dispatch SET wrong = wrong + 1 WHERE id = :id;

-- name: dispatch_close
UPDATE dispatch SET closed_at = :now
WHERE report_id = :report AND closed_at IS NULL;

-- name: dispatch_close_one
UPDATE dispatch SET closed_at = :now WHERE id = :id AND closed_at IS NULL;
