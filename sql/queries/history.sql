-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- history - what `kentongan report` shows of one report beside its rows.

-- Every SMS about it.  Those that came are named by its events.  Those that
-- went are looked for from the day it was made to the day after the last
-- event: only days are indexed.
-- name: list_report_messages
SELECT received_at AS time, 'in' AS way, inbox.id AS id,
    CASE WHEN coalesce(:open, 0) = 0 AND inbox.phone_id = (SELECT r.phone_id
	FROM report AS r WHERE r.id = :report AND r.secret = 1)
	THEN 'secret' ELSE number END AS phone, inbox.state AS state, intent AS kind, text
FROM inbox JOIN phone ON phone.id = phone_id
WHERE inbox.id IN (SELECT inbox_id FROM event WHERE report_id = :report
    UNION SELECT inbox_id FROM report WHERE id = :report)
UNION ALL
SELECT outbox.created_at, 'out', outbox.id,
    CASE WHEN coalesce(:open, 0) = 0 AND outbox.phone_id = (SELECT r.phone_id
	FROM report AS r WHERE r.id = :report AND r.secret = 1)
	THEN 'secret' ELSE number END, outbox.state, outbox.kind,
    text
FROM outbox JOIN phone ON phone.id = phone_id
WHERE outbox.created_at / 86400 BETWEEN
	(SELECT created_at / 86400 FROM report WHERE id = :report)
	AND (SELECT max(at) / 86400 + 1 FROM event WHERE report_id = :report)
    AND report_id = :report
ORDER BY time, id;
