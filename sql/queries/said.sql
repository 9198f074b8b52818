-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- said - how the SMS that we sent begin, by a digest and 60 days.

-- name: said_add
INSERT INTO said (period, head, outbox_id) VALUES (:period, :head, :outbox)
ON CONFLICT DO NOTHING;

-- What began so in one period, the newest first.
-- name: said_find
SELECT text FROM said JOIN outbox ON outbox.id = outbox_id
WHERE period = :period AND head = :head
ORDER BY outbox_id DESC LIMIT :limit;
