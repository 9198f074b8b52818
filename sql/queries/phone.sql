-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- phone - numbers, and what is remembered of who uses them.

-- name: phone_find
SELECT id FROM phone WHERE number = :number;

-- name: phone_add
INSERT INTO phone (number, kind, first_at) VALUES (:number, :kind, :now);

-- name: phone_get
SELECT id, number, kind, name, kelurahan, stopped_at, helped_at
FROM phone WHERE id = :id;

-- name: phone_register
UPDATE phone
SET name = coalesce(:name, name), kelurahan = coalesce(:kelurahan, kelurahan)
WHERE id = :id;

-- name: phone_set_stopped
UPDATE phone SET stopped_at = :at WHERE id = :id;

-- name: phone_set_helped
UPDATE phone SET helped_at = :at WHERE id = :id;
