import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { MissingPacket, PapersVerdict, RestorePlan } from '../../contract/restore.ts'
import { readProfile } from '../../formats/profile/profile.ts'
import type { DiskIo } from '../backup/index.ts'
import { type Collected, collectPackets } from './collect.ts'
import { gather, type Gathered } from './gather.ts'
import { type HeadVerdict, judgeHead, unknownNumbers } from './heads.ts'
import type { Damage, OnProgress, Sources } from './job.ts'
import { openState, type StateKeys } from './open-state.ts'
import { type ReadPapers, readPapers } from './papers.ts'
import { patientDisk, type PatientIo } from './patient.ts'
import { findState, type StateChain } from './state-chain.ts'
import { type StateView, viewState } from './state-view.ts'

/** Everything that is known before a packet is read. */
export interface Prepared {
  readonly io: PatientIo
  readonly gathered: Gathered
  readonly keys: StateKeys
  readonly chain: StateChain
  readonly view: StateView
  readonly papers: ReadPapers
  /** The newest epoch that anything speaks of. */
  readonly epoch: string
  readonly head: HeadVerdict
}

const EMPTY: StateView = {
  recordings: new Map(),
  epochs: new Map(),
  accounts: [],
  profile: null,
  sukets: 0,
  named: new Set(),
  received: new Set(),
  registers: [],
}

function newestEpoch(gathered: Gathered, chain: StateChain): string {
  const last = gathered.commits.toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)).at(-1)
  return chain.epochs.at(-1)?.epoch ?? gathered.drive?.epoch ?? last?.epoch ?? ''
}

/** The epoch that lies deepest in the line of generations: of the disks, or of the drive. */
function deepestEpoch(view: StateView, gathered: Gathered, chain: StateChain): string {
  const candidates = [newestEpoch(gathered, chain), gathered.drive?.epoch ?? '']
  const position = (epoch: string) => view.epochs.get(epoch)?.position ?? 0
  return candidates.toSorted((a, b) => position(b) - position(a))[0] ?? ''
}

/**
 * Surveys the sources, opens the state and reads it once. Faults RESTORE-*, DISK-GONE.
 * @param scratch folder for the copy of a drive's store
 */
export async function prepare(
  disk: DiskIo,
  sources: Sources,
  scratch: string,
  onProgress: OnProgress,
): Promise<Prepared> {
  onProgress({ phase: 'survey', done: 0, total: 0 })
  const io = patientDisk(disk, [...sources.disks, ...(sources.drive === null ? [] : [sources.drive])])
  const gathered = await gather(io, sources, scratch)
  const keys = await openState(io, sources, gathered)
  onProgress({ phase: 'state', done: 0, total: 0 })
  const chain = await findState(io, gathered)
  const hasState = chain.epochs.length > 0 || chain.drive !== null
  const view = hasState ? await viewState(io, chain, keys.identities) : EMPTY
  const papers = readPapers(sources.papers, gathered.trust, gathered.station)
  const epoch = deepestEpoch(view, gathered, chain)
  const head = judgeHead(view, gathered.commits, papers.proven, epoch)
  return { io, gathered, keys, chain, view, papers, epoch, head }
}

/** Ids of which two different packets verify. Where the register knows which one was sealed, that one still counts as there. */
export function quarantinedIds({ packets }: Collected): string[] {
  return [...packets].flatMap(([id, digests]) => (digests.size > 1 ? [id] : [])).toSorted()
}

/** Packets that the register, a copy's or a receipt's line, a resident's paper or an index speaks of, and that no source holds sound. */
function missingPackets({ view, papers }: Prepared, { packets, spoilt }: Collected): MissingPacket[] {
  const missing = new Map<string, MissingPacket>()
  const rest = (id: string) => ({ received: view.received.has(id), damagedIn: spoilt.get(id) ?? null })
  for (const { id, sha256, epoch, seq, name } of view.recordings.values()) {
    if (packets.get(id)?.has(sha256) === true) continue
    missing.set(id, { id, epoch, seq, name, by: 'register', ...rest(id) })
  }
  for (const { id, epoch, seq } of papers.proven) {
    if (packets.has(id) || missing.has(id)) continue
    missing.set(id, { id, epoch, seq, name: null, by: 'paper', ...rest(id) })
  }
  for (const id of view.named) {
    if (packets.has(id) || missing.has(id)) continue
    missing.set(id, { id, epoch: null, seq: null, name: null, by: 'ledger', ...rest(id) })
  }
  for (const id of spoilt.keys())
    if (!missing.has(id)) missing.set(id, { id, epoch: null, seq: null, name: null, by: 'disk', ...rest(id) })
  return [...missing.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function papersOf({ papers }: Prepared, { packets }: Collected): PapersVerdict {
  const here = papers.proven.filter(({ id }) => packets.has(id)).length
  return { read: papers.proven.length, here, refused: [...papers.refused] }
}

/** One line per place: the same volume may have been found wanting twice. */
function distinct(damaged: readonly Damage[]): Damage[] {
  return [...new Map(damaged.map((one) => [one.path, one])).values()]
}

/** What a person is told. */
export function planOf(prepared: Prepared, collected: Collected, list = false): RestorePlan {
  const { gathered, chain, view, epoch, head } = prepared
  const times = gathered.commits.map(({ at }) => Date.parse(at))
  const profile = view.profile && readProfile(view.profile.bytes)
  const damaged = [...gathered.damaged, ...chain.damaged, ...collected.damaged]
  if (head.differs) damaged.push({ path: gathered.station, why: 'head' })
  const missing = missingPackets(prepared, collected)
  const hasState = chain.epochs.length > 0 || chain.drive !== null
  const change = chain.drive?.seq ?? chain.epochs.at(-1)?.to ?? 0
  return {
    station: gathered.station,
    name: profile?.station.name ?? '',
    epoch,
    commits: gathered.commits.length,
    packets: collected.packets.size,
    bytes: collected.bytes,
    sound: list ? [...collected.packets.keys()].toSorted() : [],
    lastAt: times.length > 0 ? new Date(Math.max(...times)).toISOString() : null,
    damaged: distinct(damaged),
    missing: missing.map(({ id }) => id),
    absent: missing,
    unknownNumbers: unknownNumbers(view, head, epoch),
    quarantined: quarantinedIds(collected),
    state: hasState ? { change, recordings: view.recordings.size, sukets: view.sukets } : null,
    lostChanges: chain.epochs
      .flatMap(({ gaps }) => gaps)
      .reduce((sum, { from, to }) => sum + to - from + 1, 0),
    registers: [...view.registers],
    newestHead: head.known ? 'known' : 'unknown',
    newestBy: head.by,
    papers: papersOf(prepared, collected),
  }
}

/** A folder for what a look needs, gone afterwards. */
export async function withScratch<T>(work: (scratch: string) => Promise<T>): Promise<T> {
  const scratch = await mkdtemp(join(tmpdir(), 'rekam-restore-'))
  try {
    return await work(scratch)
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** What is there, what is sound, what would come. Reads everything, writes nothing to any source. */
export function planRestore(io: DiskIo, sources: Sources, onProgress: OnProgress): Promise<RestorePlan> {
  return withScratch(async (scratch) => {
    const prepared = await prepare(io, sources, scratch, onProgress)
    const pass = () => Promise.resolve()
    const collected = await collectPackets(prepared.io, prepared.gathered, pass, onProgress)
    return planOf(prepared, collected, sources.list)
  })
}
