-- Each photo that arrives asks how many its account sent in the last half hour.
CREATE INDEX photo_by_account ON photo (account_id, created);
