-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- modem - what is remembered of each modem, and what it went through.

-- name: modem_get
SELECT imei, imsi, device, hold, hold_at, told, pin_digest, pin_open,
    pin_refused
FROM modem WHERE name = :name;

-- name: modem_set
INSERT INTO modem (name, imei, imsi, device, hold, hold_at, told, pin_digest,
    pin_open, pin_refused)
VALUES (:name, :imei, :imsi, :device, :hold, :hold_at, :told, :pin_digest,
    :pin_open, :pin_refused)
ON CONFLICT (name) DO UPDATE SET imei = :imei, imsi = :imsi,
    device = :device, hold = :hold, hold_at = :hold_at, told = :told,
    pin_digest = :pin_digest, pin_open = :pin_open,
    pin_refused = :pin_refused;

-- name: modem_event_add
INSERT INTO modem_event (modem, at, from_state, to_state, detail)
VALUES (:modem, :at, :from, :to, :detail);

-- Only the last of each modem are kept.
-- name: modem_event_trim
DELETE FROM modem_event WHERE modem = :modem AND id <= (
    SELECT id FROM modem_event WHERE modem = :modem
    ORDER BY id DESC LIMIT 1 OFFSET :keep);
