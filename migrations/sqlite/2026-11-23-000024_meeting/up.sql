-- What a code confirms beside the number: the fingerprint of one ballot; empty for signing in.
ALTER TABLE challenge ADD COLUMN about TEXT NOT NULL DEFAULT '';

-- A meeting of the assembly. What its organiser writes stands whole in `draft`; the notice freezes it.
CREATE TABLE meeting (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    id TEXT NOT NULL UNIQUE,
    organiser TEXT NOT NULL CHECK (organiser IN ('COMMITTEE','PREPARATORY','MANAGEMENT','TRANSITION')),
    status TEXT NOT NULL CHECK (status IN ('DRAFT','REVIEWED','NOTICED','OPEN','CLOSED','TALLIED','PUBLISHED','CANCELLED','CORRECTION_ORDERED','CORRECTED','REVOKED','ANNULLED')),
    version BIGINT NOT NULL,
    draft TEXT NOT NULL,
    opens BIGINT NOT NULL,
    closes BIGINT NOT NULL,
    created BIGINT NOT NULL,
    -- The rules it was noticed under.
    rules TEXT,
    noticed BIGINT,
    opened BIGINT,
    closed BIGINT,
    tallied BIGINT,
    published BIGINT,
    roll_root TEXT,
    -- Keys, locks and K, once all six halves agree.
    key_sheet TEXT,
    -- Its first entry in the journal, and the last that a recount needs.
    first_seq BIGINT,
    last_seq BIGINT,
    PRIMARY KEY (estate_id, id)
);
CREATE INDEX meeting_by_status ON meeting (status, opens, closes);

CREATE TABLE meeting_step (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    no BIGINT NOT NULL,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    status TEXT NOT NULL,
    role TEXT,
    account_id TEXT,
    note TEXT,
    deadline BIGINT,
    PRIMARY KEY (estate_id, meeting_id, no),
    FOREIGN KEY (estate_id, meeting_id) REFERENCES meeting (estate_id, id)
);

-- A matter as the notice froze it, with who decides and what it came to.
CREATE TABLE meeting_matter (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    id TEXT NOT NULL,
    no BIGINT NOT NULL,
    frozen TEXT NOT NULL,
    hash TEXT NOT NULL,
    area BIGINT NOT NULL,
    persons BIGINT NOT NULL,
    result TEXT,
    PRIMARY KEY (estate_id, meeting_id, id),
    FOREIGN KEY (estate_id, meeting_id) REFERENCES meeting (estate_id, id)
);

-- 计票名册: written with the notice, written anew at the opening, then frozen.
CREATE TABLE meeting_party (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    id TEXT NOT NULL,
    no BIGINT NOT NULL,
    -- Who it is, so that the second writing finds the row of the first.
    holder TEXT NOT NULL,
    developer BOOLEAN NOT NULL,
    units TEXT NOT NULL,
    owners TEXT NOT NULL,
    sources TEXT NOT NULL,
    area BIGINT NOT NULL,
    persons BIGINT NOT NULL,
    -- Area and person in each matter whose scope it lies in.
    weights TEXT NOT NULL,
    PRIMARY KEY (estate_id, meeting_id, id),
    UNIQUE (estate_id, meeting_id, holder),
    FOREIGN KEY (estate_id, meeting_id) REFERENCES meeting (estate_id, id)
);
CREATE INDEX meeting_party_by_no ON meeting_party (estate_id, meeting_id, no);

-- What a party has in each building, for turnout by building.
CREATE TABLE meeting_party_building (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    party_id TEXT NOT NULL,
    building TEXT NOT NULL,
    no BIGINT NOT NULL,
    area BIGINT NOT NULL,
    persons BIGINT NOT NULL,
    PRIMARY KEY (estate_id, meeting_id, party_id, building),
    FOREIGN KEY (estate_id, meeting_id, party_id) REFERENCES meeting_party (estate_id, meeting_id, id)
);

-- Whose number votes for a party.
CREATE TABLE meeting_owner (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    party_id TEXT NOT NULL,
    no BIGINT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    PRIMARY KEY (estate_id, meeting_id, party_id, no),
    FOREIGN KEY (estate_id, meeting_id, party_id) REFERENCES meeting_party (estate_id, meeting_id, id)
);
CREATE INDEX meeting_owner_by_phone ON meeting_owner (phone, meeting_id);

CREATE TABLE meeting_objection (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    account_id TEXT NOT NULL,
    unit TEXT NOT NULL,
    at BIGINT NOT NULL,
    words TEXT NOT NULL,
    answer TEXT,
    upheld BOOLEAN,
    answered BIGINT,
    answered_by TEXT,
    PRIMARY KEY (estate_id, meeting_id, id),
    FOREIGN KEY (estate_id, meeting_id) REFERENCES meeting (estate_id, id)
);

