-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- deadline - by when a report is to be taken and done, and what happens next.

-- name: deadline_add
INSERT INTO deadline (report_id, kind, start_at, limit_at, step, next_at)
VALUES (:report, :kind, :start_at, :limit_at, :step, :next_at);

-- name: deadline_open
SELECT id, report_id, kind, start_at, limit_at, step, next_at, ended_at,
    outcome
FROM deadline
WHERE report_id = :report AND kind = :kind AND ended_at IS NULL;

-- name: deadline_last
SELECT id, report_id, kind, start_at, limit_at, step, next_at, ended_at,
    outcome
FROM deadline WHERE report_id = :report AND kind = :kind
ORDER BY id DESC LIMIT 1;

-- name: deadline_due
SELECT id, report_id, kind, start_at, limit_at, step, next_at, ended_at,
    outcome
FROM deadline WHERE next_at IS NOT NULL AND next_at <= :now
ORDER BY next_at, id LIMIT 1;

-- name: deadline_set_step
UPDATE deadline SET step = :step, next_at = :next_at WHERE id = :id;

-- name: deadline_end
UPDATE deadline SET ended_at = :now, next_at = NULL, outcome = :outcome
WHERE report_id = :report AND kind = :kind AND ended_at IS NULL;

-- What is late now, the longest overdue first, and who has it: of the seats
-- that it lies with the last that took it, else the first.
-- name: list_late
SELECT report.id AS ticket, limit_at AS limit_time, deadline.kind AS missed,
    max(step, 0) AS told, state,
    CASE urgent WHEN 1 THEN 'yes' ELSE '' END AS urgent,
    category, kelurahan, opd,
    (SELECT name FROM dispatch AS d JOIN seat ON seat.id = d.seat_id
	WHERE d.report_id = report.id AND closed_at IS NULL
	ORDER BY (SELECT max(e.id) FROM event AS e
	    WHERE e.report_id = d.report_id AND e.seat_id = d.seat_id
		AND e.kind IN ('taken', 'taken over', 'progress', 'taken back'))
	    DESC, d.id LIMIT 1) AS seat,
    description AS text
FROM deadline JOIN report ON report.id = report_id
WHERE ended_at IS NULL AND limit_at <= :now
    AND (:state IS NULL OR state = :state)
    AND (:opd IS NULL OR opd = :opd COLLATE NOCASE)
    AND (:kelurahan IS NULL OR kelurahan = :kelurahan COLLATE NOCASE)
    AND (:since IS NULL OR report.created_at >= :since)
ORDER BY limit_at, deadline.id LIMIT coalesce(:limit, -1);

-- name: list_report_deadlines
SELECT deadline.kind AS deadline, start_at AS start_time,
    limit_at AS limit_time, max(step, 0) AS told, next_at AS next_time,
    ended_at AS ended_time, outcome
FROM deadline WHERE report_id = :report
ORDER BY deadline.id;

-- The next, the longest overdue first, of those that all levels know of and
-- that are mentioned again.
-- name: deadline_overdue
SELECT id, report_id, kind, start_at, limit_at, step, next_at, ended_at,
    outcome
FROM deadline AS d
WHERE ended_at IS NULL AND limit_at <= :now AND step >= :step
    AND next_at IS NOT NULL AND kind <> 'danger'
    AND (limit_at > :limit OR limit_at = :limit AND id > :after)
    AND (kind = 'finish' OR NOT EXISTS (SELECT 1 FROM deadline AS f
	WHERE f.report_id = d.report_id AND f.kind = 'finish'
	    AND f.ended_at IS NULL AND f.limit_at <= :now))
ORDER BY limit_at, id LIMIT 1;
