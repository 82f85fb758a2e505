/**
 * What the queue asks at every step stays fast with 100,000 packets waiting; and a packet that does not get through waits by itself,
 * so that the others pass. The pauses are this machine's own: a restored station tries at once.
 */
export const uploadLine = {
  version: 11,
  sql: `
CREATE INDEX recording_pending ON recording_status (status IN ('BIO_CAPTURED', 'PROCESSING', 'SENT_FOR_ENROLLMENT'))
  WHERE status IN ('BIO_CAPTURED', 'PROCESSING', 'SENT_FOR_ENROLLMENT');
CREATE INDEX recording_status_at ON recording_status (status, at);
CREATE TABLE upload_pause (
  packet TEXT NOT NULL, site TEXT NOT NULL, attempt INTEGER NOT NULL, failures INTEGER NOT NULL, code TEXT NOT NULL, at TEXT NOT NULL,
  next_at TEXT NOT NULL, PRIMARY KEY (packet, site)
) STRICT;
`,
} as const
