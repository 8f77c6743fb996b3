-- What somebody decided about a name that stands on the roll with different phones: which phones were
-- looked at, and which of them are one person. It holds for later imports too.
CREATE TABLE name_decision (
    estate_id TEXT NOT NULL REFERENCES estate (id),
    name TEXT NOT NULL,
    phones TEXT NOT NULL,
    same TEXT NOT NULL,
    at BIGINT NOT NULL,
    PRIMARY KEY (estate_id, name)
);
