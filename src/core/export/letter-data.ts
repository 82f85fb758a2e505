import { MANIFEST_NAME, TAGMANIFEST_NAME } from '../../formats/bag/plan.ts'
import { headOf, type Letterhead } from '../paper/index.ts'
import type { Station } from '../station.ts'
import { dayIn, longDay } from '../suket/index.ts'
import { type BagRow, sealedBefore, type SealedPacket } from './queries.ts'

/** Everything that a delivery letter shows; rendering needs nothing else. */
export interface DeliveryLetter {
  readonly head: Letterhead
  /** The bag's folder, which is the letter's number. */
  readonly number: string
  readonly rows: readonly (readonly [label: string, value: string])[]
  readonly paragraphs: readonly string[]
  readonly place: string
  /** yyyy-mm-dd */
  readonly day: string
  /** The signed head of the last packet in the bag; where it carries none, of the last that the station had sealed. */
  readonly qr: string
  /** Which of the two, in words. */
  readonly upTo: string
  /** The manifest by which the bag is checked: a bag without packets has an empty one. */
  readonly manifest: string
}

/** The name of a bag's folder. */
export function bagName(station: string, seq: number): string {
  return `REKAM-${station}-${seq}`
}

const ZONES: Readonly<Record<string, string>> = {
  'Asia/Jakarta': 'WIB',
  'Asia/Makassar': 'WITA',
  'Asia/Jayapura': 'WIT',
}

function clockIn(zone: string, at: Date): string {
  const clock = new Intl.DateTimeFormat('en-GB', { timeZone: zone, hour: '2-digit', minute: '2-digit' })
  return `${clock.format(at).replace(':', '.')} ${ZONES[zone] ?? ''}`.trim()
}

const NUMBER = new Intl.NumberFormat('id-ID')
const MEGABYTES = new Intl.NumberFormat('id-ID', { maximumFractionDigits: 1, minimumFractionDigits: 1 })

function sizeOf(bytes: number): string {
  return bytes < 1e5 ? `${NUMBER.format(bytes)} bita` : `${MEGABYTES.format(bytes / 1e6)} MB`
}

/** A row for each epoch that is in the bag: numbers count anew after a restore. */
function sequences(packets: readonly SealedPacket[]): [string, string][] {
  const epochs = [...new Set(packets.map(({ epoch }) => epoch))]
  return epochs.map((epoch, n) => {
    const own = packets.filter((packet) => packet.epoch === epoch).map(({ seq }) => seq)
    const [first, last] = [own[0] ?? 0, own.at(-1) ?? 0]
    const words = `${NUMBER.format(first)} sampai dengan ${NUMBER.format(last)}`
    return [epochs.length === 1 ? 'Nomor urut paket' : `Nomor urut, masa ${n + 1}`, words]
  })
}

function partRow({ part, more }: LetterBag): [string, string] {
  const rest = more > 0 ? `${NUMBER.format(more)} paket menyusul di bagian berikutnya` : 'bagian terakhir'
  return ['Bagian', `${part}; ${rest}`]
}

/** What of a bag its letter shows. */
export type LetterBag = Pick<
  BagRow,
  | 'id'
  | 'epoch'
  | 'seq'
  | 'made_at'
  | 'operator'
  | 'packets'
  | 'bytes'
  | 'reason'
  | 'series'
  | 'part'
  | 'more'
> & { readonly orders: number }

function contents({ bytes, orders }: LetterBag, packets: number): string {
  const cards = `${NUMBER.format(orders)} pesanan atau laporan cetak kartu`
  if (packets === 0) return `${cards}, tanpa paket perekaman`
  return `${NUMBER.format(packets)} paket perekaman tersegel, ${sizeOf(bytes)}${orders === 0 ? '' : `; ${cards}`}`
}

const PACKETS_WORDS =
  'Bersama surat ini diserahkan satu tas digital berisi paket hasil perekaman KTP-el. Setiap paket tersegel dan bertanda tangan; ' +
  'isinya hanya dapat dibuka oleh pusat data. Pembawa tidak perlu dan tidak dapat membukanya.'
const ORDERS_WORDS =
  'Bersama surat ini diserahkan satu tas digital berisi pesanan dan laporan cetak kartu KTP-el, bertanda tangan stasiun, tanpa paket ' +
  'perekaman dan tanpa nama penduduk.'

/** What the letter of a bag says: by the register alone, so that it can be printed again when the drive is gone. */
export function deliveryLetter(
  station: Station,
  bag: LetterBag,
  packets: readonly SealedPacket[],
): DeliveryLetter {
  const { profile } = station
  const { zone } = profile.station
  const at = new Date(bag.made_at)
  const day = dayIn(zone, at)
  const last = packets.at(-1) ?? sealedBefore(station.read, bag)
  const name = bagName(station.code, bag.seq)
  return {
    head: headOf(profile),
    number: name,
    rows: [
      ['Pengirim', `${profile.station.name}, stasiun ${station.code}`],
      ['Tujuan', profile.sites.map((site) => site.name).join(' atau ')],
      ['Nomor tas', `${bag.seq} (${bag.id})`],
      ['Dibuat', `${longDay(day)}, pukul ${clockIn(zone, at)}, oleh ${bag.operator}`],
      ['Isi', contents(bag, packets.length)],
      ...sequences(packets),
      ['Rantai segel (H)', (last?.head ?? '').replaceAll(/(.{8})(?=.)/g, '$1 ')],
      ...(bag.series === null ? [] : [partRow(bag)]),
      ...(bag.reason === null ? [] : [['Dikirim ulang karena', bag.reason] as const]),
    ],
    paragraphs: [
      packets.length === 0 ? ORDERS_WORDS : PACKETS_WORDS,
      'Penerima dimohon memeriksa keutuhan tas sebelum menandatangani surat ini, lalu mengembalikan tas tanda terima kepada pengirim. ' +
        (packets.length === 0
          ? 'Selama jawaban belum ada, pesanan tetap terbuka di stasiun.'
          : 'Selama tanda terima belum ada, paket tetap disimpan di stasiun dan belum dihitung diterima.'),
    ],
    place: profile.dinas.name,
    day,
    qr: last?.proof ?? '',
    upTo:
      packets.length === 0
        ? 'paket terakhir yang disegel sebelum tas ini dibuat'
        : 'paket terakhir di dalam tas',
    manifest: packets.length === 0 ? TAGMANIFEST_NAME : MANIFEST_NAME,
  }
}
