-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- question - dialogues, at most one open with a number.

-- name: question_add
INSERT INTO question (phone_id, inbox_id, report_id, about, choices, kelurahan,
    category, round, asked_at, expires_at, act, words)
VALUES (:phone, :inbox, :report, :about, :choices, :kelurahan,
    :category, :round, :asked_at, :expires_at, :act, :words);

-- name: question_of_phone
SELECT id, phone_id, inbox_id, report_id, about, choices,
    kelurahan, category, round, asked_at, expires_at, act, words
FROM question WHERE phone_id = :phone AND settled_at IS NULL;

-- name: question_due
SELECT id, phone_id, inbox_id, report_id, about, choices,
    kelurahan, category, round, asked_at, expires_at, act, words
FROM question WHERE settled_at IS NULL AND expires_at <= :now
ORDER BY expires_at, id LIMIT 1;

-- name: question_settle
UPDATE question SET settled_at = :now, outcome = :outcome
WHERE id = :id AND settled_at IS NULL;
