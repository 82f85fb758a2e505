import { createHash } from 'node:crypto'
import { headOf } from '../../paper/index.ts'
import type { Station } from '../../station.ts'
import { dayIn, longDay } from '../../suket/index.ts'
import { timeIn } from '../drill/drill-report.ts'
import type { Annex } from '../report/annex.ts'
import type { Report } from '../report/report.ts'
import type { BreachFacts, LostPacket } from './facts.ts'

const count = (n: number) => n.toLocaleString('id-ID')

/** Over `id` lines by id: what the annex lists, in one number. */
function digestOf(packets: readonly LostPacket[]): string {
  const hash = createHash('sha256')
  for (const id of packets.map((packet) => packet.id).toSorted()) hash.update(`${id}\n`)
  return hash.digest('hex')
}

function annexOf(number: string, packets: readonly LostPacket[], zone: string): Annex {
  return {
    title: `Lampiran ${number}: paket di disk`,
    heading: 'No.  kode paket  ·  epoch / nomor segel  ·  hari perekaman  ·  byte',
    lines: packets.map(
      ({ id, epoch, seq, sealed_at: at, bytes }, n) =>
        `${n + 1}.  ${id}  ·  ${epoch.slice(0, 8)} / ${seq}  ·  ${dayIn(zone, new Date(at))}  ·  ${count(bytes)}`,
    ),
  }
}

function periodOf(packets: readonly LostPacket[], zone: string): string {
  const [first, last] = [packets.at(0), packets.at(-1)]
  if (!first || !last) return 'tidak ada'
  const day = ({ sealed_at: at }: LostPacket) => longDay(dayIn(zone, new Date(at)))
  return `${day(first)} sampai ${day(last)}`
}

function stateLines({ state }: BreachFacts): string[] {
  if (!state) return ['Register, akun dan catatan kerja belum pernah tersalin ke disk ini.']
  return [
    `Register ${count(state.residents)} perekaman, akun dan catatan kerja, terenkripsi bagi kunci stasiun dan kunci pemulihan Dinas.`,
    `Kunci stasiun: ${state.recipient}`,
    'Kunci itu ikut di disk, terkunci oleh kata sandi penyelia: ganti kata sandi bila mungkin diketahui orang lain.',
  ]
}

/** What the report about a lost disk says on paper: which packets, sealed to whom, what else, and what was done. No resident is named. */
export function breachReport(station: Station, facts: BreachFacts): Report {
  const { profile, code } = station
  const { zone } = profile.station
  const { packets } = facts
  const number = `BA-HILANG/${code}/${facts.disk.slice(0, 8).toUpperCase()}`
  const bytes = packets.reduce((sum, packet) => sum + packet.bytes, 0)
  return {
    head: headOf(profile),
    titles: ['LAPORAN KEHILANGAN', 'DISK CADANGAN PEREKAMAN'],
    number,
    intro:
      `Disk cadangan stasiun ${profile.station.name} (${code}) di bawah ini dilaporkan hilang. Isinya menurut register stasiun, dan kepada ` +
      'siapa isinya terenkripsi, adalah sebagai berikut.',
    verdict:
      packets.length === 0
        ? 'Tidak ada paket perekaman di disk itu.'
        : `${count(packets.length)} paket perekaman, semuanya terenkripsi.`,
    rows: [
      [
        'Disk',
        `${facts.label} (${facts.kind === 'desk' ? 'disk meja' : 'disk bergilir'}, ${facts.fs || '-'})`,
      ],
      ['Kode disk', facts.disk],
      ['Tempat / pemegang', `${facts.place || '-'} / ${facts.holder || '-'}`],
      ['Diketahui hilang', longDay(facts.noticedOn)],
      [
        'Dilaporkan',
        `${longDay(dayIn(zone, new Date(facts.at)))}, ${timeIn(zone, facts.at)}, oleh ${facts.by}`,
      ],
      ['Keadaan', facts.circumstances],
      ['Perekaman', `${periodOf(packets, zone)} (${count(Math.round(bytes / 1e6))} MB)`],
      ['Kini kurang salinan', `${count(facts.below)}; hanya di komputer: ${count(facts.onceOnly)}`],
      ['SHA-256 daftar paket', digestOf(packets)],
    ],
    lists: [
      {
        title: 'Yang dapat membuka paket (penerima age)',
        lines: facts.recipients.flatMap(({ serial, datacenter, recovery }) => [
          `Pusat data (profil ${serial}): ${datacenter}`,
          `Pemulihan Dinas (profil ${serial}): ${recovery}`,
        ]),
        more: 0,
      },
      { title: 'Selain paket', lines: stateLines(facts), more: 0 },
    ],
    closing:
      'Salinan di disk ini tidak dihitung lagi sejak dilaporkan, disk tidak ditulisi lagi, dan yang kurang disalin ke disk lain. Semua kode ' +
      'paket ada di lampiran; SHA-256 dihitung atas kode paket menurut urutannya, satu baris satu kode.',
    place: profile.dinas.name,
    day: dayIn(zone, new Date(facts.at)),
    hands: [
      ['Pelapor,', facts.by],
      ['Penyelia,', ''],
    ],
    ...(packets.length > 0 ? { annex: annexOf(number, packets, zone) } : {}),
  }
}
