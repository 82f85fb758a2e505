import type { MissingPacket, PapersVerdict, RestorePlan } from '../../contract/restore.ts'
import { readProfile } from '../../formats/profile/profile.ts'
import type { DiskIo } from '../backup/index.ts'
import { type Collected, collectPackets, proverFor } from './collect.ts'
import { gather, type Gathered } from './gather.ts'
import { type HeadVerdict, judgeHead, unknownNumbers } from './heads.ts'
import type { Damage, OnProgress, Sources } from './job.ts'
import { openState, type StateKeys } from './open-state.ts'
import { PacketNotes } from './packet-notes.ts'
import type { Prover } from './prover.ts'
import { type ReadPapers, readPapers } from './papers.ts'
import { patientDisk, type PatientIo } from './patient.ts'
import { withScratch } from './scratch.ts'
import { findState, type StateChain } from './state-chain.ts'
import { type StateView, viewState } from './state-view.ts'

/** Everything that is known before a packet is read. */
export interface Prepared {
  readonly io: PatientIo
  readonly gathered: Gathered
  readonly keys: StateKeys
  readonly chain: StateChain
  readonly view: StateView
  /** What is known of each packet, and in the end which were found. */
  readonly notes: PacketNotes
  readonly papers: ReadPapers
  /** Its thread starts while the state is looked through. */
  readonly prover: Prover
  /** The newest epoch that anything speaks of. */
  readonly epoch: string
  readonly head: HeadVerdict
}

const EMPTY: StateView = {
  epochs: new Map(),
  accounts: [],
  profile: null,
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
  notes: PacketNotes,
  onProgress: OnProgress,
): Promise<Prepared> {
  onProgress({ phase: 'survey', done: 0, total: 0 })
  const io = patientDisk(disk, [...sources.disks, ...(sources.drive === null ? [] : [sources.drive])])
  const gathered = await gather(io, sources, scratch)
  await using stack = new AsyncDisposableStack()
  const prover = stack.use(proverFor(gathered))
  const keys = await openState(io, sources, gathered)
  onProgress({ phase: 'state', done: 0, total: 0 })
  const chain = await findState(io, gathered)
  const hasState = chain.epochs.length > 0 || chain.drive !== null
  const view = hasState ? await viewState(io, chain, keys.identities, notes) : EMPTY
  const papers = readPapers(sources.papers, gathered.trust, gathered.station)
  const epoch = deepestEpoch(view, gathered, chain)
  const head = judgeHead(view, notes, gathered.commits, papers.proven, epoch)
  stack.move()
  return { io, gathered, keys, chain, view, notes, papers, prover, epoch, head }
}

/** Packets that the register, a copy's or a receipt's line, a resident's paper or an index speaks of, and that no source holds sound. */
function missingPackets({ notes, papers }: Prepared, { spoilt }: Collected): MissingPacket[] {
  const missing = new Map<string, MissingPacket>()
  const rest = (id: string) => ({ received: notes.received(id), damagedIn: spoilt.get(id) ?? null })
  for (const { id, epoch, seq, name } of notes.notFound()) {
    missing.set(id, { id, epoch, seq, name, by: 'register', ...rest(id) })
  }
  for (const { id, epoch, seq } of papers.proven) {
    if (notes.hasAny(id) || missing.has(id)) continue
    missing.set(id, { id, epoch, seq, name: null, by: 'paper', ...rest(id) })
  }
  for (const id of notes.namedOnly()) {
    if (missing.has(id)) continue
    missing.set(id, { id, epoch: null, seq: null, name: null, by: 'ledger', ...rest(id) })
  }
  for (const id of spoilt.keys())
    if (!missing.has(id)) missing.set(id, { id, epoch: null, seq: null, name: null, by: 'disk', ...rest(id) })
  return [...missing.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
}

function papersOf({ papers, notes }: Prepared): PapersVerdict {
  const here = papers.proven.filter(({ id }) => notes.hasAny(id)).length
  return { read: papers.proven.length, here, refused: [...papers.refused] }
}

/** One line per place: the same volume may have been found wanting twice. */
function distinct(damaged: readonly Damage[]): Damage[] {
  return [...new Map(damaged.map((one) => [one.path, one])).values()]
}

/** What a person is told. */
export function planOf(prepared: Prepared, collected: Collected, list = false): RestorePlan {
  const { gathered, chain, view, notes, epoch, head } = prepared
  const counts = notes.counts()
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
    packets: counts.found,
    bytes: collected.bytes,
    sound: list ? notes.foundIds() : [],
    lastAt: times.length > 0 ? new Date(Math.max(...times)).toISOString() : null,
    damaged: distinct(damaged),
    missing: missing.map(({ id }) => id),
    absent: missing,
    unknownNumbers: unknownNumbers(notes, head, epoch),
    // Where the register knows which one was sealed, that one still counts as there.
    quarantined: notes.conflicts(),
    state: hasState ? { change, recordings: counts.known, sukets: counts.sukets } : null,
    lostChanges: chain.epochs
      .flatMap(({ gaps }) => gaps)
      .reduce((sum, { from, to }) => sum + to - from + 1, 0),
    registers: [...view.registers],
    newestHead: head.known ? 'known' : 'unknown',
    newestBy: head.by,
    papers: papersOf(prepared),
  }
}

/** What is there, what is sound, what would come. Reads everything, writes nothing to any source. */
export function planRestore(io: DiskIo, sources: Sources, onProgress: OnProgress): Promise<RestorePlan> {
  return withScratch(async (scratch) => {
    using notes = new PacketNotes(scratch)
    const prepared = await prepare(io, sources, scratch, notes, onProgress)
    const pass = () => Promise.resolve()
    const collected = await collectPackets(prepared.io, prepared, pass, onProgress)
    return planOf(prepared, collected, sources.list)
  })
}
