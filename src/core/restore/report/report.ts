import {
  A4,
  type Fonts,
  type Letterhead,
  letterhead,
  LETTER_LEFT as LEFT,
  LETTER_RIGHT as RIGHT,
  LETTER_WIDTH as WIDTH,
  MM,
  Sheet,
} from '../../paper/index.ts'
import { longDay } from '../../suket/index.ts'
import { type Annex, drawAnnex } from './annex.ts'

/** A record (berita acara) of this room: of a drill, or of an emptied computer. */
export interface Report {
  readonly head: Letterhead
  readonly titles: readonly string[]
  readonly number: string
  readonly intro: string
  /** Said large: what came of it. */
  readonly verdict: string
  readonly rows: readonly (readonly [label: string, value: string])[]
  readonly lists: readonly {
    readonly title: string
    readonly lines: readonly string[]
    readonly more: number
  }[]
  readonly closing: string
  readonly place: string
  /** yyyy-mm-dd */
  readonly day: string
  readonly hands: readonly (readonly [who: string, name: string])[]
  /** Behind it, on pages of its own. */
  readonly annex?: Annex
}

/** What rendering needs, as it crosses to the thread. */
export interface ReportJob {
  readonly data: Report
  readonly fonts: Fonts
  readonly madeAt: Date
}

const SIZE = 10.5
const LEAD = 14.5
const SMALL = 9
const VALUE_AT = LEFT + 52 * MM
/** Lines of lists that fit above the signatures. */
const LINES = 16

function drawRows(sheet: Sheet, rows: Report['rows'], y: number): number {
  let at = y
  for (const [label, value] of rows) {
    sheet.text(label, LEFT, at, SIZE)
    sheet.text(':', VALUE_AT - 3 * MM, at, SIZE)
    for (const line of sheet.lines(value, A4.width - RIGHT - VALUE_AT, SIZE)) {
      sheet.text(line, VALUE_AT, at, SIZE)
      at += LEAD
    }
  }
  return at
}

function drawLists(sheet: Sheet, lists: Report['lists'], y: number): number {
  let at = y
  let left = LINES
  for (const { title, lines, more } of lists) {
    if (lines.length + more === 0 || left < 2) continue
    sheet.text(title, LEFT, at, SIZE, sheet.bold)
    at += LEAD - 1
    left--
    const shown = lines.slice(0, Math.max(1, left - 1))
    const rest = lines.length - shown.length + more
    for (const line of [...shown, ...(rest > 0 ? [`dan ${rest} lagi`] : [])]) {
      const [first = ''] = sheet.lines(line, WIDTH - 4 * MM, SMALL)
      sheet.text(first, LEFT + 4 * MM, at, SMALL)
      at += 12
      left--
    }
    at += 3
  }
  return at
}

function drawHands(sheet: Sheet, { place, day, hands }: Report, y: number): void {
  sheet.text(`${place}, ${longDay(day)}`, LEFT, y, SIZE)
  const column = WIDTH / 3
  for (const [n, [who, name]] of hands.entries()) {
    const x = LEFT + n * column
    sheet.text(who, x, y + 7 * MM, SIZE)
    sheet.rule(x, y + 26 * MM, column - 6 * MM, 0.7)
    sheet.text(sheet.lines(name, column - 6 * MM, SMALL)[0] ?? '', x, y + 31 * MM, SMALL)
  }
}

/** A record of this room on one A4, and its annex. The same data and fonts give the same bytes. */
export async function renderReport({ data, fonts, madeAt }: ReportJob): Promise<Uint8Array> {
  const sheet = await Sheet.make(fonts, A4)
  let y = await letterhead(sheet, data.head)
  for (const title of data.titles) {
    sheet.centred(title, A4.width / 2, y, 13, sheet.bold)
    y += 17
  }
  sheet.centred(`Nomor : ${data.number}`, A4.width / 2, y, SIZE)
  y += 9 * MM
  const paragraph = { x: LEFT, width: WIDTH, size: SIZE, lead: LEAD, indent: 10 * MM }
  y = sheet.paragraph(data.intro, { ...paragraph, y }) + 6
  y = drawRows(sheet, data.rows, y) + 4
  for (const line of sheet.lines(data.verdict, WIDTH, 12, sheet.bold)) {
    sheet.text(line, LEFT, y + 4, 12, sheet.bold)
    y += 17
  }
  y = drawLists(sheet, data.lists, y + 6) + 2
  y = sheet.paragraph(data.closing, { ...paragraph, y })
  drawHands(sheet, data, y + 6 * MM)
  if (data.annex) drawAnnex(sheet, data.annex)
  return sheet.finish({ title: `Berita Acara ${data.number}`, at: madeAt })
}
