import { markedTitle } from '../../paper/index.ts'
import { shortDay } from '../days.ts'
import type { SuketState } from '../states.ts'
import type { Gap } from './gaps.ts'
import type { RecapDay } from './recap.ts'
import type { BookRow, Range } from './rows.ts'

/** Everything that a book of the register shows; making it needs nothing else. */
export interface Book {
  /** The Dinas' lines of its letterhead. */
  readonly head: readonly string[]
  readonly range: Range
  readonly rows: readonly BookRow[]
  readonly recap: readonly RecapDay[]
  readonly gaps: readonly Gap[]
}

const STATES: Record<SuketState, string> = {
  issued: 'berlaku',
  reprinted: 'berlaku, dicetak ulang',
  renewed: 'sudah diperpanjang',
  expired: 'habis masa berlaku',
  withdrawn: 'ditarik',
  void: 'dibatalkan',
}

/** Columns of the book: heading, width in characters, and what stands there. */
export const COLUMNS: readonly {
  readonly head: string
  readonly width: number
  readonly of: (row: BookRow, n: number) => string
}[] = [
  { head: 'No.', width: 7, of: (_, n) => String(n) },
  { head: 'Nomor surat', width: 27, of: (row) => row.number },
  { head: 'Terbit', width: 12, of: (row) => shortDay(row.issuedOn) },
  { head: 'Berlaku sampai', width: 13, of: (row) => shortDay(row.expiresOn) },
  { head: 'NIK', width: 18, of: (row) => row.nik },
  { head: 'Nama', width: 34, of: (row) => row.name },
  { head: 'Penerbit', width: 10, of: (row) => row.issuer },
  { head: 'Keadaan', width: 20, of: (row) => STATES[row.state] },
  { head: 'Alasan terbit', width: 18, of: (row) => row.reason },
  { head: 'Berakhir', width: 12, of: (row) => (row.endedOn === '' ? '' : shortDay(row.endedOn)) },
  { head: 'Alasan berakhir', width: 26, of: (row) => row.endReason },
]

export const RECAP_HEADS = ['Tanggal', 'Penerbit', 'Terbit', 'Perpanjangan', 'Ditarik', 'Dibatalkan'] as const

/** Numbers that no letter has, and why: heading, width in characters, and what stands there. */
export const GAP_COLUMNS: readonly {
  readonly head: string
  readonly width: number
  readonly of: (gap: Gap) => string
}[] = [
  { head: 'Penerbit', width: 24, of: ({ issuer }) => issuer },
  { head: 'Tahun', width: 8, of: ({ year }) => String(year) },
  { head: 'Nomor urut yang dilewati', width: 26, of: ({ from, to }) => `${from} s.d. ${to}` },
  { head: 'Alasan', width: 60, of: ({ reason }) => `Setelah pemulihan: ${reason}` },
]

/** The figures of one line of the recap, in the order of its headings. */
export function recapFigures({
  issued,
  renewed,
  withdrawn,
  void: voided,
}: Omit<RecapDay, 'day' | 'issuer'>): number[] {
  return [issued, renewed, withdrawn, voided]
}

/** The sum of a recap. */
export function recapTotals(days: readonly RecapDay[]): Omit<RecapDay, 'day' | 'issuer'> {
  const totals = { issued: 0, renewed: 0, withdrawn: 0, void: 0 }
  for (const day of days)
    for (const key of Object.keys(totals) as (keyof typeof totals)[]) totals[key] += day[key]
  return totals
}

export function titleOf({ from, to }: Range): string {
  return markedTitle(`Register Suket ${shortDay(from)} s.d. ${shortDay(to)}`)
}
