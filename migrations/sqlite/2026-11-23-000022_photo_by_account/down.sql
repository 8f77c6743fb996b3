DROP INDEX photo_by_account;
