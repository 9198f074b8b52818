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
-- words: the copy that was sent nearest to the part that came last is taken.
-- name: part_of_group
SELECT part, modem, sent_at, received_at, class, text FROM inbox_part
WHERE phone_id = :phone AND ref = :ref AND parts = :parts AND sim = :sim
    AND inbox_id IS NULL AND parts > 1
ORDER BY part, abs(sent_at - (SELECT sent_at FROM inbox_part
	WHERE phone_id = :phone AND ref = :ref AND parts = :parts
	    AND sim = :sim AND inbox_id IS NULL AND parts > 1
	ORDER BY id DESC LIMIT 1)), id;

-- The copies that part_of_group takes, and any that say the same words.
-- name: part_set_message
WITH candidate AS (SELECT id, part, sent_at, digest FROM inbox_part
	WHERE phone_id = :phone AND ref = :ref AND parts = :parts
	    AND sim = :sim AND inbox_id IS NULL AND parts > 1),
    taken AS (SELECT part, digest, row_number() OVER (PARTITION BY part
	    ORDER BY abs(sent_at - (SELECT sent_at FROM candidate
		ORDER BY id DESC LIMIT 1)), id) AS place
	FROM candidate)
UPDATE inbox_part SET inbox_id = :inbox
WHERE id IN (SELECT candidate.id FROM candidate JOIN taken
	ON taken.part = candidate.part AND taken.digest = candidate.digest
	WHERE taken.place = 1);

-- name: part_set_single
UPDATE inbox_part SET inbox_id = :inbox, text = '' WHERE id = :id;

-- name: part_group_oldest
SELECT sim, phone_id, ref, parts, received_at FROM inbox_part
WHERE inbox_id IS NULL AND parts > 1
ORDER BY received_at, id LIMIT 1;

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
