-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- supporter - phones that a report is also of: by DUKUNG, by joining, or
-- asked whether they do.

-- name: supporter_add
INSERT INTO supporter (report_id, phone_id, at) VALUES (:report, :phone, :now)
ON CONFLICT DO NOTHING;

-- name: supporter_has
SELECT 1 FROM supporter
WHERE report_id = :report AND phone_id = :phone AND undone_at IS NULL
    AND how <> 'asked';

-- name: supporter_put
INSERT INTO supporter (report_id, phone_id, at, inbox_id, how)
VALUES (:report, :phone, :at, :inbox, :how)
ON CONFLICT DO UPDATE SET at = :at, inbox_id = :inbox, how = :how,
    undone_at = NULL;

-- name: supporter_undo
UPDATE supporter SET undone_at = :now
WHERE report_id = :report AND phone_id = :phone;

-- name: supporter_find
SELECT report_id, phone_id, at, inbox_id, how, undone_at
FROM supporter WHERE report_id = :report AND phone_id = :phone;

-- Of those that came by an SMS which tells the same.
-- name: supporter_newest
SELECT report_id, phone_id, at, inbox_id, how, undone_at
FROM supporter INDEXED BY supporter_phone
WHERE phone_id = :phone AND how <> 'support'
ORDER BY at DESC, report_id DESC LIMIT 1;

-- name: supporter_due
SELECT report_id, phone_id, at, inbox_id, how, undone_at
FROM supporter
WHERE how <> 'support' AND how = 'asked' AND undone_at IS NULL AND at <= :at
ORDER BY at, report_id LIMIT 1;

-- name: supporter_next
SELECT report_id, phone_id, at, inbox_id, how, undone_at
FROM supporter
WHERE report_id = :report AND phone_id > :after AND how = 'joined'
    AND undone_at IS NULL
ORDER BY phone_id LIMIT 1;

-- name: supporter_first
SELECT report_id, phone_id, at, inbox_id, how, undone_at
FROM supporter
WHERE report_id = :report AND how = 'joined' AND undone_at IS NULL
    AND inbox_id IS NOT NULL
ORDER BY at, phone_id LIMIT 1;

-- name: supporter_count
SELECT count(*) FROM supporter
WHERE report_id = :report AND how <> 'asked' AND undone_at IS NULL;
