import type { Report } from '../../../formats/report/report.ts'
import {
  A4,
  type Fonts,
  letterhead,
  LETTER_LEFT as LEFT,
  LETTER_WIDTH as WIDTH,
  type Letterhead,
  MM,
  Sheet,
} from '../../paper/index.ts'

/** What rendering needs, as it crosses to the thread. */
export interface ReportJob {
  readonly head: Letterhead
  readonly report: Report
  readonly text: string
  /** The moment in words, with its zone. */
  readonly at: string
  readonly fonts: Fonts
  readonly madeAt: Date
}

const SIZE = 10.5
const LEAD = 15
const QR_SIDE = 90 * MM
const VALUE_AT = LEFT + 68 * MM

const short = (day: string) => day.split('-').toReversed().join('-')
const number = (n: number) => n.toLocaleString('id-ID')

function rowsOf({ at, report }: ReportJob): (readonly [string, string])[] {
  const { today, open, copies, disks } = report
  const late = disks.filter(({ dueOn }) => dueOn !== null && dueOn < report.day)
  return [
    ['Stasiun', report.station],
    ['Keadaan pada', at],
    [
      'Hari ini',
      `${number(today.recorded)} direkam, ${number(today.suket)} Suket, ${number(today.printed)} kartu dicetak, ${number(today.handedOver)} diserahkan`,
    ],
    [
      'Menunggu tanda terima',
      `${number(report.waiting)}${report.oldestWaiting === null ? '' : `, tertua ${short(report.oldestWaiting)}`}`,
    ],
    [
      'Salinan teruji',
      `${number(copies[0]!)} tanpa disk, ${number(copies[1]!)} di satu disk, ${number(copies[2]!)} di dua disk atau lebih`,
    ],
    ['Hanya di satu perangkat', number(report.onceOnly)],
    [
      'Disk',
      `${report.diskCount}${late.length === 0 ? '' : `, lewat waktunya: ${late.map(({ label }) => label).join(', ')}`}`,
    ],
    [
      'Masih terbuka',
      `${open.queue} di antrean, ${open.drafts} belum disegel, ${open.alarms} peringatan disk${open.bags === undefined ? '' : `, ${open.bags} ekspor lewat batas waktu`}`,
    ],
    ['Segel terakhir', `nomor ${report.head.seq}, ${report.head.hash.slice(0, 16)}...`],
  ]
}

/** The evening's report on one A4, its QR large enough for any telephone. The same job gives the same bytes. */
export async function renderReport(job: ReportJob): Promise<Uint8Array> {
  const sheet = await Sheet.make(job.fonts, A4)
  let y = await letterhead(sheet, job.head)
  sheet.centred('LAPORAN MALAM STASIUN', A4.width / 2, y, 14, sheet.bold)
  y += 12 * MM
  for (const [label, value] of rowsOf(job)) {
    sheet.text(label, LEFT, y, SIZE)
    sheet.text(':', VALUE_AT - 3 * MM, y, SIZE)
    for (const line of sheet.lines(value, LEFT + WIDTH - VALUE_AT, SIZE)) {
      sheet.text(line, VALUE_AT, y, SIZE)
      y += LEAD
    }
  }
  sheet.qr(job.text, (A4.width - QR_SIDE) / 2, y + 4 * MM, QR_SIDE)
  const words = 'Kode ini ditandatangani stasiun dan tidak memuat data pribadi. Foto dan kirim kepada Dinas.'
  sheet.centred(words, A4.width / 2, y + QR_SIDE + 12 * MM, 9)
  return sheet.finish({ title: `Laporan malam ${job.report.station} ${job.report.day}`, at: job.madeAt })
}
