import {
  A4,
  F4,
  letterFonts,
  letterhead,
  LETTER_LEFT as LEFT,
  LETTER_RIGHT as RIGHT,
  MM,
  Sheet,
} from '../paper/index.ts'
import type { LetterData } from './letter-data.ts'
import { drawSignatures } from './letter-signatures.ts'

const PHOTO = { width: 40 * MM, height: 55 * MM } as const
/** What stays free at the foot: the status code and the edge that printers leave white. */
const FOOT = 16 * MM

/** Sizes of text, tried in turn until everything is on the one page: long names and addresses make a letter longer, never two pages. */
const SIZES = [
  { size: 11, lead: 15, gap: 6 * MM, scale: 1 },
  { size: 10.5, lead: 14, gap: 4 * MM, scale: 1 },
  { size: 10, lead: 13, gap: 3 * MM, scale: 1 },
  { size: 9, lead: 11.5, gap: 2 * MM, scale: 1 },
  // A profile that fills every line of its letterhead and its officials' titles: they become smaller too.
  { size: 8.5, lead: 10.5, gap: 2 * MM, scale: 0.8 },
  { size: 7.5, lead: 9, gap: 1 * MM, scale: 0.65 },
  { size: 6.5, lead: 8, gap: 1 * MM, scale: 0.5 },
] as const
export type TextSize = (typeof SIZES)[number]

function drawTitle(sheet: Sheet, number: string, y: number): number {
  const middle = sheet.width / 2
  const width = sheet.tags.part('H1', () => sheet.centred('SURAT KETERANGAN', middle, y, 14, sheet.bold))
  sheet.tags.artifact(() => sheet.rule(middle - width / 2, y + 2.5, width, 0.9))
  sheet.tags.part('P', () => sheet.centred(`Nomor : ${number}`, middle, y + 16, 11))
  return y + 16 + 10 * MM
}

function drawPerson(sheet: Sheet, data: LetterData, top: number, { size, lead }: TextSize): number {
  const valueAt = LEFT + 44 * MM
  const room = sheet.width - RIGHT - valueAt - PHOTO.width - 6 * MM
  let y = top
  for (const [label, value] of data.rows) {
    const indent = label.length - label.trimStart().length
    sheet.tags.part('P', () => {
      sheet.text(`${label.trimStart()} `, LEFT + indent * 3, y, size)
      sheet.text(': ', valueAt - 3 * MM, y, size)
      for (const line of sheet.lines(value, room, size)) {
        sheet.text(line, valueAt, y, size)
        y += lead
      }
    })
  }
  return y
}

async function drawPhoto(sheet: Sheet, photo: LetterData['photo'], y: number): Promise<void> {
  const x = sheet.width - RIGHT - PHOTO.width
  if (!photo) {
    sheet.tags.artifact(() => sheet.frame(x, y, PHOTO.width, PHOTO.height))
    return
  }
  const image =
    photo.media === 'image/png'
      ? await sheet.pdf.embedPng(photo.bytes)
      : // A copy of its own: pdf-lib reads a JPEG from the start of the memory that it lies in.
        await sheet.pdf.embedJpg(new Uint8Array(photo.bytes))
  const scale = Math.min(PHOTO.width / image.width, PHOTO.height / image.height)
  const width = image.width * scale
  const draw = () => sheet.image(image, x + (PHOTO.width - width), y, width, image.height * scale)
  sheet.tags.part('Figure', draw, 'Pas foto')
}

/** What rendering needs, as it crosses to the thread. */
export interface LetterJob {
  readonly data: LetterData
  /** Folder of the program's resources: the fonts are read there, once in a thread. */
  readonly resources: string
  readonly issuedAt: Date
}

/** All that the letter says, so that its sheet knows which glyphs it needs. */
const wordsOf = (data: LetterData) =>
  JSON.stringify({ ...data, photo: null, head: { ...data.head, arms: null } })

/** Draws it once; answers the sheet and where its last line is. */
async function drawLetter(
  { data, resources }: LetterJob,
  text: TextSize,
): Promise<{ sheet: Sheet; end: number }> {
  const sheet = await Sheet.make(await letterFonts(resources), data.paper === 'F4' ? F4 : A4, wordsOf(data))
  let y = await letterhead(sheet, data.head, text.scale)
  y = drawTitle(sheet, data.number, y)
  await drawPhoto(sheet, data.photo, y - 10)
  y = Math.max(drawPerson(sheet, data, y, text), y + PHOTO.height - 10) + 5 * MM
  const width = sheet.width - LEFT - RIGHT
  for (const paragraph of data.paragraphs) {
    const box = { x: LEFT, y, width, size: text.size, lead: text.lead, indent: 10 * MM }
    y = sheet.tags.part('P', () => sheet.paragraph(paragraph, box)) + 4
  }
  const end = drawSignatures(sheet, data, y + text.gap, text.scale)
  const code = sheet.regular.widthOfTextAtSize(data.code, 9)
  sheet.tags.part('P', () => sheet.text(data.code, sheet.width - RIGHT - code, sheet.height - 12 * MM, 9))
  return { sheet, end }
}

/**
 * The Suket as a one-page PDF on A4 or F4, by FACTS: letterhead, number, person, photo, statement, signatures, QR and status code;
 * tagged, in Indonesian. The same data and fonts give the same bytes: dates inside are the letter's own.
 */
export async function renderLetter(job: LetterJob): Promise<Uint8Array> {
  let drawn = await drawLetter(job, SIZES[0])
  for (const text of SIZES.slice(1)) {
    if (drawn.end <= drawn.sheet.height - FOOT) break
    drawn = await drawLetter(job, text)
  }
  return drawn.sheet.finish({ title: `Surat Keterangan ${job.data.number}`, at: job.issuedAt })
}
