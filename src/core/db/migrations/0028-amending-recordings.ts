/**
 * The page of sending asks thousands at once which sending they are of and what they amend: both stand in indices, so that the rows of all, which lie
 * everywhere, are not read for it.
 */
export const amendingRecordings = {
  version: 28,
  sql: `
CREATE INDEX recording_amending ON recording (id, amends) WHERE amends IS NOT NULL;
DROP INDEX recording_status_at;
CREATE INDEX recording_status_at ON recording_status (status, at, recording, attempt);
`,
} as const
