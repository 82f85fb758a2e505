const OUTSIDE = `('making', 'unused', 'lost')`

/**
 * A collecting post's receipt is not the centre's (decision 0225), and what a site refused of a bag is free for the next one (0226). The
 * triggers of migration 17 ask the view by name.
 */
export const postsAndRefusals = {
  version: 25,
  sql: `
-- Receipts of collecting posts: they hold a packet, and nobody at the centre has it.
CREATE TABLE post_receipt (
  site TEXT NOT NULL, serial INTEGER NOT NULL, packet TEXT NOT NULL, attempt INTEGER NOT NULL, at TEXT NOT NULL, bytes TEXT NOT NULL,
  signature TEXT NOT NULL, via TEXT NOT NULL, PRIMARY KEY (site, serial)
) STRICT;
CREATE INDEX post_receipt_packet ON post_receipt (packet);
INSERT INTO post_receipt SELECT site, serial, packet, attempt, at, bytes, signature, via FROM receipt WHERE grade = 'post';
-- They stood as received by the centre: they wait for it again, as sent.
UPDATE recording_status SET status = 'SENT_FOR_ENROLLMENT' WHERE status = 'RECEIVED_AT_CENTRAL'
  AND NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = recording AND c.attempt = recording_status.attempt AND c.grade <> 'post');
DELETE FROM receipt WHERE grade = 'post';
-- What a site did not take of a bag; packet '' for the bag as a whole.
CREATE TABLE bag_refusal (
  bag TEXT NOT NULL, packet TEXT NOT NULL, site TEXT NOT NULL, code TEXT NOT NULL, at TEXT NOT NULL, PRIMARY KEY (bag, packet, site)
) STRICT;
CREATE INDEX bag_refusal_packet ON bag_refusal (packet);
DROP VIEW bag_wait_now;
CREATE VIEW bag_wait_now AS SELECT r.id AS recording, r.bytes,
  NOT EXISTS (SELECT 1 FROM bag_item i JOIN bag b ON b.id = i.bag WHERE i.packet = r.id AND i.attempt = s.attempt AND b.state NOT IN ${OUTSIDE}
    AND NOT EXISTS (SELECT 1 FROM bag_refusal f WHERE f.bag = i.bag AND f.packet IN (i.packet, ''))) AS fresh
  FROM recording r JOIN recording_status s ON s.recording = r.id
  WHERE s.status <> 'UNREGISTERED' AND NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = r.id AND c.attempt = s.attempt);
${(['new', 'old'] as const)
  .map(
    (row) => `
CREATE TRIGGER bag_wait_refusal_${row} AFTER ${row === 'new' ? 'INSERT' : 'DELETE'} ON bag_refusal BEGIN
  DELETE FROM bag_wait WHERE recording IN (SELECT packet FROM bag_item WHERE bag = ${row}.bag AND ${row}.packet IN ('', packet));
  INSERT INTO bag_wait SELECT * FROM bag_wait_now WHERE recording IN (SELECT packet FROM bag_item WHERE bag = ${row}.bag AND ${row}.packet IN ('', packet));
END;`,
  )
  .join('')}
INSERT INTO bag_wait SELECT * FROM bag_wait_now n WHERE NOT EXISTS (SELECT 1 FROM bag_wait w WHERE w.recording = n.recording);
`,
} as const
