-- How often a run went on after it had been cut short.
ALTER TABLE runs ADD COLUMN resumes INTEGER NOT NULL DEFAULT 0;
