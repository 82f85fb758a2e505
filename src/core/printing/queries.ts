import { maskNik } from '../../contract/nik.ts'
import { isCancelledSql, nameNow, nikNow } from '../resident/index.ts'
import { type Card, CARD_STATES, type CardState } from '../../contract/printing.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'

export interface CardRow {
  recording: string
  state: Exclude<CardState, 'ready'>
  order_id: string | null
  site: string | null
  fence: number
  code: string | null
  ordered_at: string
  printed_at: string | null
  serial: string | null
  issued_at: string | null
  taken_by: string | null
  checked: string | null
  /** What became of `report_order`, not heard by any site yet. */
  report: 'printed' | 'spoilt' | 'issued' | null
  report_order: string | null
}

export function cardRow(db: Pick<ReadDb, 'get'>, recording: string): CardRow | undefined {
  return db.get<CardRow>('SELECT * FROM card WHERE recording = ?', [recording])
}

const COLUMNS = [
  'recording',
  'state',
  'order_id',
  'site',
  'fence',
  'code',
  'ordered_at',
  'printed_at',
  'serial',
  'issued_at',
  'taken_by',
  'checked',
  'report',
  'report_order',
] as const

export function putCard(tx: WriteTx, row: CardRow): void {
  const set = COLUMNS.slice(1).map((column) => `${column} = excluded.${column}`)
  tx.run(
    `INSERT INTO card (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((column) => `:${column}`).join(', ')})
     ON CONFLICT (recording) DO UPDATE SET ${set.join(', ')}`,
    { ...row },
  )
}

/** Results that no site has heard yet. */
export function unreported(db: ReadDb): CardRow[] {
  return db.all<CardRow>('SELECT * FROM card WHERE report IS NOT NULL ORDER BY recording LIMIT 500')
}

/** Orders that no site has granted yet, the oldest first. */
export function orderedCards(db: ReadDb): CardRow[] {
  return db.all<CardRow>(
    `SELECT * FROM card WHERE state = 'ordered' AND order_id IS NOT NULL ORDER BY ordered_at, recording LIMIT 2000`,
  )
}

/** Print-ready recordings without a card, and those whose card was asked for; amendments and what was cancelled have none. */
const STATE = `CASE WHEN c.state IS NOT NULL AND NOT (c.state = 'ordered' AND c.order_id IS NULL) THEN c.state ELSE 'ready' END`
const FROM = `FROM recording r JOIN recording_status s ON s.recording = r.id LEFT JOIN card c ON c.recording = r.id
  WHERE r.kind = 'recording' AND (c.recording IS NOT NULL OR s.status = 'PRINT_READY_RECORD') AND NOT ${isCancelledSql('r.id')}`
const SINCE = `CASE ${STATE} WHEN 'ready' THEN s.at WHEN 'printed' THEN c.printed_at WHEN 'issued' THEN c.issued_at ELSE c.ordered_at END`

interface Listed {
  recording: string
  nik: string
  name: string
  state: CardState
  since: string
  site: string | null
  code: string | null
  suket: string | null
  taken_by: string | null
}

const SELECT = `SELECT r.id AS recording, ${nikNow('r')} AS nik, ${nameNow('r')} AS name, ${STATE} AS state, ${SINCE} AS since, c.site, c.code, c.taken_by,
  (SELECT k.number FROM suket k JOIN recording o ON o.id = k.recording
    WHERE o.nik = r.nik AND k.state IN ('issued', 'reprinted') ORDER BY k.rowid DESC LIMIT 1) AS suket ${FROM}`

function shown({ taken_by: takenBy, nik, ...row }: Listed): Card {
  return { ...row, nik: maskNik(nik), takenBy }
}

export function listCards(
  db: ReadDb,
  { state, text, limit }: { state: CardState; text: string; limit: number },
): { rows: Card[]; total: number } {
  const like = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const where = String.raw`AND ${STATE} = :state AND (r.name LIKE :like ESCAPE '\' OR r.nik LIKE :like ESCAPE '\')`
  const rows = db.all<Listed>(`${SELECT} ${where} ORDER BY since, r.rowid LIMIT :limit`, {
    state,
    like,
    limit,
  })
  const { total } = db.get<{ total: number }>(`SELECT count(*) AS total ${FROM} ${where}`, { state, like })!
  return { rows: rows.map(shown), total }
}

export function shownCard(db: ReadDb, recording: string): Card | undefined {
  const row = db.get<Listed>(`${SELECT} AND r.id = :recording`, { recording })
  return row && shown(row)
}

export function countCards(db: ReadDb): Record<CardState, number> {
  const rows = db.all<{ state: CardState; n: number }>(
    `SELECT ${STATE} AS state, count(*) AS n ${FROM} GROUP BY 1`,
  )
  const counts = Object.fromEntries(CARD_STATES.map((state) => [state, 0])) as Record<CardState, number>
  for (const { state, n } of rows) counts[state] = n
  return counts
}
