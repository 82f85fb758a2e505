import { dayOf, formatInstant } from '../contract/zone.ts'
import { refusalWords } from './desk/words.ts'
import { explanations } from './explained.ts'
import { gapsOf } from './gaps.ts'
import { arrivals } from './intake-arrivals.ts'
import { officeZone } from './office-zone.ts'
import type { Site } from './site.ts'
import { standstills } from './standstill.ts'

/** The letter that goes back to a Dinas: what came, by the days of this office, what came of it, and what is missing. Plain text, for paper and for e-mail. */
export async function replyLetter(site: Site, dinas: string): Promise<string> {
  const db = site.registry.read
  const zone = await officeZone(site)
  // A station's code begins with the code of its Dinas.
  const own = (station: string | null) => station?.startsWith(dinas) === true
  const all = (await arrivals(db)).filter(({ station }) => own(station))
  const here = all.filter(({ state }) => state === 'taken')
  const known = new Set(here.map(({ bag }) => bag))
  // One that came again sound is no matter any more.
  const refusals = all.filter(({ state, bag }) => state === 'refused' && !known.has(bag))
  const gaps = (await gapsOf(db)).filter(({ station }) => own(station))
  const rows = here.map(
    ({ at, station, sequence, courier, slip, received, refused, orders }) =>
      `- ${dayOf(new Date(at), zone)}  stasiun ${station}  tas ${sequence}  dibawa ${courier} (surat jalan ${slip}): ` +
      `${received} paket diterima, ${refused} ditolak${orders > 0 ? `, ${orders} pesanan kartu` : ''}`,
  )
  const turnedAway = refusals.map(
    ({ at, station, sequence, courier, slip, code }) =>
      `- ${dayOf(new Date(at), zone)}  menurut keterangannya stasiun ${station}  tas ${sequence}  dibawa ${courier} (surat jalan ${slip}): ` +
      `${refusalWords(code ?? '', 'id')} (${code})`,
  )
  const missing = gaps.flatMap(({ station, sequences, absentPackets }) => [
    ...(sequences.length > 0 ? [`- stasiun ${station}: tas nomor ${sequences.join(', ')} belum tiba`] : []),
    ...(absentPackets > 0
      ? [`- stasiun ${station}: ${absentPackets} paket dari bagian berikutnya belum tiba`]
      : []),
  ])
  const explained = (await explanations(db))
    .filter(({ station }) => own(station))
    .map(({ station, at, explained: { sequences }, reason, person }) => {
      const what = sequences.length > 0 ? `tas nomor ${sequences.join(', ')}` : 'bagian berikutnya'
      return `- ${dayOf(new Date(at), zone)}  stasiun ${station}  ${what}: ${reason} (${person})`
    })
  const spans = missing.length === 0 ? [] : await standstills(db)
  const doubts = spans.map(
    ({ from, to }) =>
      `Catatan kami dari ${formatInstant(from, zone)} sampai ${formatInstant(to, zone)} belum dicocokkan: yang tiba dalam waktu itu mungkin disebut di sini juga.`,
  )
  return [
    'SURAT BALASAN PENERIMAAN DATA PEREKAMAN',
    `Dari: situs ${site.code}`,
    `Kepada: Dinas Kependudukan dan Pencatatan Sipil ${dinas}`,
    `Tanggal: ${dayOf(site.now(), zone)}`,
    '',
    here.length === 0 ? 'Belum ada tas yang diterima dari Dinas ini.' : 'Telah diterima:',
    ...rows,
    '',
    ...(turnedAway.length > 0
      ? ['Tidak dapat diambil (mohon dibuat dan dikirim sekali lagi):', ...turnedAway, '']
      : []),
    ...(missing.length > 0
      ? ['Yang belum tiba (mohon dikirim ulang atau dijelaskan):', ...missing, ...doubts]
      : ['Tidak ada nomor tas yang hilang.']),
    ...(explained.length > 0 ? ['', 'Sudah dijelaskan, tidak ditunggu lagi:', ...explained] : []),
    '',
    'Tanda terima tiap paket yang ditandatangani situs ada di tas jawaban; hanya itu yang berlaku sebagai bukti.',
    '',
  ].join('\n')
}
