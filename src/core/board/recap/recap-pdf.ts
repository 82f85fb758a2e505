import type { PDFFont } from 'pdf-lib'
import { RECAP_FIGURES } from '../../../contract/recap.ts'
import {
  A4,
  type Fonts,
  letterhead,
  LETTER_LEFT as LEFT,
  LETTER_WIDTH as WIDTH,
  MM,
  Sheet,
} from '../../paper/index.ts'
import { BY_WORDS, cellsOf, HEADS, partsOf, type RecapBook, titleOf, wordOf } from './book.ts'

/** What making it needs, as it crosses to the thread. */
export interface RecapJob {
  readonly book: RecapBook
  readonly fonts: Fonts
  readonly madeAt: Date
}

const SIZE = 8.5
const LEAD = 13
const WORD = 46 * MM
const CELL = (WIDTH - WORD) / RECAP_FIGURES.length
const FOOT = A4.height - 20 * MM
/** Room for the place of the signature. */
const SIGNING = 42 * MM

const number = (n: number | null) => (n === null ? '-' : n.toLocaleString('id-ID'))

/** Text that ends at an x. */
function right(sheet: Sheet, text: string, x: number, y: number, font: PDFFont): void {
  sheet.text(text, x - font.widthOfTextAtSize(text, SIZE), y, SIZE, font)
}

function fitted(text: string, width: number, font: PDFFont): string {
  if (font.widthOfTextAtSize(text, SIZE) <= width) return text
  let keep = text.length - 1
  while (keep > 0 && font.widthOfTextAtSize(`${text.slice(0, keep)}…`, SIZE) > width) keep--
  return `${text.slice(0, keep)}…`
}

class Pages {
  private readonly sheet: Sheet
  y: number

  constructor(sheet: Sheet, y: number) {
    this.sheet = sheet
    this.y = y
  }

  /** Makes sure of some room below; answers whether the page was turned. */
  room(needed: number): boolean {
    if (this.y + needed <= FOOT) return false
    this.sheet.turn()
    this.y = 20 * MM
    return true
  }

  head(word: string): void {
    const { sheet } = this
    const widest = RECAP_FIGURES.map((figure) => HEADS[figure].split(' '))
    for (const [n, words] of widest.entries())
      for (const [line, one] of words.entries())
        right(sheet, one, LEFT + WORD + (n + 1) * CELL, this.y + line * 10, sheet.bold)
    sheet.text(word, LEFT, this.y, SIZE, sheet.bold)
    this.y += 12
    sheet.rule(LEFT, this.y + 2, WIDTH, 0.5)
    this.y += LEAD
  }

  row(word: string, cells: readonly (number | null)[], font: PDFFont): void {
    this.sheet.text(fitted(word, WORD - 2 * MM, font), LEFT, this.y, SIZE, font)
    for (const [n, cell] of cells.entries())
      right(this.sheet, number(cell), LEFT + WORD + (n + 1) * CELL, this.y, font)
    this.y += LEAD
  }
}

function sign(sheet: Sheet, pages: Pages, { place, madeOn, station }: RecapBook): void {
  pages.room(SIGNING)
  const y = pages.y + 8 * MM
  const x = LEFT + WIDTH - 70 * MM
  sheet.text('Mengetahui,', LEFT, y, 10)
  sheet.text(`${place}, ${madeOn}`, x, y, 10)
  sheet.text(`Penyelia stasiun ${station}`, x, y + LEAD, 10)
  sheet.rule(LEFT, y + 30 * MM, 60 * MM, 0.5)
  sheet.rule(x, y + 30 * MM, 60 * MM, 0.5)
}

/** A recap on A4 to be signed: by day, month, operator and village, each with its sum. The same job gives the same bytes. */
export async function recapPdf({ book, fonts, madeAt }: RecapJob): Promise<Uint8Array> {
  const sheet = await Sheet.make(fonts, A4)
  let y = await letterhead(sheet, book.head)
  const title = titleOf(book)
  sheet.centred(title.toUpperCase(), A4.width / 2, y, 13, sheet.bold)
  y += 10 * MM
  const pages = new Pages(sheet, y)
  for (const { by, rows, total } of partsOf(book)) {
    pages.room(6 * LEAD)
    pages.head(BY_WORDS[by])
    for (const row of rows) {
      if (pages.room(2 * LEAD)) pages.head(BY_WORDS[by])
      pages.row(wordOf(by, row), cellsOf(by, row), sheet.regular)
    }
    pages.row('Jumlah', cellsOf(by, total), sheet.bold)
    pages.y += LEAD
  }
  sign(sheet, pages, book)
  return sheet.finish({ title, at: madeAt })
}
