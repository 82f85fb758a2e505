import type { VolumeIndex, VolumeMember } from '../../formats/volume/index-file.ts'
import { readVolume } from '../../formats/volume/read.ts'
import { isFault } from '../../lib/fault.ts'
import type { DiskIo } from '../backup/index.ts'
import { epochOrder, type Gathered, type SourceVolume } from './gather.ts'
import type { Damage } from './job.ts'

/** Members of one sound volume. */
export interface Piece {
  readonly path: string
  readonly members: readonly VolumeMember[]
}

/** How the state of one epoch is put together: its newest sound snapshot, and the log that follows it without a gap. */
export interface EpochState {
  readonly epoch: string
  readonly station: string
  /** change_seq of the snapshot. */
  readonly at: number
  readonly snapshot: Piece
  readonly changes: readonly { readonly from: number; readonly to: number; readonly piece: Piece }[]
  /** The last change that is known. */
  readonly to: number
}

/** The state as it can be read; plain data. Later epochs come after those that they go on from. */
export interface StateChain {
  readonly epochs: readonly EpochState[]
  readonly drafts: Piece | null
  readonly damaged: readonly Damage[]
}

/**
 * State is sealed, but anybody can seal to a known recipient: only what lies in a volume that a signed commit describes to the last
 * byte is believed.
 */
class SoundVolumes {
  readonly #io: DiskIo
  readonly #known = new Map<string, VolumeIndex | null>()
  readonly damaged: Damage[] = []

  constructor(io: DiskIo) {
    this.#io = io
  }

  async index(volume: SourceVolume): Promise<VolumeIndex | null> {
    const known = this.#known.get(volume.path)
    if (known !== undefined) return known
    const found = await this.#read(volume)
    this.#known.set(volume.path, found)
    return found
  }

  async piece(volume: SourceVolume, kind: VolumeMember['kind']): Promise<Piece | null> {
    const members = (await this.index(volume))?.members.filter((member) => member.kind === kind) ?? []
    return members.length > 0 ? { path: volume.path, members } : null
  }

  async #read({ path, meta, shown }: SourceVolume): Promise<VolumeIndex | null> {
    if (!meta) return null
    try {
      const read = await this.#io.readBack(path)
      if (read.sha256 !== meta.sha256 || read.bytes !== meta.bytes) throw damage('sha256')
      const file = await this.#io.open(path)
      try {
        const place = { indexOffset: meta.index.offset, indexBytes: meta.index.bytes }
        return await readVolume(file.read, file.size, place)
      } finally {
        await file.close()
      }
    } catch (error) {
      if (error instanceof Damaged || (isFault(error) && error.code !== 'DISK-GONE')) {
        this.damaged.push({ path: shown, why: error.message })
        return null
      }
      throw error
    }
  }
}

class Damaged extends Error {}
const damage = (why: string) => new Damaged(why)

async function newestSnapshot(sound: SoundVolumes, volumes: readonly SourceVolume[]) {
  const offered = volumes
    .flatMap((volume) => (volume.commit?.snapshot ? [{ volume, at: volume.commit.snapshot.change }] : []))
    .toSorted((a, b) => b.at - a.at)
  for (const { volume, at } of offered) {
    const snapshot = await sound.piece(volume, 'state')
    if (snapshot) return { snapshot, at }
  }
  return undefined
}

async function following(sound: SoundVolumes, volumes: readonly SourceVolume[], epoch: string, at: number) {
  const offered = volumes.flatMap((volume) => {
    const changes = volume.commit?.changes
    return changes?.epoch === epoch && changes.to > at ? [{ volume, from: changes.from, to: changes.to }] : []
  })
  const chain: EpochState['changes'][number][] = []
  let to = at
  for (;;) {
    // The longest step first; where its volume is damaged the next one.
    const next = offered.filter((one) => one.from <= to + 1 && one.to > to).toSorted((a, b) => b.to - a.to)
    let found: EpochState['changes'][number] | undefined
    for (const one of next) {
      const piece = await sound.piece(one.volume, 'changes')
      if (!piece) continue
      found = { from: one.from, to: one.to, piece }
      break
    }
    if (!found) return { changes: chain, to }
    chain.push(found)
    to = found.to
  }
}

/** How far a commit knows the station's changes. */
function reach({ commit }: SourceVolume): number {
  return Math.max(commit?.changes?.to ?? 0, commit?.snapshot?.change ?? 0)
}

/** The drafts of the latest commit that brought any. */
async function newestDrafts(sound: SoundVolumes, volumes: readonly SourceVolume[]): Promise<Piece | null> {
  const latest = volumes
    .filter(({ commit }) => commit !== null)
    .toSorted((a, b) => reach(b) - reach(a) || (b.commit?.sequence ?? 0) - (a.commit?.sequence ?? 0))
  for (const volume of latest) {
    const drafts = await sound.piece(volume, 'drafts')
    if (drafts) return drafts
  }
  return null
}

/** Finds what the state can be put together from, over all disks; reads the volumes that it needs past the cache. */
export async function findState(io: DiskIo, gathered: Gathered): Promise<StateChain> {
  const sound = new SoundVolumes(io)
  const order = epochOrder(gathered.trust, gathered.station)
  const epochs: EpochState[] = []
  for (const epoch of order) {
    const volumes = gathered.volumes.filter(({ commit }) => commit?.epoch === epoch)
    const base = await newestSnapshot(sound, volumes)
    if (!base) continue
    const { changes, to } = await following(sound, volumes, epoch, base.at)
    epochs.push({ epoch, station: gathered.station, at: base.at, snapshot: base.snapshot, changes, to })
  }
  const last = epochs.at(-1)?.epoch
  const ofLast = gathered.volumes.filter(({ commit }) => commit?.epoch === last)
  return { epochs, drafts: await newestDrafts(sound, ofLast), damaged: sound.damaged }
}
