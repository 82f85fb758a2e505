import {
  A4,
  type Fonts,
  letterhead,
  LETTER_LEFT as LEFT,
  LETTER_RIGHT as RIGHT,
  MM,
  Sheet,
} from '../../paper/index.ts'
import type { SlipData } from './slip-data.ts'

/** What rendering needs, as it crosses to the thread. */
export interface SlipJob {
  readonly data: SlipData
  readonly fonts: Fonts
  readonly madeAt: Date
}

const SIZE = 12
const LEAD = 17
const QR_SIDE = 36 * MM
const VALUE_AT = LEFT + 46 * MM

/** Lines of a text from `y` on; answers the y below. */
function drawLines(sheet: Sheet, text: string, x: number, y: number, size: number, width: number): number {
  let at = y
  for (const line of sheet.lines(text, width, size)) {
    sheet.text(line, x, at, size)
    at += size * 1.4
  }
  return at
}

/** The slip for a resident who asks for the card, on the upper half of an A4. The same data and fonts give the same bytes. */
export async function renderSlip({ data, fonts, madeAt }: SlipJob): Promise<Uint8Array> {
  const sheet = await Sheet.make(fonts, A4)
  let y = await letterhead(sheet, data.head)
  sheet.centred('KEADAAN KTP-EL ANDA', A4.width / 2, y, 14, sheet.bold)
  y += 11 * MM
  for (const [label, value] of data.rows) {
    sheet.text(label, LEFT, y, SIZE)
    sheet.text(':', VALUE_AT - 3 * MM, y, SIZE)
    y = Math.max(y + LEAD, drawLines(sheet, value, VALUE_AT, y, SIZE, A4.width - RIGHT - VALUE_AT))
  }
  y += 4 * MM
  sheet.qr(data.qr, LEFT, y, QR_SIDE)
  const x = LEFT + QR_SIDE + 8 * MM
  let at = y + 12
  for (const words of data.words) at = drawLines(sheet, words, x, at, SIZE, A4.width - RIGHT - x) + 6
  return sheet.finish({ title: 'Keadaan KTP-el', at: madeAt })
}
