import { dayOf } from '../../contract/zone.ts'
import type { Report } from '../../formats/report/report.ts'
import { officeZone } from '../office-zone.ts'
import type { Site } from '../site.ts'
import { allKept } from './kept.ts'

const DAY_MS = 86_400_000
/** Days without a report after which a station is said to be silent: a Sunday is none. */
const SILENT_DAYS = 2

export interface StationLine {
  readonly station: string
  /** Null for a station that is certified and never reported. */
  readonly report: Report | null
  /** When it was last heard, by the earlier of its clock and ours; null for never. */
  readonly heardAt: string | null
  /** Whole days since then; null for never. */
  readonly silentDays: number | null
  readonly silent: boolean
  /** Its clock is ahead of ours by more than a day: what it says of time is wrong. */
  readonly clockAhead: boolean
  /** Disks over the day by which they are due. */
  readonly overdueDisks: number
}

export interface StationBoard {
  readonly stations: readonly StationLine[]
  /** Sums over the newest reports. */
  readonly total: {
    readonly stations: number
    readonly silent: number
    readonly recordedToday: number
    readonly waiting: number
    readonly onceOnly: number
    readonly oldestWaiting: string | null
  }
}

/** Codes of the stations that this site knows a certificate of. */
function certified(site: Site): string[] {
  return site.trust.accepted.flatMap(({ subject }) => (subject.kind === 'station' ? [subject.station] : []))
}

/** All stations, the silent ones on top: those that never reported, then the longest silent. */
export async function stationBoard(site: Site): Promise<StationBoard> {
  await site.refreshTrust()
  const now = site.now().getTime()
  const kept = new Map((await allKept(site.registry.read)).map((one) => [one.report.station, one]))
  const codes = [...new Set([...certified(site), ...kept.keys()])].toSorted()
  const today = dayOf(site.now(), await officeZone(site))
  const stations = codes.map((station): StationLine => {
    const one = kept.get(station)
    if (!one)
      return {
        station,
        report: null,
        heardAt: null,
        silentDays: null,
        silent: true,
        clockAhead: false,
        overdueDisks: 0,
      }
    const { report, readAt } = one
    const heardAt = report.at < readAt ? report.at : readAt
    const silentDays = Math.max(0, Math.floor((now - Date.parse(heardAt)) / DAY_MS))
    return {
      station,
      report,
      heardAt,
      silentDays,
      silent: silentDays >= SILENT_DAYS,
      clockAhead: Date.parse(report.at) - Date.parse(readAt) > DAY_MS,
      overdueDisks: report.disks.filter(({ dueOn }) => dueOn !== null && dueOn < today).length,
    }
  })
  const reports = stations.flatMap(({ report }) => (report ? [report] : []))
  const sum = (of: (report: Report) => number) => reports.reduce((all, report) => all + of(report), 0)
  return {
    stations: stations.toSorted(
      (a, b) =>
        (b.silentDays ?? Number.MAX_SAFE_INTEGER) - (a.silentDays ?? Number.MAX_SAFE_INTEGER) ||
        (a.station < b.station ? -1 : 1),
    ),
    total: {
      stations: stations.length,
      silent: stations.filter(({ silent }) => silent).length,
      recordedToday: sum(({ today: { recorded }, day }) => (day >= today ? recorded : 0)),
      waiting: sum(({ waiting }) => waiting),
      onceOnly: sum(({ onceOnly }) => onceOnly),
      oldestWaiting: reports.flatMap(({ oldestWaiting }) => oldestWaiting ?? []).toSorted()[0] ?? null,
    },
  }
}
