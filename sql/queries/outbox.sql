-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- outbox - what waits to be sent, and what became of it.

-- name: outbox_add
INSERT INTO outbox (phone_id, modem, kind, urgent, coding, parts, next_part,
    report_id, seat_id, inbox_id, state, reason, created_at, next_try,
    attempts, text)
VALUES (:phone, :modem, :kind, :urgent, :coding, :parts, :next_part,
    :report, :seat, :inbox, :state, :reason, :created_at, :next_try,
    :attempts, :text);

-- name: outbox_get
SELECT o.id, phone_id, number, modem, o.kind, urgent, coding, parts, next_part,
    report_id, seat_id, inbox_id, state, reason, created_at, next_try,
    attempts, text
FROM outbox AS o JOIN phone ON phone.id = phone_id
WHERE o.id = :id;

-- Urgent before routine; two searches, each at the head of its half of the
-- index outbox_due.
-- name: outbox_due
SELECT o.id, phone_id, number, modem, o.kind, urgent, coding, parts, next_part,
    report_id, seat_id, inbox_id, state, reason, created_at, next_try,
    attempts, text
FROM outbox AS o JOIN phone ON phone.id = phone_id
WHERE o.id = coalesce(
    (SELECT id FROM outbox
	WHERE state = 'due' AND urgent = 1 AND next_try <= :now
	    AND (:any OR modem = :modem OR modem = '')
	ORDER BY next_try, id LIMIT 1),
    (SELECT id FROM outbox
	WHERE state = 'due' AND urgent = 0 AND next_try <= :now
	    AND (:any OR modem = :modem OR modem = '')
	ORDER BY next_try, id LIMIT 1));

-- For a modem that sends nothing else now.
-- name: outbox_due_urgent
SELECT o.id, phone_id, number, modem, o.kind, urgent, coding, parts, next_part,
    report_id, seat_id, inbox_id, state, reason, created_at, next_try,
    attempts, text
FROM outbox AS o JOIN phone ON phone.id = phone_id
WHERE o.id = (SELECT id FROM outbox
	WHERE state = 'due' AND urgent = 1 AND next_try <= :now
	    AND (modem = :modem OR modem = '')
	ORDER BY next_try, id LIMIT 1);

-- name: outbox_next_try
SELECT min(first) FROM
    (SELECT min(next_try) AS first FROM outbox
	WHERE state = 'due' AND urgent = 1
    UNION ALL SELECT min(next_try) FROM outbox
	WHERE state = 'due' AND urgent = 0);

-- name: outbox_part_add
INSERT INTO outbox_part (outbox_id, part, modem, sim, state, submitted_at)
VALUES (:id, :part, :modem, :sim, 'sending', :now);

-- The last time that this part was given to a modem.
-- name: outbox_part_find
SELECT id FROM outbox_part WHERE outbox_id = :id AND part = :part
ORDER BY id DESC LIMIT 1;

-- name: outbox_part_sent
UPDATE outbox_part SET state = 'sent', mr = :mr, sent_at = :now
WHERE id = :part_id AND state <> 'delivered';

-- name: outbox_part_failed
UPDATE outbox_part SET state = 'failed', code = :code, price = 0
WHERE id = :part_id;

-- What the network took is sent, whatever was thought of it before.
-- name: outbox_advance
UPDATE outbox
SET next_part = max(next_part, :part + 1), reason = '',
    next_try = CASE WHEN :part < parts THEN :now ELSE next_try END,
    state = CASE WHEN :part < parts THEN 'due' ELSE 'sent' END
WHERE id = :id AND next_part <= :part AND state NOT IN ('sent', 'delivered');

-- name: outbox_set_state
UPDATE outbox SET state = :state, reason = :reason WHERE id = :id;

-- A message that leaves "sending" leaves no part there.
-- name: outbox_part_leave
UPDATE outbox_part
SET state = :state, price = CASE :state WHEN 'failed' THEN 0 ELSE price END
WHERE outbox_id = :id AND state = 'sending';

-- name: outbox_retry
UPDATE outbox
SET state = 'due', attempts = attempts + 1, next_try = :next_try,
    reason = :reason
WHERE id = :id;

-- name: outbox_in_flight
SELECT outbox_id, part, modem FROM outbox_part
WHERE state = 'sending' AND outbox_id > :after
    AND (:modem IS NULL OR modem = :modem)
