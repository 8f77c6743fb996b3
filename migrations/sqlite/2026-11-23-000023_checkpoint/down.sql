DROP TABLE journal_alarm;
DROP TABLE cosignature;
DROP TABLE witness;
DROP TABLE checkpoint;
DROP TABLE journal_epoch;
DROP TABLE journal_key;
DROP TABLE journal_tile;
