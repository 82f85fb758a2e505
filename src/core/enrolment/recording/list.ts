import type { Age } from '../../../contract/ages.ts'
import type { Purpose } from '../../../contract/application.ts'
import type { RecordingRow, Shown } from '../../../contract/enrolment.ts'
import { maskNik, nikDigits } from '../../../contract/nik.ts'
import { readQuestion } from '../../../contract/read-question.ts'
import type { CentralStatus } from '../../../contract/status.ts'
import type { ReadDb, SqlParams } from '../../db/handles.ts'
import { tally } from '../../db/tally.ts'
import { everHad, isCancelledSql, nameNow, nikNow } from '../../resident/index.ts'
import { isOutside } from '../draft/application.ts'
import { isBeingAmended } from '../amend/hold.ts'
import { waitsForApproval } from '../exceptions/sealed.ts'
import { type Way, wayOf } from './board-list.ts'
import { type CustodyOf, disksHolding, isHere, provenWithin } from './custody.ts'

export interface ListFilter {
  readonly text: string
  readonly status?: CentralStatus | undefined
  readonly purpose?: Purpose | undefined
  /** How long they have had that status. */
  readonly age?: Age | undefined
  /** The list behind a figure of the board; the status says nothing then. */
  readonly show?: Shown | undefined
  /** The `next` of the page before. */
  readonly before?: number | undefined
  readonly limit: number
}

export interface ListPage {
  readonly rows: RecordingRow[]
  readonly total: number
  readonly next: number | null
}

interface Listed {
  readonly rowid: number
  readonly id: string
  readonly seq: number
  readonly nik: string
  readonly name: string
  readonly sealed_at: string
  readonly status: CentralStatus
  readonly disks: number
  readonly here: number
  readonly received: number
  readonly suket: string | null
  readonly mark: RecordingRow['mark']
  readonly outside: number
}

/** A letter that is in force or was: not void, not withdrawn. */
const SUKET = `(SELECT s.number FROM suket s WHERE s.recording = r.id AND s.state NOT IN ('void', 'withdrawn')
  ORDER BY s.rowid DESC LIMIT 1)`

const MARK = `CASE WHEN ${isCancelledSql('r.id')} THEN 'cancelled' WHEN ${waitsForApproval('r.id')} THEN 'approval-waits'
  WHEN ${isBeingAmended('r.id')} THEN 'amending' END`

/** Columns of a row, over `recording r JOIN recording_status t`. */
function columns(station: CustodyOf): string {
  return `r.rowid AS rowid, r.id, r.seq, ${nikNow('r')} AS nik, ${nameNow('r')} AS name, r.sealed_at, t.status,
    ${disksHolding('r.id', provenWithin(station))} AS disks, ${isHere('r.id')} AS here,
    EXISTS (SELECT 1 FROM receipt p WHERE p.packet = r.id) AS received, ${SUKET} AS suket, ${MARK} AS mark, ${isOutside('r')} AS outside`
}

/** Rows as lists show them. */
export function listed(station: CustodyOf): string {
  return `SELECT ${columns(station)} FROM recording r JOIN recording_status t ON t.recording = r.id`
}

/** A row with its NIK masked, as lists show it. */
export function listedRow(row: Listed): RecordingRow {
  return {
    id: row.id,
    seq: row.seq,
    nik: maskNik(row.nik),
    name: row.name,
    sealedAt: row.sealed_at,
    status: row.status,
    copies: row.here + row.disks,
    received: row.received === 1,
    suket: row.suket,
    mark: row.mark,
    outside: row.outside === 1,
  }
}

