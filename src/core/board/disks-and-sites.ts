import type { Board, BoardDisk, BoardSite } from '../../contract/board.ts'
import { backupRegister } from '../backup/index.ts'
import { showOutage } from '../outage/index.ts'
import type { Station } from '../station.ts'
import { siteStates } from '../upload/index.ts'

const DAY_MS = 86_400_000
/** How far back outages are drawn. */
const OUT_DAYS = 30

function overdue(dueOn: string | null, today: string): number | null {
  return dueOn === null ? null : Math.round((Date.parse(today) - Date.parse(dueOn)) / DAY_MS)
}

/** The disks as the register knows them, those overdue first; lost ones and alarms as numbers. */
export function disksOf(station: Station, today: string): Pick<Board, 'disks' | 'alarms' | 'lostDisks'> {
  const { disks, alarms, lost } = backupRegister(station)
  const rows = disks.map(
    ({ id, label, kind, colour, place, holder, dueOn, behind, packets, level, lastCommitAt }): BoardDisk => ({
      id,
      label,
      kind,
      colour,
      place,
      holder,
      dueOn,
      overdue: overdue(dueOn, today),
      behind,
      packets,
      level,
      lastCommitAt,
    }),
  )
  return {
    disks: rows.toSorted((a, b) => Math.max(0, b.overdue ?? 0) - Math.max(0, a.overdue ?? 0)),
    alarms: alarms.length,
    lostDisks: lost.length,
  }
}

/** The sites, each with when it took nothing within the last thirty days. */
export function sitesOf(station: Station): BoardSite[] {
  const from = new Date(station.ports.now().getTime() - OUT_DAYS * DAY_MS).toISOString()
  const { spells } = showOutage(station)
  return siteStates(station).map(({ code, name, state, since, notice, trouble }) => ({
    code,
    name,
    state,
    since,
    notice,
    trouble,
    out: spells
      .filter(({ site, to }) => site === code && (to === null || to > from))
      .map((spell) => ({ from: spell.from < from ? from : spell.from, to: spell.to }))
      .toReversed(),
  }))
}
