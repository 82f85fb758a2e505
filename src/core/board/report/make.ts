import type { Board } from '../../../contract/board.ts'
import type { EveningReport } from '../../../contract/report.ts'
import { MOST_DISKS, type Report, REPORT_STATUSES } from '../../../formats/report/report.ts'
import { signReportText } from '../../../formats/report/report-text.ts'
import { hex } from '../../../lib/bytes.ts'
import { recordAct } from '../../audit/index.ts'
import { chainEnd, dayIn } from '../../enrolment/index.ts'
import { VERSION } from '../../settings/index.ts'
import type { Station } from '../../station.ts'
import { putCheck } from '../checks.ts'
import { showBoard } from '../show.ts'

const LEVELS = ['L0', 'L1', 'L2'] as const
/** What formats take of a line of a person's writing (lineSchema). */
const UNWRITABLE = /[\p{Cc}\p{Cs}\u2028\u2029\u202a-\u202e\u2066-\u2069]/gu

/** The beginning of a name as a report has room for it; null for none. */
function short(name: string): string | null {
  const line = name.replaceAll(UNWRITABLE, ' ').trim().slice(0, 24).toWellFormed().trim()
  return line === '' ? null : line
}

/** The board of a moment as a report: counts, and no word about a person. */
function reportOf(station: Station, board: Board, seq: number): Report {
  const { zone } = station.profile.station
  const day = (at: string | null) => (at === null ? null : dayIn(zone, new Date(at)))
  const { seq: sealed, head } = chainEnd(station.read, station.epoch)
  const count = new Map(board.statuses.map((row) => [row.status, row.count]))
  const { recorded, suket, printed, handedOver, queue, drafts } = board.today
  return {
    station: station.code,
    epoch: station.epoch.id,
    position: station.epoch.position,
    seq,
    at: board.at,
    day: board.day,
    program: VERSION,
    head: { seq: sealed, hash: hex(head) },
    today: { recorded, suket, printed, handedOver },
    open: {
      queue,
      drafts,
      stuck: board.stuck,
      alarms: board.alarms,
      ...(board.overdueBags.count > 0 ? { bags: board.overdueBags.count } : {}),
    },
    recordings: board.total.recorded,
    waiting: board.total.waiting,
    oldestWaiting: day(board.oldestWaiting),
    exported: board.total.exported,
    onceOnly: board.total.onceOnly,
    statuses: REPORT_STATUSES.map((status) => count.get(status) ?? 0),
    copies: [board.copies.hereOnly, board.copies.oneDisk, board.copies.twoOrMore],
    diskCount: board.disks.length,
    disks: board.disks.slice(0, MOST_DISKS).map(({ label, place, level, behind, dueOn }) => ({
      label: short(label) ?? '-',
      place: short(place),
      level: level === null ? null : LEVELS.indexOf(level),
      behind,
      dueOn,
    })),
    sites: board.sites.slice(0, 4).map(({ code, state, since }) => ({ code, state, since: day(since) })),
    freeMb: Math.round(board.disk.free / 1e6),
  }
}

export interface MadeReport {
  readonly report: Report
  /** The text of its QR. */
  readonly text: string
}

/**
 * Makes the report of this moment, signed by the station: each has a higher number than the one before. It counts as the evening's for the day's
 * list, and is in the audit. @param how 'shown', 'saved' or 'printed'
 */
export async function makeReport(station: Station, how: 'shown' | 'saved' | 'printed'): Promise<MadeReport> {
  const board = await showBoard(station)
  const seq = await station.write.transaction((tx) => {
    putCheck(tx, station, { day: board.day, list: 'end', item: 'report', done: 1 })
    recordAct(tx, station, 'board.report', board.day, { how })
    return tx.get<{ seq: number }>('SELECT seq FROM change_counter')!.seq
  })
  const report = reportOf(station, board, seq)
  return { report, text: signReportText(report, station.keys.signing) }
}

/** The report as the window shows it. */
export async function eveningReport(station: Station): Promise<EveningReport> {
  const { report, text } = await makeReport(station, 'shown')
  const [none = 0, one = 0, more = 0] = report.copies
  return {
    text,
    day: report.day,
    at: report.at,
    seq: report.seq,
    recorded: report.today.recorded,
    waiting: report.waiting,
    oldestWaiting: report.oldestWaiting,
    onceOnly: report.onceOnly,
    copies: [none, one, more],
    disks: report.diskCount,
    overdueBags: report.open.bags ?? 0,
    overdueDisks: report.disks.filter(({ dueOn }) => dueOn !== null && dueOn < report.day).length,
  }
}
