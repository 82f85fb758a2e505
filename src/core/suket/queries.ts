import { maskNik } from '../../contract/nik.ts'
import type { Paper, Suket } from '../../contract/suket.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import { everHad, nikNow } from '../resident/index.ts'
import { onLetter } from './on-letter.ts'
import { actsOf, stateOn, type SuketState } from './states.ts'

/** A row of the register, as stored. */
export interface SuketRow {
  id: string
  recording: string
  number: string
  issuer: string
  year: number
  seq: number
  state: SuketState
  issued_on: string
  expires_on: string
  issued_at: string
  qr: string
  /** Why it was issued, where the policy asks for a reason or it follows another. */
  reason: string | null
  operator: string
  /** Serial of the profile that it shows; null in letters of the first version, which show today's. */
  profile: number | null
  /** Index of the signer in that profile. */
  signer: number
  paper: Paper
  layout: number
  code: string | null
  renews: string | null
  paper_at: string | null
  ended_at: string | null
  end_reason: string | null
}

type Listed = SuketRow & { nik: string; name: string; rowid: number }

const LISTED = `SELECT s.rowid AS rowid, s.*, ${onLetter('nik')} AS nik, ${onLetter('name')} AS name FROM suket s JOIN recording r ON r.id = s.recording`

function shown(row: Listed, today: string): Suket {
  const state = stateOn(row, today)
  return {
    id: row.id,
    recording: row.recording,
    number: row.number,
    nik: maskNik(row.nik),
    name: row.name,
    state,
    issuedOn: row.issued_on,
    expiresOn: row.expires_on,
    issuedAt: row.issued_at,
    paper: row.paper,
    paperAt: row.paper_at,
    reason: row.reason,
    endReason: row.end_reason,
    renews: row.renews,
    acts: actsOf(state),
    pdfUrl: `app://station/suket/${row.id}.pdf`,
  }
}

export function suketById(db: ReadDb, id: string): SuketRow | undefined {
  return db.get<SuketRow>('SELECT * FROM suket WHERE id = :id', { id })
}

export function suketByNumber(db: ReadDb, number: string): SuketRow | undefined {
  return db.get<SuketRow>('SELECT * FROM suket WHERE number = :number', { number })
}

/** Whether the recording `r` is of the person who has this NIK now, by correction too. @param nik an SQL expression */
export function isOf(nik: string): string {
  return `r.id IN (${everHad(`m.nik = ${nik}`)}) AND ${nikNow('r')} = ${nik}`
}

/** The letter that is valid for a person now, or undefined: at most one. */
export function validSuketOf(db: ReadDb, nik: string, today: string): SuketRow | undefined {
  return db.get<SuketRow>(
    `SELECT s.* FROM suket s JOIN recording r ON r.id = s.recording
     WHERE ${isOf(':nik')} AND s.state IN ('issued', 'reprinted') AND s.expires_on >= :today ORDER BY s.rowid DESC LIMIT 1`,
    { nik, today },
  )
}

export function shownSuket(db: ReadDb, id: string, today: string): Suket | undefined {
  const row = db.get<Listed>(`${LISTED} WHERE s.id = :id`, { id })
  return row && shown(row, today)
}

/** The newest letter of a recording, whatever its state. */
export function newestOf(db: ReadDb, recording: string, today: string): Suket | undefined {
  const row = db.get<Listed>(`${LISTED} WHERE s.recording = :recording ORDER BY s.rowid DESC LIMIT 1`, {
    recording,
  })
  return row && shown(row, today)
}

const COUNTS = `SELECT c.rowid FROM suket c WHERE c.state IN ('issued', 'reprinted')`

/** What of the register is shown; every letter that counts, or ended by time alone, is `issued` or `reprinted` in the table. */
const SHOW = {
  all: 'true',
  soon: `k.n IN (${COUNTS} AND c.expires_on BETWEEN :today AND :soon)`,
  today: `k.n IN (SELECT c.rowid FROM suket c WHERE c.issued_on = :today AND c.state <> 'void')`,
  expired: `k.n IN (${COUNTS} AND c.expires_on < :today)`,
} as const

export interface RegisterFilter {
  /** Part of a number, a NIK or a name. */
  readonly text: string
  readonly show?: keyof typeof SHOW | undefined
  /** The last page's `next`. */
  readonly before: number | undefined
  readonly limit: number
  readonly today: string
  /** Last day of expiry that is `soon`. */
  readonly soon?: string | undefined
}

/** A page of the register, newest first; `total` with the first page alone. */
export function listSukets(
  db: ReadDb,
  { text, show = 'all', before, limit, today, soon = today }: RegisterFilter,
): { rows: Suket[]; total: number | null; next: number | null } {
  const like = `%${text.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`
  // suket_search is narrow and in the order of the register: what is searched is read through, the letters of the page alone are fetched.
  const where = `${text === '' ? 'true' : String.raw`k.text LIKE :like ESCAPE '\'`} AND ${SHOW[show]}`
  const given = {
    ...(text === '' ? {} : { like }),
    ...(show === 'all' ? {} : { today }),
    ...(show === 'soon' ? { soon } : {}),
  }
  const found = db.all<{ n: number }>(
    `SELECT k.n FROM suket_search k WHERE ${where} AND k.n < :before ORDER BY k.n DESC LIMIT :limit`,
    { ...given, before: before ?? Number.MAX_SAFE_INTEGER, limit: limit + 1 },
  )
  const page = found.slice(0, limit)
  const total =
    before === undefined
      ? db.get<{ n: number }>(`SELECT count(*) AS n FROM suket_search k WHERE ${where}`, given)!.n
      : null
  return {
    rows: page.map(({ n }) => shown(db.get<Listed>(`${LISTED} WHERE s.rowid = ?`, [n])!, today)),
    total,
    next: found.length > limit ? page.at(-1)!.n : null,
  }
}

const COLUMNS = [
  'id',
  'recording',
  'number',
  'issuer',
  'year',
  'seq',
  'state',
  'issued_on',
  'expires_on',
  'issued_at',
  'qr',
  'reason',
  'operator',
  'profile',
  'signer',
  'paper',
  'layout',
  'code',
  'renews',
] as const

export type NewSuket = Pick<SuketRow, (typeof COLUMNS)[number]>

export function insertSuket(tx: WriteTx, row: NewSuket): void {
  tx.run(
    `INSERT INTO suket (${COLUMNS.join(', ')}) VALUES (${COLUMNS.map((column) => `:${column}`).join(', ')})`,
    { ...row },
  )
}