ORDER BY outbox_id LIMIT 1;

-- TP-MR counts to 255 and comes round: the newest that still waits for its
-- report, else the oldest to this number whose reference nobody knows, else
-- a report that came twice.
-- name: outbox_part_by_mr
SELECT part.id, outbox_id, part.part, part.state FROM outbox_part AS part
    JOIN outbox ON outbox.id = outbox_id JOIN phone ON phone.id = phone_id
WHERE mr = :mr AND submitted_at >= :since AND number = :number
    AND (sim = :source OR part.modem = :source)
ORDER BY part.state = 'sent' DESC, part.id DESC LIMIT 1;

-- name: outbox_part_unknown
SELECT part.id, outbox_id, part.part, part.state FROM outbox_part AS part
    JOIN outbox ON outbox.id = outbox_id JOIN phone ON phone.id = phone_id
WHERE part.state = 'uncertain' AND submitted_at >= :since
    AND number = :number AND (sim = :source OR part.modem = :source)
ORDER BY part.id LIMIT 1;

-- name: outbox_part_reported
UPDATE outbox_part SET state = :state, mr = :mr WHERE id = :part_id;

-- Delivered when the last report of each part says so.
-- name: outbox_delivered
UPDATE outbox SET state = 'delivered', reason = ''
WHERE id = :id AND parts = (SELECT count(DISTINCT part) FROM outbox_part
    WHERE outbox_id = :id AND state = 'delivered');

-- name: delivery_report_add
INSERT INTO delivery_report (outbox_part_id, source, phone_id, mr, status,
    discharged_at)
VALUES (:part_id, :source, (SELECT id FROM phone WHERE number = :number), :mr,
    :status, :discharged_at);

-- name: delivery_report_find
SELECT coalesce((SELECT outbox_id FROM outbox_part
    WHERE id = outbox_part_id), 0)
FROM delivery_report
WHERE discharged_at = :discharged_at AND mr = :mr AND status = :status
    AND source = :source
    AND phone_id IS (SELECT id FROM phone WHERE number = :number);

-- By day first, as the index is: right for since within the last day.  What
-- is urgent or of one of the free kinds (spaces between and around) goes out
-- whatever the budget.
-- name: outbox_replies_since
SELECT count(*), coalesce(sum(counted), 0), coalesce(min(CASE counted WHEN 1
    THEN created_at END), 0)
FROM (SELECT created_at, urgent = 0 AND instr(:free, ' ' || kind || ' ') = 0
	AS counted
    FROM outbox
    WHERE created_at / 86400 IN (:since / 86400, :since / 86400 + 1)
	AND phone_id = :phone AND created_at >= :since
	AND inbox_id IS NOT NULL AND state <> 'held');

-- What is over its budget, until it is looked at anew.
-- name: outbox_held_next
SELECT next_try FROM outbox WHERE state = 'held' ORDER BY next_try LIMIT 1;

-- name: outbox_held_due
SELECT phone_id FROM outbox
WHERE state = 'held' AND next_try <= :now ORDER BY next_try LIMIT 1;

-- name: outbox_held_of_phone
SELECT o.id, phone_id, number, modem, o.kind, urgent, coding, parts, next_part,
    report_id, seat_id, inbox_id, state, reason, created_at, next_try,
    attempts, text
FROM outbox AS o JOIN phone ON phone.id = phone_id
WHERE o.id = (SELECT id FROM outbox
	WHERE state = 'held' AND phone_id = :phone AND id > :after
	    AND next_try <= :now
	ORDER BY id LIMIT 1);

-- name: outbox_put_off
UPDATE outbox SET next_try = :until WHERE id = :id;

-- What this number was sent lately with exactly these words.
-- name: outbox_said
SELECT count(*) FROM outbox
WHERE created_at / 86400 IN (:since / 86400, :since / 86400 + 1)
    AND phone_id = :phone AND created_at >= :since AND text = :text;

-- name: outbox_drop_older
UPDATE outbox SET state = 'dropped', reason = 'too old'
WHERE state = 'due' AND urgent = 0 AND created_at < :before;

