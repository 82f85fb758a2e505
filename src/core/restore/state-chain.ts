import type { VolumeIndex, VolumeMember } from '../../formats/volume/index-file.ts'
import { unreadable } from '../../formats/json.ts'
import { checkMembers } from '../../formats/volume/read.ts'
import { isFault } from '../../lib/fault.ts'
import type { DiskIo } from '../backup/index.ts'
import { epochOrder, type Gathered, type SourceVolume } from './gather.ts'
import type { Damage } from './job.ts'
import { isReadError } from './read-blocks.ts'
import type { DriveState } from './drive.ts'
import { indexByCommit } from './volume-index.ts'

/** Members of one volume, proven by a commit. */
export interface Piece {
  readonly path: string
  readonly members: readonly VolumeMember[]
}

/** How the state of one epoch is put together: its newest proven snapshot, and the log that follows it without a gap. */
export interface EpochState {
  readonly epoch: string
  readonly station: string
  /** change_seq of the snapshot. */
  readonly at: number
  readonly snapshot: Piece
  readonly changes: readonly { readonly from: number; readonly to: number; readonly piece: Piece }[]
  /** The last change before the first gap: up to it nothing lacks. */
  readonly to: number
  /** Changes that no readable volume holds although later ones are there. */
  readonly gaps: readonly { readonly from: number; readonly to: number }[]
}

/** The state as it can be read; plain data. Later epochs come after those that they go on from. */
export interface StateChain {
  readonly epochs: readonly EpochState[]
  readonly drafts: Piece | null
  /** A dead PC's own store. */
  readonly drive: DriveState | null
  readonly damaged: readonly Damage[]
}

/** Of all that has to be read of disks, as it is sealed; a drive's own store is not counted. */
export function stateBytes({ epochs }: StateChain): number {
  const pieces = epochs.flatMap(({ snapshot, changes }) => [snapshot, ...changes.map(({ piece }) => piece)])
  return pieces.flatMap(({ members }) => members).reduce((sum, { bytes }) => sum + bytes, 0)
}

/**
 * State is sealed, but anybody can seal to a known recipient: only what a signed commit speaks for is believed. That is a volume that is
 * what the commit says to the last byte; of a damaged one those members that its index, proven by the commit, still describes.
 */
class ProvenVolumes {
  readonly #io: DiskIo
  /** Of each volume the members of state alone: packets would make up nearly all of an index. */
  readonly #known = new Map<string, readonly VolumeMember[] | null>()
  readonly damaged: Damage[] = []

  constructor(io: DiskIo) {
    this.#io = io
  }

  /** The members of a kind, or null where there are none that can be believed. */
  async piece(volume: SourceVolume, kind: VolumeMember['kind']): Promise<Piece | null> {
    const state = await this.#stateOf(volume)
    const members = state?.filter((member) => member.kind === kind) ?? []
    if (members.length === 0) return null
    return (await this.#areWhole(volume, members)) ? { path: volume.path, members } : null
  }

  async #stateOf(volume: SourceVolume): Promise<readonly VolumeMember[] | null> {
    const known = this.#known.get(volume.path)
    if (known !== undefined) return known
    const index = await this.#attempt(volume, () => this.#provenIndex(volume))
    const found = index?.members.filter(({ kind }) => kind !== 'packet' && kind !== 'signature') ?? null
    this.#known.set(volume.path, found)
    return found
  }

  async #provenIndex({ path, meta }: SourceVolume): Promise<VolumeIndex | null> {
    if (!meta) return null
    const file = await this.#io.open(path)
    try {
      const { index, isProven } = await indexByCommit(file, meta)
      if (!isProven && !(await this.#isWhole(path, meta))) throw unreadable('rekam-volume', 'sha256')
      return index
    } finally {
      await file.close()
    }
  }

  async #isWhole(
    path: string,
    { sha256: digest, bytes }: NonNullable<SourceVolume['meta']>,
  ): Promise<boolean> {
    const read = await this.#io.readBack(path)
    return read.sha256 === digest && read.bytes === bytes
  }

