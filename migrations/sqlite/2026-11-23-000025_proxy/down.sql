DROP TABLE meeting_agent;
DROP TABLE meeting_proxy;
DROP TABLE meeting_read;
ALTER TABLE meeting DROP COLUMN reminded;
