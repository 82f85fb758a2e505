const TELL = 'ON CONFLICT (topic, key) DO UPDATE SET n = n + excluded.n'

/** Adds `sign` to a tally. @param key and @param where SQL over the row `of` */
function tell(topic: string, key: string, sign: 1 | -1, where = 'true'): string {
  return `INSERT INTO tally (topic, key, n, bytes) SELECT '${topic}', ${key}, ${sign}, 0 WHERE ${where} ${TELL};`
}

/** Which of the recordings that a row of the board's list stands for are counted, as SQL over `row`. */
const RECORDED: Readonly<Record<string, string>> = {
  received: 'row.received',
  waiting: 'row.received = 0',
  exported: 'row.exported',
  once: 'row.received = 0 AND row.here + row.held < 2',
  stuck: 'row.visits >= 2',
}

type Row = 'new' | 'old'
const of = (sql: string, row: Row) => sql.replaceAll('row.', `${row}.`)
const standing = (row: Row, sign: 1 | -1) =>
  tell('standing', of("row.status || ' ' || substr(row.since, 1, 10)", row), sign)
const held = (row: Row, sign: 1 | -1) => tell('held', `${row}.held`, sign)
const recorded = (row: Row, sign: 1 | -1) =>
  Object.entries(RECORDED)
    .map(([key, where]) => tell('recorded', `'${key}'`, sign, of(where, row)))
    .join(' ')
/** A day on which nothing of a status stands any more leaves no line behind. */
const swept = `DELETE FROM tally WHERE topic = 'standing' AND key = old.status || ' ' || substr(old.since, 1, 10) AND n = 0;`

const TALLIES = `
CREATE TRIGGER tally_board_insert AFTER INSERT ON board_list BEGIN ${standing('new', 1)} ${held('new', 1)} ${recorded('new', 1)} END;
CREATE TRIGGER tally_board_delete AFTER DELETE ON board_list BEGIN ${standing('old', -1)} ${held('old', -1)} ${recorded('old', -1)} ${swept} END;
CREATE TRIGGER tally_board_standing AFTER UPDATE OF status, since ON board_list
  WHEN (new.status, new.since) <> (old.status, old.since) BEGIN ${standing('old', -1)} ${standing('new', 1)} ${swept} END;
CREATE TRIGGER tally_board_held AFTER UPDATE OF held ON board_list WHEN new.held <> old.held BEGIN ${held('old', -1)} ${held('new', 1)} END;
CREATE TRIGGER tally_board_recorded AFTER UPDATE OF received, exported, here, held, visits ON board_list
  WHEN (new.received, new.exported, new.here, new.held, new.visits) <> (old.received, old.exported, old.here, old.held, old.visits)
  BEGIN ${recorded('old', -1)} ${recorded('new', 1)} END;`

/** The columns of the list, each as it follows from the rows of a recording `r` with its status `s`. */
const COLUMNS = {
  status: "coalesce(s.status, '')",
  since: 'coalesce(s.at, r.sealed_at)',
  received: 'EXISTS (SELECT 1 FROM receipt p WHERE p.packet = r.id)',
  exported: `EXISTS (SELECT 1 FROM bag_item i JOIN bag b ON b.id = i.bag WHERE i.packet = r.id AND b.state NOT IN ('making', 'unused', 'lost'))`,
  here: 'NOT EXISTS (SELECT 1 FROM purged g WHERE g.packet = r.id AND g.epoch = (SELECT epoch FROM change_counter))',
  held: `min(2, (SELECT count(*) FROM copy c JOIN disk k ON k.id = c.disk LEFT JOIN volume_check v ON v.disk = c.disk AND v.volume = c.volume
    WHERE c.packet = r.id AND k.state = 'paired' AND max(c.level, coalesce(v.level, 'L0')) >= 'L1'
      AND max(c.at, coalesce(v.at, '')) >= (SELECT since FROM board_since)))`,
  visits: `(SELECT count(*) FROM card_visit v WHERE v.recording = r.id AND v.settled_at IS NULL
    AND v.status = coalesce(s.status, '') AND v.since = coalesce(s.at, r.sealed_at))`,
} as const
type Column = keyof typeof COLUMNS

