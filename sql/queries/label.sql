-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- label - what people did with a message, to learn from: no row holds a
-- number, and the digits of its text are masked.

-- name: label_add
INSERT INTO label (at, source, sender, intent, category, kelurahan, matter,
    text)
VALUES (:at, :source, :sender, :intent, :category, :kelurahan, :matter,
    :text);

-- As `kentongan learn --rows` reads them; the oldest first.
-- name: list_labels
SELECT text, intent, category, kelurahan, matter AS elsewhere, source,
    sender, at AS time
FROM label
WHERE at >= coalesce(:since, 0)
ORDER BY id LIMIT coalesce(:limit, -1);

-- What citizens wrote, to rehearse a model on; digits are masked by who asks.
-- name: list_rehearsal
SELECT text, intent, received_at AS time FROM inbox
WHERE received_at >= :since AND state <> 'filed' AND state <> 'new'
    AND NOT EXISTS (SELECT 1 FROM seat WHERE seat.phone_id = inbox.phone_id
	AND removed_at IS NULL)
ORDER BY received_at DESC, id DESC LIMIT coalesce(:limit, -1);

-- What people ask for that is not the city's.
-- name: list_matters
SELECT matter, count(*) AS messages,
    count(DISTINCT phone_id) AS senders, max(received_at) AS last_time
FROM inbox
WHERE matter <> '' AND received_at >= coalesce(:since, 0)
GROUP BY matter ORDER BY messages DESC, matter
LIMIT coalesce(:limit, -1);
