/**
 * Destructions when a retention is over, and what residents asked to see (decisions 89 and 90). `erased` is what is gone: it only grows, and
 * whatever brings such a row back is emptied again (core/erasure).
 */
export const privacyDuties = {
  version: 21,
  sql: `
-- facts: JSON, what the record of the act (berita acara) says in numbers.
CREATE TABLE retention_act (
  id TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, reason TEXT NOT NULL, facts TEXT NOT NULL,
  UNIQUE (epoch, seq)
) STRICT;
-- kind: recording (each packet of a case), ticket (a number of the queue), request, list (by the moment of its import), values (of a case of the audit).
CREATE TABLE erased (
  kind TEXT NOT NULL, id TEXT NOT NULL, act TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (kind, id)
) STRICT;
CREATE INDEX erased_act ON erased (act);
CREATE TRIGGER erased_keeps BEFORE UPDATE ON erased BEGIN SELECT RAISE(ABORT, 'a destruction is append-only'); END;
CREATE TRIGGER erased_stays BEFORE DELETE ON erased BEGIN SELECT RAISE(ABORT, 'a destruction is append-only'); END;
-- What a resident asked for under UU 27/2022. asked_at is when they asked; answer: SHA-256 of the file that answered.
CREATE TABLE access_request (
  id TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL, nik TEXT NOT NULL, name TEXT NOT NULL, asked_at TEXT NOT NULL, way TEXT NOT NULL,
  entered_at TEXT NOT NULL, entered_by TEXT NOT NULL, answered_at TEXT, answered_by TEXT, answer TEXT, UNIQUE (epoch, seq)
) STRICT;
CREATE INDEX access_request_open ON access_request (asked_at) WHERE answered_at IS NULL;
CREATE INDEX access_request_nik ON access_request (nik);
`,
} as const
