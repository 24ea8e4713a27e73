CREATE TABLE runs (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  experiment TEXT NOT NULL,
  status TEXT NOT NULL CHECK (status IN ('queued', 'running', 'finished', 'failed', 'interrupted')),
  backend TEXT,
  seed INTEGER NOT NULL,
  epochs INTEGER NOT NULL,
  rows INTEGER NOT NULL,
  others TEXT NOT NULL,
  quick INTEGER NOT NULL CHECK (quick IN (0, 1)),
  started_at TEXT NOT NULL,
  finished_at TEXT,
  pid INTEGER NOT NULL,
  process_started INTEGER NOT NULL,
  provenance TEXT,
  metrics TEXT NOT NULL DEFAULT '{}',
  error TEXT,
  stop_requested INTEGER NOT NULL DEFAULT 0 CHECK (stop_requested IN (0, 1))
) STRICT;

CREATE INDEX runs_under_way ON runs (status) WHERE status IN ('queued', 'running');

CREATE INDEX runs_by_experiment ON runs (experiment, seq);

CREATE TABLE epochs (
  run INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  logs TEXT NOT NULL,
  steps INTEGER NOT NULL,
  took_ns INTEGER NOT NULL,
  PRIMARY KEY (run, number)
) STRICT, WITHOUT ROWID;

CREATE TABLE verdicts (
  run INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  claim TEXT NOT NULL,
  section TEXT NOT NULL,
  kind TEXT NOT NULL,
  statement TEXT NOT NULL,
  target TEXT NOT NULL,
  low REAL,
  high REAL,
  reason TEXT NOT NULL,
  measured REAL,
  judgement TEXT NOT NULL,
  PRIMARY KEY (run, position)
) STRICT, WITHOUT ROWID;

CREATE TABLE artifacts (
  run INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
  name TEXT NOT NULL,
  bytes INTEGER NOT NULL,
  sha256 TEXT NOT NULL,
  PRIMARY KEY (run, name)
) STRICT, WITHOUT ROWID;
