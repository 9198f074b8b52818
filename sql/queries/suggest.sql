-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- suggest - messages that the words of the configuration did not suffice for.

-- Those that wait or waited for a person, and those whose citizen answered a
-- question, with the report that came of them; closed: a person saw that there
-- is none.  "sender" tells senders apart
-- and is no number.
-- name: list_suggest
SELECT inbox.phone_id AS sender, category, kelurahan, text,
    inbox.state = 'closed' AS closed
FROM inbox LEFT JOIN report ON report.id = report_id
WHERE received_at >= coalesce(:since, 0)
    AND (inbox.state = 'triage' OR reason = 'by triage' OR inbox.id IN (
	SELECT inbox_id FROM question
	WHERE outcome = 'answered' AND asked_at >= coalesce(:since, 0)))
ORDER BY received_at DESC, inbox.id DESC LIMIT coalesce(:limit, -1);
