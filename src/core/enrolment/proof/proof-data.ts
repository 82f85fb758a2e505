import { mayGo } from '../../../contract/may-go.ts'
import { maskNik } from '../../../contract/nik.ts'
import { headOf, type Letterhead } from '../../paper/index.ts'
import type { Station } from '../../station.ts'
import { amendmentsOf, currentBiodata } from '../amend/current.ts'
import { custodyOf } from '../recording/custody.ts'
import type { RecordedPacket } from '../recording/show.ts'

/** Everything that a proof of recording shows; rendering needs nothing else. */
export interface ProofOfRecording {
  readonly head: Letterhead
  readonly rows: readonly (readonly [label: string, value: string])[]
  /** Where the copies are, a line each, as known when it was printed. */
  readonly copies: readonly string[]
  readonly safe: boolean
  /** The signed head (formats/paper). */
  readonly qr: string
  readonly printed: string
}

const ZONES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

/** 17 Maret 2017 pukul 09.12 WITA, by the station's own calendar. */
function longMoment(zone: string, at: Date): string {
  const words = new Intl.DateTimeFormat('id-ID', { timeZone: zone, dateStyle: 'long', timeStyle: 'short' })
  return `${words.format(at)} ${ZONES[zone] ?? ''}`.trim()
}

function copiesOf(station: Station, id: string): { copies: string[]; safe: boolean } {
  const { zone } = station.profile.station
  const { here, disks, receipts } = custodyOf(station.read, station, id)
  const counted = disks.filter(({ counts }) => counts)
  const when = (at: string) => longMoment(zone, new Date(at))
  return {
    copies: [
      ...(here ? [`Komputer stasiun ${station.code}`] : []),
      ...counted.map(({ label, place, at }) => {
        const where = place === '' ? '' : ` (${place})`
        return `Disk ${label}${where}, dibaca kembali ${when(at)}`
      }),
      ...receipts.map(({ site, at }) => `Pusat data ${site.toUpperCase()}, tanda terima ${when(at)}`),
    ],
    safe: mayGo(Number(here) + counted.length, receipts.length > 0),
  }
}

/** What the proof of a recording says now: name and NIK as corrected, the NIK masked, since papers get lost. */
export function proofOfRecording(station: Station, packet: RecordedPacket): ProofOfRecording {
  const { zone } = station.profile.station
  const { nama, nik } = currentBiodata(station.read, packet.id) ?? packet.biodata
  const amended = amendmentsOf(station.read, packet.id).length
  return {
    head: headOf(station.profile),
    rows: [
      ['Nama', nama],
      ['NIK', maskNik(nik)],
      ['Direkam', longMoment(zone, new Date(packet.sealedAt))],
      ['Tempat', `${station.profile.station.name}, stasiun ${station.code}`],
      ['Nomor urut', String(packet.seq)],
      ['Paket', packet.id],
      ['Rantai segel (H)', packet.head.replaceAll(/(.{8})(?=.)/g, '$1 ')],
      ...(amended === 0 ? [] : [['Perubahan', `${amended} paket perubahan tersegel`] as const]),
    ],
    ...copiesOf(station, packet.id),
    qr: packet.proof,
    printed: longMoment(zone, station.ports.now()),
  }
}
