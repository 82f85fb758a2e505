import {
  NOT_BY_OPERATOR,
  type Recap,
  RECAP_BY,
  RECAP_FIGURES,
  type RecapBy,
  recapFigureWords,
  type RecapFigures,
  type RecapRow,
} from '../../../contract/recap.ts'
import { inLanguage } from '../../../contract/words.ts'
import { type Letterhead, markedTitle } from '../../paper/index.ts'

/** Everything that a recap on paper or in a workbook shows. */
export interface RecapBook {
  readonly head: Letterhead
  readonly station: string
  readonly from: string
  readonly to: string
  readonly by: Readonly<Record<RecapBy, Recap>>
  /** Where and when it was made, in words, for the place of the signature. */
  readonly place: string
  readonly madeOn: string
}

/** On paper: in Indonesian alone. */
export const HEADS = inLanguage(recapFigureWords, 'id')

export const BY_WORDS: Readonly<Record<RecapBy, string>> = {
  day: 'Hari',
  month: 'Bulan',
  operator: 'Operator',
  village: 'Desa/kelurahan',
}

export const short = (day: string) => day.split('-').toReversed().join('-')

/** The first column of a row. */
export function wordOf(by: RecapBy, { key, word }: Pick<RecapRow, 'key' | 'word'>): string {
  if (key === '') return 'tidak disebut'
  return by === 'day' || by === 'month' ? short(key) : word
}

/** The figures of a row in the order of their heads; null where this key cannot tell one. */
export function cellsOf(by: RecapBy, row: RecapFigures): (number | null)[] {
  return RECAP_FIGURES.map((figure) =>
    by === 'operator' && NOT_BY_OPERATOR.has(figure) ? null : row[figure],
  )
}

export function titleOf({ station, from, to }: Pick<RecapBook, 'station' | 'from' | 'to'>): string {
  const days = from === to ? short(from) : `${short(from)} s.d. ${short(to)}`
  return markedTitle(`Rekap ${station}, ${days}`)
}

/** The parts of a book in their order: rows of an operator that is nobody hold what no operator is told of. */
export function partsOf({
  by,
}: RecapBook): { by: RecapBy; rows: readonly RecapRow[]; total: RecapFigures }[] {
  return RECAP_BY.map((one) => ({
    by: one,
    rows: by[one].rows.filter(({ key }) => one !== 'operator' || key !== ''),
    total: by[one].total,
  }))
}
