-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- ussd - menu sessions, kept for a day.

-- name: ussd_add
INSERT INTO ussd_session (provider, session, phone_id, screen, page, category,
    kecamatan, kelurahan, placed, choices, words, resume_id, report_id,
    started_at, heard_at, hops, input, reply, lost,
    outcome)
VALUES (:provider, :session, :phone, :screen, :page, :category,
    :kecamatan, :kelurahan, :placed, :choices, :words, :resume, :report,
    :started_at, :heard_at, :hops, :input, :reply, :lost,
    :outcome);

-- name: ussd_set
UPDATE ussd_session
SET screen = :screen, page = :page, category = :category,
    kecamatan = :kecamatan, kelurahan = :kelurahan, placed = :placed,
    choices = :choices, words = :words, resume_id = :resume,
    report_id = :report, heard_at = :heard_at, hops = :hops, input = :input,
    reply = :reply, lost = :lost, outcome = :outcome
WHERE id = :id;

-- name: ussd_find
SELECT id, provider, session, phone_id, screen, page, category, kecamatan,
    kelurahan, placed, choices, words, resume_id, report_id, started_at,
    heard_at, hops, input, reply, lost, outcome
FROM ussd_session
WHERE provider = :provider AND session = :session;

-- name: ussd_get
SELECT id, provider, session, phone_id, screen, page, category, kecamatan,
    kelurahan, placed, choices, words, resume_id, report_id, started_at,
    heard_at, hops, input, reply, lost, outcome
FROM ussd_session
WHERE id = :id;

-- The newest that was cut off with something chosen in it.
-- name: ussd_unfinished
SELECT id, provider, session, phone_id, screen, page, category, kecamatan,
    kelurahan, placed, choices, words, resume_id, report_id, started_at,
    heard_at, hops, input, reply, lost, outcome
FROM ussd_session
WHERE phone_id = :phone AND heard_at >= :since AND id <> :but
    AND category <> '' AND (outcome = '' OR outcome = 'dropped')
ORDER BY id DESC LIMIT 1;

-- name: ussd_settle
UPDATE ussd_session SET outcome = :outcome WHERE id = :id;

-- Nobody was there to read the reply; unless more came meanwhile.
-- name: ussd_lose
UPDATE ussd_session SET lost = 1
WHERE provider = :provider AND session = :session AND hops = :hops;

-- name: ussd_hops
SELECT coalesce(sum(hops), 0) FROM ussd_session
WHERE phone_id = :phone AND heard_at > :since;

-- name: ussd_forget
DELETE FROM ussd_session WHERE id IN (SELECT id FROM ussd_session
    WHERE started_at < :before ORDER BY started_at LIMIT 20);
