import type { PDFFont } from 'pdf-lib'
import { A4, type Fonts, MM, Sheet } from '../../paper/index.ts'
import { shortDay } from '../days.ts'
import { type Book, COLUMNS, GAP_COLUMNS, RECAP_HEADS, recapFigures, recapTotals, titleOf } from './book.ts'

/** What making it needs, as it crosses to the thread. */
export interface BookJob {
  readonly book: Book
  readonly fonts: Fonts
  readonly madeAt: Date
}

/** ISO 216, lying. */
const PAGE = { width: A4.height, height: A4.width } as const
const EDGE = 12 * MM
const SIZE = 7.5
const LEAD = 12
const ROOM = PAGE.width - 2 * EDGE

/** Text cut to a width, with an ellipsis where something is missing. */
function fitted(text: string, width: number, font: PDFFont): string {
  const wide = (part: string) => font.widthOfTextAtSize(part, SIZE) > width
  if (!wide(text)) return text
  let keep = text.length - 1
  while (keep > 0 && wide(`${text.slice(0, keep)}…`)) keep--
  return `${text.slice(0, keep)}…`
}

/** Tables that go on over pages, each under the heading again. */
class Table {
  private readonly sheet: Sheet
  private readonly title: string
  private y = 0
  private columns: readonly { head: string; width: number }[] = []

  constructor(sheet: Sheet, title: string) {
    this.sheet = sheet
    this.title = title
  }

  /** Begins a table, on a page of its own unless it is the first; widths are shares of the whole. */
  begin(columns: readonly { head: string; width: number }[]): void {
    const sum = columns.reduce((all, { width }) => all + width, 0)
    this.columns = columns.map(({ head, width }) => ({ head, width: (width / sum) * ROOM }))
    this.head(this.y === 0)
  }

  private head(first: boolean): void {
    if (!first) this.sheet.turn()
    this.sheet.text(this.title, EDGE, EDGE, 11, this.sheet.bold)
    this.y = EDGE + 2 * LEAD
    this.line(
      this.columns.map(({ head }) => head),
      this.sheet.bold,
    )
  }

  private line(cells: readonly string[], font: PDFFont): void {
    let x = EDGE
    for (const [n, { width }] of this.columns.entries()) {
      const text = fitted(cells[n] ?? '', width - 4, font)
      if (text !== '') this.sheet.text(text, x, this.y, SIZE, font)
      x += width
    }
    this.y += LEAD
  }

  row(cells: readonly string[], bold = false): void {
    if (this.y > PAGE.height - EDGE) this.head(false)
    this.line(cells, bold ? this.sheet.bold : this.sheet.regular)
  }
}

/** The register as a PDF on A4, lying: the letters, the recap, and numbers that no letter has. The same book gives the same bytes. */
export async function bookPdf({ book, fonts, madeAt }: BookJob): Promise<Uint8Array> {
  const sheet = await Sheet.make(fonts, PAGE)
  const title = titleOf(book.range)
  const table = new Table(sheet, `${title}  ·  ${book.head.join(' ')}`)
  table.begin(COLUMNS)
  for (const [n, row] of book.rows.entries()) table.row(COLUMNS.map(({ of }) => of(row, n + 1)))
  if (book.rows.length === 0) table.row(['', 'Tidak ada surat dalam masa ini.'])
  table.begin(RECAP_HEADS.map((heading) => ({ head: heading, width: 1 })))
  for (const day of book.recap) table.row([shortDay(day.day), day.issuer, ...recapFigures(day).map(String)])
  table.row(['Jumlah', '', ...recapFigures(recapTotals(book.recap)).map(String)], true)
  if (book.gaps.length > 0) table.begin(GAP_COLUMNS)
  for (const gap of book.gaps) table.row(GAP_COLUMNS.map(({ of }) => of(gap)))
  return sheet.finish({ title, at: madeAt })
}
