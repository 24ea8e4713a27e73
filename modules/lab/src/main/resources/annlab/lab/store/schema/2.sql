-- Figures are artifacts with a place in the chapter and a caption.
ALTER TABLE artifacts ADD COLUMN section TEXT;

ALTER TABLE artifacts ADD COLUMN caption TEXT;

-- What DL4J's training UI shows, encoded by DL4J.
CREATE TABLE stats (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  run INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
  kind TEXT NOT NULL CHECK (kind IN ('meta', 'static', 'update')),
  type TEXT NOT NULL,
  content BLOB NOT NULL
) STRICT;

CREATE INDEX stats_by_run ON stats (run, id);
