import { z } from 'zod'
import { day, empty, instant, procedure } from './base.ts'
import { sentences } from './sentences.ts'

const count = z.number().int().nonnegative()

/** The evening's report as the window shows it: the QR's text, and in words what it holds. */
export const eveningReportSchema = z.object({
  text: z.string(),
  day,
  at: instant,
  seq: count,
  recorded: count,
  waiting: count,
  oldestWaiting: day.nullable(),
  onceOnly: count,
  copies: z.tuple([count, count, count]),
  disks: count,
  overdueBags: count,
  overdueDisks: count,
})
export type EveningReport = z.infer<typeof eveningReportSchema>

const path = z.string().min(1).max(4096)

export const reportContract = {
  /** Makes the report of this moment; it counts as the evening's for the day's list. */
  report: procedure.input(empty).output(eveningReportSchema),
  /** Writes a report of this moment as a PDF with its QR, or as the text of the QR. SAVE-PLACE, FILE-EXISTS. */
  saveReport: procedure
    .input(z.object({ kind: z.enum(['pdf', 'txt']), path }).strict())
    .output(z.object({ path: z.string() })),
  /** Prints it on A4. PRINTER-NONE, PRINTER-SYSTEM, PRINTER-PAPER, PRINTER-REFUSED. */
  printReport: procedure.input(empty).output(z.object({ printer: z.string() })),
}

export const reportSentences = sentences({
  'QR-UNREADABLE': [
    'Berkas ini tidak dapat dibaca sebagai foto atau PDF.',
    'Tidak ada yang berubah.',
    'Pakai foto JPEG atau PNG, atau PDF, atau tempelkan teks QR-nya.',
    'This file cannot be read as a photograph or PDF.',
    'Nothing has changed.',
    'Use a JPEG or PNG photograph or a PDF, or paste the text of the QR.',
  ],
  'QR-NONE': [
    'Tidak ada QR yang terbaca di berkas ini.',
    'Tidak ada yang berubah.',
    'Foto lagi lebih dekat dan terang, QR penuh dan tidak buram.',
    'No QR could be read in this file.',
    'Nothing has changed.',
    'Take the photograph again, closer and in good light, with the whole QR sharp.',
  ],
  'REPORT-NONE': [
    'Ini bukan laporan malam sebuah stasiun, atau teksnya terpotong.',
    'Papan stasiun tidak berubah.',
    'Minta stasiun menampilkan laporan malamnya lagi, lalu foto QR itu seluruhnya.',
    'This is no evening report of a station, or its text is cut.',
    'The board of stations has not changed.',
    'Ask the station to show its evening report again, and photograph the whole QR.',
  ],
  'REPORT-NEWER': [
    'Laporan ini dibuat oleh Rekam yang lebih baru.',
    'Papan stasiun tidak berubah.',
    'Perbarui Rekam di komputer ini.',
    'This report was made by a newer Rekam.',
    'The board of stations has not changed.',
    'Update Rekam on this computer.',
  ],
  'REPORT-FOREIGN': [
    'Laporan ini ditandatangani oleh kunci yang tidak dikenal di sini.',
    'Papan stasiun tidak berubah.',
    'Bila ini stasiun baru milik Dinas, masukkan dahulu sertifikatnya (CERTS.JSN dari disk atau tasnya). Bila bukan, jangan dipercaya.',
    'This report is signed by a key that is not known here.',
    'The board of stations has not changed.',
    'If this is a new station of the Dinas, bring in its certificate first (CERTS.JSN from its disk or bag). If not, do not trust it.',
  ],
  'REPORT-REVOKED': [
    'Kunci stasiun {station} sudah dicabut.',
    'Papan stasiun tidak berubah.',
    'Hubungi stasiun itu: laporan ini mungkin dibuat oleh komputer yang hilang atau dicuri.',
    'The key of station {station} is revoked.',
    'The board of stations has not changed.',
    'Call that station: this report may come from a lost or stolen computer.',
  ],
  'REPORT-FORGED': [
    'Tanda tangan laporan ini tidak cocok dengan isinya.',
    'Papan stasiun tidak berubah.',
    'Jangan dipercaya. Minta stasiun mengirim laporannya lagi; bila terulang, laporkan kepada Dinas.',
    'The signature of this report does not fit what it says.',
    'The board of stations has not changed.',
    'Do not trust it. Ask the station for its report again; if it repeats, tell the Dinas.',
  ],
  'REPORT-OLDER': [
    'Laporan stasiun {station} ini lebih lama daripada yang sudah ada ({at}).',
    'Papan stasiun tetap menunjukkan yang terbaru.',
    'Minta laporan malam ini.',
    'This report of station {station} is older than the one that is here ({at}).',
    'The board of stations still shows the newest.',
    "Ask for this evening's report.",
  ],
})
