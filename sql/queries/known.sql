-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- known - what was said before with a number, in few columns: read for each
-- SMS.

-- Its reports that are not over; done ones wait for its word.
-- name: known_open
SELECT id, state, category, kelurahan, '' FROM report
WHERE phone_id = :phone AND state <> 'closed' AND state <> 'rejected'
    AND state <> 'cancelled'
ORDER BY id DESC LIMIT :limit;

-- Those that were over lately, of one period of 30 days.
-- name: known_over
SELECT id, state, category, kelurahan, '' FROM report
WHERE created_at / 2592000 = :period AND phone_id = :phone
    AND (state = 'closed' OR state = 'rejected') AND changed_at >= :since
ORDER BY id DESC LIMIT :limit;

-- What lies with a seat, one half of its list, the newest first.
-- name: known_of_seat
SELECT r.id, r.state, r.category, r.kelurahan, d.code
FROM dispatch AS d JOIN report AS r ON r.id = d.report_id
WHERE d.seat_id = :seat AND d.closed_at IS NULL AND d.urgent = :urgent
ORDER BY d.id DESC LIMIT :limit;

-- Which report the newest SMS to a number spoke of, on one day.
-- name: known_told
SELECT report_id FROM outbox
WHERE created_at / 86400 = :day AND phone_id = :phone
    AND report_id IS NOT NULL AND state <> 'dropped'
ORDER BY id DESC LIMIT 1;
