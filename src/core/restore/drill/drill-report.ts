import { damageWords } from '../../../contract/damage-words.ts'
import type { DrillFacts } from '../../../contract/restore.ts'
import { headOf } from '../../paper/index.ts'
import type { Station } from '../../station.ts'
import { dayIn } from '../../suket/index.ts'
import type { Report } from '../report/report.ts'

const count = (n: number) => n.toLocaleString('id-ID')

/** Wall time of the station, HH.MM.SS with its zone. */
export function timeIn(zone: string, at: string): string {
  const time = new Date(at).toLocaleTimeString('id-ID', { timeZone: zone, hour12: false })
  const name = { 'Asia/Jakarta': 'WIB', 'Asia/Makassar': 'WITA', 'Asia/Jayapura': 'WIT' }[zone] ?? zone
  return `${time.replaceAll(':', '.')} ${name}`
}

function verdictOf({ whole, packets, rowsDiffering }: DrillFacts): string {
  if (whole) return `LENGKAP: ${count(packets.restored)} rekaman kembali, sama dengan di stasiun.`
  const wrong = [
    packets.missing > 0 ? `${count(packets.missing)} rekaman hilang` : '',
    packets.differing > 0 ? `${count(packets.differing)} rekaman berbeda` : '',
    rowsDiffering > 0 ? `${count(rowsDiffering)} baris register berbeda` : '',
  ].filter(Boolean)
  return `TIDAK LENGKAP: ${wrong.join(', ') || 'ada berkas rusak di sumber'}.`
}

/** What a drill's report says on paper. */
export function drillReport(station: Station, facts: DrillFacts): Report {
  const { profile } = station
  const { zone } = profile.station
  const { packets, tables, digests } = facts
  const seconds = Math.round((Date.parse(facts.endedAt) - Date.parse(facts.at)) / 1000)
  const rows = (side: 'station' | 'restored') => tables.reduce((sum, table) => sum + table[side], 0)
  const lists = [
    {
      title: 'Rekaman yang hilang (kode paket)',
      lines: facts.missing,
      more: packets.missing - facts.missing.length,
    },
    {
      title: 'Rekaman yang berbeda (kode paket)',
      lines: facts.differing,
      more: packets.differing - facts.differing.length,
    },
    {
      title: 'Berkas rusak di sumber',
      lines: facts.damaged.map(({ path, why }) => `${path}: ${damageWords(why).id}`),
      more: 0,
    },
  ]
  return {
    head: headOf(profile),
    titles: ['BERITA ACARA', 'UJI PEMULIHAN CADANGAN'],
    number: `BA-UJI/${station.code}/${facts.number}`,
    intro:
      `Cadangan stasiun ${profile.station.name} (${station.code}) dipulihkan ke folder sementara, dibaca kembali, dan dibandingkan ` +
      'dengan isi stasiun. Folder sementara sudah dihapus. Hasilnya:',
    verdict: verdictOf(facts),
    rows: [
      [
        'Sumber',
        facts.sources.map(({ name, mount }) => (name === mount ? mount : `${name} (${mount})`)).join('; '),
      ],
      ['Waktu', `${timeIn(zone, facts.at)} sampai ${timeIn(zone, facts.endedAt)} (${count(seconds)} detik)`],
      ['Rekaman di stasiun', count(packets.station)],
      ['Rekaman kembali utuh', `${count(packets.restored)} (${count(Math.round(packets.bytes / 1e6))} MB)`],
      ['Hilang / berbeda', `${count(packets.missing)} / ${count(packets.differing)}`],
      ['Tidak dikenal register', count(packets.strangers)],
      ['Baris register', `${count(rows('restored'))} kembali dari ${count(rows('station'))} di stasiun`],
      ['Register berbeda', count(facts.rowsDiffering)],
      [
        'Kepala rantai',
        facts.newestHead === 'known' ? 'sumber memuat yang terbaru' : 'sumber bukan yang terbaru',
      ],
      ['SHA-256 stasiun', digests.station],
      ['SHA-256 kembali', digests.restored],
    ],
    lists,
    closing:
      'Angka SHA-256 dihitung atas baris "kode paket, spasi, SHA-256 paket" menurut urutan kode. Berkas laporan ini bertanda tangan ' +
      'stasiun; tanda tangannya terletak di sampingnya (.minisig).',
    place: profile.dinas.name,
    day: dayIn(zone, new Date(facts.endedAt)),
    hands: [
      ['Pelaksana,', facts.by],
      ['Penyelia,', ''],
    ],
  }
}
