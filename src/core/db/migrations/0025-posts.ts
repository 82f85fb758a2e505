/** A collecting post's receipt is not the centre's (decision 0225). */
export const posts = {
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
-- Which of them waits for a bag.
INSERT INTO bag_wait SELECT * FROM bag_wait_now n WHERE NOT EXISTS (SELECT 1 FROM bag_wait w WHERE w.recording = n.recording);
`,
} as const
