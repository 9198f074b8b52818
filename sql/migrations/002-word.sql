-- SPDX-License-Identifier: GPL-2.0-or-later
--
-- word - what it takes to keep one's word to each citizen: closure, joining,
-- danger, our own SMS known when they come back, and what deeds teach.

ALTER TABLE phone ADD COLUMN registered_at INTEGER;
ALTER TABLE phone ADD COLUMN pranks INTEGER NOT NULL DEFAULT 0;
ALTER TABLE phone ADD COLUMN blocked_at INTEGER;
ALTER TABLE phone ADD COLUMN called_at INTEGER;
ALTER TABLE inbox ADD COLUMN matter TEXT NOT NULL DEFAULT '';
ALTER TABLE inbox ADD COLUMN danger TEXT NOT NULL DEFAULT '';
CREATE INDEX inbox_day ON inbox (received_at / 86400, phone_id);
CREATE INDEX inbox_matter ON inbox (received_at) WHERE matter <> '';
ALTER TABLE report ADD COLUMN danger TEXT NOT NULL DEFAULT '';
ALTER TABLE report ADD COLUMN secret INTEGER NOT NULL DEFAULT 0
    CHECK (secret IN (0, 1));
ALTER TABLE report ADD COLUMN behalf_phone_id INTEGER REFERENCES phone;
CREATE INDEX report_same ON report (kelurahan, category)
    WHERE state <> 'closed' AND state <> 'rejected' AND state <> 'cancelled';
CREATE INDEX report_place ON report (created_at / 2592000, kelurahan,
    category);
ALTER TABLE event ADD COLUMN admin TEXT NOT NULL DEFAULT '';
ALTER TABLE supporter ADD COLUMN inbox_id INTEGER REFERENCES inbox;
ALTER TABLE supporter ADD COLUMN how TEXT NOT NULL DEFAULT 'support';
ALTER TABLE supporter ADD COLUMN undone_at INTEGER;
CREATE INDEX supporter_phone ON supporter (phone_id, at) WHERE how <> 'support';
CREATE INDEX supporter_at ON supporter (at) WHERE how <> 'support';
CREATE INDEX outbox_held ON outbox (next_try) WHERE state = 'held';
CREATE INDEX outbox_held_phone ON outbox (phone_id, id) WHERE state = 'held';

CREATE TABLE deadline_new (
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
INSERT INTO deadline_new (id, report_id, kind, start_at, limit_at, step, next_at, ended_at,
    outcome)
SELECT id, report_id, kind, start_at, limit_at, step, next_at, ended_at,
    outcome
FROM deadline;
DROP TABLE deadline;
ALTER TABLE deadline_new RENAME TO deadline;
CREATE INDEX deadline_report ON deadline (report_id);
CREATE UNIQUE INDEX deadline_open ON deadline (report_id, kind)
    WHERE ended_at IS NULL;
CREATE INDEX deadline_limit ON deadline (limit_at) WHERE ended_at IS NULL;
CREATE INDEX deadline_next ON deadline (next_at) WHERE next_at IS NOT NULL;

CREATE TABLE question_new (
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
INSERT INTO question_new (id, phone_id, inbox_id, report_id, about, choices, kelurahan, category,
    round, asked_at, expires_at, settled_at, outcome)
SELECT id, phone_id, inbox_id, report_id, about, choices, kelurahan, category,
    round, asked_at, expires_at, settled_at, outcome
FROM question;
DROP TABLE question;
ALTER TABLE question_new RENAME TO question;
CREATE UNIQUE INDEX question_phone ON question (phone_id)
    WHERE settled_at IS NULL;
CREATE INDEX question_due ON question (expires_at) WHERE settled_at IS NULL;
CREATE INDEX question_report ON question (report_id)
    WHERE settled_at IS NULL;

CREATE TABLE said (
	period		INTEGER NOT NULL,
	head		INTEGER NOT NULL,
	outbox_id	INTEGER NOT NULL REFERENCES outbox,
	PRIMARY KEY (period, head, outbox_id)
) STRICT, WITHOUT ROWID;

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

CREATE TABLE call (
	id		INTEGER PRIMARY KEY,
	phone_id	INTEGER NOT NULL REFERENCES phone,
	modem		TEXT NOT NULL,
	at		INTEGER NOT NULL,
	report_id	INTEGER REFERENCES report,
	outcome		TEXT NOT NULL
) STRICT;
CREATE INDEX call_at ON call (at);

CREATE TABLE usual (
	scope		TEXT NOT NULL,
	hour		INTEGER NOT NULL,
	reports		INTEGER NOT NULL,
	weeks		INTEGER NOT NULL,
	PRIMARY KEY (hour, scope)
) STRICT, WITHOUT ROWID;

CREATE TABLE surge (
	id		INTEGER PRIMARY KEY,
	scope		TEXT NOT NULL,
	began_at	INTEGER NOT NULL,
	over_at		INTEGER,
	peak		INTEGER NOT NULL
) STRICT;
CREATE INDEX surge_scope ON surge (scope, began_at);
CREATE UNIQUE INDEX surge_open ON surge (scope) WHERE over_at IS NULL;

PRAGMA user_version = 2;
