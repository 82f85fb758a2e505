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
import type { DeliveryLetter } from './letter-data.ts'

/** What rendering needs, as it crosses to the thread. */
export interface DeliveryJob {
  readonly data: DeliveryLetter
  readonly fonts: Fonts
  readonly madeAt: Date
}

const SIZE = 11
const LEAD = 15
const QR_SIDE = 38 * MM
const VALUE_AT = LEFT + 44 * MM

function drawTitle(sheet: Sheet, number: string, y: number): number {
  const width = sheet.centred('SURAT PENGANTAR', A4.width / 2, y, 14, sheet.bold)
  sheet.rule(A4.width / 2 - width / 2, y + 2.5, width, 0.9)
  sheet.centred(`Nomor : ${number}`, A4.width / 2, y + 16, SIZE)
  return y + 16 + 10 * MM
}

function drawRows(sheet: Sheet, rows: DeliveryLetter['rows'], y: number): number {
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

/** The chain's QR with words beside it, for who holds the paper but not the drive. */
function drawCustody(sheet: Sheet, { qr, upTo, manifest }: DeliveryLetter, y: number): number {
  if (qr === '') return y
  sheet.qr(qr, LEFT, y, QR_SIDE)
  const x = LEFT + QR_SIDE + 8 * MM
  const width = A4.width - RIGHT - x
  const words =
    `Kode ini memuat rantai segel yang ditandatangani stasiun sampai dengan ${upTo}. Simpan lembar ini: ` +
    'dengan kode ini siapa pun dapat memeriksa bahwa tidak ada paket yang hilang atau disisipkan, juga bila drive hilang.'
  let at = y + 10
  for (const line of sheet.lines(words, width, 10)) {
    sheet.text(line, x, at, 10)
    at += 13
  }
  sheet.text(`Pemeriksaan keutuhan:  sha256sum --strict -c ${manifest}`, x, at + 6, 8.5)
  return Math.max(at + 12, y + QR_SIDE)
}

const HANDS = [
  ['Yang menyerahkan,', 'Petugas stasiun'],
  ['Yang membawa,', 'Kurir'],
  ['Yang menerima,', 'Petugas penerima'],
] as const

/** Three hands: who gives, who carries, who takes; each with name, telephone and date to fill in. */
function drawSignatures(sheet: Sheet, { place, day }: DeliveryLetter, y: number): void {
  sheet.text(`${place}, ${longDay(day)}`, LEFT, y, SIZE)
  const column = WIDTH / HANDS.length
  for (const [n, [who, role]] of HANDS.entries()) {
    const x = LEFT + n * column
    const room = column - 6 * MM
    sheet.text(who, x, y + 9 * MM, SIZE)
    sheet.text(role, x, y + 9 * MM + 13, 9)
    sheet.rule(x, y + 34 * MM, room, 0.7)
    for (const [row, label] of ['Nama', 'Telepon', 'Tanggal'].entries()) {
      const at = y + 40 * MM + row * 7 * MM
      sheet.text(label, x, at, 9)
      sheet.rule(x + 14 * MM, at + 1.5, room - 14 * MM, 0.4)
    }
  }
}

/**
 * The delivery letter of a bag as a PDF on one A4. The same data and fonts give the same bytes: the dates inside are the
 * letter's own.
 */
export async function renderDelivery({ data, fonts, madeAt }: DeliveryJob): Promise<Uint8Array> {
  const sheet = await Sheet.make(fonts, A4)
  let y = await letterhead(sheet, data.head)
  y = drawTitle(sheet, data.number, y)
  y = drawRows(sheet, data.rows, y) + 4 * MM
  for (const text of data.paragraphs) {
    y = sheet.paragraph(text, { x: LEFT, y, width: WIDTH, size: SIZE, lead: LEAD, indent: 10 * MM }) + 4
  }
  y = drawCustody(sheet, data, y + 4 * MM)
  drawSignatures(sheet, data, y + 12 * MM)
  return sheet.finish({ title: `Surat Pengantar ${data.number}`, at: madeAt })
}
