-- What lists show of a run stands in its row: thousands of rows must come in a moment.
ALTER TABLE runs ADD COLUMN recorded INTEGER NOT NULL DEFAULT 0;

ALTER TABLE runs ADD COLUMN passed INTEGER NOT NULL DEFAULT 0;

ALTER TABLE runs ADD COLUMN failed INTEGER NOT NULL DEFAULT 0;

ALTER TABLE runs ADD COLUMN last_logs TEXT NOT NULL DEFAULT '{}';

ALTER TABLE runs ADD COLUMN best_logs TEXT NOT NULL DEFAULT '{}';

ALTER TABLE runs ADD COLUMN best_number INTEGER;

ALTER TABLE runs ADD COLUMN best_rank REAL;

-- Runs of one experiment that differ in their seed only, started together.
ALTER TABLE runs ADD COLUMN seed_group TEXT;

CREATE INDEX runs_by_group ON runs (seed_group) WHERE seed_group IS NOT NULL;

CREATE TABLE tags (
  run INTEGER NOT NULL REFERENCES runs (seq) ON DELETE CASCADE,
  tag TEXT NOT NULL,
  PRIMARY KEY (run, tag)
) STRICT, WITHOUT ROWID;

UPDATE runs SET
  recorded = (SELECT count(*) FROM epochs e WHERE e.run = seq),
  passed = (SELECT count(*) FROM verdicts v WHERE v.run = seq AND v.judgement = 'PASS'),
  failed = (SELECT count(*) FROM verdicts v WHERE v.run = seq AND v.judgement = 'FAIL'),
  last_logs = coalesce((SELECT logs FROM epochs e WHERE e.run = seq ORDER BY number DESC LIMIT 1), '{}');

UPDATE runs SET (best_rank, best_number, best_logs) =
  (SELECT min(rank), number, logs FROM (SELECT coalesce(json_extract(logs, '$.val_loss'), json_extract(logs, '$.loss')) AS rank, number, logs FROM epochs e WHERE e.run = seq) WHERE typeof(rank) IN ('real', 'integer'))
  WHERE EXISTS (SELECT 1 FROM epochs e WHERE e.run = seq AND typeof(coalesce(json_extract(logs, '$.val_loss'), json_extract(logs, '$.loss'))) IN ('real', 'integer'));
