-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- schema - the database, as a new one is made.
--
-- Times are seconds since 1970 UTC, NULL or 0 where there is none.  States
-- and kinds are stored as the words that people read.  Nothing that a
-- stranger's SMS says is checked here: a CHECK that fails would stop the
-- gateway, so such values are bounded in C and kept as they are.
--
-- A million reports must not slow down the next one.  So what is looked for
-- at every SMS has a partial index over the few open rows, or an index that
-- grows at its end (time or id first): what is looked for by phone is kept by
-- day or by 30 days, so that only the last of them is written to.  Of the
-- indexes that grow for ever, only phone.number is in an order that strangers
-- choose.
--
-- IN with more than two words is not used where a row is written: SQLite
-- builds a table of the words each time.

PRAGMA application_id = 1263816263;	-- "KTNG"
PRAGMA user_version = 2;

-- The only table that holds numbers.  unheard: messages that were not
-- understood or not answered, in the hour from unheard_at on.  pranks: as a
-- person marked them; called_at: when a missed call was last answered.
CREATE TABLE phone (
	id		INTEGER PRIMARY KEY,
	number		TEXT NOT NULL UNIQUE,
	kind		TEXT NOT NULL
	    CHECK (kind = 'phone' OR kind = 'short' OR kind = 'name' OR
	    kind = 'bad'),
	name		TEXT NOT NULL DEFAULT '',
	kelurahan	TEXT NOT NULL DEFAULT '',
	first_at	INTEGER NOT NULL,
	stopped_at	INTEGER,
	helped_at	INTEGER,
	unheard		INTEGER NOT NULL DEFAULT 0,
	unheard_at	INTEGER,
	registered_at	INTEGER,
	pranks		INTEGER NOT NULL DEFAULT 0,
	blocked_at	INTEGER,
	called_at	INTEGER
) STRICT;

