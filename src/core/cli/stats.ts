import { showBoard } from '../board/index.ts'
import { outsideCount } from '../enrolment/index.ts'
import { type Common, print, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam stats`: the board's figures. */
export async function stats(terminal: Terminal, options: Common & StationOptions): Promise<void> {
  const board = await withStation(options, 'stats', async (station) => ({
    ...(await showBoard(station)),
    outside: outsideCount(station.read),
  }))
  const { today, total, copies, disks, sites, overdueBags } = board
  print(terminal, options, board, [
    `Hari ini: ${today.recorded} direkam, ${today.safe} aman, ${today.onceOnly} hanya di sini, ${today.suket} Suket, ${today.drafts} titipan`,
    `Kartu hari ini: ${today.printed} dicetak, ${today.handedOver} diserahkan; ${today.queue} menunggu di antrean`,
    `Seluruhnya: ${total.recorded} direkam, ${total.received} diterima, ${total.waiting} menunggu, ${total.exported} diekspor; ${board.outside} luar domisili`,
    `Salinan: ${copies.hereOnly} hanya di sini, ${copies.oneDisk} di satu disk, ${copies.twoOrMore} di dua disk atau lebih; ${total.onceOnly} hanya di satu perangkat`,
    ...board.statuses.map(
      ({ status, count, oldest, ages }) =>
        `  ${status}: ${count} (hari ini ${ages.today}, 1-7 hari ${ages.week}, 8-30 hari ${ages.month}, lebih lama ${ages.old}), tertua ${oldest ?? '-'}`,
    ),
    ...disks.map(
      ({ label, place, behind, dueOn, overdue }) =>
        `Disk ${label} (${place === '' ? 'tempat belum dicatat' : place}): ${behind} belum tersalin${dueOn === null ? '' : `, waktunya ${dueOn}${overdue !== null && overdue > 0 ? `, lewat ${overdue} hari` : ''}`}`,
    ),
    ...(overdueBags.count > 0
      ? [`Ekspor: ${overdueBags.count} melewati batas waktu, sejak ${overdueBags.oldest}`]
      : []),
    ...sites.map(({ name, state, since }) => `${name}: ${state}${since === null ? '' : ` sejak ${since}`}`),
  ])
}
