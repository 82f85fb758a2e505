import { unpackSigned } from '../../formats/wire/wire.ts'
import type { StatusAnswer } from '../../formats/wire/statuses.ts'
import { isFault } from '../../lib/fault.ts'
import { recordAct } from '../audit/index.ts'
import type { WriteTx } from '../db/handles.ts'
import type { Station } from '../station.ts'
import { isToCome } from './circuit.ts'
import { fileReceipt } from './file-receipt.ts'
import { cursorOf, putCursor, siteRow } from './queries.ts'
import { SiteClient } from './site-client.ts'
import { noteAnswer } from './site-note.ts'
import type { RoundOptions } from './turn.ts'

/** How often a site is asked for statuses when nobody asks for it: they change in days. */
const EVERY_MS = 10 * 60_000

/** Files a batch and moves the cursor, in one transaction: a batch is taken whole or asked for again. Answers how many were new. */
function takeBatch(tx: WriteTx, station: Station, site: string, answer: StatusAnswer): number {
  let taken = 0
  for (const packed of answer.receipts) {
    try {
      if (fileReceipt(tx, station, unpackSigned(packed), 'upload') === 'taken') taken++
    } catch (error) {
      if (!isFault(error)) throw error
      // One that does not hold is passed over, and the audit says so: it must not keep the others from the residents.
      recordAct(tx, station, 'receipt.refused', site, { code: error.code })
    }
  }
  putCursor(tx, { site, position: answer.upto, asked_at: station.ports.now().toISOString() })
  return taken
}

/** Whether a site could not be reached a moment ago, and its next probe is still to come. */
export function isAway({ read, ports }: Station, site: string): boolean {
  const { state, next_probe_at: probe } = siteRow(read, site)
  return state === 'unreachable' && isToCome(probe, ports.now())
}

function due(station: Station, site: string): boolean {
  const now = station.ports.now()
  if (isAway(station, site)) return false
  const { asked_at: asked } = cursorOf(station.read, site)
  const since = asked === null ? EVERY_MS : now.getTime() - Date.parse(asked)
  // A clock that was set back asks too often, never never.
  return since >= EVERY_MS || since < 0
}

/**
 * Pulls what the sites have said of this station's packets, in batches from where the last pull ended. A site that refuses uploads is
 * asked all the same: it may still tell. Answers how many receipts were new. Never throws for what networks and sites do.
 */
export async function pullStatuses(
  station: Station,
  options: RoundOptions = { now: true },
  sites = station.profile.sites,
): Promise<number> {
  let taken = 0
  for (const site of sites) {
    if (!options.now && !due(station, site.code)) continue
    const client = new SiteClient(site, station.keys.signing, station.ports.now, options.signal)
    for (let more = true, anew = 0; more && anew < 2 && !options.signal?.aborted; ) {
      const { position } = cursorOf(station.read, site.code)
      const heard = await client.statuses(station.code, station.keys.certificates, position)
      const answer = heard.kind === 'answer' ? heard.answer : undefined
      const at = station.ports.now().toISOString()
      taken += await station.write.transaction((tx) => {
        if (!options.signal?.aborted) noteAnswer(tx, station, site.code, heard)
        if (answer) return takeBatch(tx, station, site.code, answer)
        putCursor(tx, { site: site.code, position, asked_at: at })
        return 0
      })
      // A site that says 'more' and has nothing or does not move, or begins anew again and again, is asked later, not for ever.
      more = answer?.more === true && answer.receipts.length > 0 && answer.upto !== position
      if (answer && answer.upto < position) anew++
    }
    client.close()
  }
  if (taken > 0) station.changed('upload')
  return taken
}
