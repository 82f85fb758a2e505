import { encodeAudit } from '../../formats/audit/audit.ts'
import { newId } from '../../formats/id.ts'
import { signDetached } from '../../formats/trust/comment.ts'
import { hex, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'
import { momentsOf } from '../../lib/moments-of.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { refuse } from '../refuse.ts'
import { refusePlace } from '../save-place.ts'
import type { Station } from '../station.ts'
import { accessDeadline, exportAccess } from './access.ts'
import type { AuditEntry } from './chain.ts'
import { recordAct } from './record-act.ts'

/** Acts that one file holds: about 100 MB. */
const MOST = 200_000

interface Period {
  /** First and last day of the station's zone, yyyy-mm-dd. */
  readonly from: string
  readonly until: string
  readonly path: string
}

/**
 * Writes the acts of a period, of all epochs, with the station's signature beside them; an act itself. AUDIT-PERIOD where the days are the wrong
 * way round, AUDIT-PERIOD-LONG above what one file holds; faults of files.
 */
export async function savePeriod(
  station: Station,
  { from, until, path }: Period,
): Promise<{ path: string; signature: string; entries: number; sha256: string }> {
  if (from > until) throw refuse('AUDIT-PERIOD')
  await refusePlace(station.paths, path, 'ndjson')
  const { ports, keys, code, epoch, profile } = station
  const { zone } = profile.station
  const entries = station.read.all<AuditEntry>(
    'SELECT * FROM audit WHERE at >= :from AND at < :to ORDER BY epoch, seq LIMIT :limit',
    { from: momentsOf(zone, from).from, to: momentsOf(zone, until).to, limit: MOST + 1 },
  )
  if (entries.length > MOST) throw refuse('AUDIT-PERIOD-LONG', { most: MOST })
  const bytes = encodeAudit({ station: code, from, until, at: ports.now().toISOString() }, entries)
  const digest = hex(sha256(bytes))
  const id = newId(ports.random)
  const signature = `${path}.minisig`
  await replaceDurably(path, bytes)
  await replaceDurably(
    signature,
    utf8(signDetached(bytes, keys.signing, { purpose: 'report', station: code, epoch: epoch.id, id })),
  )
  const said = { from, until, entries: entries.length, sha256: digest }
  await station.write.transaction((tx) => recordAct(tx, station, 'audit.period', epoch.id, said))
  return { path, signature, entries: entries.length, sha256: digest }
}

/**
 * Writes what this station knows about a resident, for the Dinas, and says by when an answer to who asks now is due (UU 27/2022). INPUT-INVALID
 * for what is no NIK; faults of files.
 */
export async function saveAccess(
  station: Station,
  { about, path }: { about: string; path: string },
): Promise<{ path: string; entries: number; until: string }> {
  await refusePlace(station.paths, path, 'ndjson')
  const { bytes, entries } = await exportAccess(station, about)
  await replaceDurably(path, bytes)
  const now = station.ports.now()
  return { path, entries, until: accessDeadline(now, now).until.toISOString() }
}
