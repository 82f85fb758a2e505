import type { Station } from '../station.ts'
import { isToCome } from './circuit.ts'
import { nextPackets } from './pending.ts'
import { paceNow } from './pace-now.ts'
import { siteRow } from './queries.ts'
import { type RoundOptions, Turn } from './turn.ts'

/** What one round did. */
export interface Round {
  readonly sent: number
  readonly received: number
  readonly refused: number
}

/** Packets that a person's 'now' sends in hours that are kept free for the office: some twenty minutes on 128 kbit/s. */
const IN_OFFICE_HOURS = 10

/** Whether a site's circuit lets a request through now. */
function mayAsk(station: Station, code: string): boolean {
  const { state, next_probe_at: at } = siteRow(station.read, code)
  return state === 'open' || state === 'unknown' || !isToCome(at, station.ports.now())
}

/**
 * One round over the sites of the profile, in its order: what the first does not take is offered to the next. A site whose circuit is
 * open is left alone until its next probe, unless a person asks (`now`), which in the
 * office's hours sends a few packets and no more; where nothing waits for it, the probe goes without a packet. Never throws for what networks and sites do.
 */
export async function uploadOnce(station: Station, options: RoundOptions = { now: true }): Promise<Round> {
  const total = { sent: 0, received: 0, refused: 0 }
  const free = paceNow(station) !== 'paused'
  let most = options.now && !free ? IN_OFFICE_HOURS : Number.POSITIVE_INFINITY
  for (const site of station.profile.sites) {
    if (options.signal?.aborted || most <= 0) break
    if (!options.now && !mayAsk(station, site.code)) continue
    const turn = new Turn(station, site, options)
    if (nextPackets(station.read, { site: site.code, after: 0, limit: 1, now: null }).length === 0) {
      if (siteRow(station.read, site.code).state !== 'open') await turn.probe()
      continue
    }
    await turn.run(most)
    most -= turn.round.sent
    total.sent += turn.round.sent
    total.received += turn.round.received
    total.refused += turn.round.refused
  }
  station.changed('upload')
  return total
}
