import { maskNik } from '../../contract/nik.ts'
import { type Card, CARD_STATES, type CardPlace, type CardState } from '../../contract/printing.ts'
import type { ReadDb, SqlParams, WriteTx } from '../db/handles.ts'
import { EPOCH_NOW } from '../db/epoch-now.ts'
import { tallies } from '../db/tally.ts'
import { nameNow, nikNow } from '../resident/index.ts'

export interface CardRow {
  recording: string
  state: Exclude<CardState, 'ready' | 'claimed'>
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
  /** A supervisor's word that what was ordered before led to no card; the order carries it. */
  again: string | null
  /** Under which epoch the order, or a supervisor's word on it, was given. */
  order_epoch: string | null
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
  'again',
  'order_epoch',
] as const

/** A card whose print this station did not see, as if it had been ours: no blank of ours, and no order that we know of. */
export function foundCard(recording: string, row: CardRow | undefined, at: string): CardRow {
  return {
    recording,
    state: 'printed',
    // Names the card that there is, whatever its order was (formats/print).
    order_id: recording,
    site: null,
    fence: row?.fence ?? 0,
    code: null,
    ordered_at: row?.ordered_at ?? at,
    printed_at: null,
    serial: null,
    issued_at: null,
    taken_by: null,
    checked: null,
    report: null,
    report_order: null,
    again: null,
    order_epoch: null,
  }
}

export function putCard(tx: WriteTx, row: CardRow): void {
  const set = COLUMNS.slice(1).map((column) => `${column} = excluded.${column}`)
  tx.run(
    `INSERT INTO card (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((column) => `:${column}`).join(', ')})
     ON CONFLICT (recording) DO UPDATE SET ${set.join(', ')}`,
    { ...row },
  )
}

/** Results that no site has heard yet; more than a bag can carry. Those that no site notes hold none of the others up. */
export function unreported(db: ReadDb): CardRow[] {
  return db.all<CardRow>('SELECT * FROM card WHERE report IS NOT NULL ORDER BY recording LIMIT 20000')
}

/** Orders that no site has granted yet, the oldest first; more than a bag can carry. */
export function orderedCards(db: ReadDb): CardRow[] {
  return db.all<CardRow>(
    `SELECT * FROM card WHERE state = 'ordered' AND order_id IS NOT NULL AND order_epoch IS ${EPOCH_NOW} ORDER BY ordered_at, recording LIMIT 20000`,
  )
}

/** Orders of an earlier epoch that are shown as waiting, granted ones among them. */
export function ordersOfBefore(db: Pick<ReadDb, 'all'>): string[] {
  const waits = `EXISTS (SELECT 1 FROM card_list l WHERE l.recording = c.recording AND l.state = 'ordered')`
  return db
    .all<{ recording: string }>(
      `SELECT recording FROM card c WHERE state = 'ordered' AND order_id IS NOT NULL AND order_epoch IS NOT ${EPOCH_NOW} AND ${waits}
       UNION ALL SELECT recording FROM card c WHERE state = 'granted' AND order_epoch IS NOT ${EPOCH_NOW} AND ${waits}`,
    )
    .map(({ recording }) => recording)
}

interface Listed {
  n: number
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

/** Over the list that triggers keep (migration 17). What is joined to it is looked up row by row. */
const SELECT = `SELECT l.n, l.recording, ${nikNow('r')} AS nik, ${nameNow('r')} AS name, l.state, l.since, c.site, CASE WHEN l.state = 'claimed' THEN (SELECT iif(s.status = 'CARD_PRINTED', 'CARD-MADE', 'CARD-ASKED') FROM recording_status s WHERE s.recording = l.recording)
    WHEN l.state = 'printed' AND coalesce(c.state, '') <> 'printed' THEN 'CARD-SHIPPED'
    WHEN l.state = 'ordered' AND c.order_epoch IS NOT ${EPOCH_NOW} THEN 'CARD-BEFORE' ELSE c.code END AS code, c.taken_by,
  (SELECT k.number FROM recording o CROSS JOIN suket k ON k.recording = o.id
    WHERE o.nik = r.nik AND k.state IN ('issued', 'reprinted') ORDER BY k.rowid DESC LIMIT 1) AS suket
  FROM card_list l CROSS JOIN recording r ON r.id = l.recording LEFT JOIN card c ON c.recording = l.recording`

function shown({ recording, nik, name, state, since, site, code, suket, taken_by: takenBy }: Listed): Card {
  return { recording, nik: maskNik(nik), name, state, since, site, code, suket, takenBy }
}

export interface CardFilter {
  readonly state: CardState
  /** Part of a name or a NIK. */
  readonly text: string
  /** The `next` of the page before. */
  readonly after?: CardPlace | undefined
  readonly limit: number
}

/** Cards of one state, in the order in which they came into it. */
export function listCards(
  db: ReadDb,
  { state, text, after = { since: '', n: 0 }, limit }: CardFilter,
): { rows: Card[]; total: number; next: CardPlace | null } {
  const like = text === '' ? null : `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  const found = like === null ? '' : String.raw`AND l.text LIKE :like ESCAPE '\'`
  const words: SqlParams = like === null ? { state } : { state, like }
  const rows = db.all<Listed>(
    `${SELECT} WHERE l.state = :state AND (l.since, l.n) > (:since, :n) ${found} ORDER BY l.since, l.n LIMIT :limit`,
    { ...words, ...after, limit: limit + 1 },
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    rows: page.map(shown),
    total:
      like === null
        ? countCards(db)[state]
        : db.get<{ n: number }>(
            `SELECT count(*) AS n FROM card_list l WHERE l.state = :state ${found}`,
            words,
          )!.n,
    next: rows.length > limit && last ? { since: last.since, n: last.n } : null,
  }
}

/** All cards of one state, the longest waiting first. */
export function allCards(db: ReadDb, state: CardState): Card[] {
  const cards: Card[] = []
  let after: CardPlace | undefined
  do {
    const page = listCards(db, { state, text: '', after, limit: 200 })
    cards.push(...page.rows)
    after = page.next ?? undefined
  } while (after !== undefined)
  return cards
}

export function shownCard(db: ReadDb, recording: string): Card | undefined {
  const row = db.get<Listed>(`${SELECT} WHERE l.recording = ?`, [recording])
  return row && shown(row)
}

export function countCards(db: ReadDb): Record<CardState, number> {
  const counts = Object.fromEntries(CARD_STATES.map((state) => [state, 0])) as Record<CardState, number>
  for (const { key, n } of tallies<CardState>(db, 'card')) counts[key] = n
  return counts
}
