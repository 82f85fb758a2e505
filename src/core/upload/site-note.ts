import { localValue, setLocal } from '../db/local.ts'
import type { ReadDb, WriteTx } from '../db/handles.ts'
import type { Station } from '../station.ts'
import type { Heard } from './answers.ts'
import { isToCome, nextProbe } from './circuit.ts'
import { stateOf } from './outcome.ts'
import { putSite, siteRow } from './queries.ts'

/** What was learnt of a site that did not answer as one. */
export type Trouble = Exclude<Heard<unknown>, { kind: 'answer' }>

/** That a site was heard is written down again after so long. */
const HEARD_MS = 60_000

/** When a site was heard last, to about a minute; null before the first time. */
export function heardAt(db: ReadDb, site: string): string | null {
  return localValue(db, `site-heard:${site}`) ?? null
}

/** A site answered in our format, to whatever question. One that was not to be reached is asked at once whether it takes packets too. */
export function noteHeard(tx: WriteTx, site: string, now: Date): void {
  const before = heardAt(tx, site)
  const since = before === null ? HEARD_MS : now.getTime() - Date.parse(before)
  if (since >= HEARD_MS || since < 0) setLocal(tx, `site-heard:${site}`, now.toISOString())
  const row = siteRow(tx, site)
  if (row.state === 'unreachable')
    putSite(tx, { ...row, next_probe_at: now.toISOString() }, now.toISOString())
}

/** A site took a packet with a receipt for it, or wants nothing of what is here: only then its circuit is closed. */
export function noteTaking(tx: WriteTx, site: string, now: Date): void {
  noteHeard(tx, site, now)
  const { state, since, failures } = siteRow(tx, site)
  if (state === 'open' && failures === 0) return
  const at = now.toISOString()
  const open = { code: site, state: 'open', notice: null, failures: 0, next_probe_at: null } as const
  putSite(tx, { ...open, since: state === 'open' ? since : at }, at)
}

/**
 * A site did not answer as one, or takes nothing: it is left alone for longer each time. `asked`: with a question beside the queue, which
 * says nothing new of a site whose next probe is still to come.
 */
export function noteTrouble(
  tx: WriteTx,
  { ports }: Pick<Station, 'ports'>,
  site: string,
  trouble: Trouble,
  asked = false,
): void {
  const now = ports.now()
  const at = now.toISOString()
  const before = siteRow(tx, site)
  if (
    asked &&
    isToCome(before.next_probe_at, now) &&
    (before.state === 'refusing' || before.state === 'unreachable')
  )
    return
  const { state, notice } = stateOf(trouble)
  const failures = before.failures + 1
  const spread = ports.random(1)[0]! / 256
  putSite(
    tx,
    {
      code: site,
      state,
      since: before.state === state ? before.since : at,
      notice,
      failures,
      next_probe_at: nextProbe(now, failures, spread).toISOString(),
    },
    at,
  )
}

/** What an answer to a question beside the queue (statuses, print orders) says of a site. */
export function noteAnswer(
  tx: WriteTx,
  station: Pick<Station, 'ports'>,
  site: string,
  heard: Heard<unknown>,
): void {
  if (heard.kind === 'answer') noteHeard(tx, site, station.ports.now())
  else noteTrouble(tx, station, site, heard, true)
}