-- Messages from people, whole.  matter, danger: what was brought that is none
-- of the categories, and what kind of danger to life was read.
CREATE TABLE inbox (
	id		INTEGER PRIMARY KEY,
	sim		TEXT NOT NULL,
	modem		TEXT NOT NULL,
	phone_id	INTEGER NOT NULL REFERENCES phone,
	sent_at		INTEGER NOT NULL,
	received_at	INTEGER NOT NULL,
	class		INTEGER NOT NULL,
	complete	INTEGER NOT NULL CHECK (complete IN (0, 1)),
	state		TEXT NOT NULL
	    CHECK (state = 'new' OR state = 'handled' OR state = 'question' OR
	    state = 'triage' OR state = 'closed' OR state = 'filed'),
	intent		TEXT NOT NULL DEFAULT '',
	reason		TEXT NOT NULL DEFAULT '',
	report_id	INTEGER REFERENCES report,
	text		TEXT NOT NULL,
	matter		TEXT NOT NULL DEFAULT '',
	danger		TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX inbox_received ON inbox (received_at);
CREATE INDEX inbox_open ON inbox (state)
    WHERE state <> 'handled' AND state <> 'filed' AND state <> 'closed';

-- By day: what one number wrote lately.
CREATE INDEX inbox_day ON inbox (received_at / 86400, phone_id);
CREATE INDEX inbox_matter ON inbox (received_at) WHERE matter <> '';

-- Radio parts, as the SIM gave them; a single SMS is part 1 of 1.  The text
-- of a single one moves on to its inbox row.
CREATE TABLE inbox_part (
	id		INTEGER PRIMARY KEY,
	sim		TEXT NOT NULL,
	modem		TEXT NOT NULL,
	phone_id	INTEGER NOT NULL REFERENCES phone,
	sent_at		INTEGER NOT NULL,
	received_at	INTEGER NOT NULL,
	ref		INTEGER NOT NULL,
	part		INTEGER NOT NULL,
	parts		INTEGER NOT NULL,
	class		INTEGER NOT NULL,
	pid		INTEGER NOT NULL,
	digest		INTEGER NOT NULL,
	inbox_id	INTEGER REFERENCES inbox,
	text		TEXT NOT NULL
) STRICT;
-- What the network or a restart delivers twice is one part.
CREATE UNIQUE INDEX inbox_part_once ON inbox_part
    (sent_at, phone_id, sim, ref, part, parts, digest);
CREATE INDEX inbox_part_group ON inbox_part (phone_id, ref, parts, sim)
    WHERE inbox_id IS NULL AND parts > 1;
CREATE INDEX inbox_part_waiting ON inbox_part (received_at)
    WHERE inbox_id IS NULL AND parts > 1;

-- The id is the ticket's sequence.  Rows are never deleted from the end, so
-- a number is never given twice.  danger: the kind, or '' where no life is at
-- risk; secret: its citizen is shown to the coordinator only; behalf: for
-- whom it was made.
CREATE TABLE report (
	id		INTEGER PRIMARY KEY,
	phone_id	INTEGER NOT NULL REFERENCES phone,
	inbox_id	INTEGER REFERENCES inbox,
	category	TEXT NOT NULL,
	kelurahan	TEXT NOT NULL,
	opd		TEXT NOT NULL,
	state		TEXT NOT NULL
	    CHECK (state = 'new' OR state = 'routed' OR state = 'taken' OR
	    state = 'working' OR state = 'done' OR state = 'closed' OR
	    state = 'rejected' OR state = 'cancelled'),
	urgent		INTEGER NOT NULL CHECK (urgent IN (0, 1)),
	sent_at		INTEGER NOT NULL,
	created_at	INTEGER NOT NULL,
	changed_at	INTEGER NOT NULL,
	due_at		INTEGER,
	outcome		TEXT NOT NULL DEFAULT '',
	description	TEXT NOT NULL,
	danger		TEXT NOT NULL DEFAULT '',
	secret		INTEGER NOT NULL DEFAULT 0 CHECK (secret IN (0, 1)),
	behalf_phone_id	INTEGER REFERENCES phone
) STRICT;
CREATE INDEX report_phone ON report (created_at / 2592000, phone_id);
CREATE INDEX report_phone_open ON report (phone_id)
    WHERE state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled';
CREATE INDEX report_created ON report (created_at);
CREATE INDEX report_due ON report (due_at) WHERE due_at IS NOT NULL;
CREATE INDEX report_open ON report (state)
    WHERE state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled';

CREATE INDEX report_same ON report (kelurahan, category)
    WHERE state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled';
CREATE INDEX report_place ON report (created_at / 2592000, kelurahan,
    category);

-- Who changed what, when, by which message.  Never changed, never deleted.
CREATE TABLE event (
	id		INTEGER PRIMARY KEY,
	report_id	INTEGER NOT NULL REFERENCES report,
	at		INTEGER NOT NULL,
	kind		TEXT NOT NULL,
	from_state	TEXT,
	to_state	TEXT,
	phone_id	INTEGER REFERENCES phone,
	seat_id		INTEGER REFERENCES seat,
	inbox_id	INTEGER REFERENCES inbox,
	detail		TEXT NOT NULL DEFAULT '',
	admin		TEXT NOT NULL DEFAULT ''	-- who typed it at a shell
) STRICT;
CREATE INDEX event_report ON event (report_id);

-- Others who reported the same.  how: 'support' by DUKUNG, 'asked' while IKUT
-- or BEDA is awaited, 'joined'; undone_at: it was another matter after all.
CREATE TABLE supporter (
	report_id	INTEGER NOT NULL REFERENCES report,
	phone_id	INTEGER NOT NULL REFERENCES phone,
	at		INTEGER NOT NULL,
	inbox_id	INTEGER REFERENCES inbox,
	how		TEXT NOT NULL DEFAULT 'support',
	undone_at	INTEGER,
	PRIMARY KEY (report_id, phone_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX supporter_phone ON supporter (phone_id, at) WHERE how <> 'support';
CREATE INDEX supporter_at ON supporter (at) WHERE how <> 'support';

-- Posts.  A removed one stays for the events that name it.  The deputy stands
-- in while the seat is off, vacant or silent.  heard_at: its phone or its
-- deputy wrote last; watch_at: when its silence is to be judged; silent_step:
-- how far up its reports were passed on.
CREATE TABLE seat (
	id		INTEGER PRIMARY KEY,
	name		TEXT NOT NULL COLLATE NOCASE,
	opd		TEXT NOT NULL COLLATE NOCASE,
	role		TEXT NOT NULL
	    CHECK (role = 'officer' OR role = 'head' OR role = 'lurah' OR
	    role = 'camat' OR role = 'coordinator' OR role = 'leader'),
	area		TEXT NOT NULL COLLATE NOCASE,
	holder		TEXT NOT NULL,
	phone_id	INTEGER REFERENCES phone,
	deputy_phone_id	INTEGER REFERENCES phone,
	state		TEXT NOT NULL
	    CHECK (state = 'on' OR state = 'off' OR state = 'vacant'),
	off_until	INTEGER,
	heard_at	INTEGER NOT NULL DEFAULT 0,
	watch_at	INTEGER,
	silent_at	INTEGER,
	silent_step	INTEGER NOT NULL DEFAULT 0,
	open_count	INTEGER NOT NULL DEFAULT 0 CHECK (open_count >= 0),
	created_at	INTEGER NOT NULL,
	removed_at	INTEGER
) STRICT;
CREATE UNIQUE INDEX seat_name ON seat (name) WHERE removed_at IS NULL;
CREATE INDEX seat_phone ON seat (phone_id) WHERE removed_at IS NULL;
CREATE INDEX seat_area ON seat (role, area) WHERE removed_at IS NULL;
CREATE INDEX seat_deputy ON seat (deputy_phone_id)
    WHERE removed_at IS NULL AND deputy_phone_id IS NOT NULL;
CREATE INDEX seat_off_until ON seat (off_until)
    WHERE removed_at IS NULL AND off_until IS NOT NULL;
CREATE INDEX seat_watch ON seat (watch_at)
    WHERE removed_at IS NULL AND watch_at IS NOT NULL;

-- Who held a seat when, and how it came: "command", "import", "handover".
CREATE TABLE seat_holder (
	id		INTEGER PRIMARY KEY,
	seat_id		INTEGER NOT NULL REFERENCES seat,
	holder		TEXT NOT NULL,
	phone_id	INTEGER REFERENCES phone,
	how		TEXT NOT NULL,
	from_at		INTEGER NOT NULL,
	until_at	INTEGER
) STRICT;
CREATE INDEX seat_holder_seat ON seat_holder (seat_id);

-- A seat on its way from one phone to another.  proven_at: the holder gave
-- the code; from then on the new phone's word is awaited.
CREATE TABLE handover (
	id		INTEGER PRIMARY KEY,
	from_phone_id	INTEGER NOT NULL REFERENCES phone,
	to_phone_id	INTEGER NOT NULL REFERENCES phone,
	seat_id		INTEGER NOT NULL REFERENCES seat,
	code		TEXT NOT NULL,
	wrong		INTEGER NOT NULL DEFAULT 0,
	asked_at	INTEGER NOT NULL,
	expires_at	INTEGER NOT NULL,
	proven_at	INTEGER,
	settled_at	INTEGER,
	outcome		TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX handover_from ON handover (from_phone_id)
    WHERE settled_at IS NULL;
CREATE INDEX handover_to ON handover (to_phone_id) WHERE settled_at IS NULL;
CREATE INDEX handover_due ON handover (expires_at) WHERE settled_at IS NULL;
CREATE INDEX handover_locked ON handover (from_phone_id, settled_at)
    WHERE outcome = 'wrong code';

-- How far a phone has read its list: behind this dispatch, and none younger
-- than the list itself, so that pages stay what they were.  event_id: LAGI
-- goes on with what was said of this report before, and then with the list.
CREATE TABLE list_page (
	phone_id	INTEGER PRIMARY KEY REFERENCES phone,
	urgent		INTEGER NOT NULL,
	dispatch_id	INTEGER NOT NULL,
	newest_id	INTEGER NOT NULL,
	report_id	INTEGER REFERENCES report,
	event_id	INTEGER,
	at		INTEGER NOT NULL
) STRICT;

-- Which report lies with which seat.  urgent is the report's: a seat's list
-- is read in that order.  missed: it never reached the seat's phone, or the
-- report's time to be taken ran out and nobody there had written since.
CREATE TABLE dispatch (
	id		INTEGER PRIMARY KEY,
	report_id	INTEGER NOT NULL REFERENCES report,
	seat_id		INTEGER NOT NULL REFERENCES seat,
	phone_id	INTEGER REFERENCES phone,	-- whose it went to
	urgent		INTEGER NOT NULL,
	code		TEXT NOT NULL,
	wrong		INTEGER NOT NULL DEFAULT 0,
	at		INTEGER NOT NULL,
	missed		TEXT NOT NULL DEFAULT ''
	    CHECK (missed = '' OR missed = 'undelivered' OR
	    missed = 'unanswered'),
	closed_at	INTEGER
) STRICT;
CREATE INDEX dispatch_report ON dispatch (report_id);
CREATE UNIQUE INDEX dispatch_open ON dispatch (report_id, seat_id)
    WHERE closed_at IS NULL;
CREATE INDEX dispatch_seat ON dispatch (seat_id, urgent DESC, id)
    WHERE closed_at IS NULL;
CREATE INDEX dispatch_missed ON dispatch (seat_id, at) WHERE missed <> '';

-- Whoever misses one may be missing: the seat's silence is judged at once.
CREATE TRIGGER dispatch_is_missed AFTER UPDATE OF missed ON dispatch
    WHEN old.missed = '' AND new.missed <> ''
BEGIN
	UPDATE seat SET watch_at = new.at WHERE id = new.seat_id;
END;

-- Counting a seat's open dispatches at every SMS would grow with them.
CREATE TRIGGER dispatch_opened AFTER INSERT ON dispatch
    WHEN new.closed_at IS NULL
BEGIN
	UPDATE seat SET open_count = open_count + 1 WHERE id = new.seat_id;
END;
CREATE TRIGGER dispatch_closed AFTER UPDATE OF closed_at ON dispatch
    WHEN old.closed_at IS NULL AND new.closed_at IS NOT NULL
BEGIN
	UPDATE seat SET open_count = open_count - 1 WHERE id = new.seat_id;
END;
CREATE TRIGGER report_urgency AFTER UPDATE OF urgent ON report
    WHEN old.urgent <> new.urgent
BEGIN
	UPDATE dispatch SET urgent = new.urgent
	WHERE report_id = new.id AND closed_at IS NULL;
END;

-- Clocks; that of a danger runs until a person answers.  step: -1 the reminder is next, else how many levels were told or
-- passed over; next_at: when it goes on, NULL after the last level.
CREATE TABLE deadline (
	id		INTEGER PRIMARY KEY,
	report_id	INTEGER NOT NULL REFERENCES report,
	kind		TEXT NOT NULL CHECK (kind = 'take' OR kind = 'finish' OR
	    kind = 'danger'),
	start_at	INTEGER NOT NULL,
	limit_at	INTEGER NOT NULL,
	step		INTEGER NOT NULL,
	next_at		INTEGER,
	ended_at	INTEGER,
	outcome		TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX deadline_report ON deadline (report_id);
CREATE UNIQUE INDEX deadline_open ON deadline (report_id, kind)
    WHERE ended_at IS NULL;
CREATE INDEX deadline_limit ON deadline (limit_at) WHERE ended_at IS NULL;
CREATE INDEX deadline_next ON deadline (next_at) WHERE next_at IS NOT NULL;

-- Dialogues: one open at a time with one number.  about: what is asked; act:
-- the command that waits for the answer; words: what it was given.
CREATE TABLE question (
	id		INTEGER PRIMARY KEY,
	phone_id	INTEGER NOT NULL REFERENCES phone,
	inbox_id	INTEGER REFERENCES inbox,
	report_id	INTEGER REFERENCES report,
	about		TEXT NOT NULL CHECK (about <> ''),
	choices		TEXT NOT NULL,
	kelurahan	TEXT NOT NULL,
	category	TEXT NOT NULL,
	round		INTEGER NOT NULL,
	asked_at	INTEGER NOT NULL,
	expires_at	INTEGER NOT NULL,
	settled_at	INTEGER,
	outcome		TEXT NOT NULL DEFAULT '',
	act		TEXT NOT NULL DEFAULT '',
	words		TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE UNIQUE INDEX question_phone ON question (phone_id)
    WHERE settled_at IS NULL;
CREATE INDEX question_due ON question (expires_at) WHERE settled_at IS NULL;
CREATE INDEX question_report ON question (report_id)
    WHERE settled_at IS NULL;

-- What a phone sees after *code#: the state of each menu session, so that a
-- hop after a restart goes on, and a repeated hop gets the same answer.  Kept
-- for a day.
CREATE TABLE ussd_session (
	id		INTEGER PRIMARY KEY,
	provider	TEXT NOT NULL,
	session		TEXT NOT NULL,
	phone_id	INTEGER NOT NULL REFERENCES phone,
	screen		TEXT NOT NULL,
	page		INTEGER NOT NULL,
	category	TEXT NOT NULL,
	kecamatan	TEXT NOT NULL,
	kelurahan	TEXT NOT NULL,
	placed		INTEGER NOT NULL CHECK (placed IN (0, 1)),
	choices		TEXT NOT NULL,
	words		TEXT NOT NULL,
	resume_id	INTEGER,
	report_id	INTEGER REFERENCES report,
	started_at	INTEGER NOT NULL,
	heard_at	INTEGER NOT NULL,
	hops		INTEGER NOT NULL,
	input		TEXT NOT NULL,	-- of the last hop: what tells a repeat
	reply		TEXT NOT NULL,	-- to it
	lost		INTEGER NOT NULL CHECK (lost IN (0, 1)), -- that reply
	outcome		TEXT NOT NULL	-- '' while it can go on or be resumed
) STRICT;
CREATE UNIQUE INDEX ussd_session_key ON ussd_session (provider, session);
-- Neither changes at a hop: that writes the row alone.
CREATE INDEX ussd_session_phone ON ussd_session (phone_id);
CREATE INDEX ussd_session_old ON ussd_session (started_at);

-- Replies and dispatches: the queue, and afterwards the record.
CREATE TABLE outbox (
	id		INTEGER PRIMARY KEY,
	phone_id	INTEGER NOT NULL REFERENCES phone,
	modem		TEXT NOT NULL,
	kind		TEXT NOT NULL,
	urgent		INTEGER NOT NULL CHECK (urgent IN (0, 1)),
	coding		TEXT NOT NULL CHECK (coding IN ('gsm7', 'ucs2')),
	parts		INTEGER NOT NULL CHECK (parts BETWEEN 1 AND 255),
	next_part	INTEGER NOT NULL,
	report_id	INTEGER REFERENCES report,
	seat_id		INTEGER REFERENCES seat,
	inbox_id	INTEGER REFERENCES inbox,
	state		TEXT NOT NULL
	    CHECK (state = 'due' OR state = 'sending' OR state = 'sent' OR
	    state = 'delivered' OR state = 'failed' OR state = 'uncertain' OR
	    state = 'night' OR state = 'held' OR state = 'dropped'),
	reason		TEXT NOT NULL DEFAULT '',
	created_at	INTEGER NOT NULL,
	next_try	INTEGER NOT NULL,
	attempts	INTEGER NOT NULL DEFAULT 0,
	text		TEXT NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (urgent, next_try, id, modem)
    WHERE state = 'due';
CREATE INDEX outbox_night ON outbox (next_try) WHERE state = 'night';
CREATE INDEX outbox_night_seat ON outbox (seat_id, id) WHERE state = 'night';
CREATE INDEX outbox_night_report ON outbox (report_id) WHERE state = 'night';
CREATE INDEX outbox_held ON outbox (next_try) WHERE state = 'held';
CREATE INDEX outbox_held_phone ON outbox (phone_id, id) WHERE state = 'held';
CREATE INDEX outbox_open ON outbox (state)
    WHERE state <> 'due' AND state <> 'sent' AND state <> 'delivered'
	AND state <> 'dropped';
-- By day: what one number was sent lately, without an order by number alone.
CREATE INDEX outbox_day ON outbox (created_at / 86400, phone_id);

-- How our own SMS begin, so that they are known when they come back: head is
-- a digest, period 60 days.
CREATE TABLE said (
	period		INTEGER NOT NULL,
	head		INTEGER NOT NULL,
	outbox_id	INTEGER NOT NULL REFERENCES outbox,
	PRIMARY KEY (period, head, outbox_id)
) STRICT, WITHOUT ROWID;

-- A dispatch that never reached its seat's phone; one that does shows that
-- the phone lives.
CREATE TRIGGER outbox_undelivered AFTER UPDATE OF state ON outbox
    WHEN new.state = 'failed' AND old.state <> 'failed' AND
	new.seat_id IS NOT NULL AND
	(new.kind LIKE 'dispatch%' OR new.kind LIKE 'escalated%')
BEGIN
	UPDATE dispatch SET missed = 'undelivered'
	WHERE id = (SELECT max(id) FROM dispatch
	    WHERE report_id = new.report_id AND seat_id = new.seat_id)
	    AND missed = '';
END;
CREATE TRIGGER outbox_delivered AFTER UPDATE OF state ON outbox
    WHEN new.state = 'delivered' AND new.seat_id IS NOT NULL AND
	(new.kind LIKE 'dispatch%' OR new.kind LIKE 'escalated%')
BEGIN
	UPDATE dispatch SET missed = ''
	WHERE seat_id = new.seat_id AND missed <> '' AND
	    missed = 'undelivered' AND
	    at > (SELECT heard_at FROM seat WHERE id = new.seat_id);
END;

-- Every time a part was given to a modem, and what came of it.
CREATE TABLE outbox_part (
	id		INTEGER PRIMARY KEY,
	outbox_id	INTEGER NOT NULL REFERENCES outbox,
	part		INTEGER NOT NULL,
	modem		TEXT NOT NULL,
	sim		TEXT NOT NULL,
	state		TEXT NOT NULL
	    CHECK (state = 'sending' OR state = 'sent' OR state = 'delivered' OR
	    state = 'failed' OR state = 'uncertain'),
	submitted_at	INTEGER NOT NULL,
	sent_at		INTEGER,
	mr		INTEGER,	-- TP-MR, 3GPP TS 23.040 9.2.3.6
	code		INTEGER,	-- +CMS ERROR or +CME ERROR
	price		INTEGER NOT NULL DEFAULT 0	-- rupiah, unless refused
) STRICT;
CREATE INDEX outbox_part_outbox ON outbox_part (outbox_id, part);
-- With the price: what was spent today is read from the index alone.
CREATE INDEX outbox_part_modem ON outbox_part (modem, submitted_at, price);
CREATE INDEX outbox_part_flight ON outbox_part (outbox_id)
    WHERE state = 'sending';
CREATE INDEX outbox_part_mr ON outbox_part (mr, submitted_at)
    WHERE mr IS NOT NULL;
CREATE INDEX outbox_part_uncertain ON outbox_part (submitted_at)
    WHERE state = 'uncertain';

-- Delivery reports as they came, matched or not.
CREATE TABLE delivery_report (
	id		INTEGER PRIMARY KEY,
	outbox_part_id	INTEGER REFERENCES outbox_part,
	source		TEXT NOT NULL,	-- the SIM or the modem it came by
	phone_id	INTEGER REFERENCES phone,
	mr		INTEGER NOT NULL,
	status		INTEGER NOT NULL,	-- TP-ST
	discharged_at	INTEGER NOT NULL
) STRICT;
CREATE INDEX delivery_report_time ON delivery_report (discharged_at, mr);

-- What a modem was when it was last there, what the admin wants of it and
-- what must outlive a restart.  hold: '', 'paused', 'drained'; told: the
-- message by which the coordinator knows of its fault.  pin_digest names the
-- PIN that the next two columns are about: how often it was given without
-- knowing what the SIM made of it, and whether the SIM refused it.
CREATE TABLE modem (
	name		TEXT PRIMARY KEY,
	imei		TEXT NOT NULL,
	imsi		TEXT NOT NULL,
	device		TEXT NOT NULL,
	hold		TEXT NOT NULL,
	hold_at		INTEGER NOT NULL,
	told		TEXT NOT NULL,
	pin_digest	TEXT NOT NULL,
	pin_open	INTEGER NOT NULL,
	pin_refused	INTEGER NOT NULL CHECK (pin_refused IN (0, 1))
) STRICT, WITHOUT ROWID;

-- From which state to which, and why; the last 200 of each modem.
CREATE TABLE modem_event (
	id		INTEGER PRIMARY KEY,
	modem		TEXT NOT NULL,
	at		INTEGER NOT NULL,
	from_state	TEXT NOT NULL,
	to_state	TEXT NOT NULL,
	detail		TEXT NOT NULL
) STRICT;
CREATE INDEX modem_event_modem ON modem_event (modem, id);

-- What is known of each SIM: its credit as the operator last told it (answer:
-- in its own words), when it is asked again, and whether it still hears.
-- heard_at: an SMS of somebody else last came; proved_at: one of our own
-- tests did; silent_at: the tests did not, and the coordinator was told.
CREATE TABLE sim (
	sim		TEXT PRIMARY KEY,
	modem		TEXT NOT NULL,
	balance		INTEGER,
	expires_at	INTEGER,
	told_at		INTEGER,
	answer		TEXT NOT NULL,
	answer_at	INTEGER,
	notice_at	INTEGER,
	check_at	INTEGER,
	failures	INTEGER NOT NULL,
	low		INTEGER NOT NULL CHECK (low IN (0, 1)),
	heard_at	INTEGER NOT NULL,
	proved_at	INTEGER,
	silent_at	INTEGER
) STRICT, WITHOUT ROWID;

-- Balances as they were told, for the forecast.  Kept for 60 days.
CREATE TABLE sim_balance (
	id		INTEGER PRIMARY KEY,
	sim		TEXT NOT NULL REFERENCES sim,
	at		INTEGER NOT NULL,
	balance		INTEGER NOT NULL
) STRICT;
CREATE INDEX sim_balance_sim ON sim_balance (sim, at);

-- The longest time without an SMS that ended on a day, in daytime seconds:
-- what is usual for a SIM.  Kept for 14 days.
CREATE TABLE sim_gap (
	sim		TEXT NOT NULL REFERENCES sim,
	day		INTEGER NOT NULL,
	seconds		INTEGER NOT NULL,
	PRIMARY KEY (sim, day)
) STRICT, WITHOUT ROWID;

-- SMS between our own SIMs, to see whether one still hears.
CREATE TABLE sim_test (
	id		INTEGER PRIMARY KEY,
	sim		TEXT NOT NULL REFERENCES sim,
	by_modem	TEXT NOT NULL,
	token		TEXT NOT NULL,
	outbox_id	INTEGER NOT NULL REFERENCES outbox,
	asked_at	INTEGER NOT NULL,
	due_at		INTEGER NOT NULL,
	settled_at	INTEGER,
	outcome		TEXT NOT NULL
) STRICT;
CREATE INDEX sim_test_sim ON sim_test (sim, asked_at);
CREATE UNIQUE INDEX sim_test_open ON sim_test (sim) WHERE settled_at IS NULL;

-- What the coordinator was told of the gateway, so that a restart does not
-- tell it again.
CREATE TABLE told (
	what		TEXT PRIMARY KEY,
	at		INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- What people's deeds teach of texts, without numbers: source is what was
-- done ("triage", "correction", "forward", "answer").
CREATE TABLE label (
	id		INTEGER PRIMARY KEY,
	at		INTEGER NOT NULL,
	source		TEXT NOT NULL,
	sender		TEXT NOT NULL,
	intent		TEXT NOT NULL,
	category	TEXT NOT NULL,
	kelurahan	TEXT NOT NULL,
	matter		TEXT NOT NULL,
	text		TEXT NOT NULL
) STRICT;

-- Missed calls, and what they were taken for.
CREATE TABLE call (
	id		INTEGER PRIMARY KEY,
	phone_id	INTEGER NOT NULL REFERENCES phone,
	modem		TEXT NOT NULL,
	at		INTEGER NOT NULL,
	report_id	INTEGER REFERENCES report,
	outcome		TEXT NOT NULL
) STRICT;
CREATE INDEX call_at ON call (at);

-- How many reports are usual in an hour of the week (0 to 167, from Monday),
-- of a place, a category or the whole ('*'), over so many weeks.
CREATE TABLE usual (
	scope		TEXT NOT NULL,
	hour		INTEGER NOT NULL,
	reports		INTEGER NOT NULL,
	weeks		INTEGER NOT NULL,
	PRIMARY KEY (hour, scope)
) STRICT, WITHOUT ROWID;

-- When there were far more than usual.
CREATE TABLE surge (
	id		INTEGER PRIMARY KEY,
	scope		TEXT NOT NULL,
	began_at	INTEGER NOT NULL,
	over_at		INTEGER,
	peak		INTEGER NOT NULL
) STRICT;
CREATE INDEX surge_scope ON surge (scope, began_at);
CREATE UNIQUE INDEX surge_open ON surge (scope) WHERE over_at IS NULL;
