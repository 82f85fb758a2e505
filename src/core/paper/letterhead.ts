import type { Letterhead } from './head-of.ts'
import { sharedPng } from './shared-png.ts'
import { A4, MM, type Sheet } from './sheet.ts'

/** Margins of letters. */
export const LETTER_LEFT = 22 * MM
export const LETTER_RIGHT = 20 * MM
/** Between them on A4. */
export const LETTER_WIDTH = A4.width - LETTER_LEFT - LETTER_RIGHT

/** Arms, lines and address with a double rule below, the words smaller by `scale`; answers the y where the letter goes on. */
export async function letterhead(sheet: Sheet, head: Letterhead, scale = 1): Promise<number> {
  const { tags } = sheet
  const width = sheet.width - LETTER_LEFT - LETTER_RIGHT
  const arms = head.arms ? await sharedPng(sheet.pdf, head.arms) : null
  const middle = sheet.width / 2 + (arms ? 10 * MM : 0)
  if (arms) {
    const fit = Math.min((22 * MM) / arms.width, (26 * MM) / arms.height)
    const draw = () => sheet.place(arms.ref, LETTER_LEFT, 14 * MM, arms.width * fit, arms.height * fit)
    tags.part('Figure', draw, 'Lambang daerah')
  }
  const room = width - (arms ? 26 * MM : 0)
  let y = 20 * MM
  tags.part('P', () => {
    for (const [index, line] of head.lines.entries()) {
      const size = (index === head.lines.length - 1 ? 14 : 13) * scale
      for (const part of sheet.lines(line, room, size, sheet.bold)) {
        sheet.centred(part, middle, y, size, sheet.bold)
        y += size * 1.25
      }
    }
    for (const line of head.address) {
      for (const part of sheet.lines(line, room, 9 * scale)) {
        sheet.centred(part, middle, y, 9 * scale)
        y += 11.5 * scale
      }
    }
  })
  const rule = Math.max(y, 42 * MM)
  tags.artifact(() => {
    sheet.rule(LETTER_LEFT, rule, width, 2)
    sheet.rule(LETTER_LEFT, rule + 2.6, width, 0.6)
  })
  return rule + 10 * MM
}
