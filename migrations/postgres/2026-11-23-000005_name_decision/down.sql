DROP TABLE name_decision;
