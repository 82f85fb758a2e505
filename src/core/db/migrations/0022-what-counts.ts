/** The board's list as of migration 20: the rule of copies has two ends, and a packet whose file was missed is not here. */
const COLUMNS = {
  status: "coalesce(s.status, '')",
  since: 'coalesce(s.at, r.sealed_at)',
  received: 'EXISTS (SELECT 1 FROM receipt p WHERE p.packet = r.id)',
  exported: `EXISTS (SELECT 1 FROM bag_item i JOIN bag b ON b.id = i.bag WHERE i.packet = r.id AND b.state NOT IN ('making', 'unused', 'lost'))`,
  here: `(NOT EXISTS (SELECT 1 FROM purged g WHERE g.packet = r.id AND g.epoch = (SELECT epoch FROM change_counter))
    AND NOT EXISTS (SELECT 1 FROM packet_absent x WHERE x.packet = r.id))`,
  held: `min(2, (SELECT count(*) FROM copy c JOIN disk k ON k.id = c.disk LEFT JOIN volume_check v ON v.disk = c.disk AND v.volume = c.volume
    WHERE c.packet = r.id AND k.state = 'paired' AND max(c.level, coalesce(v.level, 'L0')) >= 'L1'
      AND max(iif(c.at <= (SELECT until FROM board_since), c.at, ''),
        iif(coalesce(v.at, '') <= (SELECT until FROM board_since), coalesce(v.at, ''), '')) >= (SELECT since FROM board_since)))`,
  visits: `(SELECT count(*) FROM card_visit v WHERE v.recording = r.id AND v.settled_at IS NULL
    AND v.status = coalesce(s.status, '') AND v.since = coalesce(s.at, r.sealed_at))`,
} as const

const brought = (event: string, row: 'new' | 'old') => `
CREATE TRIGGER board_here_absent_${row} AFTER ${event} ON packet_absent BEGIN
  UPDATE board_list SET here = (SELECT here FROM board_list_now w WHERE w.recording = board_list.recording) WHERE recording = ${row}.packet;
END;`

/**
 * What counts as a place of a packet: no proofs of days to come (decision 0121), and not this computer where its file was missed (0122). The
 * triggers of migration 20 ask the view by name.
 */
export const whatCounts = {
  version: 22,
  sql: `
-- Proofs after this moment are of a clock that ran ahead. Until the list is aged for the first time all count, as before.
ALTER TABLE board_since ADD COLUMN until TEXT NOT NULL DEFAULT '9999';
-- Packets that this computer should hold and does not; this machine's own: a restored one looks for itself.
CREATE TABLE packet_absent (packet TEXT PRIMARY KEY, at TEXT NOT NULL) STRICT, WITHOUT ROWID;
DROP VIEW board_list_now;
CREATE VIEW board_list_now AS SELECT r.id AS recording, r.rowid AS n, r.sealed_at AS sealed,
  ${Object.entries(COLUMNS)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(',\n  ')}
  FROM recording r LEFT JOIN recording_status s ON s.recording = r.id WHERE r.kind = 'recording';
${brought('INSERT', 'new')}${brought('DELETE', 'old')}
`,
} as const
