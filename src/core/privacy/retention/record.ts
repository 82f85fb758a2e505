import { encodeErasure } from '../../../formats/erasure/erasure.ts'
import { recordAct } from '../../audit/index.ts'
import { headOf } from '../../paper/index.ts'
import { type Report, reportPdf, saveSigned, signReport } from '../../restore/index.ts'
import { refusePlace } from '../../save-place.ts'
import type { Station } from '../../station.ts'
import { dayIn, longDay } from '../../suket/index.ts'
import { type ActRow, actRow, numberOf, readFacts } from './acts.ts'
import type { Item } from './destroy.ts'

const count = (n: number) => n.toLocaleString('id-ID')

interface Packet {
  id: string
  epoch: string
  seq: number
  sealed_at: string
}

function annexOf(station: Station, number: string, act: string): Report['annex'] {
  const { zone } = station.profile.station
  const lines = station.read
    .all<Packet>(
      `SELECT r.id, r.epoch, r.seq, r.sealed_at FROM erased e JOIN recording r ON r.id = e.id WHERE e.kind = 'recording' AND e.act = ?
       ORDER BY r.sealed_at, r.epoch, r.seq`,
      [act],
    )
    .map(
      ({ id, epoch, seq, sealed_at: at }, n) =>
        `${n + 1}.  ${id}  ·  ${epoch.slice(0, 8)} / ${seq}  ·  ${dayIn(zone, new Date(at))}`,
    )
  if (lines.length === 0) return undefined
  return {
    title: `Lampiran ${number}: data yang dimusnahkan`,
    heading: 'No.  kode paket  ·  epoch / nomor segel  ·  hari perekaman',
    lines,
  }
}

/** The record of a destruction (berita acara pemusnahan) as it goes to paper. It names no resident. */
export function retentionReport(station: Station, row: ActRow): Report {
  const { profile, code } = station
  const facts = readFacts(row.facts)
  const { counts } = facts
  const number = numberOf(station, row)
  const day = dayIn(profile.station.zone, new Date(row.at))
  const annex = annexOf(station, number, row.id)
  const days = (n: number | null) => (n === null ? 'tidak dibatasi' : `${count(n)} hari`)
  return {
    head: headOf(profile),
    titles: ['BERITA ACARA', 'PEMUSNAHAN DATA PRIBADI'],
    number,
    intro:
      `Pada hari ini, ${longDay(day)}, bertempat di ${facts.place}, telah dimusnahkan data pribadi yang masa simpannya berakhir pada stasiun ` +
      `${profile.station.name} (${code}), menurut Undang-Undang Nomor 27 Tahun 2022 Pasal 43 dan 44, disaksikan oleh ${facts.witnesses.join(' dan ')}.`,
    verdict: `Data ${count(counts.recordings)} perekaman dimusnahkan.`,
    rows: [
      ['Alasan', row.reason],
      [
        'Masa simpan',
        `perekaman ${days(facts.recordingDays)}, nilai audit ${days(facts.auditDays)} (profil Dinas nomor ${facts.profile})`,
      ],
      [
        'Biodata',
        `${count(counts.recordings)} perekaman (${count(counts.packets)} paket), ${count(counts.photos)} foto`,
      ],
      ['Isi register Suket', `${count(counts.letters)} surat`],
      ['Buku harian antrean', `${count(counts.tickets)} nomor, dengan nomor teleponnya`],
      ['Permintaan akses', `${count(counts.requests)} permintaan yang sudah dijawab`],
      ['Daftar penduduk', `${count(counts.residents)} baris`],
      ['Nilai lama dan baru', `kunci ${count(counts.values)} perkara dalam audit`],
      ['Pelaku', row.actor],
    ],
    lists: [
      {
        title: 'Yang tetap disimpan',
        lines: [
          'Nomor urut, segel dan hash paket, tanda terima pusat data, status; nomor dan tanggal Suket; rantai audit.',
          `Paket tersegel yang masih di komputer ini: ${count(facts.packetsHere)}. Stasiun tidak dapat membukanya.`,
        ],
        more: 0,
      },
      {
        title: 'Disk dengan keadaan sebelum pemusnahan, tersegel, sampai volumenya dihapus',
        lines: facts.disks,
        more: 0,
      },
    ],
    closing:
      'Data yang kembali dari disk lama dimusnahkan lagi oleh stasiun. Daftar bertanda tangan di samping berkas ini membuat stasiun yang dipulihkan dari disk ' +
      'yang lebih tua memusnahkannya lagi.',
    place: profile.dinas.name,
    day,
    hands: [
      ['Yang memusnahkan,', row.actor],
      ...facts.witnesses.map((name, n) => [`Saksi ${n + 1},`, name] as const),
    ],
    ...(annex ? { annex } : {}),
  }
}

/** What a destruction took, as its signed list says it. */
function listOf(station: Station, row: ActRow): Uint8Array {
  const { id: act, epoch, seq, at, actor, reason, facts } = row
  const items = station.read.all<Item>('SELECT kind, id FROM erased WHERE act = ? ORDER BY kind, id', [act])
  return encodeErasure({ station: station.code, epoch, act, seq, at, actor, reason, facts, items })
}

/**
 * Writes the berita acara, its signature, and beside it (`.json`) the signed list that a restored station destroys again by. NOT-FOUND, SAVE-PLACE,
 * FILE-EXISTS, faults of files.
 */
export async function saveAct(
  station: Station,
  { id, path }: { id: string; path: string },
): Promise<{ path: string; signature: string; list: string }> {
  const row = actRow(station.read, id)
  const list = `${path.replace(/\.pdf$/i, '')}.json`
  await refusePlace(station.paths, path, 'pdf')
  await refusePlace(station.paths, list, 'ndjson')
  const pdf = await reportPdf(station, retentionReport(station, row), new Date(row.at))
  const saved = await saveSigned(path, pdf, signReport(station, pdf, id))
  const bytes = listOf(station, row)
  await saveSigned(list, bytes, signReport(station, bytes, id))
  await station.write.transaction((tx) => recordAct(tx, station, 'privacy.record', id))
  return { ...saved, list }
}
