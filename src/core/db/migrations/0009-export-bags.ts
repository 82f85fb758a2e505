/** The life of a bag: parts on several media, hands, alarms; and what a kill left between signature and register. */
export const exportBags = {
  version: 9,
  sql: `
-- One export that needs several media: the parts share a series; more counts what waited for a further part when it was made.
ALTER TABLE bag ADD COLUMN series TEXT;
ALTER TABLE bag ADD COLUMN part INTEGER NOT NULL DEFAULT 1;
ALTER TABLE bag ADD COLUMN more INTEGER NOT NULL DEFAULT 0;
-- File system id of the medium, empty where the system tells none.
ALTER TABLE bag ADD COLUMN volume TEXT NOT NULL DEFAULT '';
ALTER TABLE bag ADD COLUMN handed_at TEXT;
ALTER TABLE bag ADD COLUMN handed_to TEXT;
ALTER TABLE bag ADD COLUMN telephone TEXT;
ALTER TABLE bag ADD COLUMN arrived_at TEXT;
ALTER TABLE bag ADD COLUMN lost_at TEXT;
-- Every step of a bag's life; n counts within bag and epoch. signature: PNG in base64, or null where the paper was signed.
CREATE TABLE bag_event (
  bag TEXT NOT NULL, epoch TEXT NOT NULL, n INTEGER NOT NULL, at TEXT NOT NULL, state TEXT NOT NULL, who TEXT, telephone TEXT, note TEXT, signature TEXT,
  operator TEXT NOT NULL, PRIMARY KEY (bag, epoch, n)
) STRICT;
`,
} as const
