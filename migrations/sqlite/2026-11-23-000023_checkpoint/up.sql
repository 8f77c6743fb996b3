-- The roots over 256 leaves each (level 1), over 256 of those (level 2), and so on: made once, so
-- that a checkpoint reads what is new and the right edge.
CREATE TABLE journal_tile (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    level BIGINT NOT NULL CHECK (level > 0),
    place BIGINT NOT NULL CHECK (place >= 0),
    hash BLOB NOT NULL,
    PRIMARY KEY (estate_id, level, place)
);

-- The public keys that have signed, and by which note each followed the one before.
CREATE TABLE journal_key (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    no BIGINT NOT NULL CHECK (no > 0),
    public BLOB NOT NULL,
    note TEXT,
    at BIGINT NOT NULL,
    PRIMARY KEY (estate_id, no)
);

-- Entries were lost: from here on the log has another name.
CREATE TABLE journal_epoch (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    epoch BIGINT NOT NULL CHECK (epoch > 1),
    size BIGINT NOT NULL,
    root BLOB NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (estate_id, epoch)
);

CREATE TABLE checkpoint (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    epoch BIGINT NOT NULL CHECK (epoch > 0),
    size BIGINT NOT NULL CHECK (size >= 0),
    note TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (estate_id, epoch, size)
);

-- The key with which a community or a town signs for what it has seen.
CREATE TABLE witness (
    scope_kind TEXT NOT NULL CHECK (scope_kind IN ('COMMUNITY', 'TOWN')),
    scope_id TEXT NOT NULL,
    vkey TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (scope_kind, scope_id)
);

CREATE TABLE cosignature (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    epoch BIGINT NOT NULL,
    size BIGINT NOT NULL,
    vkey TEXT NOT NULL,
    line TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (estate_id, epoch, size, vkey),
    FOREIGN KEY (estate_id, epoch, size) REFERENCES checkpoint (estate_id, epoch, size)
);

-- What phones saw of a fork, kept for the town.
CREATE TABLE journal_alarm (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    content TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (estate_id, id)
);

CREATE TRIGGER journal_tile_no_update BEFORE UPDATE ON journal_tile
BEGIN SELECT RAISE(ABORT, 'journal_tile is append-only'); END;
CREATE TRIGGER journal_tile_no_delete BEFORE DELETE ON journal_tile
BEGIN SELECT RAISE(ABORT, 'journal_tile is append-only'); END;
CREATE TRIGGER journal_key_no_update BEFORE UPDATE ON journal_key
BEGIN SELECT RAISE(ABORT, 'journal_key is append-only'); END;
CREATE TRIGGER journal_key_no_delete BEFORE DELETE ON journal_key
BEGIN SELECT RAISE(ABORT, 'journal_key is append-only'); END;
CREATE TRIGGER journal_epoch_no_update BEFORE UPDATE ON journal_epoch
BEGIN SELECT RAISE(ABORT, 'journal_epoch is append-only'); END;
CREATE TRIGGER journal_epoch_no_delete BEFORE DELETE ON journal_epoch
BEGIN SELECT RAISE(ABORT, 'journal_epoch is append-only'); END;
CREATE TRIGGER checkpoint_no_update BEFORE UPDATE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END;
CREATE TRIGGER checkpoint_no_delete BEFORE DELETE ON checkpoint
BEGIN SELECT RAISE(ABORT, 'checkpoint is append-only'); END;
