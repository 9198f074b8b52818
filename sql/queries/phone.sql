-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- phone - numbers, and what is remembered of who uses them.

-- name: phone_find
SELECT id FROM phone WHERE number = :number;

-- name: phone_add
INSERT INTO phone (number, kind, first_at) VALUES (:number, :kind, :now);

-- name: phone_get
SELECT id, number, kind, name, kelurahan, stopped_at, helped_at,
    unheard, unheard_at, called_at
FROM phone WHERE id = :id;

-- name: phone_register
UPDATE phone
SET name = coalesce(:name, name), kelurahan = coalesce(:kelurahan, kelurahan)
WHERE id = :id;

-- name: phone_set_stopped
UPDATE phone SET stopped_at = :at WHERE id = :id;

-- name: phone_set_helped
UPDATE phone SET helped_at = :at WHERE id = :id;

-- name: phone_set_called
UPDATE phone SET called_at = :at WHERE id = :id;

-- name: call_add
INSERT INTO call (phone_id, modem, at, report_id, outcome)
VALUES (:phone, :modem, :at, :report, :outcome);

-- name: list_calls
SELECT call.at AS time,
    CASE (SELECT secret FROM report WHERE report.id = report_id)
	WHEN 1 THEN 'secret' ELSE number END AS phone, modem,
    report_id AS ticket, outcome
FROM call JOIN phone ON phone.id = phone_id
ORDER BY call.at DESC, call.id DESC LIMIT coalesce(:limit, -1);

-- An hour from the first one on, then it begins anew.
-- name: phone_count_unheard
UPDATE phone
SET unheard = CASE WHEN :at - unheard_at BETWEEN 0 AND 3599
	THEN unheard + 1 ELSE 1 END,
    unheard_at = CASE WHEN :at - unheard_at BETWEEN 0 AND 3599
	THEN unheard_at ELSE :at END
WHERE id = :id;
