/** What merging two states of one station needs (core/restore), and drills. */
export const restoreSources = {
  version: 7,
  sql: `
-- Which change last set a row of a register. Kept by the change triggers; travels in snapshots, never as a change of its own.
CREATE TABLE row_version (
  tbl TEXT NOT NULL, key TEXT NOT NULL, epoch TEXT NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (tbl, key)
) STRICT, WITHOUT ROWID;
-- The station of an epoch knows every change of another epoch up to this one: by its restore, or by a merge since.
CREATE TABLE epoch_source (
  epoch TEXT NOT NULL, source TEXT NOT NULL, upto INTEGER NOT NULL, PRIMARY KEY (epoch, source)
) STRICT;
-- What a merge could not take without losing something else: kept whole, for a person to look at. digest: SHA-256 of tbl, key and row.
CREATE TABLE quarantine (
  digest TEXT PRIMARY KEY, tbl TEXT NOT NULL, key TEXT NOT NULL, why TEXT NOT NULL, row TEXT NOT NULL, source TEXT NOT NULL,
  at TEXT NOT NULL
) STRICT;
-- A drill's report is rendered again from its facts; the signature is over the PDF's bytes.
CREATE TABLE drill (
  id TEXT PRIMARY KEY, at TEXT NOT NULL, facts TEXT NOT NULL, signature TEXT NOT NULL
) STRICT;
`,
} as const
