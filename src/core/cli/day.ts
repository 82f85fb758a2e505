import { type CheckItem, type Item, itemSchema, type List, listSchema } from '../../contract/checklist.ts'
import { checklist, signList, tick } from '../board/index.ts'
import { refuse } from '../refuse.ts'
import { typed } from './permissions.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

const WORDS: Readonly<Record<Item, string>> = {
  safe: 'setiap rekaman ada di dua perangkat',
  disks: 'tidak ada disk yang lewat waktunya',
  alarms: 'tidak ada peringatan disk',
  bags: 'tidak ada ekspor yang melewati batas waktu',
  carried: 'tidak ada nomor kemarin yang belum dilayani',
  'call-back': 'tidak ada titipan yang harus dihubungi',
  space: 'ruang komputer cukup',
  devices: 'kamera dan pemindai sudah dicoba',
  paper: 'kertas dan blangko tersedia',
  queue: 'antrean kosong',
  drafts: 'tidak ada perekaman yang tertinggal',
  backup: 'cadangan sesudah rekaman terakhir',
  report: 'laporan malam sudah dibuat',
  away: 'disk sudah dibawa keluar kantor',
  locked: 'alat dan blangko sudah dikunci',
}

interface DayOptions extends Common, StationOptions {
  readonly day?: string
  readonly list?: string
  readonly tick?: string
  readonly untick?: string
  readonly sign?: boolean
  readonly note?: string
}

function line({ item, ok, n, ticked }: CheckItem): string {
  const who = ticked ? ` (${ticked.by}, ${ticked.at})` : ok || n === null ? '' : `: ${n}`
  return `  [${ok ? 'x' : ' '}] ${item}: ${WORDS[item]}${who}`
}

/** `rekam day`: the lists with which a day begins and ends; ticks an item, signs a list. BOARD-FACT, INPUT-INVALID. */
export async function day(terminal: Terminal, options: DayOptions): Promise<void> {
  const chosen = (): List => {
    const list = listSchema.safeParse(options.list)
    if (!list.success) throw refuse('INPUT-INVALID', { why: '--list start|end' })
    return list.data
  }
  const named = options.tick ?? options.untick
  const shown = await withStation(
    options,
    typed('day', { 'day --tick': options.tick, 'day --untick': options.untick, 'day --sign': options.sign }),
    async (station) => {
      if (named !== undefined) {
        const item = itemSchema.safeParse(named)
        if (!item.success) throw refuse('INPUT-INVALID', { why: named })
        await tick(station, { list: chosen(), item: item.data, done: options.tick !== undefined })
      }
      if (options.sign) await signList(station, { list: chosen(), note: options.note ?? '' })
      return checklist(station, options.day)
    },
  )
  print(
    terminal,
    options,
    shown,
    shown.lists.flatMap(({ list, items, signed }) => [
      `${list === 'start' ? 'Awal hari' : 'Akhir hari'} ${shown.day}`,
      ...items.map(line),
      signed
        ? `  disahkan ${signed.by}, ${signed.at}${signed.open.length > 0 ? `; terbuka: ${signed.open.join(', ')}` : ''}${signed.note === '' ? '' : `; ${signed.note}`}`
        : '  belum disahkan',
    ]),
  )
}
