import {
  A4,
  type Fonts,
  letterhead,
  LETTER_LEFT as LEFT,
  LETTER_RIGHT as RIGHT,
  LETTER_WIDTH as WIDTH,
  MM,
  Sheet,
} from '../../paper/index.ts'
import type { ProofOfRecording } from './proof-data.ts'

/** What rendering needs, as it crosses to the thread. */
export interface ProofJob {
  readonly data: ProofOfRecording
  readonly fonts: Fonts
  readonly madeAt: Date
}

const SIZE = 11
const LEAD = 15
const QR_SIDE = 42 * MM
const VALUE_AT = LEFT + 40 * MM

/** Lines of a text from `y` on; answers the y below. */
function drawLines(sheet: Sheet, text: string, x: number, y: number, size: number, width: number): number {
  let at = y
  for (const line of sheet.lines(text, width, size)) {
    sheet.text(line, x, at, size)
    at += size * 1.36
  }
  return at
}

function drawRows(sheet: Sheet, rows: ProofOfRecording['rows'], y: number): number {
  let at = y
  for (const [label, value] of rows) {
    sheet.text(label, LEFT, at, SIZE)
    sheet.text(':', VALUE_AT - 3 * MM, at, SIZE)
    at = drawLines(sheet, value, VALUE_AT, at, SIZE, A4.width - RIGHT - VALUE_AT)
  }
  return at
}

function drawCopies(sheet: Sheet, { copies, safe, printed }: ProofOfRecording, y: number): number {
  sheet.text('Salinan rekaman ini berada di:', LEFT, y, SIZE, sheet.bold)
  let at = y + LEAD + 2
  for (const copy of copies) {
    sheet.text('-', LEFT + 2 * MM, at, SIZE)
    at = drawLines(sheet, copy, LEFT + 6 * MM, at, SIZE, WIDTH - 6 * MM)
  }
  const state = safe
    ? 'Rekaman tersimpan dan terbukti dapat dibuka. Anda boleh pulang.'
    : 'Rekaman tersegel; salinan kedua dibuat pada pencadangan berikutnya.'
  return drawLines(sheet, `${state} Keadaan pada ${printed}.`, LEFT, at + 4, 10, WIDTH)
}

const WORDS = [
  'Kode ini memuat segel rekaman yang ditandatangani stasiun, tanpa data pribadi. Simpan lembar ini sampai KTP-el diterima: bila ' +
    'komputer dan disk stasiun hilang sekaligus, lembar ini membuktikan bahwa Anda sudah direkam dan nomor berapa.',
  'Tunjukkan lembar ini bila menanyakan KTP-el. Anda tidak perlu direkam lagi.',
  'Lembar ini bukan pengganti KTP-el dan bukan surat keterangan (Suket).',
] as const

function drawQr(sheet: Sheet, qr: string, y: number): number {
  sheet.qr(qr, LEFT, y, QR_SIDE)
  const x = LEFT + QR_SIDE + 8 * MM
  let at = y + 10
  for (const words of WORDS) at = drawLines(sheet, words, x, at, 10, A4.width - RIGHT - x) + 4
  return Math.max(at, y + QR_SIDE)
}

/** The proof of recording (bukti perekaman) on one A4. The same data and fonts give the same bytes. */
export async function renderProof({ data, fonts, madeAt }: ProofJob): Promise<Uint8Array> {
  const sheet = await Sheet.make(fonts, A4)
  let y = await letterhead(sheet, data.head)
  sheet.centred('BUKTI PEREKAMAN KTP-EL', A4.width / 2, y, 14, sheet.bold)
  y = drawRows(sheet, data.rows, y + 12 * MM)
  y = drawCopies(sheet, data, y + 6 * MM)
  drawQr(sheet, data.qr, y + 4 * MM)
  return sheet.finish({ title: 'Bukti Perekaman KTP-el', at: madeAt })
}
