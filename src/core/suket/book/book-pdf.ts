import type { PDFFont, PDFPage } from 'pdf-lib'
import { A4, type Fonts, MM, Sheet } from '../../paper/index.ts'
import { shortDay } from '../days.ts'
import { type Book, COLUMNS, RECAP_HEADS, recapFigures, recapTotals, titleOf } from './book.ts'

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
  private page: PDFPage
  private y = 0
  private columns: readonly { head: string; width: number }[] = []

  constructor(sheet: Sheet, title: string) {
    this.sheet = sheet
    this.title = title
    this.page = sheet.page
  }

  /** Begins a table on a page of its own; widths are shares of the whole. */
  begin(columns: readonly { head: string; width: number }[], first = false): void {
    const sum = columns.reduce((all, { width }) => all + width, 0)
    this.columns = columns.map(({ head, width }) => ({ head, width: (width / sum) * ROOM }))
    this.turn(first)
  }

  private turn(first: boolean): void {
    if (!first) this.page = this.sheet.pdf.addPage([PAGE.width, PAGE.height])
    this.page.drawText(this.title, { x: EDGE, y: PAGE.height - EDGE, size: 11, font: this.sheet.bold })
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
      if (text !== '') this.page.drawText(text, { x, y: PAGE.height - this.y, size: SIZE, font })
      x += width
    }
    this.y += LEAD
  }

  row(cells: readonly string[], bold = false): void {
    if (this.y > PAGE.height - EDGE) this.turn(false)
    this.line(cells, bold ? this.sheet.bold : this.sheet.regular)
  }
}

/** The register as a PDF on A4, lying: the letters, then the recap. The same book gives the same bytes. */
export async function bookPdf({ book, fonts, madeAt }: BookJob): Promise<Uint8Array> {
  const sheet = await Sheet.make(fonts, PAGE)
  const title = titleOf(book.range)
  const table = new Table(sheet, `${title}  ·  ${book.head.join(' ')}`)
  table.begin(COLUMNS, true)
  for (const [n, row] of book.rows.entries()) table.row(COLUMNS.map(({ of }) => of(row, n + 1)))
  if (book.rows.length === 0) table.row(['', 'Tidak ada surat dalam masa ini.'])
  table.begin(RECAP_HEADS.map((heading) => ({ head: heading, width: 1 })))
  for (const day of book.recap) table.row([shortDay(day.day), day.issuer, ...recapFigures(day).map(String)])
  table.row(['Jumlah', '', ...recapFigures(recapTotals(book.recap)).map(String)], true)
  sheet.pdf.setTitle(title, { showInWindowTitleBar: true })
  sheet.pdf.setLanguage('id-ID')
  sheet.pdf.setProducer('Rekam')
  sheet.pdf.setCreator('Rekam')
  sheet.pdf.setCreationDate(madeAt)
  sheet.pdf.setModificationDate(madeAt)
  return sheet.pdf.save()
}