/** SQL conditions for what a person typed: the start of a NIK, a packet's id, a date of birth, words of the name in any order. */
function conditions({ text, purpose }: ListFilter): { where: string; params: Record<string, string> } {
  const params: Record<string, string> = {}
  const where = ["r.kind = 'recording'"]
  if (purpose !== undefined) {
    where.push("json_extract(r.application, '$.purpose') = :purpose")
    params.purpose = purpose
  }
  const typed = text.trim()
  const digits = nikDigits(typed)
  const { born, words } = readQuestion(typed)
  if (born !== '') {
    // ISO text in its own order: a whole date, a month or a year is the beginning of the dates within it.
    where.push(`r.id IN (${everHad('m.birth_date >= :born AND m.birth_date < :after')})`)
    params.born = born
    params.after = `${born}~`
    namesOf(words, where, params)
  } else if (/^[0-9]+$/.test(digits)) {
    where.push(`r.id IN (${everHad('m.nik >= :from AND m.nik < :to')})`)
    params.from = digits
    params.to = `${digits}:`
  } else if (/^[0-9a-hjkmnp-tv-z]{26}$/.test(typed)) {
    where.push('r.id = :id')
    params.id = typed
  } else namesOf(typed, where, params)
  return { where: where.join(' AND '), params }
}

/** Each word stands somewhere in the name, as it was or as it was corrected. */
function namesOf(words: string, where: string[], params: Record<string, string>): void {
  for (const [i, word] of words.split(/\s+/).filter(Boolean).entries()) {
    where.push(
      String.raw`(r.name LIKE :word${i} ESCAPE '\' OR r.id IN (SELECT m.amends FROM recording m WHERE m.amends IS NOT NULL AND m.name LIKE :word${i} ESCAPE '\'))`,
    )
    params[`word${i}`] = `%${word.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  }
}

const JOINED =
  'FROM board_list b CROSS JOIN recording r ON r.id = b.recording JOIN recording_status t ON t.recording = r.id'

/** How many recordings match; what nothing else narrows the tallies know. */
function countOf(
  db: ReadDb,
  narrowed: boolean,
  way: Way | undefined,
  where: string,
  params: SqlParams,
): number {
  if (!narrowed) return way ? way.count() : tally(db, 'recording', 'recording')
  const from = way ? `${JOINED} WHERE ${way.where} AND` : 'FROM recording r WHERE'
  return db.get<{ n: number }>(`SELECT count(*) AS n ${from} ${where}`, params)!.n
}

/** Behind the row that a page ended with, in the order of a way. */
function behind(db: ReadDb, { order, newest }: Way, before: number | undefined) {
  const last =
    before === undefined
      ? undefined
      : db.get<Record<string, string | number>>(
          'SELECT b.n, b.held, b.since, b.sealed FROM recording r JOIN board_list b ON b.recording = r.id WHERE r.rowid = ?',
          [before],
        )
  if (!last) return { where: 'true', params: {} }
  return {
    where: `(${order.map((column) => `b.${column}`).join(', ')}) ${newest ? '<' : '>'} (${order.map((column) => `:last_${column}`).join(', ')})`,
    params: Object.fromEntries(order.map((column) => [`last_${column}`, last[column]!])),
  }
}

/**
 * A page of recordings: the newest first in the order in which they came to this station, or a list behind a figure in its own order (Way).
 */
export function listRecordings(station: CustodyOf & { read: ReadDb }, filter: ListFilter): ListPage {
  const db = station.read
  const way = wayOf(station, filter)
  const { where, params } = conditions(filter)
  const limit = filter.limit + 1
  let rows: Listed[]
  if (way) {
    const from = behind(db, way, filter.before)
    const order = way.order.map((column) => `b.${column}${way.newest ? ' DESC' : ''}`).join(', ')
    rows = db.all<Listed>(
      `SELECT ${columns(station)} ${JOINED} WHERE ${way.where} AND ${from.where} AND ${where} ORDER BY ${order} LIMIT :limit`,
      { ...way.params, ...from.params, ...params, limit },
    )
  } else {
    const before = filter.before ?? Number.MAX_SAFE_INTEGER
    rows = db.all<Listed>(
      `${listed(station)} WHERE ${where} AND r.rowid < :before ORDER BY r.rowid DESC LIMIT :limit`,
      { ...params, before, limit },
    )
  }
  const narrowed = filter.text.trim() !== '' || filter.purpose !== undefined
  const total = countOf(db, narrowed, way, where, { ...way?.params, ...params })
  const shown = rows.slice(0, filter.limit)
  return {
    rows: shown.map(listedRow),
    total,
    next: rows.length > filter.limit ? shown.at(-1)!.rowid : null,
  }
}
