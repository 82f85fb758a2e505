import {
  A4,
  type Fonts,
  letterhead,
  LETTER_LEFT as LEFT,
  LETTER_RIGHT as RIGHT,
  LETTER_WIDTH as WIDTH,
  MM,
  Sheet,
} from '../paper/index.ts'
import { longDay } from '../suket/index.ts'
import type { DestructionRecord } from './destruction-data.ts'

/** What rendering needs, as it crosses to the thread. */
export interface RecordJob {
  readonly data: DestructionRecord
  readonly fonts: Fonts
  readonly madeAt: Date
}

const SIZE = 11
const LEAD = 15
/** Rows that fit above the signatures; of a longer stack the rest is one line. */
const ROWS = 18

function drawRows(sheet: Sheet, { rows }: DestructionRecord, y: number): number {
  let at = y
  const shown = rows.length > ROWS ? rows.slice(0, ROWS - 1) : rows
  const rest = rows.slice(shown.length).reduce((sum, { cards }) => sum + cards, 0)
  const lines = [
    ...shown.map(({ at: day, what, cards }) => [longDay(day), what, String(cards)] as const),
    ...(rest > 0 ? [['', `dan ${rest} keping lain menurut buku blangko`, String(rest)] as const] : []),
  ]
  for (const [index, [day, what, cards]] of lines.entries()) {
    sheet.text(`${index + 1}.`, LEFT, at, 10)
    sheet.text(day, LEFT + 8 * MM, at, 10)
    sheet.text(cards, A4.width - RIGHT - 8 * MM, at, 10)
    const [first = '', ...more] = sheet.lines(what, WIDTH - 70 * MM, 10)
    sheet.text(more.length > 0 ? `${first} …` : first, LEFT + 48 * MM, at, 10)
    at += 13
  }
  return at
}

function drawSignatures(
  sheet: Sheet,
  { place, day, operator, witnesses }: DestructionRecord,
  y: number,
): void {
  sheet.text(`${place}, ${longDay(day)}`, LEFT, y, SIZE)
  const hands = [['Yang memusnahkan,', operator], ...witnesses.map((name, n) => [`Saksi ${n + 1},`, name])]
  const column = WIDTH / 3
  for (const [n, [who = '', name = '']] of hands.entries()) {
    const x = LEFT + (n % 3) * column
    const top = y + 8 * MM + Math.floor(n / 3) * 38 * MM
    sheet.text(who, x, top, SIZE)
    sheet.rule(x, top + 24 * MM, column - 6 * MM, 0.7)
    sheet.text(sheet.lines(name, column - 6 * MM, 10)[0] ?? '', x, top + 29 * MM, 10)
  }
}

/** The record of a destruction (berita acara pemusnahan) on one A4. The same data and fonts give the same bytes. */
export async function renderRecord({ data, fonts, madeAt }: RecordJob): Promise<Uint8Array> {
  const sheet = await Sheet.make(fonts, A4)
  let y = await letterhead(sheet, data.head)
  for (const title of ['BERITA ACARA', 'PEMUSNAHAN BLANGKO DAN KARTU GAGAL CETAK']) {
    sheet.centred(title, A4.width / 2, y, 13, sheet.bold)
    y += 17
  }
  sheet.centred(`Nomor : ${data.number}`, A4.width / 2, y, SIZE)
  y += 10 * MM
  const words =
    `Pada hari ini, ${longDay(data.day)}, bertempat di ${data.where}, telah dimusnahkan ${data.cards} keping blangko KTP-el yang rusak ` +
    `atau gagal cetak dengan cara ${data.method}, disaksikan oleh ${data.witnesses.join(', ')}, dengan rincian:`
  y = sheet.paragraph(words, { x: LEFT, y, width: WIDTH, size: SIZE, lead: LEAD, indent: 10 * MM }) + 6
  y = drawRows(sheet, data, y) + 6
  y = sheet.paragraph(
    'Demikian berita acara ini dibuat dengan sebenarnya untuk dipergunakan sebagaimana mestinya.',
    {
      x: LEFT,
      y,
      width: WIDTH,
      size: SIZE,
      lead: LEAD,
      indent: 10 * MM,
    },
  )
  drawSignatures(sheet, data, y + 8 * MM)
  return sheet.finish({ title: `Berita Acara ${data.number}`, at: madeAt })
}
