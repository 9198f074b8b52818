-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- surge - how many reports are usual, and when there were far more.
--
-- Who joined a report reported, too.  Scopes are '*', 'category CODE' and
-- 'kelurahan NAME'.

-- name: surge_counts
WITH heard (category, kelurahan) AS (
    SELECT category, kelurahan FROM report
    WHERE created_at >= :from AND created_at < :to
    UNION ALL SELECT category, kelurahan
    FROM supporter JOIN report ON report.id = report_id
    WHERE how <> 'support' AND at >= :from AND at < :to)
SELECT '*' AS scope, count(*) AS reports FROM heard
UNION ALL SELECT 'category ' || category, count(*) FROM heard
GROUP BY category HAVING count(*) >= :least
UNION ALL SELECT 'kelurahan ' || kelurahan, count(*) FROM heard
WHERE kelurahan <> ''
GROUP BY kelurahan HAVING count(*) >= :least
ORDER BY reports DESC LIMIT 64;

-- What is usual of a scope, and over how many weeks the hour is known.
-- name: usual_get
SELECT coalesce((SELECT reports FROM usual
	WHERE scope = :scope AND hour = :hour), 0),
    coalesce((SELECT weeks FROM usual WHERE scope = '*' AND hour = :hour), 0);

-- What is long ago counts less.
-- name: usual_fade
UPDATE usual SET reports = reports / 2, weeks = weeks / 2
WHERE hour = :hour AND weeks >= 16;

-- An hour that is over; what was a surge is not usual.
-- name: usual_learn
INSERT INTO usual (scope, hour, reports, weeks)
WITH heard (category, kelurahan) AS (
    SELECT category, kelurahan FROM report
    WHERE created_at >= :from AND created_at < :to
    UNION ALL SELECT category, kelurahan
    FROM supporter JOIN report ON report.id = report_id
    WHERE how <> 'support' AND at >= :from AND at < :to),
counted (scope, reports) AS (
    SELECT '*', count(*) FROM heard
    UNION ALL SELECT 'category ' || category, count(*) FROM heard
    GROUP BY category
    UNION ALL SELECT 'kelurahan ' || kelurahan, count(*) FROM heard
    WHERE kelurahan <> '' GROUP BY kelurahan)
SELECT scope, :hour, reports, 0 FROM counted
WHERE NOT EXISTS (SELECT 1 FROM surge
	WHERE surge.scope = counted.scope AND began_at < :to
	    AND (over_at IS NULL OR over_at > :from))
ON CONFLICT DO UPDATE SET reports = usual.reports + excluded.reports;

-- name: usual_week
INSERT INTO usual (scope, hour, reports, weeks) VALUES ('*', :hour, 0, 1)
ON CONFLICT DO UPDATE SET weeks = weeks + 1;

-- name: usual_weeks
UPDATE usual
SET weeks = (SELECT weeks FROM usual AS whole
	WHERE whole.scope = '*' AND whole.hour = :hour)
WHERE hour = :hour AND scope <> '*';

-- name: surge_find
SELECT id, scope, began_at, peak FROM surge
WHERE scope = :scope AND over_at IS NULL;

-- name: surge_next
SELECT id, scope, began_at, peak FROM surge
WHERE over_at IS NULL AND id > :after
ORDER BY id LIMIT 1;

-- name: surge_add
INSERT INTO surge (scope, began_at, peak) VALUES (:scope, :now, :peak);

-- name: surge_set_peak
UPDATE surge SET peak = max(peak, :peak) WHERE id = :id;

-- name: surge_end
UPDATE surge SET over_at = :now WHERE id = :id;

-- Of this one and all after it.
-- name: surge_peak
SELECT coalesce(max(peak), 0) FROM surge WHERE id >= :id;

-- name: surge_holds
SELECT 1 FROM surge
WHERE over_at IS NULL AND (scope = '*' OR scope = 'category ' || :category
    OR scope = 'kelurahan ' || :kelurahan)
LIMIT 1;