/** Triggers that bring some columns of some recordings up to the view. @param which their ids, as SQL over the changed row */
function brought(
  columns: readonly Column[],
  on: readonly (readonly [table: string, event: string, which: string, when?: string])[],
): string {
  const set = columns.length > 1 ? `(${columns.join(', ')})` : columns[0]!
  return on
    .map(
      ([table, event, which, when], n) => `
CREATE TRIGGER board_${columns[0]}_${table}_${n} AFTER ${event} ON ${table} ${when === undefined ? '' : `WHEN ${when}`} BEGIN
  UPDATE board_list SET ${set} = (SELECT ${columns.join(', ')} FROM board_list_now w WHERE w.recording = board_list.recording)
    WHERE recording IN (${which});
END;`,
    )
    .join('')
}

const OF_VOLUME = (row: Row) => `SELECT packet FROM copy WHERE disk = ${row}.disk AND volume = ${row}.volume`

const LIST = `
-- Recordings as the board counts them and as lists behind its figures show them; n is the recording's rowid. held: on how many disks a copy
-- counts, two at most; visits: times that somebody asked for the card while its status stood still, and nobody has settled.
CREATE TABLE board_list (
  recording TEXT PRIMARY KEY, n INTEGER NOT NULL, sealed TEXT NOT NULL, status TEXT NOT NULL, since TEXT NOT NULL, received INTEGER NOT NULL,
  exported INTEGER NOT NULL, here INTEGER NOT NULL, held INTEGER NOT NULL, visits INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX board_standing ON board_list (status, since, n);
CREATE INDEX board_sealed ON board_list (sealed, n);
CREATE INDEX board_held ON board_list (held, sealed, n);
CREATE INDEX board_waiting ON board_list (sealed, n) WHERE received = 0;
CREATE INDEX board_once ON board_list (sealed, n) WHERE received = 0 AND here + held < 2;
CREATE INDEX board_exported ON board_list (sealed, n) WHERE exported = 1;
CREATE INDEX board_stuck ON board_list (since, n) WHERE visits >= 2;
-- Copies that were proven before count no more (provenSince): the moment up to which the list knows that. This machine's own.
CREATE TABLE board_since (one INTEGER PRIMARY KEY CHECK (one = 1), since TEXT NOT NULL) STRICT;
INSERT INTO board_since VALUES (1, '');
CREATE INDEX copy_at ON copy (at);
CREATE VIEW board_list_now AS SELECT r.id AS recording, r.rowid AS n, r.sealed_at AS sealed,
  ${Object.entries(COLUMNS)
    .map(([name, sql]) => `${sql} AS ${name}`)
    .join(',\n  ')}
  FROM recording r LEFT JOIN recording_status s ON s.recording = r.id WHERE r.kind = 'recording';
${TALLIES}
CREATE TRIGGER board_insert AFTER INSERT ON recording WHEN new.kind = 'recording' BEGIN
  INSERT INTO board_list SELECT * FROM board_list_now WHERE recording = new.id;
END;
CREATE TRIGGER board_delete AFTER DELETE ON recording BEGIN DELETE FROM board_list WHERE recording = old.id; END;
CREATE TRIGGER board_update AFTER UPDATE OF id, kind, sealed_at ON recording BEGIN
  DELETE FROM board_list WHERE recording IN (old.id, new.id);
  INSERT INTO board_list SELECT * FROM board_list_now WHERE recording = new.id;
END;
${brought(
  ['status', 'since', 'visits'],
  [
    ['recording_status', 'INSERT', 'new.recording'],
    ['recording_status', 'UPDATE OF recording, status, at', 'new.recording, old.recording'],
    ['recording_status', 'DELETE', 'old.recording'],
  ],
)}
${brought(
  ['received'],
  [
    ['receipt', 'INSERT', 'new.packet'],
    ['receipt', 'UPDATE OF packet', 'new.packet, old.packet'],
    ['receipt', 'DELETE', 'old.packet'],
  ],
)}
${brought(
  ['exported'],
  [
    ['bag_item', 'INSERT', 'new.packet'],
    ['bag_item', 'UPDATE OF bag, packet', 'new.packet, old.packet'],
    ['bag_item', 'DELETE', 'old.packet'],
    ['bag', 'INSERT', 'SELECT packet FROM bag_item WHERE bag = new.id'],
    ['bag', 'UPDATE OF state', 'SELECT packet FROM bag_item WHERE bag = new.id', 'new.state <> old.state'],
    ['bag', 'DELETE', 'SELECT packet FROM bag_item WHERE bag = old.id'],
  ],
)}
${brought(
  ['here'],
  [
    ['purged', 'INSERT', 'new.packet'],
    ['purged', 'UPDATE OF packet, epoch', 'new.packet, old.packet'],
    ['purged', 'DELETE', 'old.packet'],
    ['change_counter', 'INSERT', 'SELECT packet FROM purged'],
    ['change_counter', 'UPDATE OF epoch', 'SELECT packet FROM purged', 'new.epoch <> old.epoch'],
  ],
)}
${brought(
  ['held'],
  [
    ['copy', 'INSERT', 'new.packet'],
    ['copy', 'UPDATE', 'new.packet, old.packet'],
    ['copy', 'DELETE', 'old.packet'],
    ['volume_check', 'INSERT', OF_VOLUME('new')],
    ['volume_check', 'UPDATE', OF_VOLUME('new')],
    ['volume_check', 'DELETE', OF_VOLUME('old')],
    ['disk', 'INSERT', 'SELECT packet FROM copy WHERE disk = new.id'],
    ['disk', 'UPDATE OF state', 'SELECT packet FROM copy WHERE disk = new.id', 'new.state <> old.state'],
    ['disk', 'DELETE', 'SELECT packet FROM copy WHERE disk = old.id'],
  ],
)}
${brought(
  ['visits'],
  [
    ['card_visit', 'INSERT', 'new.recording'],
    ['card_visit', 'UPDATE', 'new.recording, old.recording'],
    ['card_visit', 'DELETE', 'old.recording'],
  ],
)}
CREATE INDEX card_printed_at ON card (printed_at) WHERE printed_at IS NOT NULL;
CREATE INDEX card_issued_at ON card (issued_at) WHERE issued_at IS NOT NULL;
`