  async #areWhole(volume: SourceVolume, members: readonly VolumeMember[]): Promise<boolean> {
    const read = await this.#attempt(volume, async () => {
      const file = await this.#io.open(volume.path)
      try {
        for await (const { ok } of checkMembers(file.read, { members }))
          if (!ok) throw unreadable('rekam-volume', 'member sha256')
        return true
      } finally {
        await file.close()
      }
    })
    return read === true
  }

  /** Null, and a line for the person, where the disk gives no sound answer. */
  async #attempt<T>(volume: SourceVolume, read: () => Promise<T>): Promise<T | null> {
    try {
      return await read()
    } catch (error) {
      if (!isFault(error) && !isReadError(error)) throw error
      if (isFault(error, 'DISK-GONE')) throw error
      this.damaged.push({ path: volume.shown, why: error instanceof Error ? error.message : '' })
      return null
    }
  }
}

async function newestSnapshot(proven: ProvenVolumes, volumes: readonly SourceVolume[]) {
  const offered = volumes
    .flatMap((volume) => (volume.commit?.snapshot ? [{ volume, at: volume.commit.snapshot.change }] : []))
    .toSorted((a, b) => b.at - a.at)
  for (const { volume, at } of offered) {
    const snapshot = await proven.piece(volume, 'state')
    if (snapshot) return { snapshot, at }
  }
  return undefined
}

async function following(proven: ProvenVolumes, volumes: readonly SourceVolume[], epoch: string, at: number) {
  const offered = volumes.flatMap((volume) => {
    const changes = volume.commit?.changes
    return changes?.epoch === epoch && changes.to > at ? [{ volume, from: changes.from, to: changes.to }] : []
  })
  const chain: EpochState['changes'][number][] = []
  const gaps: { from: number; to: number }[] = []
  let to = at
  for (;;) {
    const later = offered.filter((one) => one.to > to)
    // The longest step that follows; where its volume is damaged the next one, and at last the nearest beyond a gap.
    const next = [
      ...later.filter((one) => one.from <= to + 1).toSorted((a, b) => b.to - a.to),
      ...later.filter((one) => one.from > to + 1).toSorted((a, b) => a.from - b.from || b.to - a.to),
    ]
    let found: EpochState['changes'][number] | undefined
    for (const one of next) {
      const piece = await proven.piece(one.volume, 'changes')
      if (!piece) continue
      found = { from: one.from, to: one.to, piece }
      break
    }
    if (!found) return { changes: chain, to: (gaps[0]?.from ?? to + 1) - 1, gaps }
    if (found.from > to + 1) gaps.push({ from: to + 1, to: found.from - 1 })
    chain.push(found)
    to = found.to
  }
}

/** How far a commit knows the station's changes. */
function reach({ commit }: SourceVolume): number {
  return Math.max(commit?.changes?.to ?? 0, commit?.snapshot?.change ?? 0)
}

/** The drafts of the latest commit that brought any. */
async function newestDrafts(proven: ProvenVolumes, volumes: readonly SourceVolume[]): Promise<Piece | null> {
  const latest = volumes
    .filter(({ commit }) => commit !== null)
    .toSorted((a, b) => reach(b) - reach(a) || (b.commit?.sequence ?? 0) - (a.commit?.sequence ?? 0))
  for (const volume of latest) {
    const drafts = await proven.piece(volume, 'drafts')
    if (drafts) return drafts
  }
  return null
}

/** Finds what the state can be put together from, over all disks; reads the volumes that it needs past the cache. */
export async function findState(io: DiskIo, gathered: Gathered): Promise<StateChain> {
  const proven = new ProvenVolumes(io)
  const order = epochOrder(gathered.trust, gathered.station)
  const epochs: EpochState[] = []
  for (const epoch of order) {
    const volumes = gathered.volumes.filter(({ commit }) => commit?.epoch === epoch)
    const base = await newestSnapshot(proven, volumes)
    if (!base) continue
    const { changes, to, gaps } = await following(proven, volumes, epoch, base.at)
    const { station } = gathered
    epochs.push({ epoch, station, at: base.at, snapshot: base.snapshot, changes, to, gaps })
  }
  const last = epochs.at(-1)?.epoch
  const ofLast = gathered.volumes.filter(({ commit }) => commit?.epoch === last)
  return {
    epochs,
    drafts: await newestDrafts(proven, ofLast),
    drive: gathered.drive,
    damaged: [...proven.damaged, ...(gathered.drive?.damaged ?? [])],
  }
}
