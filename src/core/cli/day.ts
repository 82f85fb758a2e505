import type { Words } from '../../contract/words.ts'
import { type CheckItem, type Item, itemSchema, type List, listSchema } from '../../contract/checklist.ts'
import { checklist, signList, tick } from '../board/index.ts'
import { refuse } from '../refuse.ts'
import { typed } from './permissions.ts'
import { type Common, type Language, languageOf, print, sayIn, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

const WORDS: Readonly<Record<Item, Words>> = {
  safe: { id: 'setiap rekaman ada di dua perangkat', en: 'every recording is on two devices' },
  disks: { id: 'tidak ada disk yang lewat waktunya', en: 'no disk is overdue' },
  alarms: { id: 'tidak ada peringatan disk', en: 'no alarm of a disk is open' },
  bags: { id: 'tidak ada ekspor yang melewati batas waktu', en: 'no export is overdue' },
  carried: { id: 'tidak ada nomor kemarin yang belum dilayani', en: "none of yesterday's numbers is left" },
  'call-back': {
    id: 'tidak ada titipan yang harus dihubungi',
    en: 'nobody with a parked recording is to be called',
  },
  space: { id: 'ruang komputer cukup', en: 'there is room on the computer' },
  devices: { id: 'kamera dan pemindai sudah dicoba', en: 'camera and scanners were tried' },
  paper: { id: 'kertas dan blangko tersedia', en: 'paper and blank cards are there' },
  queue: { id: 'antrean kosong', en: 'the queue is empty' },
  drafts: { id: 'tidak ada perekaman yang tertinggal', en: 'no recording is left unfinished' },
  backup: { id: 'cadangan sesudah rekaman terakhir', en: 'backed up after the last recording' },
  report: { id: 'laporan malam sudah dibuat', en: 'the evening report is made' },
  away: { id: 'disk sudah dibawa keluar kantor', en: 'the disk was carried out of the office' },
  locked: { id: 'alat dan blangko sudah dikunci', en: 'devices and blank cards are locked away' },
}

interface DayOptions extends Common, StationOptions {
  readonly day?: string
  readonly list?: string
  readonly tick?: string
  readonly untick?: string
  readonly sign?: boolean
  readonly note?: string
}

function line({ item, ok, n, ticked }: CheckItem, language: Language): string {
  const who = ticked ? ` (${ticked.by}, ${ticked.at})` : ok || n === null ? '' : `: ${n}`
  return `  [${ok ? 'x' : ' '}] ${item}: ${WORDS[item][language]}${who}`
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
  const language = languageOf(options)
  const say = sayIn(language)
  print(
    terminal,
    options,
    shown,
    shown.lists.flatMap(({ list, items, signed }) => [
      `${list === 'start' ? say('Awal hari', 'Start of the day') : say('Akhir hari', 'End of the day')} ${shown.day}`,
      ...items.map((item) => line(item, language)),
      signed
        ? [
            `  ${say('disahkan', 'signed by')} ${signed.by}, ${signed.at}`,
            ...(signed.open.length > 0 ? [`${say('terbuka', 'open')}: ${signed.open.join(', ')}`] : []),
            ...(signed.note === '' ? [] : [signed.note]),
          ].join('; ')
        : say('  belum disahkan', '  not signed yet'),
    ]),
  )
}
