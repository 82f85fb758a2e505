/** Everything a station keeps, as of the first version. Times are ISO 8601 UTC text, days yyyy-mm-dd, hashes lower hex. */
export const foundation = {
  version: 1,
  sql: `
-- Not replicated: this machine alone.
CREATE TABLE local (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE local_secret (name TEXT PRIMARY KEY, bytes BLOB NOT NULL) STRICT;
CREATE TABLE change_counter (one INTEGER PRIMARY KEY CHECK (one = 1), epoch TEXT NOT NULL, seq INTEGER NOT NULL) STRICT;
CREATE TABLE change (
  seq INTEGER PRIMARY KEY, epoch TEXT NOT NULL, tbl TEXT NOT NULL, key TEXT NOT NULL,
  op TEXT NOT NULL CHECK (op IN ('put','delete')), row TEXT, schema INTEGER NOT NULL
) STRICT;

-- Drafts: on this machine, and in backups only sealed. Captures are encrypted under the draft's own key: when the row goes, they
-- are gone, wherever free pages still hold them.
CREATE TABLE draft (
  id TEXT PRIMARY KEY, nik TEXT NOT NULL, step TEXT NOT NULL, biodata TEXT NOT NULL, confirmed INTEGER NOT NULL DEFAULT 0,
  truth INTEGER NOT NULL DEFAULT 0, again TEXT, operator TEXT NOT NULL, created_at TEXT NOT NULL, updated_at TEXT NOT NULL,
  key BLOB NOT NULL, revision INTEGER NOT NULL DEFAULT 0,
  -- set in the transaction that reserves the packet's seq; a crash in between resumes with the same id and seq
  sealing TEXT
) STRICT;
CREATE INDEX draft_nik ON draft (nik);
CREATE TABLE draft_capture (
  draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE, slot TEXT NOT NULL, media TEXT NOT NULL, bytes BLOB NOT NULL,
  sha256 TEXT NOT NULL, meta TEXT NOT NULL, version INTEGER NOT NULL, PRIMARY KEY (draft, slot)
) STRICT;
CREATE TABLE draft_exception (
  draft TEXT NOT NULL REFERENCES draft (id) ON DELETE CASCADE, slot TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (draft, slot)
) STRICT;

-- Replicated: travel in change logs and state snapshots.
CREATE TABLE epoch (
  id TEXT PRIMARY KEY, position INTEGER NOT NULL, parent TEXT, parent_head TEXT, station TEXT NOT NULL, started_at TEXT NOT NULL,
  key TEXT NOT NULL, certificate TEXT, certificate_signature TEXT
) STRICT;
CREATE TABLE profile (serial INTEGER PRIMARY KEY, bytes TEXT NOT NULL, signature TEXT NOT NULL, installed_at TEXT NOT NULL) STRICT;
CREATE TABLE account (
  id TEXT PRIMARY KEY, name TEXT NOT NULL UNIQUE, role TEXT NOT NULL, created_at TEXT NOT NULL, disabled_at TEXT
) STRICT;
CREATE TABLE audit (
  epoch TEXT NOT NULL, seq INTEGER NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, act TEXT NOT NULL, subject TEXT NOT NULL,
  commitment TEXT, prev TEXT NOT NULL, hash TEXT NOT NULL, PRIMARY KEY (epoch, seq)
) STRICT;
CREATE TABLE recording (
  id TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL, kind TEXT NOT NULL, amends TEXT, supersedes TEXT,
  nik TEXT NOT NULL, name TEXT NOT NULL, birth_date TEXT NOT NULL, biodata TEXT NOT NULL, sealed_at TEXT NOT NULL,
  operator TEXT NOT NULL, sha256 TEXT NOT NULL, bytes INTEGER NOT NULL, head TEXT NOT NULL, proof TEXT NOT NULL,
  UNIQUE (epoch, seq)
) STRICT;
CREATE INDEX recording_nik ON recording (nik);
CREATE INDEX recording_sealed ON recording (sealed_at);
CREATE TABLE recording_photo (recording TEXT PRIMARY KEY, media TEXT NOT NULL, bytes BLOB NOT NULL) STRICT;
CREATE TABLE recording_status (
  recording TEXT PRIMARY KEY, status TEXT NOT NULL, at TEXT NOT NULL, attempt INTEGER NOT NULL, note TEXT
) STRICT;
CREATE TABLE register (
  epoch TEXT NOT NULL, issuer TEXT NOT NULL, year INTEGER NOT NULL, last INTEGER NOT NULL, PRIMARY KEY (epoch, issuer, year)
) STRICT;
CREATE TABLE register_gap (
  epoch TEXT NOT NULL, issuer TEXT NOT NULL, year INTEGER NOT NULL, from_seq INTEGER NOT NULL, to_seq INTEGER NOT NULL,
  reason TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (epoch, issuer, year, from_seq)
) STRICT;
CREATE TABLE suket (
  id TEXT PRIMARY KEY, recording TEXT NOT NULL, number TEXT NOT NULL UNIQUE, issuer TEXT NOT NULL, year INTEGER NOT NULL,
  seq INTEGER NOT NULL, state TEXT NOT NULL, issued_on TEXT NOT NULL, expires_on TEXT NOT NULL, issued_at TEXT NOT NULL,
  qr TEXT NOT NULL, reason TEXT, operator TEXT NOT NULL
) STRICT;
CREATE INDEX suket_recording ON suket (recording);
CREATE TABLE disk (
  id TEXT PRIMARY KEY, label TEXT NOT NULL, kind TEXT NOT NULL, colour TEXT NOT NULL, place TEXT NOT NULL, fs_id TEXT NOT NULL,
  fs TEXT NOT NULL, paired_at TEXT NOT NULL, state TEXT NOT NULL
) STRICT;
-- A commit that was read back. One volume each; change_from..change_to of change_epoch is the change log in it, change_to 0 before any.
-- snapshot: the change_seq that the newest state snapshot on the disk stands for, snapshot_rows how many rows it held.
CREATE TABLE disk_commit (
  disk TEXT NOT NULL, sequence INTEGER NOT NULL, epoch TEXT NOT NULL, hash TEXT NOT NULL, month TEXT NOT NULL, at TEXT NOT NULL,
  via TEXT NOT NULL, change_epoch TEXT NOT NULL, change_from INTEGER NOT NULL, change_to INTEGER NOT NULL, snapshot INTEGER NOT NULL,
  snapshot_rows INTEGER NOT NULL, packets INTEGER NOT NULL, bytes INTEGER NOT NULL, session TEXT NOT NULL, PRIMARY KEY (disk, sequence)
) STRICT;
CREATE TABLE copy (
  packet TEXT NOT NULL, disk TEXT NOT NULL, volume TEXT NOT NULL, level TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (packet, disk)
) STRICT;
CREATE INDEX copy_disk ON copy (disk);
CREATE TABLE site (
  code TEXT PRIMARY KEY, state TEXT NOT NULL, since TEXT, notice TEXT, failures INTEGER NOT NULL DEFAULT 0, next_probe_at TEXT
) STRICT;
CREATE TABLE site_log (
  site TEXT NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, notice TEXT, PRIMARY KEY (site, at, state)
) STRICT;
CREATE TABLE upload_item (
  packet TEXT NOT NULL, attempt INTEGER NOT NULL, site TEXT NOT NULL, state TEXT NOT NULL, code TEXT, url TEXT, at TEXT NOT NULL,
  PRIMARY KEY (packet, attempt, site)
) STRICT;
CREATE TABLE receipt (
  site TEXT NOT NULL, serial INTEGER NOT NULL, packet TEXT NOT NULL, attempt INTEGER NOT NULL, grade TEXT NOT NULL,
  verdict TEXT NOT NULL, at TEXT NOT NULL, bytes TEXT NOT NULL, signature TEXT NOT NULL, via TEXT NOT NULL, PRIMARY KEY (site, serial)
) STRICT;
CREATE INDEX receipt_packet ON receipt (packet);
CREATE TABLE bag (
  id TEXT PRIMARY KEY, epoch TEXT NOT NULL, seq INTEGER NOT NULL, made_at TEXT NOT NULL, folder TEXT NOT NULL, packets INTEGER NOT NULL,
  bytes INTEGER NOT NULL, state TEXT NOT NULL, reason TEXT, operator TEXT NOT NULL, UNIQUE (epoch, seq)
) STRICT;
CREATE TABLE bag_item (
  bag TEXT NOT NULL, packet TEXT NOT NULL, attempt INTEGER NOT NULL, PRIMARY KEY (bag, packet)
) STRICT;
CREATE INDEX bag_item_packet ON bag_item (packet);
`,
} as const
