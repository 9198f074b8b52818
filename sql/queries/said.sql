-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- said - how the SMS that we sent begin, by a digest and 30 days.

-- name: said_add
INSERT INTO said (period, head, outbox_id) VALUES (:period, :head, :outbox)
ON CONFLICT DO NOTHING;

-- The newest that began so, below another.
-- name: said_before
SELECT outbox_id, text FROM said JOIN outbox ON outbox.id = outbox_id
WHERE period = :period AND head = :head AND outbox_id < :before
ORDER BY outbox_id DESC LIMIT 1;
