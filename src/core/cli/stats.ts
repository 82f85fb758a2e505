import { showBoard } from '../board/index.ts'
import { outsideCount } from '../enrolment/index.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam stats`: the board's figures. */
export async function stats(terminal: Terminal, options: Common & StationOptions): Promise<void> {
  const board = await withStation(options, async (station) => ({
    ...(await showBoard(station)),
    outside: outsideCount(station.read),
  }))
  const { today, total, copies } = board
  print(terminal, options, board, [
    `Hari ini: ${today.recorded} direkam, ${today.safe} aman, ${today.onceOnly} hanya di sini, ${today.suket} Suket, ${today.drafts} titipan`,
    `Seluruhnya: ${total.recorded} direkam, ${total.received} diterima, ${total.waiting} menunggu, ${total.exported} diekspor; ${board.outside} luar domisili`,
    `Salinan: ${copies.hereOnly} hanya di sini, ${copies.oneDisk} di satu disk, ${copies.twoOrMore} di dua disk atau lebih`,
  ])
}
