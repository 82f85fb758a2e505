import type { RestorePlan } from '../../contract/restore.ts'
import { readProfile } from '../../formats/profile/profile.ts'
import type { DiskIo } from '../backup/index.ts'
import { type Collected, collectPackets } from './collect.ts'
import { gather, type Gathered } from './gather.ts'
import { type HeadVerdict, judgeHead } from './heads.ts'
import type { Damage, OnProgress, Sources } from './job.ts'
import { openState, type StateKeys } from './open-state.ts'
import { findState, type StateChain } from './state-chain.ts'
import { type StateView, viewState } from './state-view.ts'

/** Everything that is known before a packet is read. */
export interface Prepared {
  readonly gathered: Gathered
  readonly keys: StateKeys
  readonly chain: StateChain
  readonly view: StateView
  /** The newest epoch that anything speaks of. */
  readonly epoch: string
  readonly head: HeadVerdict
}

const EMPTY: StateView = { recordings: new Map(), epochs: new Map(), accounts: [], profile: null, sukets: 0 }

function newestEpoch(gathered: Gathered, chain: StateChain): string {
  const last = gathered.commits.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1)
  return chain.epochs.at(-1)?.epoch ?? last?.epoch ?? ''
}

/** Surveys the disks, opens the state and reads it once. Faults RESTORE-*, DISK-GONE. */
export async function prepare(io: DiskIo, sources: Sources, onProgress: OnProgress): Promise<Prepared> {
  onProgress({ phase: 'survey', done: 0, total: 0 })
  const gathered = await gather(io, sources)
  const keys = await openState(io, sources, gathered.station)
  onProgress({ phase: 'state', done: 0, total: 0 })
  const chain = await findState(io, gathered)
  const view = chain.epochs.length > 0 ? await viewState(io, chain, keys.identities) : EMPTY
  const epoch = newestEpoch(gathered, chain)
  return { gathered, keys, chain, view, epoch, head: judgeHead(view, gathered.commits, epoch) }
}

/** Ids of which two different packets verify. Where the register knows which one was sealed, that one still counts as there. */
export function quarantinedIds({ packets }: Collected): string[] {
  return [...packets].flatMap(([id, digests]) => (digests.size > 1 ? [id] : [])).toSorted()
}

function missingIds(view: StateView, { packets }: Collected): string[] {
  return [...view.recordings.values()]
    .filter(({ id, sha256 }) => packets.get(id)?.has(sha256) !== true)
    .map(({ id }) => id)
    .toSorted()
}

/** One line per place: the same volume may have been found wanting twice. */
function distinct(damaged: readonly Damage[]): Damage[] {
  return [...new Map(damaged.map((one) => [one.path, one])).values()]
}

/** What a person is told. */
export function planOf(prepared: Prepared, collected: Collected): RestorePlan {
  const { gathered, chain, view, epoch, head } = prepared
  const times = gathered.commits.map(({ at }) => Date.parse(at))
  const profile = view.profile && readProfile(view.profile.bytes)
  const damaged = [...gathered.damaged, ...chain.damaged, ...collected.damaged]
  if (head.differs) damaged.push({ path: gathered.station, why: 'head' })
  return {
    station: gathered.station,
    name: profile?.station.name ?? '',
    epoch,
    commits: gathered.commits.length,
    packets: collected.packets.size,
    bytes: collected.bytes,
    lastAt: times.length > 0 ? new Date(Math.max(...times)).toISOString() : null,
    damaged: distinct(damaged),
    missing: missingIds(view, collected),
    quarantined: quarantinedIds(collected),
    state:
      chain.epochs.length > 0
        ? { change: chain.epochs.at(-1)?.to ?? 0, recordings: view.recordings.size, sukets: view.sukets }
        : null,
    newestHead: head.known ? 'known' : 'unknown',
  }
}

/** What is there, what is sound, what would come. Reads everything, writes nothing. */
export async function planRestore(
  io: DiskIo,
  sources: Sources,
  onProgress: OnProgress,
): Promise<RestorePlan> {
  const prepared = await prepare(io, sources, onProgress)
  const pass = () => Promise.resolve()
  return planOf(prepared, await collectPackets(io, prepared.gathered, pass, onProgress))
}
