/** How far this station has read what each site says of its packets. Its own: a restored station reads from the start. */
export const uploadQueue = {
  version: 8,
  sql: `
CREATE TABLE status_cursor (site TEXT PRIMARY KEY, position INTEGER NOT NULL, asked_at TEXT NOT NULL) STRICT;
`,
} as const
