/** Captures by real devices: previews, the devices' hash chain, approvals of exceptions, scanned papers. */
export const enrolmentDevices = {
  version: 4,
  sql: `
ALTER TABLE draft ADD COLUMN photo_approved INTEGER NOT NULL DEFAULT 0;
-- Hash of the last capture by a scanner that chains them (SBI), lower hex.
ALTER TABLE draft ADD COLUMN device_hash TEXT;
-- What the page shows of a capture whose own format no browser knows; boxed as the capture is.
ALTER TABLE draft_capture ADD COLUMN preview BLOB;
-- 1: one reason for all, the photo alone is taken.
ALTER TABLE draft_exception ADD COLUMN photo_only INTEGER NOT NULL DEFAULT 0;
ALTER TABLE draft_exception ADD COLUMN approved_by TEXT;
ALTER TABLE draft_exception ADD COLUMN approved_at TEXT;
CREATE TABLE draft_document (
  draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE, id TEXT NOT NULL, kind TEXT NOT NULL, position INTEGER NOT NULL,
  media TEXT NOT NULL, bytes BLOB NOT NULL, sha256 TEXT NOT NULL, pages INTEGER NOT NULL, version INTEGER NOT NULL,
  PRIMARY KEY (draft, id)
) STRICT;

-- Replicated: exceptions of sealed recordings. approved_by is null until a penyelia said yes; the packet is sent after that.
CREATE TABLE recording_exception (
  recording TEXT NOT NULL, slot TEXT NOT NULL, reason TEXT NOT NULL, approved_by TEXT, approved_at TEXT,
  PRIMARY KEY (recording, slot)
) STRICT;
CREATE INDEX recording_exception_waits ON recording_exception (recording) WHERE approved_by IS NULL;
`,
} as const
