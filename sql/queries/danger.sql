-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- danger - reports in which a life is at risk, and what of an SMS is beyond
-- the city's categories.

-- name: danger_set
UPDATE report SET danger = :danger WHERE id = :id;

-- name: danger_get
SELECT danger FROM report WHERE id = :id;

-- The newest of a phone that is not over.
-- name: danger_of_phone
SELECT id FROM report
WHERE phone_id = :phone AND state <> 'closed' AND state <> 'rejected'
    AND state <> 'cancelled' AND state <> 'done' AND danger <> ''
ORDER BY id DESC LIMIT 1;

-- name: inbox_set_beyond
UPDATE inbox SET matter = :matter, danger = :danger WHERE id = :id;
