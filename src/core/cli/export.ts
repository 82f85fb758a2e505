import { resolve } from 'node:path'
import { LEAST_SIZE, MEDIA } from '../../contract/export.ts'
import { makeBag, takeReceipts } from '../export/index.ts'
import { refuse } from '../refuse.ts'
import { type Common, print, type Terminal } from './terminal.ts'
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
  print(terminal, options, bag, [
    `Kantong nomor ${bag.seq}: ${bag.packets} paket, ${(bag.bytes / 1e6).toFixed(1)} MB`,
    ...(bag.orders > 0 ? [`  ${bag.orders} pesanan atau laporan cetak kartu`] : []),
    ...(bag.more > 0
      ? [`  ${bag.more} paket belum muat: ulangi perintah ini untuk bagian ${bag.part + 1}`]
      : []),
    bag.folder,
    ...bag.leftOut.map(({ id, code }) => `  tertinggal: ${id}  ${code}`),
  ])
  return bag.leftOut.length > 0 ? 1 : 0
}

/** `rekam receipts`: takes the receipts of a bag that came back. Exit code 1 when one of them was refused, or a packet of the bag was. */
export async function receipts(
  terminal: Terminal,
  options: Common & StationOptions & { from: string },
): Promise<number> {
  const found = await withStation(options, 'receipts', (station) =>
    takeReceipts(station, resolve(options.from)),
  )
  print(terminal, options, found, [
    `${found.taken} tanda terima baru, ${found.known} sudah dikenal, ${found.refused.length} ditolak`,
    ...(found.cards > 0 ? [`${found.cards} jawaban tentang kartu`] : []),
    ...(found.notices > 0 ? [`${found.notices} pemberitahuan baru`] : []),
    ...(found.profile === null
      ? []
      : [
          `Profil baru nomor ${found.profile} dari Dinas ikut datang: administrator memasangnya di Pengaturan.`,
        ]),
    ...(found.refusals > 0
      ? [
          `${found.refusals} paket tidak diambil: lihat rekam upload; yang rusak di drive ikut ekspor berikutnya (rekam export)`,
        ]
      : []),
    ...found.refused.map(({ path, code }) => `  ${path}: ${code}`),
  ])
  return found.refused.length + found.refusals > 0 ? 1 : 0
}
