-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- account - what was sent and spent, by modem, by number and by day.

-- name: outbox_parts_since
SELECT count(*) FROM outbox_part
WHERE modem = :modem AND submitted_at >= :since;

-- The newest but :skip of a modem's parts.
-- name: account_part_at
SELECT submitted_at FROM outbox_part WHERE modem = :modem
ORDER BY submitted_at DESC LIMIT 1 OFFSET :skip;

-- name: account_price
UPDATE outbox_part SET price = :price
WHERE outbox_id = :id AND part = :part AND state = 'sending';

-- name: account_sent_at
SELECT coalesce(max(sent_at), 0) FROM outbox_part WHERE outbox_id = :id;

-- Modem by modem, as the index is; modems that are gone count too.
-- name: account_spent
WITH RECURSIVE candidate (modem) AS (
    SELECT min(modem) FROM outbox_part
    UNION ALL
    SELECT (SELECT min(modem) FROM outbox_part WHERE modem > candidate.modem)
    FROM candidate WHERE candidate.modem IS NOT NULL)
SELECT coalesce(sum((SELECT sum(price) FROM outbox_part
    WHERE outbox_part.modem = candidate.modem AND submitted_at >= :since)), 0)
FROM candidate WHERE candidate.modem IS NOT NULL;

-- By day first, as the index is: right for since within the last day.
-- name: account_to_phone
SELECT count(*) FROM outbox
WHERE created_at / 86400 IN (:since / 86400, :since / 86400 + 1)
    AND phone_id = :phone AND created_at >= :since
    AND state <> 'held' AND state <> 'dropped';

-- name: told_get
SELECT at FROM told WHERE what = :what;

-- name: told_put
INSERT INTO told (what, at) VALUES (:what, :at)
ON CONFLICT (what) DO UPDATE SET at = :at;
