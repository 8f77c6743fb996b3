CREATE TABLE report (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    id TEXT NOT NULL UNIQUE,
    ticket TEXT NOT NULL UNIQUE,
    reporter_id TEXT NOT NULL REFERENCES account (id),
    reporter_role TEXT NOT NULL,
    category TEXT NOT NULL,
    routing_version TEXT NOT NULL REFERENCES routing_version (version),
    severity TEXT NOT NULL CHECK (severity IN ('P1','P2','P3')),
    confidential BOOLEAN NOT NULL,
    status TEXT NOT NULL CHECK (status IN ('DISSUADING','COMMUNITY_PENDING','COMMUNITY_HANDLING','DISPATCHED','DEPT_ON_CASE','CASE_FILED','REVIEW','RESOLVED','CLOSED','REJECTED','MERGED','WITHDRAWN')),
    lead TEXT NOT NULL,
    served BOOLEAN NOT NULL,
    place TEXT NOT NULL,
    place_find TEXT NOT NULL,
    words TEXT,
    -- What was sent, to tell a repeated request from another with the same id.
    content_hash BLOB NOT NULL,
    filed BIGINT NOT NULL,
    released BIGINT NOT NULL,
    resolved BIGINT,
    merged_into TEXT,
    assignee_seat TEXT,
    assignee_name TEXT,
    steps BIGINT NOT NULL,
    PRIMARY KEY (estate_id, id)
);
CREATE INDEX report_by_reporter ON report (reporter_id, filed);
CREATE INDEX report_by_estate ON report (estate_id, filed);
CREATE INDEX report_alike ON report (estate_id, category, filed);

CREATE TABLE report_step (
    estate_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    no BIGINT NOT NULL,
    id TEXT NOT NULL UNIQUE,
    at BIGINT NOT NULL,
    event TEXT NOT NULL,
    by_party TEXT NOT NULL,
    account_id TEXT,
    seat_id TEXT,
    name TEXT,
    from_status TEXT,
    to_status TEXT NOT NULL,
    note TEXT,
    dept TEXT,
    co TEXT NOT NULL DEFAULT '',
    category TEXT NOT NULL,
    clock TEXT,
    content_hash BLOB NOT NULL,
    PRIMARY KEY (estate_id, report_id, no),
    FOREIGN KEY (estate_id, report_id) REFERENCES report (estate_id, id)
);

CREATE TABLE report_clock (
    estate_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    no BIGINT NOT NULL,
    kind TEXT NOT NULL,
    party TEXT NOT NULL,
    start_at BIGINT NOT NULL,
    due BIGINT NOT NULL,
    remind_at BIGINT NOT NULL,
    met BIGINT,
    dropped BIGINT,
    running BOOLEAN NOT NULL,
    reminded BOOLEAN NOT NULL DEFAULT FALSE,
    told_overdue BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (estate_id, report_id, no),
    FOREIGN KEY (estate_id, report_id) REFERENCES report (estate_id, id)
);
CREATE INDEX report_clock_by_party ON report_clock (party, running, due);
CREATE INDEX report_clock_due ON report_clock (running, told_overdue, due);
CREATE INDEX report_clock_remind ON report_clock (running, reminded, remind_at);

CREATE TABLE report_dept (
    estate_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    dept TEXT NOT NULL,
    PRIMARY KEY (estate_id, report_id, dept),
    FOREIGN KEY (estate_id, report_id) REFERENCES report (estate_id, id)
);
CREATE INDEX report_dept_by_dept ON report_dept (dept);

CREATE TABLE report_follower (
    estate_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    at BIGINT NOT NULL,
    PRIMARY KEY (estate_id, report_id, account_id),
    FOREIGN KEY (estate_id, report_id) REFERENCES report (estate_id, id)
);
CREATE INDEX report_follower_by_account ON report_follower (account_id);

CREATE TABLE report_rating (
    estate_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    no BIGINT NOT NULL,
    speed BIGINT NOT NULL CHECK (speed BETWEEN 1 AND 5),
    result BIGINT NOT NULL CHECK (result BETWEEN 1 AND 5),
    attitude BIGINT NOT NULL CHECK (attitude BETWEEN 1 AND 5),
    at BIGINT NOT NULL,
    voided BOOLEAN NOT NULL DEFAULT FALSE,
    PRIMARY KEY (estate_id, report_id, no),
    FOREIGN KEY (estate_id, report_id) REFERENCES report (estate_id, id)
);

CREATE TABLE photo (
    id TEXT PRIMARY KEY NOT NULL,
    account_id TEXT NOT NULL REFERENCES account (id),
    object TEXT NOT NULL UNIQUE,
    width BIGINT NOT NULL,
    height BIGINT NOT NULL,
    arrived_sha256 BLOB NOT NULL,
    claimed_sha256 TEXT,
    created BIGINT NOT NULL,
    estate_id TEXT,
    report_id TEXT,
    step_no BIGINT,
    position BIGINT,
    FOREIGN KEY (estate_id, report_id) REFERENCES report (estate_id, id)
);
CREATE INDEX photo_by_report ON photo (estate_id, report_id);
CREATE INDEX photo_unused ON photo (report_id, created);

-- What was told to whom. The audience is an account, or an office.
CREATE TABLE notice (
    id TEXT PRIMARY KEY NOT NULL,
    audience TEXT NOT NULL,
    at BIGINT NOT NULL,
    estate_id TEXT NOT NULL,
    report_id TEXT NOT NULL,
    event TEXT NOT NULL,
    status TEXT NOT NULL,
    clock TEXT,
    FOREIGN KEY (estate_id, report_id) REFERENCES report (estate_id, id)
);
CREATE INDEX notice_by_audience ON notice (audience, report_id, at);

CREATE TABLE notice_read (
    account_id TEXT NOT NULL REFERENCES account (id),
    audience TEXT NOT NULL,
    report_id TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (account_id, audience, report_id)
);
