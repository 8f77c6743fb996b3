-- The last sign of life; until when the number alone, back after a long silence, proves too little.
ALTER TABLE account ADD COLUMN seen BIGINT;
ALTER TABLE account ADD COLUMN waits_until BIGINT;
UPDATE account SET seen = (SELECT MAX(used) FROM session WHERE session.account_id = account.id);

-- New devices, as they are told to the account itself (with the device) and to co-owners (with the unit).
CREATE TABLE device_notice (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    of_account TEXT NOT NULL REFERENCES account (id),
    device TEXT,
    estate_id TEXT,
    unit_id TEXT,
    silent BOOLEAN NOT NULL,
    at BIGINT NOT NULL,
    read BOOLEAN NOT NULL DEFAULT FALSE
);
CREATE INDEX device_notice_by_account ON device_notice (account_id, at);
