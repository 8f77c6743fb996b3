CREATE TABLE journal_head (
    estate_id TEXT PRIMARY KEY NOT NULL REFERENCES estate (id),
    seq BIGINT NOT NULL,
    at BIGINT NOT NULL
);

CREATE TABLE journal (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    seq BIGINT NOT NULL CHECK (seq > 0),
    at BIGINT NOT NULL,
    bytes TEXT NOT NULL,
    hash BLOB NOT NULL,
    PRIMARY KEY (estate_id, seq)
);

-- Salt and content of a commitment: erasing a row erases what it says, and the journal still adds up.
CREATE TABLE journal_private (
    estate_id TEXT NOT NULL,
    seq BIGINT NOT NULL,
    salt BLOB NOT NULL,
    content TEXT NOT NULL,
    PRIMARY KEY (estate_id, seq),
    FOREIGN KEY (estate_id, seq) REFERENCES journal (estate_id, seq)
);

-- Who looked at or did what: append-only, each row hashed over the one before.
CREATE TABLE audit_head (
    id BIGINT PRIMARY KEY NOT NULL CHECK (id = 1),
    seq BIGINT NOT NULL,
    hash BLOB NOT NULL
);

CREATE TABLE audit (
    seq BIGINT PRIMARY KEY NOT NULL,
    bytes TEXT NOT NULL,
    hash BLOB NOT NULL
);

CREATE TRIGGER journal_no_update BEFORE UPDATE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER journal_no_delete BEFORE DELETE ON journal
BEGIN SELECT RAISE(ABORT, 'the journal is append-only'); END;
CREATE TRIGGER audit_no_update BEFORE UPDATE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
CREATE TRIGGER audit_no_delete BEFORE DELETE ON audit
BEGIN SELECT RAISE(ABORT, 'the audit log is append-only'); END;
