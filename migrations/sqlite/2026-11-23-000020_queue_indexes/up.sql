-- A queue asks for what waits in its estates; by party alone, every company's seat looked through the whole district.
CREATE INDEX report_clock_by_estate ON report_clock (estate_id, party, running, due);
-- What is open is few among all that ever was.
CREATE INDEX report_by_status ON report (status, estate_id, filed);
