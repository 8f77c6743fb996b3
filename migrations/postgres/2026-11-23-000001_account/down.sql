DROP TABLE sms_outbox;
DROP TABLE invitation;
DROP TABLE seat;
DROP TABLE refresh;
DROP TABLE session;
DROP TABLE tally;
DROP TABLE challenge;
DROP TABLE account;
