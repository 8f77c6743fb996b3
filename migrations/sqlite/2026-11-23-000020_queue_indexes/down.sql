DROP INDEX report_by_status;
DROP INDEX report_clock_by_estate;