-- 送达: by which channel a party was told of the notice.
CREATE TABLE meeting_delivery (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    party_id TEXT NOT NULL,
    channel TEXT NOT NULL CHECK (channel IN ('APP','SMS','DOOR')),
    at BIGINT NOT NULL,
    account_id TEXT,
    photo_id TEXT,
    PRIMARY KEY (estate_id, meeting_id, party_id, channel),
    FOREIGN KEY (estate_id, meeting_id, party_id) REFERENCES meeting_party (estate_id, meeting_id, id)
);

-- Announced before it is cast or opened to check the phone; opened, it can never be cast.
CREATE TABLE ballot_mark (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    party_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    at BIGINT NOT NULL,
    account_id TEXT NOT NULL,
    checked BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (estate_id, meeting_id, party_id, fingerprint)
);

-- The first ballot of a party stands: the key says so (V1).
CREATE TABLE ballot (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    party_id TEXT NOT NULL,
    fingerprint TEXT NOT NULL,
    body TEXT NOT NULL,
    -- Matters that a paper ballot marks twice: they do not take part.
    invalid TEXT NOT NULL DEFAULT '[]',
    channel TEXT NOT NULL CHECK (channel IN ('APP','PAPER')),
    at BIGINT NOT NULL,
    account_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    PRIMARY KEY (estate_id, meeting_id, party_id),
    UNIQUE (estate_id, meeting_id, seq),
    FOREIGN KEY (estate_id, meeting_id, party_id) REFERENCES meeting_party (estate_id, meeting_id, id)
);

-- No ciphertext is taken twice.
CREATE TABLE ballot_point (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    point TEXT NOT NULL,
    PRIMARY KEY (estate_id, meeting_id, point)
);

CREATE TABLE trustee (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    id TEXT NOT NULL,
    seat TEXT NOT NULL CHECK (seat IN ('COMMITTEE','COMMUNITY','TOWN')),
    account_id TEXT NOT NULL,
    point TEXT NOT NULL,
    proof TEXT NOT NULL,
    since BIGINT NOT NULL,
    until BIGINT,
    PRIMARY KEY (estate_id, id)
);
CREATE UNIQUE INDEX trustee_once ON trustee (estate_id, seat) WHERE until IS NULL;

CREATE TABLE meeting_lock (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    lock_name TEXT NOT NULL CHECK (lock_name IN ('01','02','12')),
    holder TEXT NOT NULL,
    trustee_id TEXT NOT NULL,
    point TEXT NOT NULL,
    proof TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (estate_id, meeting_id, lock_name, holder),
    FOREIGN KEY (estate_id, meeting_id) REFERENCES meeting (estate_id, id)
);

CREATE TABLE meeting_share (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    box_no BIGINT NOT NULL,
    weight TEXT NOT NULL CHECK (weight IN ('PERSONS','AREA')),
    lock_name TEXT NOT NULL CHECK (lock_name IN ('01','02','12')),
    holder TEXT NOT NULL,
    point TEXT NOT NULL,
    proof TEXT NOT NULL,
    -- The entry that records it, and its place there.
    seq BIGINT NOT NULL,
    no BIGINT NOT NULL,
    PRIMARY KEY (estate_id, meeting_id, matter_id, box_no, weight, lock_name, holder),
    FOREIGN KEY (estate_id, meeting_id) REFERENCES meeting (estate_id, id)
);

CREATE TABLE meeting_total (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    matter_id TEXT NOT NULL,
    box_no BIGINT NOT NULL,
    weight TEXT NOT NULL CHECK (weight IN ('PERSONS','AREA')),
    total BIGINT NOT NULL,
    PRIMARY KEY (estate_id, meeting_id, matter_id, box_no, weight),
    FOREIGN KEY (estate_id, meeting_id) REFERENCES meeting (estate_id, id)
);

-- What the inbox says of meetings.
CREATE TABLE meeting_notice (
    estate_id TEXT NOT NULL,
    id TEXT NOT NULL,
    audience TEXT NOT NULL,
    at BIGINT NOT NULL,
    meeting_id TEXT NOT NULL,
    kind TEXT NOT NULL,
    PRIMARY KEY (estate_id, id),
    FOREIGN KEY (estate_id, meeting_id) REFERENCES meeting (estate_id, id)
);
CREATE INDEX meeting_notice_by_audience ON meeting_notice (audience, at);
CREATE INDEX meeting_notice_by_meeting ON meeting_notice (estate_id, meeting_id, audience);