-- name: outbox_drop_for_phone
UPDATE outbox SET state = 'dropped', reason = :reason
WHERE id IN (SELECT id FROM outbox
	WHERE state = 'due' AND urgent = 0 AND phone_id = :phone
	UNION ALL SELECT id FROM outbox
	WHERE state <> 'due' AND state <> 'sent' AND state <> 'delivered'
	    AND state <> 'dropped' AND state = 'held' AND phone_id = :phone
	UNION ALL SELECT id FROM outbox
	WHERE state = 'night' AND phone_id = :phone)
    AND urgent = 0 AND seat_id IS NULL AND inbox_id IS NULL;

-- What waits for the morning.
-- name: outbox_night_next
SELECT next_try FROM outbox WHERE state = 'night' ORDER BY next_try LIMIT 1;

-- name: outbox_night_due
SELECT o.id, phone_id, number, modem, o.kind, urgent, coding, parts, next_part,
    report_id, seat_id, inbox_id, state, reason, created_at, next_try,
    attempts, text
FROM outbox AS o JOIN phone ON phone.id = phone_id
WHERE o.id = (SELECT id FROM outbox
	WHERE state = 'night' AND next_try <= :now
	ORDER BY next_try, id LIMIT 1);

-- name: outbox_night_of_seat
SELECT o.id, phone_id, number, modem, o.kind, urgent, coding, parts, next_part,
    report_id, seat_id, inbox_id, state, reason, created_at, next_try,
    attempts, text
FROM outbox AS o JOIN phone ON phone.id = phone_id
WHERE o.id = (SELECT id FROM outbox
	WHERE state = 'night' AND seat_id = :seat AND id > :after
	    AND next_try <= :now
	ORDER BY id LIMIT 1);

-- What waits for a citizen about a report.
-- name: outbox_night_of_report
SELECT o.id, phone_id, number, modem, o.kind, urgent, coding, parts, next_part,
    report_id, seat_id, inbox_id, state, reason, created_at, next_try,
    attempts, text
FROM outbox AS o JOIN phone ON phone.id = phone_id
WHERE o.id = (SELECT id FROM outbox
	WHERE state = 'night' AND report_id = :report AND phone_id = :phone
	    AND seat_id IS NULL AND id > :after
	ORDER BY id LIMIT 1);

-- name: outbox_night_seat_first
SELECT next_try FROM outbox
WHERE state = 'night' AND seat_id = :seat AND phone_id = :phone
ORDER BY id LIMIT 1;

-- Does a seat wait to hear of a report at all?
-- name: outbox_night_work
SELECT next_try FROM outbox
WHERE state = 'night' AND report_id = :report AND seat_id = :seat
    AND (kind = 'dispatch' OR kind = 'dispatch_reopened')
ORDER BY next_try LIMIT 1;

-- When routine work was last told at a phone: of today and of yesterday the
-- newest, each at the end of its part of the index outbox_day.
-- name: outbox_work_since
SELECT created_at FROM outbox
WHERE id = coalesce(
    (SELECT id FROM outbox
	WHERE created_at / 86400 = :now / 86400 AND phone_id = :phone
	    AND seat_id = :seat
	    AND state <> 'night' AND state <> 'dropped' AND state <> 'failed'
	    AND (kind = 'dispatch' OR kind = 'dispatch_reopened' OR
		kind = 'seat_digest' OR kind = 'seat_morning')
	ORDER BY id DESC LIMIT 1),
    (SELECT id FROM outbox
	WHERE created_at / 86400 = :now / 86400 - 1 AND phone_id = :phone
	    AND seat_id = :seat
	    AND state <> 'night' AND state <> 'dropped' AND state <> 'failed'
	    AND (kind = 'dispatch' OR kind = 'dispatch_reopened' OR
		kind = 'seat_digest' OR kind = 'seat_morning')
	ORDER BY id DESC LIMIT 1))
    AND created_at > :since;

-- name: outbox_night_newer
SELECT 1 FROM outbox
WHERE state = 'night' AND id > :id AND kind = :kind AND report_id = :report
    AND seat_id IS :seat AND (seat_id IS NOT NULL OR phone_id = :phone)
LIMIT 1;

-- name: outbox_night_forget
UPDATE outbox SET state = 'dropped', reason = :reason
WHERE state = 'night' AND seat_id = :seat AND report_id = :report;

-- name: outbox_night_put_off
UPDATE outbox SET next_try = :until WHERE state = 'night' AND next_try <= :now;

-- name: outbox_night_release
UPDATE outbox
SET state = 'due', phone_id = :phone, coding = :coding, parts = :parts,
    text = :text, next_try = :now
WHERE id = :id;
