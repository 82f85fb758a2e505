import { siteCodeSchema } from '../../contract/ids.ts'
import type { UploadStatus } from '../../contract/upload.ts'
import type { ReadDb } from '../db/handles.ts'
import type { Station } from '../station.ts'
import { countOrders } from './orders-waiting.ts'

/** Hours where the profile says nothing: a day and the next morning. */
const HOURS = 24

/** Since when a site has not taken anything, and whether it said no in that time; null while it takes. */
function outSince(db: ReadDb, site: string): { since: string; refused: boolean } | null {
  const { opened } = db.get<{ opened: string | null }>(
    `SELECT max(at) AS opened FROM site_log WHERE site = ? AND state IN ('open', 'unknown')`,
    [site],
  )!
  const { since, refusals } = db.get<{ since: string | null; refusals: number }>(
    `SELECT min(at) AS since, count(CASE state WHEN 'refusing' THEN 1 END) AS refusals FROM site_log
     WHERE site = ? AND at > ? AND state IN ('refusing', 'unreachable')`,
    [site, opened ?? ''],
  )!
  return since === null ? null : { since, refused: refusals > 0 }
}

const FRESH = `SELECT 1 AS n FROM recording_status s INDEXED BY recording_pending
  WHERE s.status IN ('BIO_CAPTURED', 'PROCESSING', 'SENT_FOR_ENROLLMENT')
    AND NOT EXISTS (SELECT 1 FROM bag_item i JOIN bag b ON b.id = i.bag
      WHERE i.packet = s.recording AND i.attempt = s.attempt AND b.state NOT IN ('making', 'unused', 'lost'))
  LIMIT 1`

/** What was said last of whether anything waits in no bag: asked anew only when the queue or the bags changed. */
const fresh = new WeakMap<Station, { key: string; any: boolean }>()

function anyFresh(station: Station, waiting: number): boolean {
  const { bags } = station.read.get<{ bags: string | null }>(
    `SELECT group_concat(id || state, ',') AS bags FROM bag`,
  )!
  const key = `${waiting} ${bags ?? ''}`
  const before = fresh.get(station)
  if (before?.key === key) return before.any
  const any = station.read.get(FRESH) !== undefined
  fresh.set(station, { key, any })
  return any
}

/**
 * The station's own proposal to carry by hand: no site has taken anything for longer than the policy, at least one of them by its own
 * word, and something waits that lies in no bag, a packet or a print order. Null otherwise.
 */
export function exportProposal(station: Station, waiting: number): UploadStatus['proposal'] {
  const { policies } = station.profile
  // A collecting post that takes packets is not the centre.
  const sites = station.profile.sites.filter(({ code }) => siteCodeSchema.safeParse(code).success)
  if (sites.length === 0) return null
  const out = sites.map(({ code }) => outSince(station.read, code))
  const since = out
    .map((one) => one?.since ?? '9')
    .toSorted()
    .at(-1)!
  if (out.some((one) => one === null) || !out.some((one) => one?.refused)) return null
  const hours = policies.outage?.exportAfterHours ?? HOURS
  if (station.ports.now().getTime() - Date.parse(since) < hours * 3_600_000) return null
  const any = (waiting > 0 && anyFresh(station, waiting)) || countOrders(station.read).fresh > 0
  return any ? { since, hours } : null
}
