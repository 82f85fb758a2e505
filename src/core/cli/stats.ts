import type { Board } from '../../contract/board.ts'
import { many } from '../../contract/plural.ts'
import { statusText } from '../../contract/status.ts'
import { showBoard } from '../board/index.ts'
import { outsideCount } from '../enrolment/index.ts'
import { SITE_WORDS } from './site-words.ts'
import { type Common, type Language, languageOf, print, type Say, sayIn, type Terminal } from './terminal.ts'
import { type StationOptions, withStation } from './with-station.ts'

/** `rekam stats`: the board's figures. */
export async function stats(terminal: Terminal, options: Common & StationOptions): Promise<void> {
  const board = await withStation(options, 'stats', async (station) => ({
    ...(await showBoard(station)),
    outside: outsideCount(station.read),
  }))
  print(terminal, options, board, statsLines(board, languageOf(options)))
}

type Figures = Board & { readonly outside: number }

/** The board's figures: today, everything so far, copies, statuses, disks, exports that are late, sites. */
export function statsLines(board: Figures, language: Language): string[] {
  const say = sayIn(language)
  const { today, total, copies, disks, sites, overdueBags } = board
  return [
    say(
      `Hari ini: ${today.recorded} direkam, ${today.safe} aman, ${today.onceOnly} hanya di sini, ${today.suket} Suket, ${today.drafts} titipan`,
      `Today: ${today.recorded} recorded, ${today.safe} safe, ${today.onceOnly} here only, ${many(today.suket, 'Suket')}, ${today.drafts} not sealed`,
    ),
    say(
      `Kartu hari ini: ${today.printed} dicetak, ${today.handedOver} diserahkan; ${today.queue} menunggu di antrean`,
      `Cards today: ${today.printed} printed, ${today.handedOver} handed over; ${today.queue} waiting in the queue`,
    ),
    say(
      `Seluruhnya: ${total.recorded} direkam, ${total.received} diterima, ${total.waiting} menunggu, ${total.exported} diekspor; ${board.outside} luar domisili`,
      `In all: ${total.recorded} recorded, ${total.received} received, ${total.waiting} waiting, ${total.exported} exported; ${board.outside} outside the domicile`,
    ),
    say(
      `Salinan: ${copies.hereOnly} hanya di sini, ${copies.oneDisk} di satu disk, ${copies.twoOrMore} di dua disk atau lebih; ${total.onceOnly} hanya di satu perangkat`,
      `Copies: ${copies.hereOnly} here only, ${copies.oneDisk} on one disk, ${copies.twoOrMore} on two disks or more; ${total.onceOnly} on one device only`,
    ),
    ...board.statuses.map(({ status, count, oldest, ages }) =>
      say(
        `  ${statusText(status, language)}: ${count} (hari ini ${ages.today}, 1-7 hari ${ages.week}, 8-30 hari ${ages.month}, lebih lama ${ages.old}), tertua ${oldest ?? '-'}`,
        `  ${statusText(status, language)}: ${count} (today ${ages.today}, 1-7 days ${ages.week}, 8-30 days ${ages.month}, longer ${ages.old}), the oldest ${oldest ?? '-'}`,
      ),
    ),
    ...disks.map((disk) => diskLine(disk, say)),
    ...(overdueBags.count > 0
      ? [
          say(
            `Ekspor: ${overdueBags.count} melewati batas waktu, sejak ${overdueBags.oldest}`,
            `Exports: ${overdueBags.count} overdue, since ${overdueBags.oldest}`,
          ),
        ]
      : []),
    ...sites.map(
      ({ name, state, since }) =>
        `${name}: ${SITE_WORDS[state][language]}${since === null ? '' : ` ${say('sejak', 'since')} ${since}`}`,
    ),
  ]
}

function diskLine({ label, place, behind, dueOn, overdue }: Board['disks'][number], say: Say): string {
  const kept = place === '' ? say('tempat belum dicatat', 'place not noted') : place
  return [
    `Disk ${label} (${kept}): ${behind} ${say('belum tersalin', 'not copied yet')}`,
    ...(dueOn === null ? [] : [`${say('waktunya', 'due')} ${dueOn}`]),
    ...(overdue === null || overdue <= 0
      ? []
      : [say(`lewat ${overdue} hari`, `${many(overdue, 'day')} late`)]),
  ].join(', ')
}
