CREATE TABLE district (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL,
    demo BOOLEAN NOT NULL DEFAULT FALSE
);

CREATE TABLE town (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE
);

CREATE TABLE community (
    id TEXT PRIMARY KEY NOT NULL,
    town_id TEXT NOT NULL REFERENCES town (id),
    name TEXT NOT NULL,
    UNIQUE (town_id, name)
);

CREATE TABLE company (
    id TEXT PRIMARY KEY NOT NULL,
    name TEXT NOT NULL UNIQUE,
    credit_code TEXT NOT NULL
);

CREATE TABLE estate (
    id TEXT PRIMARY KEY NOT NULL,
    community_id TEXT NOT NULL REFERENCES community (id),
    name TEXT NOT NULL,
    UNIQUE (community_id, name)
);

CREATE TABLE contract (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    id TEXT NOT NULL UNIQUE,
    company_id TEXT NOT NULL REFERENCES company (id),
    valid_from BIGINT NOT NULL,
    valid_to BIGINT NOT NULL,
    PRIMARY KEY (estate_id, id)
);

CREATE TABLE common_place (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (estate_id, id),
    UNIQUE (estate_id, name)
);

CREATE TABLE duty_phone (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    id TEXT NOT NULL,
    label TEXT NOT NULL,
    number TEXT NOT NULL,
    hours TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (estate_id, id)
);

CREATE TABLE unit (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    id TEXT NOT NULL,
    building TEXT NOT NULL,
    stair TEXT NOT NULL,
    room TEXT NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('FLAT','PARKING','SHOP','STORE','OTHER')),
    area BIGINT NOT NULL,
    unsold BOOLEAN NOT NULL DEFAULT FALSE,
    -- The roll's row as it was read, for difference and export.
    entry TEXT NOT NULL,
    PRIMARY KEY (estate_id, id),
    UNIQUE (estate_id, building, stair, room, kind)
);

CREATE TABLE owner (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    id TEXT NOT NULL,
    name TEXT NOT NULL,
    phone TEXT NOT NULL DEFAULT '',
    PRIMARY KEY (estate_id, id),
    UNIQUE (estate_id, name, phone)
);
CREATE INDEX owner_by_phone ON owner (phone);

CREATE TABLE unit_owner (
    estate_id TEXT NOT NULL,
    unit_id TEXT NOT NULL,
    owner_id TEXT NOT NULL,
    position BIGINT NOT NULL,
    PRIMARY KEY (estate_id, unit_id, owner_id),
    FOREIGN KEY (estate_id, unit_id) REFERENCES unit (estate_id, id),
    FOREIGN KEY (estate_id, owner_id) REFERENCES owner (estate_id, id)
);
CREATE INDEX unit_owner_by_owner ON unit_owner (estate_id, owner_id);

CREATE TABLE rule (
    key TEXT NOT NULL,
    value TEXT NOT NULL,
    source TEXT NOT NULL,
    effective_from BIGINT NOT NULL,
    PRIMARY KEY (key, effective_from)
);

CREATE TABLE calendar_day (
    date TEXT PRIMARY KEY NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('OFF','WORK')),
    name TEXT NOT NULL,
    provisional BOOLEAN NOT NULL
);

-- The tables a report was routed with, whole: a report keeps its version.
CREATE TABLE routing_version (
    version TEXT PRIMARY KEY NOT NULL,
    routing TEXT NOT NULL,
    departments TEXT NOT NULL,
    effective_from BIGINT NOT NULL
);
