import { many } from '../../contract/plural.ts'
import { resolve } from 'node:path'
import { LEAST_SIZE, MEDIA, type MadeBag } from '../../contract/export.ts'
import { makeBag, takeReceipts, type TakenReceipts } from '../export/index.ts'
import { refuse } from '../refuse.ts'
import { type Common, print, type Say, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface ExportOptions extends Common, StationOptions {
  readonly to: string
  readonly ids?: readonly string[]
  readonly again?: string
  readonly size?: string
}

const UNITS: Readonly<Record<string, number>> = { mb: 1e6, gb: 1e9 }

/** Bytes of a medium by its name or size (`cd`, `usb-8`, `650MB`, `2.5GB`). INPUT-INVALID. */
export function sizeOf(said: string): number {
  const name = said.trim().toLowerCase()
  const known = Object.entries(MEDIA).find(([medium]) => medium === name)
  const [, amount = '', unit = ''] = /^(\d{1,7}(?:\.\d{1,3})?) ?(mb|gb)$/.exec(name) ?? []
  const size = known ? known[1] : Math.floor(Number(amount) * (UNITS[unit] ?? Number.NaN))
  if (!(size >= LEAST_SIZE)) throw refuse('INPUT-INVALID', { why: `--size ${said}` })
  return size
}

/** `rekam export`: a bag of what has no receipt. Exit code 1 when a damaged packet had to be left out. */
export async function exportBag(terminal: Terminal, options: ExportOptions): Promise<number> {
  const bag = await withStation(options, 'export', (station) =>
    makeBag(station, {
      folder: resolve(options.to),
      ids: options.ids,
      again: options.again,
      size: options.size === undefined ? undefined : sizeOf(options.size),
    }),
  )
  print(terminal, options, bag, bagLines(bag, sayer(options)))
  return bag.leftOut.length > 0 ? 1 : 0
}

function bagLines(bag: MadeBag, say: Say): string[] {
  const size = `${(bag.bytes / 1e6).toFixed(1)} MB`
  return [
    say(
      `Kantong nomor ${bag.seq}: ${bag.packets} paket, ${size}`,
      `Bag number ${bag.seq}: ${many(bag.packets, 'packet')}, ${size}`,
    ),
    ...(bag.orders > 0
      ? [
          say(
            `  ${bag.orders} pesanan atau laporan cetak kartu`,
            `  ${many(bag.orders, 'print order or result', 'print orders and results')}`,
          ),
        ]
      : []),
    ...(bag.more > 0
      ? [
          say(
            `  ${bag.more} paket belum muat: ulangi perintah ini untuk bagian ${bag.part + 1}`,
            `  ${many(bag.more, 'packet')} did not fit: repeat this command for part ${bag.part + 1}`,
          ),
        ]
      : []),
    bag.folder,
    ...bag.leftOut.map(({ id, code }) => `  ${say('tertinggal', 'left out')}: ${id}  ${code}`),
  ]
}

/** `rekam receipts`: takes the receipts of a bag that came back. Exit code 1 when one of them was refused, or a packet of the bag was. */
export async function receipts(
  terminal: Terminal,
  options: Common & StationOptions & { from: string },
): Promise<number> {
  const found = await withStation(options, 'receipts', (station) =>
    takeReceipts(station, resolve(options.from)),
  )
  print(terminal, options, found, receiptLines(found, sayer(options)))
  return found.refused.length + found.refusals > 0 ? 1 : 0
}

function receiptLines(found: TakenReceipts, say: Say): string[] {
  return [
    say(
      `${found.taken} tanda terima baru, ${found.known} sudah dikenal, ${found.refused.length} ditolak`,
      `${many(found.taken, 'new receipt')}, ${found.known} known already, ${found.refused.length} refused`,
    ),
    ...(found.cards > 0
      ? [say(`${found.cards} jawaban tentang kartu`, `${many(found.cards, 'answer')} about cards`)]
      : []),
    ...(found.notices > 0
      ? [say(`${found.notices} pemberitahuan baru`, many(found.notices, 'new notice'))]
      : []),
    ...(found.profile === null
      ? []
      : [
          say(
            `Profil baru nomor ${found.profile} dari Dinas ikut datang: administrator memasangnya di Pengaturan atau dengan rekam profile install --waiting ${found.profile}.`,
            `A new profile of the Dinas, number ${found.profile}, came along: an administrator installs it in the settings or with rekam profile install --waiting ${found.profile}.`,
          ),
        ]),
    ...(found.refusals > 0
      ? [
          say(
            `${found.refusals} paket tidak diambil: lihat rekam upload; yang rusak di drive ikut ekspor berikutnya (rekam export)`,
            `${many(found.refusals, 'packet was', 'packets were')} not taken: see rekam upload; what was damaged on the drive goes along with the next export (rekam export)`,
          ),
        ]
      : []),
    ...found.refused.map(({ path, code }) => `  ${path}: ${code}`),
  ]
}
