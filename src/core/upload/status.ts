import type { z } from 'zod'
import { postCodeSchema, siteCodeSchema } from '../../contract/ids.ts'
import type { UploadStatus } from '../../contract/upload.ts'
import type { Station } from '../station.ts'
import { lineOf } from './line.ts'
import { paceNow } from './pace-now.ts'
import { workList } from './pauses.ts'
import { heldCount, oldestWaiting, waitingCount } from './pending.ts'
import { exportProposal } from './proposal.ts'
import { progressOf } from './progress.ts'
import { heldByPosts, receivedCount, siteRow } from './queries.ts'
import { stoppedUntil, underWay } from './queue.ts'
import { followUps } from './reset.ts'
import { heardAt } from './site-note.ts'

/** A code of ours where a site had no words of its own. */
const CODE = /^[A-Z][A-Z0-9]*(?:-[A-Z0-9]+)+$/

type Seen = Pick<Station, 'profile' | 'read'>

/** How those sites of the profile stand whose code is of this kind, as far as this station knows. */
function statesOf<C extends string>(schema: z.ZodType<C>, { profile, read }: Seen) {
  return profile.sites.flatMap((site) => {
    const code = schema.safeParse(site.code)
    if (!code.success) return []
    const { state, since, notice: said, next_probe_at: nextProbeAt } = siteRow(read, site.code)
    const trouble = said !== null && CODE.test(said) ? said : null
    const notice = trouble === null ? said : null
    const heard = heardAt(read, site.code)
    return [{ code: code.data, name: site.name, state, since, notice, trouble, nextProbeAt, heardAt: heard }]
  })
}

/** How each site of the centre stands. */
export function siteStates(station: Seen): UploadStatus['sites'] {
  return statesOf(siteCodeSchema, station)
}

/** How sending stands: both sites, what waits, what was received, what a person has to look at. */
export function uploadStatus(station: Station): UploadStatus {
  const waiting = waitingCount(station.read)
  const line = lineOf(station.read)
  const work = workList(station.read)
  return {
    sites: siteStates(station),
    posts: statesOf(postCodeSchema, station),
    atPosts: heldByPosts(station.read),
    waiting,
    held: heldCount(station.read),
    oldestWaiting: oldestWaiting(station.read),
    received: receivedCount(station.read),
    work: work.rows,
    workTotal: work.total,
    followUps: followUps(station.read, station.ports.now()),
    running: underWay(station),
    stoppedUntil: stoppedUntil(station),
    proposal: exportProposal(station, waiting),
    progress: progressOf(station),
    line: { ...line, pace: paceNow(station) },
  }
}
