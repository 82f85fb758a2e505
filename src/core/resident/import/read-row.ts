import { isoDate, readIsoDate } from '../../../contract/iso-date.ts'
import { parseKk } from '../../../contract/kk.ts'
import { parseNik } from '../../../contract/nik.ts'
import type { Columns, ResidentField, ResidentRow, RowProblem } from '../../../contract/resident-list.ts'
import { cardName } from '../names.ts'

export type ReadRow =
  | { readonly ok: true; readonly resident: ResidentRow }
  | { readonly ok: false; readonly problems: readonly RowProblem[] }

/** Characters of the longest text that a field takes. */
const LONGEST = 200
/** `5.27201E+15`: what a spreadsheet makes of a long number. */
const ROUNDED = /^\d(?:[.,]\d+)?E\+\d+$/i

const MALE = new Set(['1', 'L', 'LK', 'LAKI', 'LAKI-LAKI', 'LAKI - LAKI', 'LAKI LAKI', 'PRIA', 'M', 'MALE'])
const FEMALE = new Set(['2', 'P', 'PR', 'PEREMPUAN', 'WANITA', 'F', 'FEMALE'])

/** As the clerk meant it: `="5272..."` and `'5272...` keep a spreadsheet from rounding. */
function plain(cell: string): string {
  const text = /^="(.*)"$/.exec(cell)?.[1] ?? cell
  return (text.startsWith("'") && /^'\d/.test(text) ? text.slice(1) : text).replace(/\s+/gu, ' ').trim()
}

/**
 * A date of birth as ISO text: `dd-mm-yyyy` with any sign between, `yyyy-mm-dd`, `ddmmyyyy`, each also with a time behind it. Undefined where it is none;
 * months never come first here.
 */
export function birthDateOf(cell: string): string | undefined {
  const text = cell.replace(/[T ]\d{1,2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z| ?[AP]M)?$/i, '').trim()
  if (readIsoDate(text)) return text
  const match =
    /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(text) ?? /^(\d{2})(\d{2})(\d{4})$/.exec(text) ?? undefined
  const turned = match ? undefined : /^(\d{4})[/.](\d{1,2})[/.](\d{1,2})$/.exec(text)
  const [day, month, year] = (match?.slice(1) ?? turned?.slice(1).toReversed() ?? []).map(Number)
  if (day === undefined || month === undefined || year === undefined) return undefined
  const iso = isoDate(year, month, day)
  return readIsoDate(iso) ? iso : undefined
}

function sexOf(cell: string): ResidentRow['sex'] | undefined {
  const text = cell.toUpperCase()
  return text === '' ? '' : MALE.has(text) ? '1' : FEMALE.has(text) ? '2' : undefined
}

/** One row of the Dinas' file: a resident, or everything that is wrong with it. */
export function readRow(cells: readonly string[], columns: Columns): ReadRow {
  const of = (field: ResidentField) => {
    const at = columns[field]
    return at === undefined ? '' : plain(cells[at] ?? '')
  }
  const problems: RowProblem[] = []
  const typed = of('nik')
  const nik = parseNik(typed)
  if (typed === '') problems.push('NIK-MISSING')
  else if (ROUNDED.test(typed)) problems.push('NIK-ROUNDED')
  else if (!nik.ok) problems.push('NIK-SHAPE')
  // Families without a card stand with a dash or zeros.
  const card = /^[-0]*$/.test(of('kk')) ? '' : of('kk')
  const kk = parseKk(card)
  if (ROUNDED.test(card)) problems.push('KK-ROUNDED')
  else if (card !== '' && !kk.ok) problems.push('KK-SHAPE')
  const name = cardName(of('name'))
  if (name === '') problems.push('NAME-MISSING')
  const born = of('birthDate') === '' ? '' : birthDateOf(of('birthDate'))
  if (born === undefined) problems.push('DATE-SHAPE')
  const sex = sexOf(of('sex'))
  if (sex === undefined) problems.push('SEX-SHAPE')
  const texts = (['name', 'birthPlace', 'mother', 'address', 'rt', 'rw', 'village'] as const).map(of)
  if (texts.some((text) => text.length > LONGEST)) problems.push('TEXT-LONG')
  // U+FFFD stands where the file's bytes were no letters.
  if (texts.some((text) => /[\p{Cc}\ufffd]/u.test(text))) problems.push('TEXT-BROKEN')
  if (problems.length > 0 || !nik.ok || born === undefined || sex === undefined)
    return { ok: false, problems }
  return {
    ok: true,
    resident: {
      nik: nik.nik,
      kk: kk.ok ? kk.kk : '',
      name,
      birthPlace: of('birthPlace'),
      birthDate: born,
      sex,
      mother: cardName(of('mother')),
      address: of('address'),
      rt: of('rt'),
      rw: of('rw'),
      village: cardName(of('village')),
    },
  }
}
