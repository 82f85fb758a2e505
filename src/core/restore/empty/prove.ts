import type { EmptyProof, ProvenDisk } from '../../../contract/restore.ts'
import { recordAct } from '../../audit/index.ts'
import { runBackup, verifyForStation } from '../../backup/index.ts'
import type { Hands } from '../../backup/index.ts'
import { provenWithin } from '../../enrolment/index.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { throwAway } from '../drill/scratch.ts'
import { type GainDeps, ownSources } from '../gain.ts'
import { fingerprint, parked, WORK_TABLES } from './fingerprint.ts'

export interface ProveDeps extends GainDeps {
  /** Who writes to and verifies the disks; other ones only in tests. */
  readonly backupHands?: (() => Hands) | undefined
}

/** What was proven, as long as this session lasts and nothing changes. */
export interface Proven extends EmptyProof {
  /** Account. */
  readonly by: string
  readonly fingerprint: string
}

/** By the store: reading disks takes hours, the desk rests meanwhile, and who comes back acts on another station (open-core-session). */
const proofs = new WeakMap<Station['write'], Proven>()

/** The proof of this session, if what was proven is still all there is, and copies count that were proven then. Faults RESTORE-EMPTY-UNPROVEN, RESTORE-EMPTY-CHANGED. */
export function proofOf(station: Station): Proven {
  const proof = proofs.get(station.write)
  const { since, until } = provenWithin(station)
  if (proof?.by !== station.actor.account || proof.at < since || proof.at > until)
    throw refuse('RESTORE-EMPTY-UNPROVEN', { disk: '-', why: proof?.at ?? '-' })
  if (proof.fingerprint !== fingerprint(station.read)) throw refuse('RESTORE-EMPTY-CHANGED')
  return proof
}

/** A supervisor's word alone empties a computer. */
export function refuseAllButSupervisor({ actor: { role } }: Station): void {
  if (role !== 'penyelia') throw refuse('RESTORE-EMPTY-ROLE')
}

async function proveOne(
  station: Station,
  mount: string,
  { hands, onProgress, backupHands }: ProveDeps,
): Promise<ProvenDisk> {
  const how = backupHands === undefined ? {} : { hands: backupHands }
  const { disk } = await runBackup(station, mount, { thorough: true, ...how })
  const label =
    station.read.get<{ label: string }>('SELECT label FROM disk WHERE id = ?', [disk])?.label ?? mount
  const fail = (why: string) => refuse('RESTORE-EMPTY-UNPROVEN', { disk: label, why })
  const said = await verifyForStation(station, mount, { cold: true, ...how })
  const [problem] = said.problems
  if (!said.sound || said.origin !== 'proven')
    throw fail(problem ? `${problem.code} ${problem.path}` : said.origin)
  // A copy that was seen through the cache alone may not be there (BACKUP: reading back is a port).
  if (said.via !== 'medium') throw refuse('RESTORE-EMPTY-UNREAD', { disk: label })
  const { plan, compared } = await throwAway(station, 0, async (folder) =>
    hands.prove(
      {
        sources: await ownSources(station, { disks: [mount] }),
        folder,
        store: { path: station.paths.store, key: station.keys.store },
        now: station.ports.now().toISOString(),
      },
      onProgress,
    ),
  )
  const { missing, differing } = compared
  const lacking = missing.count + differing.count
  if (lacking > 0) throw fail(`${lacking}: ${missing.ids[0] ?? differing.ids[0]}`)
  if (plan.damaged.length > 0) throw fail(`${plan.damaged[0]?.path} ${plan.damaged[0]?.why}`)
  const behind = compared.tables.find(
    ({ table, station: here, restored }) => WORK_TABLES.some((work) => work === table) && restored < here,
  )
  if (behind) throw fail(`${behind.table} ${behind.restored}/${behind.station}`)
  if (compared.rowsDiffering > 0) throw fail(`${compared.rowsDiffering}`)
  return {
    disk,
    label,
    mount,
    packets: compared.restored,
    bytes: compared.bytes,
    level: said.cold ? 'L2' : 'L1',
    sequence: said.lastSequence,
    digest: compared.digests.restored,
  }
}

/**
 * Proves that everything of this station stands on at least two different disks: backs up to each, reads it back past the cache, and
 * reads each as a restore from it alone would. Nothing of the station changes but its ledger. Faults RESTORE-EMPTY-*, BACKUP-*, DISK-*.
 */
export async function proveEmpty(
  station: Station,
  disks: readonly string[],
  deps: ProveDeps,
): Promise<EmptyProof> {
  refuseAllButSupervisor(station)
  proofs.delete(station.write)
  const drafts = parked(station.read)
  if (drafts > 0) throw refuse('RESTORE-EMPTY-DRAFTS', { drafts })
  if (new Set(disks).size < 2) throw refuse('RESTORE-EMPTY-TWO')
  const before = fingerprint(station.read)
  await station.write.transaction((tx) =>
    recordAct(tx, station, 'restore.emptying', station.epoch.id, { disks }),
  )
  const proven: ProvenDisk[] = []
  for (const mount of disks) proven.push(await proveOne(station, mount, deps))
  // Two mounts of one disk are one copy.
  if (new Set(proven.map(({ disk }) => disk)).size < 2) throw refuse('RESTORE-EMPTY-TWO')
  if (fingerprint(station.read) !== before) throw refuse('RESTORE-EMPTY-CHANGED')
  const proof: EmptyProof = {
    at: station.ports.now().toISOString(),
    disks: proven,
    packets: proven[0]?.packets ?? 0,
    digest: proven[0]?.digest ?? '',
    confirm: confirmWords(station),
  }
  proofs.set(station.write, { ...proof, by: station.actor.account, fingerprint: before })
  return proof
}

/** What the supervisor types, so that no key stroke in passing empties a computer. */
export function confirmWords({ code }: Pick<Station, 'code'>): string {
  return `KOSONGKAN ${code}`
}
