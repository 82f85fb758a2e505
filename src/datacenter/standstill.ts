import { z } from 'zod'
import { workedMs } from './office-hours.ts'
import { putSetting, setting } from './registry/settings.ts'
import type { Site } from './site.ts'
import type { SqlReader } from './store/sql.ts'

/** A serving site notes that it is there as often as this. */
const BEAT_MS = 60_000
/** Away for longer, a site says so: it was off, or its registry was put back from a backup of that age. */
const STILL_MS = 2 * 3_600_000
/** The newest that are kept. */
const MOST = 20

const ALIVE = 'alive'
const CLOSED = 'closed'
const STANDSTILLS = 'standstills'

const stillSchema = z.object({ from: z.iso.datetime(), to: z.iso.datetime() })

/** From and to when a site kept nothing: what was done there in between is not in its registry. */
export type Standstill = z.infer<typeof stillSchema>

/** Those that nobody has looked into, oldest first. */
export async function standstills(db: SqlReader): Promise<Standstill[]> {
  return z.array(stillSchema).parse(JSON.parse((await setting(db, STANDSTILLS)) ?? '[]'))
}

/** A person has held everything up to then against paper. */
export async function settleStandstills({ registry }: Site, upTo: string): Promise<void> {
  await registry.transaction(async (tx) => {
    const left = (await standstills(tx)).filter(({ to }) => to > upTo)
    await putSetting(tx, STANDSTILLS, JSON.stringify(left))
  })
}

/** Notes that a person ends the site, in order. */
export async function noteClosed(site: Site): Promise<void> {
  await site.registry.transaction((tx) => putSetting(tx, CLOSED, site.now().toISOString()))
}

/**
 * Whether a site was closed in order and only outside its office's hours. Both are asked: a registry that was put back from a backup may be one that
 * was copied while the site was closed.
 */
async function wasClosed(site: Site, last: string, at: Date): Promise<boolean> {
  const closed = await setting(site.registry.read, CLOSED)
  if (closed === undefined || closed < last) return false
  return (await workedMs(site, Date.parse(last), at.getTime())) < STILL_MS
}

/**
 * Notes that the site is there, and, where it was not for a long time, from when to when. The registry goes back with its backup and the note
 * with it: so a restored site knows which days it lost, also one that no other site can tell anything. Called at every look.
 */
export async function beat(site: Site): Promise<void> {
  const { registry } = site
  const at = site.now()
  const last = await setting(registry.read, ALIVE)
  const since = last === undefined ? 0 : at.getTime() - Date.parse(last)
  // A clock that was set back is believed as it is.
  if (last !== undefined && since >= 0 && since < BEAT_MS) return
  const still = last !== undefined && since >= STILL_MS && !(await wasClosed(site, last, at))
  await registry.transaction(async (tx) => {
    await putSetting(tx, ALIVE, at.toISOString())
    if (!still) return
    const known = await standstills(tx)
    const all = [...known, { from: last, to: at.toISOString() }].slice(-MOST)
    await putSetting(tx, STANDSTILLS, JSON.stringify(all))
  })
}
