-- When who has not voted, or whose key is missing, was last reminded.
ALTER TABLE meeting ADD COLUMN reminded BIGINT;

-- What an audience was told of meetings up to an instant is read.
CREATE TABLE meeting_read (
    account_id TEXT NOT NULL REFERENCES account (id),
    audience TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, audience)
);

-- 委托: in writing, for one meeting, revocable until the ballot is cast.
CREATE TABLE meeting_proxy (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    party_id TEXT NOT NULL,
    principal_id TEXT NOT NULL REFERENCES account (id),
    agent_id TEXT NOT NULL REFERENCES account (id),
    photo_id TEXT NOT NULL,
    given BIGINT NOT NULL,
    revoked BIGINT,
    PRIMARY KEY (estate_id, meeting_id, id),
    FOREIGN KEY (estate_id, meeting_id, party_id) REFERENCES meeting_party (estate_id, meeting_id, id)
);
CREATE UNIQUE INDEX meeting_proxy_once ON meeting_proxy (estate_id, meeting_id, party_id) WHERE revoked IS NULL;
CREATE INDEX meeting_proxy_by_agent ON meeting_proxy (agent_id, meeting_id);

-- For how many principals somebody acts: the row is locked while one is added.
CREATE TABLE meeting_agent (
    estate_id TEXT NOT NULL,
    meeting_id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    principals BIGINT NOT NULL,
    PRIMARY KEY (estate_id, meeting_id, account_id)
);
