-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- phone - numbers, and what is remembered of who uses them.

-- name: phone_find
SELECT id FROM phone WHERE number = :number;

-- name: phone_add
INSERT INTO phone (number, kind, first_at) VALUES (:number, :kind, :now);

-- name: phone_get
SELECT id, number, kind, name, kelurahan, stopped_at, helped_at,
    unheard, unheard_at, pranks, blocked_at
FROM phone WHERE id = :id;

-- name: phone_register
UPDATE phone
SET name = coalesce(:name, name), kelurahan = coalesce(:kelurahan, kelurahan)
WHERE id = :id;

-- name: phone_set_stopped
UPDATE phone SET stopped_at = :at WHERE id = :id;

-- name: phone_set_helped
UPDATE phone SET helped_at = :at WHERE id = :id;

-- An hour from the first one on, then it begins anew.
-- name: phone_count_unheard
UPDATE phone
SET unheard = CASE WHEN :at - unheard_at BETWEEN 0 AND 3599
	THEN unheard + 1 ELSE 1 END,
    unheard_at = CASE WHEN :at - unheard_at BETWEEN 0 AND 3599
	THEN unheard_at ELSE :at END
WHERE id = :id;

-- name: phone_add_prank
UPDATE phone SET pranks = pranks + 1 WHERE id = :id;

-- name: phone_clear_pranks
UPDATE phone SET pranks = 0 WHERE id = :id;

-- name: phone_set_blocked
UPDATE phone SET blocked_at = :at WHERE id = :id;

-- name: phone_forget
UPDATE phone SET name = '', kelurahan = '', registered_at = NULL
WHERE id = :id;

-- name: phone_is_needed
SELECT 1 WHERE EXISTS (SELECT 1 FROM report
	WHERE phone_id = :id AND state <> 'closed' AND state <> 'rejected'
	    AND state <> 'cancelled')
    OR EXISTS (SELECT 1 FROM seat
	WHERE removed_at IS NULL AND (phone_id = :id OR deputy_phone_id = :id))
    OR EXISTS (SELECT 1 FROM supporter JOIN report ON report.id = report_id
	WHERE supporter.phone_id = :id AND how <> 'support'
	    AND undone_at IS NULL AND state <> 'closed'
	    AND state <> 'rejected' AND state <> 'cancelled')
    OR EXISTS (SELECT 1 FROM report
	WHERE behalf_phone_id = :id AND state <> 'closed'
	    AND state <> 'rejected' AND state <> 'cancelled')
    OR EXISTS (SELECT 1 FROM outbox
	WHERE phone_id = :id AND state = 'due')
    OR EXISTS (SELECT 1 FROM outbox
	WHERE phone_id = :id AND state <> 'due' AND state <> 'sent'
	    AND state <> 'delivered' AND state <> 'dropped'
	    AND (state = 'sending' OR state = 'night' OR state = 'held'));

-- name: phone_erase
UPDATE phone SET number = 'forgotten ' || id, kind = 'bad' WHERE id = :id;

-- name: list_number
SELECT number AS phone, name, kelurahan, first_at AS first_time,
    stopped_at AS stopped_time, pranks, blocked_at AS blocked_time,
    (SELECT count(*) FROM report WHERE phone_id = phone.id) AS reports,
    (SELECT count(*) FROM supporter WHERE phone_id = phone.id
	AND how <> 'support' AND undone_at IS NULL) AS joined,
    (SELECT count(*) FROM inbox WHERE phone_id = phone.id) AS messages,
    (SELECT count(*) FROM inbox WHERE phone_id = phone.id
	AND state <> 'handled' AND state <> 'filed' AND state <> 'closed'
	AND state = 'triage') AS in_triage
FROM phone WHERE number = :number;
