CREATE TABLE account (
    id TEXT PRIMARY KEY NOT NULL,
    phone TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    password TEXT,
    totp_no BIGINT NOT NULL DEFAULT 0,
    totp_step BIGINT NOT NULL DEFAULT 0,
    -- When the number was first proven by an SMS code; a password set before that dies with it.
    proven BIGINT,
    created BIGINT NOT NULL
);

CREATE TABLE challenge (
    id TEXT PRIMARY KEY NOT NULL,
    phone TEXT NOT NULL,
    -- The code is made of this and a key outside the database; it is stored nowhere.
    salt BYTEA NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    used BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX challenge_by_expiry ON challenge (expires);

-- What is limited: kind and subject name it, a row for each instant (or day) at which it happened.
-- The row at 0 is locked while the others are counted; its count is when that was last done.
CREATE TABLE tally (
    kind TEXT NOT NULL,
    subject TEXT NOT NULL,
    window_start BIGINT NOT NULL,
    count BIGINT NOT NULL,
    PRIMARY KEY (kind, subject, window_start)
);

CREATE TABLE session (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    device TEXT NOT NULL,
    factor TEXT NOT NULL CHECK (factor IN ('SMS', 'TOTP')),
    created BIGINT NOT NULL,
    used BIGINT NOT NULL,
    idle_until BIGINT NOT NULL,
    until BIGINT NOT NULL,
    ended BIGINT
);
CREATE INDEX session_by_account ON session (account_id);

CREATE TABLE refresh (
    hash BYTEA PRIMARY KEY NOT NULL,
    session_id TEXT NOT NULL REFERENCES session (id),
    created BIGINT NOT NULL,
    successor BYTEA,
    replaced BIGINT
);
CREATE INDEX refresh_by_session ON refresh (session_id);

CREATE TABLE seat (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    role TEXT NOT NULL CHECK (role IN ('OWN','OCC','PMS','PMM','COM','CHR','CMY','TWN','BUR','DST','DEP','ADM')),
    scope_kind TEXT NOT NULL CHECK (scope_kind IN ('DISTRICT','TOWN','COMMUNITY','ESTATE','UNIT','CONTRACT','DEPT')),
    scope_id TEXT NOT NULL,
    estate_id TEXT,
    valid_from BIGINT NOT NULL,
    valid_to BIGINT,
    granted_by TEXT,
    revoked BIGINT,
    confirmed BOOLEAN NOT NULL DEFAULT TRUE
);
CREATE INDEX seat_by_account ON seat (account_id);
CREATE INDEX seat_by_scope ON seat (scope_kind, scope_id);
CREATE INDEX seat_by_estate ON seat (estate_id);
CREATE INDEX seat_by_grant ON seat (granted_by);
-- Two requests at once grant one seat, not two.
CREATE UNIQUE INDEX seat_once ON seat (account_id, role, scope_kind, scope_id) WHERE revoked IS NULL;

CREATE TABLE invitation (
    id TEXT PRIMARY KEY NOT NULL,
    secret_hash BYTEA NOT NULL UNIQUE,
    role TEXT NOT NULL,
    scope_kind TEXT NOT NULL,
    scope_id TEXT NOT NULL,
    estate_id TEXT,
    name TEXT NOT NULL,
    phone TEXT NOT NULL,
    -- The id that an account for this number has or will have: its authenticator's secret hangs on it.
    account_id TEXT NOT NULL,
    until BIGINT,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    granted_by TEXT NOT NULL,
    used BIGINT
);
CREATE INDEX invitation_by_scope ON invitation (scope_kind, scope_id);
CREATE INDEX invitation_by_phone ON invitation (phone);

CREATE TABLE sms_outbox (
    id TEXT PRIMARY KEY NOT NULL,
    phone TEXT NOT NULL,
    -- `{code}` stands for the code of the challenge with the same id.
    text TEXT NOT NULL,
    created BIGINT NOT NULL,
    expires BIGINT NOT NULL,
    next_try BIGINT NOT NULL,
    tries BIGINT NOT NULL DEFAULT 0,
    sent BIGINT
);
CREATE INDEX sms_outbox_waiting ON sms_outbox (sent, next_try);
