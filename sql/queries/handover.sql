-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- handover - a seat on its way from one phone to another.

-- name: handover_add
INSERT INTO handover (from_phone_id, to_phone_id, seat_id, code, wrong,
    asked_at, expires_at)
VALUES (:from, :to, :seat, :code, :wrong, :asked_at, :expires_at);

-- name: handover_from
SELECT id, from_phone_id, to_phone_id, seat_id, code, wrong, expires_at,
    proven_at
FROM handover WHERE from_phone_id = :phone AND settled_at IS NULL;

-- The latest proven one that waits for this phone's word.
-- name: handover_to
SELECT id, from_phone_id, to_phone_id, seat_id, code, wrong, expires_at,
    proven_at
FROM handover
WHERE to_phone_id = :phone AND settled_at IS NULL AND proven_at IS NOT NULL
ORDER BY id DESC LIMIT 1;

-- name: handover_due
SELECT id, from_phone_id, to_phone_id, seat_id, code, wrong, expires_at,
    proven_at
FROM handover WHERE settled_at IS NULL AND expires_at <= :now
ORDER BY expires_at, id LIMIT 1;

-- name: handover_prove
UPDATE handover SET proven_at = :now, expires_at = :expires_at WHERE id = :id;

-- name: handover_add_wrong
UPDATE handover SET wrong = wrong + 1 WHERE id = :id;

-- name: handover_settle
UPDATE handover SET settled_at = :now, outcome = :outcome
WHERE id = :id AND settled_at IS NULL;

-- Codes were tried on this phone's handover lately.
-- name: handover_locked
SELECT 1 FROM handover
WHERE from_phone_id = :phone AND outcome = 'wrong code'
    AND settled_at > :since LIMIT 1;
