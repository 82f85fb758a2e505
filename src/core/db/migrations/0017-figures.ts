const TELL = 'ON CONFLICT (topic, key) DO UPDATE SET n = n + excluded.n, bytes = bytes + excluded.bytes'

/** Adds to a tally. @param values SQL: topic, key, n, bytes */
function tell(values: string, from = ''): string {
  return `INSERT INTO tally (topic, key, n, bytes) SELECT ${values} ${from === '' ? 'WHERE true' : from} ${TELL};`
}

/** Triggers that tell as rows of a table come, go and change. @param of what is told of a row; `new` stands for it */
function tallied(table: string, columns: string, of: (sign: 1 | -1) => string): string {
  const gone = of(-1).replaceAll('new.', 'old.')
  return `
CREATE TRIGGER tally_${table}_insert AFTER INSERT ON ${table} BEGIN ${of(1)} END;
CREATE TRIGGER tally_${table}_delete AFTER DELETE ON ${table} BEGIN ${gone} END;
CREATE TRIGGER tally_${table}_update AFTER UPDATE OF ${columns} ON ${table} BEGIN ${gone} ${of(1)} END;`
}

/** Triggers that bring a list's rows up to its view. @param on table, event and what is brought up: recordings, as SQL */
function listed(
  list: string,
  on: readonly (readonly [table: string, event: string, which: string])[],
): string {
  return on
    .map(
      ([table, event, which], n) => `
CREATE TRIGGER ${list}_${n} AFTER ${event} ON ${table} BEGIN
  DELETE FROM ${list} WHERE recording IN (${which});
  INSERT INTO ${list} SELECT * FROM ${list}_now WHERE recording IN (${which});
END;`,
    )
    .join('')
}

/** Kind of an amendment; no row fails a trigger, whatever stands in it. */
const kind = (row: string) =>
  `iif(json_valid(${row}.amendment), json_extract(${row}.amendment, '$.kind'), '')`

const CARDS = `
-- Recordings that are print-ready or have a card, in the order in which they are shown; n is the recording's rowid. text: its NIK and
-- name, and those that corrections gave it.
CREATE TABLE card_list (
  recording TEXT NOT NULL UNIQUE, state TEXT NOT NULL, since TEXT NOT NULL, n INTEGER NOT NULL, text TEXT NOT NULL, PRIMARY KEY (state, since, n)
) STRICT, WITHOUT ROWID;
CREATE VIEW card_list_now AS SELECT r.id AS recording,
  CASE WHEN c.state IS NULL OR (c.state = 'ordered' AND c.order_id IS NULL) THEN 'ready' ELSE c.state END AS state,
  CASE WHEN c.state IS NULL OR (c.state = 'ordered' AND c.order_id IS NULL) THEN s.at WHEN c.state = 'printed' THEN coalesce(c.printed_at, c.ordered_at)
    WHEN c.state = 'issued' THEN coalesce(c.issued_at, c.ordered_at) ELSE c.ordered_at END AS since,
  r.rowid AS n,
  r.nik || char(10) || r.name || coalesce((SELECT group_concat(char(10) || k.nik || char(10) || k.name, '') FROM recording k
    WHERE k.amends = r.id AND ${kind('k')} = 'correction'), '') AS text
  FROM recording r JOIN recording_status s ON s.recording = r.id LEFT JOIN card c ON c.recording = r.id
  WHERE r.kind = 'recording' AND (c.recording IS NOT NULL OR s.status = 'PRINT_READY_RECORD')
    AND NOT EXISTS (SELECT 1 FROM recording v WHERE v.amends = r.id AND ${kind('v')} = 'cancellation');
${listed('card_list', [
  ['recording', 'INSERT', 'coalesce(new.amends, new.id)'],
  ['recording', 'DELETE', 'old.id, old.amends'],
  ['recording', 'UPDATE OF kind, nik, name, amends, amendment', 'new.id, new.amends, old.id, old.amends'],
  ['recording_status', 'INSERT', 'new.recording'],
  ['recording_status', 'UPDATE OF recording, status, at', 'new.recording, old.recording'],
  ['recording_status', 'DELETE', 'old.recording'],
  ['card', 'INSERT', 'new.recording'],
  ['card', 'UPDATE', 'new.recording, old.recording'],
  ['card', 'DELETE', 'old.recording'],
])}
${tallied('card_list', 'state', (sign) => tell(`'card', new.state, ${sign}, 0`))}
CREATE INDEX card_ordered ON card (ordered_at, recording) WHERE state = 'ordered' AND order_id IS NOT NULL;
CREATE INDEX card_unreported ON card (recording) WHERE report IS NOT NULL;
DROP INDEX card_state;
`

