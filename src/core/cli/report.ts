import { resolve } from 'node:path'
import { makeReport, saveReport } from '../board/index.ts'
import { typed } from './permissions.ts'
import { type Common, print, sayer, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam report show`: the evening report's QR text and what it holds; --out saves it as PDF or text. SAVE-PLACE, FILE-EXISTS. */
export async function reportShow(
  terminal: Terminal,
  options: Common & StationOptions & { out?: string },
): Promise<void> {
  const { out } = options
  const made = await withStation(
    options,
    typed('report show', { 'report show --out': out }),
    async (station) => {
      if (out !== undefined)
        await saveReport(station, {
          kind: out.toLowerCase().endsWith('.pdf') ? 'pdf' : 'txt',
          path: resolve(out),
        })
      return makeReport(station, 'shown')
    },
  )
  const { today, open, waiting, oldestWaiting, copies, onceOnly, diskCount } = made.report
  const say = sayer(options)
  print(terminal, options, made, [
    made.text,
    say(
      `Hari ini: ${today.recorded} direkam, ${today.suket} Suket, ${today.printed} kartu dicetak, ${today.handedOver} diserahkan`,
      `Today: ${today.recorded} recorded, ${today.suket} Suket, cards printed ${today.printed}, handed over ${today.handedOver}`,
    ),
    [
      `${say('Menunggu tanda terima', 'Waiting for a receipt')}: ${waiting}`,
      ...(oldestWaiting === null ? [] : [`, ${say('tertua', 'oldest')} ${oldestWaiting}`]),
      `; ${say('hanya di satu perangkat', 'on one device only')}: ${onceOnly}`,
    ].join(''),
    say(
      `Salinan teruji: ${copies.join(' / ')} (tanpa disk / satu / dua atau lebih); disk: ${diskCount}`,
      `Proven copies: ${copies.join(' / ')} (on no disk / one / two or more); disks: ${diskCount}`,
    ),
    ...(open.bags === undefined
      ? []
      : [`${say('Ekspor melewati batas waktu', 'Exports overdue')}: ${open.bags}`]),
    ...(out === undefined ? [] : [`${say('Disimpan', 'Saved')}: ${resolve(out)}`]),
  ])
}
