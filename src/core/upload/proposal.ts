import { siteCodeSchema } from '../../contract/ids.ts'
import type { UploadStatus } from '../../contract/upload.ts'
import type { ReadDb } from '../db/handles.ts'
import { plausibleUntil } from '../enrolment/index.ts'
import type { Station } from '../station.ts'
import { countForBag } from './bag-waiting.ts'
import { countOrders } from './orders-waiting.ts'
import { siteRow } from './queries.ts'

/** Hours where the profile says nothing: a day and the next morning. */
const HOURS = 24

interface Out {
  readonly since: string
  /** It said no in that time. */
  readonly refused: boolean
}

/**
 * Since when a site has not taken anything; null while it takes. What the log says of days to come was written by a clock that ran ahead: a site that
 * went then is out for as long as can be.
 * @param until from when on a day is one to come
 */
function outSince(db: ReadDb, site: string, until: string): Out | null {
  const now = siteRow(db, site)
  if (now.state === 'open') return null
  const { opened } = db.get<{ opened: string | null }>(
    `SELECT max(at) AS opened FROM site_log WHERE site = ? AND at <= ? AND state IN ('open', 'unknown')`,
    [site, until],
  )!
  const { since, refusals } = db.get<{ since: string | null; refusals: number }>(
    `SELECT min(at) AS since, count(CASE state WHEN 'refusing' THEN 1 END) AS refusals FROM site_log
     WHERE site = ? AND at > ? AND at <= ? AND state IN ('refusing', 'unreachable')`,
    [site, opened ?? '', until],
  )!
  if (since !== null) return { since, refused: refusals > 0 }
  const wasAhead = now.state !== 'unknown' && now.since !== null && now.since > until
  return wasAhead ? { since: '', refused: now.state === 'refusing' } : null
}

/**
 * The station's own proposal to carry by hand: no site has taken anything for longer than the policy, at least one of them by its own
 * word, and something waits that lies in no bag, as far as is known: a packet or a print order. Null otherwise.
 */
export function exportProposal(station: Station, waiting: number): UploadStatus['proposal'] {
  const { policies } = station.profile
  // A collecting post that takes packets is not the centre.
  const sites = station.profile.sites.filter(({ code }) => siteCodeSchema.safeParse(code).success)
  if (sites.length === 0) return null
  const out = sites.map(({ code }) => outSince(station.read, code, plausibleUntil(station.ports.now())))
  const since = out
    .map((one) => one?.since ?? '9')
    .toSorted()
    .at(-1)!
  if (out.some((one) => one === null) || !out.some((one) => one?.refused)) return null
  const hours = policies.outage?.exportAfterHours ?? HOURS
  const now = station.ports.now()
  if (now.getTime() - Date.parse(since) < hours * 3_600_000) return null
  const any = (waiting > 0 && countForBag(station.read).fresh > 0) || countOrders(station.read).fresh > 0
  return any ? { since: since === '' ? now.toISOString() : since, hours } : null
}