const OUTSIDE = `('making', 'unused', 'lost')`

const BAGS = `
-- Packets without a receipt for their present attempt, of whichever kind; fresh: in no bag that was made and is not lost.
CREATE TABLE bag_wait (recording TEXT PRIMARY KEY, bytes INTEGER NOT NULL, fresh INTEGER NOT NULL) STRICT, WITHOUT ROWID;
CREATE VIEW bag_wait_now AS SELECT r.id AS recording, r.bytes,
  NOT EXISTS (SELECT 1 FROM bag_item i JOIN bag b ON b.id = i.bag WHERE i.packet = r.id AND i.attempt = s.attempt AND b.state NOT IN ${OUTSIDE}) AS fresh
  FROM recording r JOIN recording_status s ON s.recording = r.id
  WHERE s.status <> 'UNREGISTERED' AND NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = r.id AND c.attempt = s.attempt);
${listed('bag_wait', [
  ['recording', 'INSERT', 'new.id'],
  ['recording', 'DELETE', 'old.id'],
  ['recording_status', 'INSERT', 'new.recording'],
  ['recording_status', 'DELETE', 'old.recording'],
  ['receipt', 'INSERT', 'new.packet'],
  ['receipt', 'DELETE', 'old.packet'],
  ['bag_item', 'INSERT', 'new.packet'],
  ['bag_item', 'DELETE', 'old.packet'],
  ['bag', 'INSERT', 'SELECT packet FROM bag_item WHERE bag = new.id'],
  ['bag', 'DELETE', 'SELECT packet FROM bag_item WHERE bag = old.id'],
])}
CREATE TRIGGER bag_wait_status AFTER UPDATE OF recording, status, attempt ON recording_status
  WHEN new.recording IS NOT old.recording OR new.attempt <> old.attempt OR (new.status = 'UNREGISTERED') <> (old.status = 'UNREGISTERED') BEGIN
  DELETE FROM bag_wait WHERE recording IN (new.recording, old.recording);
  INSERT INTO bag_wait SELECT * FROM bag_wait_now WHERE recording IN (new.recording, old.recording);
END;
CREATE TRIGGER bag_wait_bag AFTER UPDATE OF state ON bag WHEN (new.state IN ${OUTSIDE}) <> (old.state IN ${OUTSIDE}) BEGIN
  DELETE FROM bag_wait WHERE recording IN (SELECT packet FROM bag_item WHERE bag = new.id);
  INSERT INTO bag_wait SELECT * FROM bag_wait_now WHERE recording IN (SELECT packet FROM bag_item WHERE bag = new.id);
END;
${tallied('bag_wait', 'bytes, fresh', (sign) => tell(`'bag', iif(new.fresh, 'fresh', 'before'), ${sign}, ${sign} * new.bytes`))}

-- How many packets of a bag have a receipt for the attempt that it carries.
${tallied('bag_item', 'bag, packet, attempt', (sign) =>
  tell(
    `'answered', new.bag, ${sign}, 0`,
    'WHERE EXISTS (SELECT 1 FROM receipt c WHERE c.packet = new.packet AND c.attempt = new.attempt)',
  ),
)}
-- The first receipt of a packet, and of one of its attempts.
${tallied('receipt', 'site, serial, packet, attempt', (sign) =>
  [
    tell(
      `'received', '', ${sign}, 0`,
      'WHERE NOT EXISTS (SELECT 1 FROM receipt c WHERE c.packet = new.packet AND (c.site, c.serial) <> (new.site, new.serial))',
    ),
    tell(
      `'answered', i.bag, ${sign}, 0`,
      `FROM bag_item i WHERE i.packet = new.packet AND i.attempt = new.attempt AND NOT EXISTS (SELECT 1 FROM receipt c
        WHERE c.packet = new.packet AND c.attempt = new.attempt AND (c.site, c.serial) <> (new.site, new.serial))`,
    ),
  ].join(' '),
)}
CREATE INDEX upload_item_refused ON upload_item (packet) WHERE state = 'refused';
`

