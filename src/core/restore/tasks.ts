import type { RestorePlan } from '../../contract/restore.ts'
import type { Role } from '../../contract/account.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import type { DiskIo } from '../backup/index.ts'
import { refuse } from '../refuse.ts'
import { collectPackets } from './collect.ts'
import { type EndJob, endFilling, fillStates, type FillJob } from './fill.ts'
import type { OnProgress, Sources } from './job.ts'
import { Placing, type UnknownPacket } from './place-packets.ts'
import { type DrillJob, rehearseDrill } from './drill/rehearse-drill.ts'
import { proveDisk } from './empty/prove-disk.ts'
import { dryRun } from './dry-run.ts'
import { PacketNotes } from './packet-notes.ts'
import { planOf, planRestore, prepare } from './plan.ts'
import { stage, type StageJob } from './stage.ts'
import type { StateChain } from './state-chain.ts'

export interface PlaceJob {
  readonly sources: Sources
  /** The new station's folder. */
  readonly folder: string
  /** For the copy of a drive's store; stays until the new store is filled. */
  readonly scratch: string
  readonly now: string
}

/** What a station is made from; plain data. */
export interface KnownStation {
  readonly profile: Signed
  readonly accounts: readonly { readonly name: string; readonly role: Role }[]
  readonly parent: { readonly id: string; readonly position: number; readonly head: string | null }
  /** The station's own state identity, where a wrap of it was opened. */
  readonly stateIdentity: string | null
  readonly chain: StateChain
  readonly identities: readonly string[]
}

/** Once its packets lie in place; plain data. */
export interface Placed {
  readonly plan: RestorePlan
  readonly unknown: readonly UnknownPacket[]
}

/** `known` comes once, before any packet is read; never where nothing makes a station. */
export type PlaceTold = { readonly known: KnownStation } | { readonly progress: Parameters<OnProgress>[0] }

async function place(disk: DiskIo, job: PlaceJob, tell: (told: PlaceTold) => void): Promise<Placed> {
  const onProgress: OnProgress = (progress) => tell({ progress })
  using notes = new PacketNotes(job.scratch)
  const prepared = await prepare(disk, job.sources, job.scratch, notes, onProgress)
  const { io, view, epoch, head, keys, chain } = prepared
  if (!view.profile) {
    await collectPackets(io, prepared, () => Promise.resolve(), onProgress)
    throw refuse('RESTORE-NO-STATE', { packets: notes.counts().found })
  }
  const { bytes, signature } = view.profile
  const known: KnownStation = {
    profile: { bytes, signature },
    accounts: view.accounts
      .filter(({ disabled_at: disabled }) => disabled === null)
      .map(({ name, role }) => ({ name, role })),
    parent: { id: epoch, position: view.epochs.get(epoch)?.position ?? 1, head: head.head },
    stateIdentity: keys.own,
    chain,
    identities: keys.identities,
  }
  tell({ known })
  const placing = new Placing(job.folder, (id) => notes.known(id), job.now, { isNew: true })
  const collected = await collectPackets(io, prepared, (packet) => placing.take(packet), onProgress)
  await placing.finish()
  return { plan: planOf(prepared, collected), unknown: placing.unknown }
}

/** The tasks of restore.worker.ts. */
export function restoreTasks(io: DiskIo) {
  return {
    plan: (sources: Sources, progress: OnProgress) => planRestore(io, sources, progress),
    dryRun: (job: { sources: Sources; now: string }, progress: OnProgress) => dryRun(io, job, progress),
    drill: (job: DrillJob, progress: OnProgress) => rehearseDrill(io, job, progress),
    prove: (job: DrillJob, progress: OnProgress) => proveDisk(io, job, progress),
    place: (job: PlaceJob, tell: (told: PlaceTold) => void) => place(io, job, tell),
    stage: (job: StageJob, progress: OnProgress) => stage(io, job, progress),
    fillStates: (job: FillJob, progress: OnProgress) => fillStates(io, job, progress),
    endFilling: (job: EndJob) => endFilling(io, job),
  }
}

export type RestoreTasks = ReturnType<typeof restoreTasks>
