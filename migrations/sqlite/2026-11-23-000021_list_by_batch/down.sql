DROP INDEX report_by_status;
CREATE INDEX report_by_status ON report (status, estate_id, filed);
DROP INDEX report_by_estate;
CREATE INDEX report_by_estate ON report (estate_id, filed);
