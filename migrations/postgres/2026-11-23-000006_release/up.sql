-- Four times an hour the company is told of what was released to it.
CREATE INDEX report_by_release ON report (released);
