/** Where copies and disks are, who has them, what verification found, and what has left the station. Each table replicated. */
export const backupCustody = {
  version: 6,
  sql: `
-- place is where a disk is kept, holder who has it, due_on (yyyy-mm-dd) the day by which it is to be connected again.
ALTER TABLE disk ADD COLUMN holder TEXT NOT NULL DEFAULT '';
ALTER TABLE disk ADD COLUMN due_on TEXT;
-- What reading a volume again proved: one line a volume, since a month's verification must not rewrite a line for every packet.
CREATE TABLE volume_check (
  disk TEXT NOT NULL, volume TEXT NOT NULL, level TEXT NOT NULL CHECK (level IN ('L1','L2')), at TEXT NOT NULL, PRIMARY KEY (disk, volume)
) STRICT;
DROP INDEX copy_disk;
CREATE INDEX copy_volume ON copy (disk, volume);
-- Verifications of a disk; scope is 'all' or the eighth, '0' to '7'.
CREATE TABLE disk_check (
  disk TEXT NOT NULL, at TEXT NOT NULL, scope TEXT NOT NULL, via TEXT NOT NULL, cold INTEGER NOT NULL, volumes INTEGER NOT NULL,
  packets INTEGER NOT NULL, problems INTEGER NOT NULL, PRIMARY KEY (disk, at)
) STRICT;
-- A known volume that is gone or changed. volumes: JSON list of names. Open until a person has settled it.
CREATE TABLE disk_alarm (
  id TEXT PRIMARY KEY, disk TEXT NOT NULL, at TEXT NOT NULL, kind TEXT NOT NULL CHECK (kind IN ('missing','changed')), volumes TEXT NOT NULL,
  packets INTEGER NOT NULL, settled_at TEXT, settled_by TEXT, note TEXT
) STRICT;
-- Disks reported lost, with what that cost as of then: the breach report is printed from this.
CREATE TABLE disk_loss (
  disk TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, noticed_on TEXT NOT NULL, circumstances TEXT NOT NULL, place TEXT NOT NULL,
  holder TEXT NOT NULL, packets INTEGER NOT NULL, once_only INTEGER NOT NULL, below INTEGER NOT NULL, found_at TEXT, found_by TEXT,
  PRIMARY KEY (disk, at)
) STRICT;
-- Packets that left this station by the rule; state 'leaving' until their files are gone. They count for the epoch that let them go.
CREATE TABLE purged (
  packet TEXT NOT NULL, epoch TEXT NOT NULL, at TEXT NOT NULL, actor TEXT NOT NULL, state TEXT NOT NULL CHECK (state IN ('leaving','gone')),
  why TEXT NOT NULL, PRIMARY KEY (packet, epoch)
) STRICT;
`,
} as const
