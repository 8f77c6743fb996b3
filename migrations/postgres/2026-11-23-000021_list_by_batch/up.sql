-- Lists of others' reports go by batch and number, never by the moment of the filing.
DROP INDEX report_by_estate;
CREATE INDEX report_by_estate ON report (estate_id, released, ticket);
DROP INDEX report_by_status;
CREATE INDEX report_by_status ON report (status, estate_id, released, ticket);