const COPIES = `
${tallied('recording', 'kind', (sign) => tell(`'recording', new.kind, ${sign}, 0`))}
${tallied('recording_status', 'status', (sign) => tell(`'status', new.status, ${sign}, 0`))}
-- Copies on a disk by level; packets that left under an epoch, and which of those a disk holds.
${tallied('copy', 'packet, disk, level', (sign) =>
  [
    tell(`'copy', new.disk || ' ' || new.level, ${sign}, 0`),
    tell(`'left-on', new.disk || ' ' || g.epoch, ${sign}, 0`, 'FROM purged g WHERE g.packet = new.packet'),
  ].join(' '),
)}
${tallied('purged', 'packet, epoch', (sign) =>
  [
    tell(`'left', new.epoch, ${sign}, 0`),
    tell(`'left-on', c.disk || ' ' || new.epoch, ${sign}, 0`, 'FROM copy c WHERE c.packet = new.packet'),
  ].join(' '),
)}
CREATE INDEX disk_commit_at ON disk_commit (disk, at) WHERE via = 'medium' AND packets > 0;
CREATE INDEX volume_check_at ON volume_check (disk, at);
`

const FILL = `
INSERT INTO card_list SELECT * FROM card_list_now;
INSERT INTO bag_wait SELECT * FROM bag_wait_now;
INSERT INTO tally SELECT 'answered', i.bag, count(*), 0 FROM bag_item i
  WHERE EXISTS (SELECT 1 FROM receipt c WHERE c.packet = i.packet AND c.attempt = i.attempt) GROUP BY i.bag;
INSERT INTO tally SELECT 'received', '', count(DISTINCT packet), 0 FROM receipt;
INSERT INTO tally SELECT 'recording', kind, count(*), 0 FROM recording GROUP BY kind;
INSERT INTO tally SELECT 'status', status, count(*), 0 FROM recording_status GROUP BY status;
INSERT INTO tally SELECT 'copy', disk || ' ' || level, count(*), 0 FROM copy GROUP BY disk, level;
INSERT INTO tally SELECT 'left', epoch, count(*), 0 FROM purged GROUP BY epoch;
INSERT INTO tally SELECT 'left-on', c.disk || ' ' || g.epoch, count(*), 0 FROM purged g JOIN copy c ON c.packet = g.packet GROUP BY c.disk, g.epoch;
`

/**
 * What pages show of a hundred thousand rows, kept as the rows change so that nothing is counted when it is asked for: lists in their
 * order, and tallies. None of it travels: it follows from the rows, whichever of them comes first (decision 66).
 */
export const figures = {
  version: 17,
  sql: `
CREATE TABLE tally (topic TEXT NOT NULL, key TEXT NOT NULL, n INTEGER NOT NULL, bytes INTEGER NOT NULL, PRIMARY KEY (topic, key)) STRICT, WITHOUT ROWID;
${CARDS}${BAGS}${COPIES}${FILL}`,
} as const
