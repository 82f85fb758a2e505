import { followsPackets } from './list-triggers.ts'

const OUTSIDE = `('making', 'unused', 'lost')`

/**
 * What a site refused of a bag that was carried to it is free for the next one (decision 0230). The triggers of migration 17 ask the view
 * by name.
 */
export const refusedPackets = {
  version: 26,
  sql: `
-- What a site did not take of a bag, packet by packet, as an answer of it says: answer is that bag's id.
CREATE TABLE bag_refusal (
  site TEXT NOT NULL, answer TEXT NOT NULL, packet TEXT NOT NULL, bag TEXT NOT NULL, attempt INTEGER NOT NULL, code TEXT NOT NULL, at TEXT NOT NULL,
  PRIMARY KEY (site, answer, packet)
) STRICT;
CREATE INDEX bag_refusal_bag ON bag_refusal (bag, packet);
DROP VIEW bag_wait_now;
CREATE VIEW bag_wait_now AS SELECT r.id AS recording, r.bytes,
  NOT EXISTS (SELECT 1 FROM bag_item i JOIN bag b ON b.id = i.bag WHERE i.packet = r.id AND i.attempt = s.attempt AND b.state NOT IN ${OUTSIDE}
    AND NOT EXISTS (SELECT 1 FROM bag_refusal f WHERE f.bag = i.bag AND f.packet = i.packet)) AS fresh
  FROM recording r JOIN recording_status s ON s.recording = r.id
  WHERE s.status <> 'UNREGISTERED' AND NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = r.id AND c.attempt = s.attempt);
${followsPackets('bag_wait', 'refusal', 'bag_refusal')}
`,
} as const
