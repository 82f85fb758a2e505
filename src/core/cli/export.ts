import { resolve } from 'node:path'
import { makeBag, takeReceipts } from '../export/index.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

export interface ExportOptions extends Common, StationOptions {
  readonly to: string
  readonly ids?: readonly string[]
  readonly again?: string
}

/** `rekam export`: a bag of what has no receipt. Exit code 1 when a damaged packet had to be left out. */
export async function exportBag(terminal: Terminal, options: ExportOptions): Promise<number> {
  const bag = await withStation(options, (station) =>
    makeBag(station, { folder: resolve(options.to), ids: options.ids, again: options.again }),
  )
  print(terminal, options, bag, [
    `Kantong nomor ${bag.seq}: ${bag.packets} paket, ${(bag.bytes / 1e6).toFixed(1)} MB`,
    ...(bag.orders > 0 ? [`  ${bag.orders} pesanan atau laporan cetak kartu`] : []),
    bag.folder,
    ...bag.leftOut.map(({ id, code }) => `  tertinggal: ${id}  ${code}`),
  ])
  return bag.leftOut.length > 0 ? 1 : 0
}

/** `rekam receipts`: takes the receipts of a bag that came back. Exit code 1 when one of them was refused. */
export async function receipts(
  terminal: Terminal,
  options: Common & StationOptions & { from: string },
): Promise<number> {
  const found = await withStation(options, (station) => takeReceipts(station, resolve(options.from)))
  print(terminal, options, found, [
    `${found.taken} tanda terima baru, ${found.known} sudah dikenal, ${found.refused.length} ditolak`,
    ...(found.cards > 0 ? [`${found.cards} jawaban tentang kartu`] : []),
    ...(found.notices > 0 ? [`${found.notices} pemberitahuan baru`] : []),
    ...found.refused.map(({ path, code }) => `  ${path}: ${code}`),
  ])
  return found.refused.length > 0 ? 1 : 0
}
