DROP TABLE audit;
DROP TABLE audit_head;
DROP TABLE journal_private;
DROP TABLE journal;
DROP TABLE journal_head;
