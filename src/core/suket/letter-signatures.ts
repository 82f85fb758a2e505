import { LETTER_LEFT as LEFT, LETTER_RIGHT as RIGHT, MM, type Sheet } from '../paper/index.ts'
import { longDay } from './days.ts'
import type { LetterData } from './letter-data.ts'

const QR_SIDE = 32 * MM
/** Of every word, at scale 1. */
const SIZE = 11

interface LinesAt {
  readonly x: number
  readonly top: number
  readonly scale: number
  readonly bold?: boolean
}

/** Lines centred below one another; answers the y below the last. */
function drawLines(sheet: Sheet, lines: readonly string[], at: LinesAt): number {
  let y = at.top
  for (const line of lines) {
    sheet.centred(line, at.x, y, SIZE * at.scale, at.bold ? sheet.bold : sheet.regular)
    y += (at.bold ? 13 : 14) * at.scale
  }
  return y
}

/**
 * Place and day, the resident at the left, the official at the right. Who signs by hand gets room for the signature and the stamp, and the
 * QR stands between the two; who signs electronically has the QR in the place of the signature. Answers the y of the last line.
 */
export function drawSignatures(sheet: Sheet, data: LetterData, top: number, scale: number): number {
  const size = SIZE * scale
  const width = sheet.width - LEFT - RIGHT
  const column = width / 2
  const left = LEFT + column / 2 - 6 * MM
  const right = LEFT + column + column / 2
  const room = column - 2 * MM
  const { signer, tags } = { signer: data.signer, tags: sheet.tags }
  const wet = signer.signs === 'wet'

  tags.part('P', () => sheet.centred(`${data.place}, ${longDay(data.day)}`, right, top, size))
  const begin = top + 14 * scale
  tags.part('P', () => sheet.centred('Yang Bersangkutan,', left, begin, size))
  const titles = [signer.onBehalfOf, signer.title]
    .filter((line) => line !== undefined)
    .flatMap((line) => sheet.lines(line, room, size))
  const signed = tags.part('P', () => drawLines(sheet, titles, { x: right, top: begin, scale }))

  const middle = sheet.width / 2 - 3 * MM
  const qrX = (wet ? middle : right) - QR_SIDE / 2
  tags.part('Figure', () => sheet.qr(data.qr, qrX, signed, QR_SIDE), 'Kode QR untuk memeriksa surat ini')
  const names = signed + QR_SIDE + 6 * MM

  // The left column stands a little to the left: its room is less by as much on both sides.
  const holder = sheet.lines(data.holder, room - 12 * MM, size, sheet.bold)
  const below = tags.part('P', () => drawLines(sheet, holder, { x: left, top: names, scale, bold: true }))
  const official = sheet.lines(signer.name, room, size, sheet.bold)
  let y = tags.part('P', () => drawLines(sheet, official, { x: right, top: names, scale, bold: true }))
  tags.artifact(() => {
    for (const [index, line] of official.entries()) {
      const wide = sheet.bold.widthOfTextAtSize(line, size)
      sheet.rule(right - wide / 2, names + index * 13 * scale + 2, wide, 0.7)
    }
  })
  tags.part('P', () => sheet.centred(`NIP. ${signer.nip}`, right, y, size))
  if (signer.signs === 'electronic') {
    y += 12 * scale
    tags.part('P', () =>
      sheet.centred('Ditandatangani secara elektronik; periksa dengan kode QR.', right, y, 8),
    )
  }
  return Math.max(y, below - 13 * scale)
}
