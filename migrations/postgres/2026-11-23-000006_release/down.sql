DROP INDEX report_by_release;
