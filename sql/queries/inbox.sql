-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- inbox - radio parts, how they join, and the messages they make.

-- name: part_add
INSERT INTO inbox_part (sim, modem, phone_id, sent_at, received_at, ref, part,
    parts, class, pid, digest, text)
VALUES (:sim, :modem, :phone, :sent_at, :received_at, :ref, :part,
    :parts, :class, :pid, :digest, :text)
ON CONFLICT DO NOTHING;

-- name: part_find
SELECT id FROM inbox_part
WHERE sent_at = :sent_at AND phone_id = :phone AND sim = :sim
    AND ref = :ref AND part = :part AND parts = :parts AND digest = :digest;

-- A reference comes round again, so one part may be there twice with other
-- words: the copy that was sent nearest to the part in hand is taken, and none
-- that was sent an hour from it.
-- name: part_of_group
SELECT part, modem, sent_at, received_at, class, text FROM inbox_part
WHERE phone_id = :phone AND ref = :ref AND parts = :parts AND sim = :sim
    AND inbox_id IS NULL AND parts > 1 AND abs(sent_at - :around) <= 3600
ORDER BY part, abs(sent_at - :around), id;

-- The copies that part_of_group takes, and any that say the same words.
-- name: part_set_message
WITH candidate AS (SELECT id, part, sent_at, digest FROM inbox_part
	WHERE phone_id = :phone AND ref = :ref AND parts = :parts
	    AND sim = :sim AND inbox_id IS NULL AND parts > 1
	    AND abs(sent_at - :around) <= 3600),
    taken AS (SELECT part, digest, row_number() OVER (PARTITION BY part
	    ORDER BY abs(sent_at - :around), id) AS place
	FROM candidate)
UPDATE inbox_part SET inbox_id = :inbox
WHERE id IN (SELECT candidate.id FROM candidate JOIN taken
	ON taken.part = candidate.part AND taken.digest = candidate.digest
	WHERE taken.place = 1);

-- name: part_set_single
UPDATE inbox_part SET inbox_id = :inbox, text = '' WHERE id = :id;

-- name: part_group_oldest
SELECT sim, phone_id, ref, parts, sent_at, received_at FROM inbox_part
WHERE inbox_id IS NULL AND parts > 1
ORDER BY received_at, id LIMIT 1;

-- name: part_group_oldest_of
SELECT sim, phone_id, ref, parts, sent_at, received_at FROM inbox_part
WHERE phone_id = :phone AND inbox_id IS NULL AND parts > 1
ORDER BY received_at, id LIMIT 1;

-- Counted no further than needed.
-- name: part_crowd
SELECT (SELECT count(*) FROM (SELECT DISTINCT ref, parts, sim FROM inbox_part
	WHERE phone_id = :phone AND inbox_id IS NULL AND parts > 1
	LIMIT :groups + 1)) > :groups
    OR (SELECT count(*) FROM (SELECT 1 FROM inbox_part
	WHERE phone_id = :phone AND inbox_id IS NULL AND parts > 1
	LIMIT :parts + 1)) > :parts,
    (SELECT count(*) FROM (SELECT 1 FROM inbox_part
	WHERE inbox_id IS NULL AND parts > 1 LIMIT :total + 1)) > :total;

-- name: inbox_add
INSERT INTO inbox (sim, modem, phone_id, sent_at, received_at, class, complete,
    state, reason, report_id, text)
VALUES (:sim, :modem, :phone, :sent_at, :received_at, :class, :complete,
    :state, :reason, :report, :text);

-- name: inbox_get
SELECT id, sim, modem, phone_id, sent_at, received_at, class, complete,
    state, reason, report_id, text
FROM inbox WHERE id = :id;

-- name: inbox_settle
UPDATE inbox
SET state = :state, reason = :reason, intent = :intent,
    report_id = coalesce(:report, report_id)
WHERE id = :id;

-- What one number wrote lately, the newest first: those of the later day, then
-- those of the day before it.
-- name: inbox_lately
SELECT sent_at, text = :text, state = 'filed' FROM (SELECT * FROM inbox
	WHERE received_at / 86400 = :since / 86400 + 1 AND phone_id = :phone
	ORDER BY id DESC LIMIT :limit)
UNION ALL SELECT sent_at, text = :text, state = 'filed' FROM (SELECT *
	FROM inbox
	WHERE received_at / 86400 = :since / 86400 AND phone_id = :phone
	    AND received_at >= :since
	ORDER BY id DESC LIMIT :limit);
