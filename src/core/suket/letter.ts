import type { LetterData } from './letter-data.ts'
import { longDay } from './days.ts'
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

const PHOTO = { width: 40 * MM, height: 55 * MM } as const
const QR_SIDE = 32 * MM

function drawTitle(sheet: Sheet, number: string, y: number): number {
  const width = sheet.centred('SURAT KETERANGAN', A4.width / 2, y, 14, sheet.bold)
  sheet.rule(A4.width / 2 - width / 2, y + 2.5, width, 0.9)
  sheet.centred(`Nomor : ${number}`, A4.width / 2, y + 16, 11)
  return y + 16 + 10 * MM
}

function drawPerson(sheet: Sheet, data: LetterData, y: number): number {
  const size = 11
  const valueAt = LEFT + 44 * MM
  const room = WIDTH - 44 * MM - PHOTO.width - 6 * MM
  let at = y
  for (const [label, value] of data.rows) {
    const indent = label.length - label.trimStart().length
    sheet.text(label.trimStart(), LEFT + indent * 3, at, size)
    sheet.text(':', valueAt - 3 * MM, at, size)
    for (const line of sheet.lines(value, room, size)) {
      sheet.text(line, valueAt, at, size)
      at += 15
    }
  }
  return at
}

async function drawPhoto(sheet: Sheet, photo: LetterData['photo'], y: number): Promise<void> {
  const x = A4.width - RIGHT - PHOTO.width
  if (!photo) {
    sheet.frame(x, y, PHOTO.width, PHOTO.height)
    return
  }
  const image =
    photo.media === 'image/png'
      ? await sheet.pdf.embedPng(photo.bytes)
      : await sheet.pdf.embedJpg(photo.bytes)
  const scale = Math.min(PHOTO.width / image.width, PHOTO.height / image.height)
  const width = image.width * scale
  sheet.image(image, x + (PHOTO.width - width), y, width, image.height * scale)
}

function drawSignatures(sheet: Sheet, data: LetterData, y: number): number {
  const column = WIDTH / 2
  const left = LEFT + column / 2 - 6 * MM
  const right = LEFT + column + column / 2
  const room = column - 2 * MM
  let at = y
  sheet.centred(`${data.place}, ${longDay(data.day)}`, right, at, 11)
  at += 14
  sheet.centred('Yang Bersangkutan,', left, at, 11)
  for (const line of sheet.lines(data.signer.title, room, 11)) {
    sheet.centred(line, right, at, 11)
    at += 14
  }
  const qrTop = at
  sheet.qr(data.qr, right - QR_SIDE / 2, qrTop, QR_SIDE)
  at = qrTop + QR_SIDE + 6 * MM
  let below = at
  for (const line of sheet.lines(data.holder, room, 11, sheet.bold)) {
    sheet.centred(line, left, below, 11, sheet.bold)
    below += 13
  }
  for (const line of sheet.lines(data.signer.name, room, 11, sheet.bold)) {
    const width = sheet.centred(line, right, at, 11, sheet.bold)
    sheet.rule(right - width / 2, at + 2, width, 0.7)
    at += 13
  }
  sheet.centred(`NIP. ${data.signer.nip}`, right, at, 11)
  return at
}

/** What rendering needs, as it crosses to the thread. */
export interface LetterJob {
  readonly data: LetterData
  readonly fonts: Fonts
  readonly issuedAt: Date
}

/**
 * The Suket as a PDF on A4, by FACTS: letterhead, number, person, photo, statement, signatures, QR and status code.
 * The same data and fonts give the same bytes: dates inside are the letter's own.
 */
export async function renderLetter({ data, fonts, issuedAt }: LetterJob): Promise<Uint8Array> {
  const sheet = await Sheet.make(fonts, A4)
  let y = await letterhead(sheet, data.head)
  y = drawTitle(sheet, data.number, y)
  await drawPhoto(sheet, data.photo, y - 10)
  y = Math.max(drawPerson(sheet, data, y), y + PHOTO.height - 10) + 5 * MM
  for (const text of data.paragraphs) {
    y = sheet.paragraph(text, { x: LEFT, y, width: WIDTH, size: 11, lead: 15, indent: 10 * MM }) + 4
  }
  drawSignatures(sheet, data, y + 6 * MM)
  const code = sheet.regular.widthOfTextAtSize(data.code, 9)
  sheet.text(data.code, A4.width - RIGHT - code, A4.height - 12 * MM, 9)
  sheet.pdf.setTitle(`Surat Keterangan ${data.number}`, { showInWindowTitleBar: true })
  sheet.pdf.setLanguage('id-ID')
  sheet.pdf.setProducer('Rekam')
  sheet.pdf.setCreator('Rekam')
  sheet.pdf.setCreationDate(issuedAt)
  sheet.pdf.setModificationDate(issuedAt)
  return sheet.pdf.save()
}
