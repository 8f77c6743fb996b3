DROP TABLE device_notice;
ALTER TABLE account DROP COLUMN waits_until;
ALTER TABLE account DROP COLUMN seen;
