import writeExcelFile from 'write-excel-file/node'
import { shortDay } from '../days.ts'
import { type Book, COLUMNS, GAP_COLUMNS, RECAP_HEADS, recapFigures, recapTotals, titleOf } from './book.ts'

/** Control letters (but tab and line ends) and non-characters: XML 1.0 has no way to write them, and no program opens such a file. */
const UNWRITABLE = /(?![\t\n\r])\p{Cc}|[\uFFFD-\uFFFF]/gu

/**
 * Text that a spreadsheet shows and never computes: the cell's type is text in the file, and what would be a formula once the sheet
 * is saved as CSV and opened again begins with an apostrophe (OWASP, CSV injection).
 */
export function plainCell(text: string): { value: string; type: StringConstructor } {
  const clean = text.toWellFormed().replace(UNWRITABLE, ' ')
  return { value: /^[=+\-@\t\r]/.test(clean) ? `'${clean}` : clean, type: String }
}

const head = (text: string) => ({ ...plainCell(text), fontWeight: 'bold' as const })
const count = (value: number) => ({ value, type: Number })

/** The register as an Excel workbook: the letters, and the recap and the skipped numbers on sheets of their own. */
export async function bookXlsx(book: Book): Promise<Uint8Array> {
  const rows = book.rows.map((row, n) => COLUMNS.map(({ of }) => plainCell(of(row, n + 1))))
  const recap = book.recap.map((day) => [
    plainCell(shortDay(day.day)),
    plainCell(day.issuer),
    ...recapFigures(day).map(count),
  ])
  const totals = [head('Jumlah'), null, ...recapFigures(recapTotals(book.recap)).map(count)]
  const written = writeExcelFile([
    {
      sheet: 'Register',
      data: [[head(titleOf(book.range))], COLUMNS.map((column) => head(column.head)), ...rows],
      columns: COLUMNS.map(({ width }) => ({ width })),
      stickyRowsCount: 2,
    },
    {
      sheet: 'Rekap',
      data: [RECAP_HEADS.map(head), ...recap, totals],
      columns: RECAP_HEADS.map(() => ({ width: 14 })),
    },
    {
      sheet: 'Nomor dilewati',
      data: [
        GAP_COLUMNS.map((column) => head(column.head)),
        ...book.gaps.map((gap) => GAP_COLUMNS.map(({ of }) => plainCell(of(gap)))),
      ],
      columns: GAP_COLUMNS.map(({ width }) => ({ width })),
    },
  ])
  return new Uint8Array(await written.toBuffer())
}
