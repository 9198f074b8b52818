-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- outbox_modem - by which modem a waiting message leaves.

-- name: outbox_set_modem
UPDATE outbox SET modem = :modem WHERE id = :id;

-- One that was begun begins anew: its parts must show one sender.
-- name: outbox_free_modem
UPDATE outbox SET modem = '', next_part = 1
WHERE state = 'due' AND modem = :modem;

-- What is urgent stays: it may still leave by this modem.
-- name: outbox_free_routine
UPDATE outbox SET modem = '', next_part = 1
WHERE state = 'due' AND urgent = 0 AND modem = :modem;

-- name: outbox_next_modem
SELECT min(modem) FROM outbox WHERE state = 'due' AND modem > :after;