const FILL = `
INSERT INTO board_list SELECT * FROM board_list_now;
`

/**
 * What the board counts, kept as the rows change (as in migration 17); the day's checklists, and who came to ask for their card. The last two
 * travel; the rest follows from the rows (decision 96).
 */
export const board = {
  version: 20,
  sql: `
-- What was ticked and signed of a day's lists. list: 'start' or 'end'; item: one of it, or 'signed' for the whole. n: how many the fact counted.
CREATE TABLE day_check (
  epoch TEXT NOT NULL, day TEXT NOT NULL, list TEXT NOT NULL, item TEXT NOT NULL, done INTEGER NOT NULL, n INTEGER, at TEXT NOT NULL,
  actor TEXT NOT NULL, note TEXT NOT NULL, PRIMARY KEY (epoch, day, list, item)
) STRICT;
CREATE INDEX day_check_day ON day_check (day);
-- Somebody asked where their card is: what its status was, and since when. how: 'proof', 'suket' or 'nik'.
CREATE TABLE card_visit (
  id TEXT PRIMARY KEY, recording TEXT NOT NULL, at TEXT NOT NULL, status TEXT NOT NULL, since TEXT NOT NULL, how TEXT NOT NULL, operator TEXT NOT NULL,
  settled_at TEXT, settled_by TEXT, note TEXT
) STRICT;
CREATE INDEX card_visit_recording ON card_visit (recording, at);
CREATE INDEX card_visit_at ON card_visit (at);
${LIST}${FILL}`,
} as const
