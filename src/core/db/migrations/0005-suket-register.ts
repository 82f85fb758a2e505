/**
 * The life of a letter: what it was rendered from, whether it came onto paper, how it ended, and every act on it. `paper_job` is this
 * machine's own: its printers are nobody else's.
 */
export const suketRegister = {
  version: 5,
  sql: `
-- The profile (serial) and the signer in it that the letter shows: a reprint is the same letter after a newer profile came.
ALTER TABLE suket ADD COLUMN profile INTEGER;
ALTER TABLE suket ADD COLUMN signer INTEGER NOT NULL DEFAULT 0;
ALTER TABLE suket ADD COLUMN paper TEXT NOT NULL DEFAULT 'A4';
ALTER TABLE suket ADD COLUMN layout INTEGER NOT NULL DEFAULT 1;
-- Status code in the corner as of the day of issue; null in letters of the first version, which show today's.
ALTER TABLE suket ADD COLUMN code TEXT;
-- The letter that this one follows.
ALTER TABLE suket ADD COLUMN renews TEXT;
-- First time that it came onto paper or into a file; null explains a number without paper.
ALTER TABLE suket ADD COLUMN paper_at TEXT;
ALTER TABLE suket ADD COLUMN ended_at TEXT;
ALTER TABLE suket ADD COLUMN end_reason TEXT;
CREATE INDEX suket_issued ON suket (issued_on);
CREATE INDEX suket_expires ON suket (expires_on);
CREATE TABLE suket_event (
  suket TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, act TEXT NOT NULL, at TEXT NOT NULL, reason TEXT, detail TEXT,
  operator TEXT NOT NULL, PRIMARY KEY (suket, epoch, n)
) STRICT;
CREATE TABLE paper_job (
  id TEXT PRIMARY KEY, about TEXT NOT NULL, title TEXT NOT NULL, batch TEXT, printer TEXT NOT NULL, tray TEXT, copies INTEGER NOT NULL,
  paper TEXT NOT NULL, state TEXT NOT NULL, detail TEXT, system_id TEXT, made_at TEXT NOT NULL, ended_at TEXT, operator TEXT NOT NULL
) STRICT;
CREATE INDEX paper_job_about ON paper_job (about);
CREATE INDEX paper_job_live ON paper_job (state) WHERE state IN ('waiting', 'queued', 'printing', 'out-of-paper');
`,
} as const
