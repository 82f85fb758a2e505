import { siteCodeSchema } from '../../contract/ids.ts'
import type { UploadStatus } from '../../contract/upload.ts'
import type { Station } from '../station.ts'
import { receivedCount, siteRow, waitingCount, workList } from './queries.ts'
import { underWay } from './queue.ts'
import { followUps } from './reset.ts'

/** How sending stands: both sites, what waits, what was received, what a person has to look at. */
export function uploadStatus(station: Station): UploadStatus {
  const waiting = waitingCount(station.read)
  return {
    sites: station.profile.sites.flatMap((site) => {
      const code = siteCodeSchema.safeParse(site.code)
      if (!code.success) return []
      const row = siteRow(station.read, site.code)
      const { state, since, notice, next_probe_at: nextProbeAt } = row
      return [{ code: code.data, name: site.name, state, since, notice, nextProbeAt }]
    }),
    waiting: waiting.count,
    oldestWaiting: waiting.oldest,
    received: receivedCount(station.read),
    work: workList(station.read),
    followUps: followUps(station.read, station.ports.now()),
    running: underWay(station),
  }
}
