-- What people call a run, and say of it.
ALTER TABLE runs ADD COLUMN name TEXT;

ALTER TABLE runs ADD COLUMN note TEXT;
