-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- sim - what is known of each SIM: its credit, and whether it hears.

-- name: sim_get
SELECT sim, modem, balance, expires_at, told_at, answer, answer_at, notice_at,
    check_at, failures, low, heard_at, proved_at, silent_at
FROM sim WHERE sim = :sim;

-- name: sim_next
SELECT sim, modem, balance, expires_at, told_at, answer, answer_at, notice_at,
    check_at, failures, low, heard_at, proved_at, silent_at
FROM sim WHERE sim > :after ORDER BY sim LIMIT 1;

-- name: sim_put
INSERT INTO sim (sim, modem, balance, expires_at, told_at, answer, answer_at,
    notice_at, check_at, failures, low, heard_at, proved_at, silent_at)
VALUES (:sim, :modem, :balance, :expires_at, :told_at, :answer, :answer_at,
    :notice_at, :check_at, :failures, :low, :heard_at, :proved_at, :silent_at)
ON CONFLICT (sim) DO UPDATE SET modem = :modem, balance = :balance,
    expires_at = :expires_at, told_at = :told_at, answer = :answer,
    answer_at = :answer_at, notice_at = :notice_at, check_at = :check_at,
    failures = :failures, low = :low, heard_at = :heard_at, proved_at = :proved_at,
    silent_at = :silent_at;

-- name: sim_is_low
SELECT low FROM sim WHERE sim = :sim;

-- name: sim_balance_add
INSERT INTO sim_balance (sim, at, balance) VALUES (:sim, :at, :balance);

-- name: sim_balance_forget
DELETE FROM sim_balance WHERE sim = :sim AND at < :before;

-- name: sim_balance_since
SELECT at, balance FROM sim_balance WHERE sim = :sim AND at >= :since
ORDER BY at, id;

-- name: sim_gap_put
INSERT INTO sim_gap (sim, day, seconds) VALUES (:sim, :day, :seconds)
ON CONFLICT (sim, day) DO UPDATE SET seconds = max(seconds, :seconds);

-- name: sim_gap_forget
DELETE FROM sim_gap WHERE sim = :sim AND day < :before;

-- name: sim_gap_longest
SELECT coalesce(max(seconds), 0) FROM sim_gap
WHERE sim = :sim AND day >= :since;

-- name: sim_test_add
INSERT INTO sim_test (sim, by_modem, token, outbox_id, asked_at, due_at,
    outcome)
VALUES (:sim, :by_modem, :token, :outbox, :asked_at, :due_at, '');

-- name: sim_test_open
SELECT id, sim, by_modem, token, outbox_id, asked_at, due_at, outcome
FROM sim_test WHERE sim = :sim AND settled_at IS NULL;

-- name: sim_test_set_due
UPDATE sim_test SET due_at = :due_at WHERE id = :id;

-- name: sim_test_settle
UPDATE sim_test SET settled_at = :now, outcome = :outcome WHERE id = :id;

-- Tests after then by this modem, and those of any that did not arrive.
-- name: sim_test_tried
SELECT count(*) FROM sim_test
WHERE sim = :sim AND asked_at > :since AND by_modem = :by_modem;

-- name: sim_test_lost
SELECT count(*) FROM sim_test
WHERE sim = :sim AND asked_at > :since AND outcome = 'lost';

-- name: sim_test_last
SELECT id, sim, by_modem, token, outbox_id, asked_at, due_at, outcome
FROM sim_test WHERE sim = :sim ORDER BY asked_at DESC, id DESC LIMIT 1;
