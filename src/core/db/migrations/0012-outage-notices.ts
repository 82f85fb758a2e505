/** Notices of the Dinas and the centre about outages. They go onto the disks with everything else. */
export const outageNotices = {
  version: 12,
  sql: `
CREATE TABLE notice (
  id TEXT PRIMARY KEY, at TEXT NOT NULL, title TEXT NOT NULL, kind TEXT NOT NULL, origin TEXT NOT NULL, sha256 TEXT NOT NULL, bytes BLOB NOT NULL,
  operator TEXT NOT NULL
) STRICT;
CREATE UNIQUE INDEX notice_sha256 ON notice (sha256);
`,
} as const
