import { resolve } from 'node:path'
import { makeReport, saveReport } from '../board/index.ts'
import { typed } from './permissions.ts'
import { type Common, print, type Terminal } from './terminal.ts'
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
  print(terminal, options, made, [
    made.text,
    `Hari ini: ${today.recorded} direkam, ${today.suket} Suket, ${today.printed} kartu dicetak, ${today.handedOver} diserahkan`,
    `Menunggu tanda terima: ${waiting}${oldestWaiting === null ? '' : `, tertua ${oldestWaiting}`}; hanya di satu perangkat: ${onceOnly}`,
    `Salinan teruji: ${copies.join(' / ')} (tanpa disk / satu / dua atau lebih); disk: ${diskCount}`,
    ...(open.bags === undefined ? [] : [`Ekspor melewati batas waktu: ${open.bags}`]),
    ...(out === undefined ? [] : [`Disimpan: ${resolve(out)}`]),
  ])
}
