-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- Transactions.

-- name: store_begin
BEGIN IMMEDIATE;

-- name: store_commit
COMMIT;

-- name: store_rollback
ROLLBACK;
