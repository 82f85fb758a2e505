import type { Item } from '../../contract/checklist.ts'
import { momentsOf } from '../../lib/moments-of.ts'
import { backupRegister } from '../backup/index.ts'
import { tally } from '../db/tally.ts'
import { ageCopies } from '../enrolment/index.ts'
import { overdueBags } from '../export/index.ts'
import type { Station } from '../station.ts'

/** What a fact counted, and whether that is as it should be. */
export interface Fact {
  readonly ok: boolean
  readonly n: number
}

/** Below this a recording is soon refused: said in the morning, while there is time. */
const SPACE_LEAST = 5e9

const none = (n: number): Fact => ({ ok: n === 0, n })

/** Whether the last backup that was read back came after the day's last recording; n counts what came after it. */
function backedUp({ read, profile }: Station, day: string, lastAt: string | null): Fact {
  const { from, to } = momentsOf(profile.station.zone, day)
  return none(
    read.get<{ n: number }>(
      "SELECT count(*) AS n FROM recording WHERE kind = 'recording' AND sealed_at >= ? AND sealed_at < ? AND sealed_at > ?",
      [from, to, lastAt ?? ''],
    )!.n,
  )
}

/** Everything that the lists ask and the station knows, as of now. */
export async function factsOf(station: Station, today: string): Promise<Partial<Record<Item, Fact>>> {
  const { read, ports, paths } = station
  const { free } = await ports.space(paths.folder)
  await ageCopies(station)
  const { disks, alarms, lastVerifiedAt } = backupRegister(station)
  const count = (sql: string, params: readonly string[] = []) =>
    none(read.get<{ n: number }>(`SELECT count(*) AS n FROM ${sql}`, params)!.n)
  return {
    safe: none(tally(read, 'recorded', 'once')),
    disks: none(disks.filter(({ dueOn }) => dueOn !== null && dueOn < today).length),
    alarms: none(alarms.length),
    bags: none(overdueBags(station).count),
    carried: count("queue_ticket WHERE state IN ('waiting', 'called') AND day < ?", [today]),
    'call-back': count("draft WHERE json_extract(parked, '$.callOn') <= ?", [today]),
    space: { ok: free >= SPACE_LEAST, n: Math.round(free / 1e6) },
    queue: count("queue_ticket WHERE state IN ('waiting', 'called', 'serving')"),
    drafts: count('draft WHERE parked IS NULL'),
    backup: backedUp(station, today, lastVerifiedAt),
    report: {
      ok:
        read.get("SELECT 1 FROM day_check WHERE day = ? AND list = 'end' AND item = 'report'", [today]) !==
        undefined,
      n: 0,
    },
  }
}
