import type { BackupResult } from '../../../contract/backup.ts'
import { type CommitFields, signCommit } from '../../../formats/commit/commit.ts'
import { H0 } from '../../../formats/head/head.ts'
import { newId } from '../../../formats/id.ts'
import { monthDir } from '../../../formats/volume/names.ts'
import { hex } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import { removeDurably } from '../../../lib/write-durably.ts'
import type { Volume } from '../../ports.ts'
import { refuse } from '../../refuse.ts'
import type { Station } from '../../station.ts'
import { type Chosen, choosePackets } from '../choose.ts'
import { type DiskNotes, diskNotes, noteDisk } from '../disk-notes.ts'
import { sameVolume } from '../disk/identity.ts'
import type { DiskIo } from '../disk/io.ts'
import { commitPaths } from '../disk/layout.ts'
import { findMarker } from '../disk/marker.ts'
import { papersOf, refreshPapers } from '../disk/papers.ts'
import { holdsCommit } from '../disk/read-commit.ts'
import type { Target } from '../disk/write-proven.ts'
import { levelOf, recordCommit } from '../ledger.ts'
import { ownKeys } from '../own-keys.ts'
import { type CommitRow, type DiskRow, lastCommit } from '../queries.ts'
import type { Hands } from './hands.ts'
import { adoptable, type Attempt, filesOf, findAttempts } from './orphans.ts'
import type { StateOnDisk, VolumeDone, WriteProgress } from './types.ts'
import { areDraftsDue, isWorthwhile } from './work.ts'

/** Names taken by somebody else, packets that cannot be read: so many new sequences in one run, then something is wrong. */
const TRIES = 200

export interface Engine {
  readonly station: Station
  readonly disk: DiskRow
  /** As it was when the run began. */
  readonly volume: Volume
  readonly io: DiskIo
  readonly hands: Hands
  readonly onProgress: (progress: WriteProgress) => void
  /** By hand: drafts go along whenever they changed. */
  readonly thorough: boolean
  readonly signal: AbortSignal | undefined
}

/** One run to one disk. */
export class Run {
  readonly #engine: Engine
  readonly #target: Target
  #notes: DiskNotes
  #last: CommitRow | undefined
  #attempts: Attempt[]
  readonly #result = { packets: 0, bytes: 0, from: 0, to: 0, via: 'medium' as 'medium' | 'cache' }

  constructor(engine: Engine) {
    const { disk, volume, station } = engine
    this.#engine = engine
    this.#target = { mount: volume.mount, device: volume.dev, label: disk.label }
    this.#notes = diskNotes(station.read, disk.id).notes
    this.#attempts = this.#notes.attempts
    this.#last = lastCommit(station.read, disk.id)
  }

  /** Faults BACKUP-UNPLUGGED, BACKUP-DISK-CHANGED, BACKUP-DISK-FULL, BACKUP-READBACK and those of the file system. */
  async run(): Promise<BackupResult> {
    await this.#checkDisk()
    await this.#settleAttempts()
    await this.#refreshPapers()
    await this.#writeVolumes()
    return this.#answer()
  }

  async #checkDisk(): Promise<void> {
    const { io, station, disk } = this.#engine
    const found = await findMarker(io, this.#target.mount, ownKeys(station))
    if (found.found !== 'marker' || !found.own || found.marker.disk !== disk.id) {
      throw refuse('BACKUP-DISK-CHANGED', { disk: disk.label })
    }
    if (!this.#last) return
    const paths = this.#paths(this.#last)
    if (!(await holdsCommit(io, paths, this.#last.hash))) {
      await this.#same()
      throw refuse('BACKUP-DISK-CHANGED', { disk: disk.label })
    }
  }

  /** Takes over what an interrupted run had finished; the rest goes after the next commit. */
  async #settleAttempts(): Promise<void> {
    const { io, hands, station, disk, volume } = this.#engine
    const { known } = diskNotes(station.read, disk.id)
    const attempts = known
      ? this.#attempts
      : await findAttempts(io, volume.mount, station.code, this.#last?.sequence ?? 0)
    const where = { mount: volume.mount, station: station.code, disk: disk.id, keys: ownKeys(station) }
    for (const attempt of attempts.toSorted((a, b) => a.sequence - b.sequence)) {
      if (attempt.sequence <= (this.#last?.sequence ?? 0)) continue
      const follows = known ? { previous: this.#last?.hash ?? null } : 'any'
      const adopted = await adoptable(io, hands, where, attempt, follows)
      if (!adopted) continue
      this.#attempts = this.#attempts.filter(({ sequence }) => sequence !== attempt.sequence)
      await this.#adopt(adopted)
    }
    if (!known) this.#reserve(attempts)
  }

  /** Files that are not ours to remove still take their numbers. */
  #reserve(attempts: readonly Attempt[]): void {
    this.#taken = Math.max(0, ...attempts.map(({ sequence }) => sequence))
  }
  #taken = 0

  async #adopt({ found, attempt, via, packets }: NonNullable<Awaited<ReturnType<typeof adoptable>>>) {
    const { station, volume } = this.#engine
    const { commit, hash } = found
    const known = packets.filter((id) => station.read.get('SELECT 1 FROM recording WHERE id = ?', [id]))
    const before = this.#onDisk()
    const snapshot = commit.snapshot?.change
    const onDisk: StateOnDisk = {
      epoch: commit.epoch,
      change: commit.changes?.to ?? snapshot ?? (before?.epoch === commit.epoch ? before.change : 0),
      snapshot: snapshot ?? before?.snapshot ?? 0,
      snapshotRows: snapshot === undefined ? (before?.snapshotRows ?? 0) : 0,
    }
    const bytes = commit.volumes[0]?.bytes ?? 0
    const session = volume.session ?? ''
    const notes = { ...this.#notes, attempts: this.#attempts }
    await recordCommit(
      station,
      { commit, hash, month: attempt.month, via, session, packets: known, bytes, onDisk },
      notes,
    )
    this.#notes = notes
    this.#last = lastCommit(station.read, commit.disk)
  }

  async #refreshPapers(): Promise<void> {
    const { io, hands, station, volume } = this.#engine
    const target = this.#target
    await refreshPapers(io, target, await papersOf(station, volume.mount), async ({ path, bytes }) => {
      await this.#same()
      await hands.writeFile({ target, path, bytes })
    })
  }

  async #writeVolumes(): Promise<void> {
    const { station, disk, signal, thorough } = this.#engine
    const passed = new Set<string>()
    const draftsDue = thorough || areDraftsDue(station, this.#notes)
    let more = isWorthwhile(station, disk.id, { last: this.#last, notes: this.#notes, draftsDue })
    const isStopped = () => signal?.aborted === true
    for (let turn = 0; more && !isStopped(); turn++) {
      if (turn > TRIES) throw refuse('BACKUP-DISK-CHANGED', { disk: disk.label })
      const chosen = choosePackets(station, disk.id, this.#notes, passed)
      const done = await this.#attempt(chosen, draftsDue, passed)
      if (done) more = chosen.more || done.more
    }
  }

  /** One sequence. Undefined where it was given up for a reason that the next one avoids. */
  async #attempt(chosen: Chosen, draftsDue: boolean, passed: Set<string>): Promise<VolumeDone | undefined> {
    const { station, hands, disk } = this.#engine
    const at = station.ports.now().toISOString()
    const sequence = this.#nextSequence()
    const attempt = { sequence, month: monthDir(at) }
    await this.#note({ ...this.#notes, attempts: [...this.#attempts, attempt] })
    this.#attempts = [...this.#attempts, attempt]
    const now = await this.#same()
    try {
      const done = await hands.writeVolume(
        this.#job(attempt, chosen, draftsDue, now),
        this.#engine.onProgress,
      )
      await this.#commit(attempt, at, chosen, done, draftsDue)
      return done
    } catch (error) {
      if (isFault(error, 'PACKET-LACKING')) passed.add(String(error.params.id))
      else if (isFault(error, 'VOLUME-ITEM')) passed.add(String(error.params.name).replace(/\..*$/, ''))
      else if (isFault(error, 'FILE-EXISTS')) this.#taken = sequence
      else throw error
      station.ports.log.error('backup goes on without it', { code: error.code, disk: disk.id, sequence })
      return undefined
    }
  }

  #job(attempt: Attempt, chosen: Chosen, draftsDue: boolean, now: Volume) {
    const { station, disk } = this.#engine
    return {
      target: this.#target,
      station: station.code,
      epoch: station.epoch.id,
      startHead: station.epoch.parentHead ?? hex(H0),
      disk: disk.id,
      ...attempt,
      previous: this.#last?.hash ?? null,
      store: { path: station.paths.store, key: station.keys.store },
      packets: chosen.packets,
      onDisk: this.#notes.stateDamaged ? null : this.#onDisk(),
      drafts: this.#notes.drafts,
      draftsDue,
      recipients: {
        state: station.keys.stateRecipient,
        recovery: station.profile.recipients.recovery,
      },
      snapshotId: newId(station.ports.random),
      free: now.bytes === 0 ? null : now.free,
    }
  }

  async #commit(attempt: Attempt, at: string, chosen: Chosen, done: VolumeDone, draftsDue: boolean) {
    const { station, hands, disk, volume } = this.#engine
    const fields: CommitFields = {
      station: station.code,
      epoch: station.epoch.id,
      disk: disk.id,
      sequence: attempt.sequence,
      previous: this.#last?.hash ?? null,
      volumes: [done.volume],
      changes: done.changes,
      snapshot: done.snapshot,
      head: done.head,
      at,
    }
    const { commit, bytes, signature } = signCommit(fields, station.keys.signing)
    const paths = this.#paths(attempt)
    const vias = [done.via]
    const files: [string, Uint8Array][] = [
      [paths.json, bytes],
      [paths.copy, bytes],
      [paths.signature, Buffer.from(signature)],
    ]
    for (const [path, content] of files) {
      await this.#same()
      vias.push((await hands.writeFile({ target: this.#target, path, bytes: content })).via)
    }
    await this.#same()
    const via = vias.includes('cache') ? 'cache' : 'medium'
    const orphans = this.#attempts.filter(({ sequence }) => sequence !== attempt.sequence)
    const notes: DiskNotes = {
      ...this.#notes,
      ...chosen.notes,
      attempts: orphans,
      drafts: done.drafts,
      draftsAt: draftsDue ? at : this.#notes.draftsAt,
      stateDamaged: false,
    }
    const packets = chosen.packets.map(({ id }) => id)
    const session = volume.session ?? ''
    const hash = hex(sha256(bytes))
    const { month } = attempt
    await recordCommit(
      station,
      { commit, hash, month, via, session, packets, bytes: done.volume.bytes, onDisk: done.onDisk },
      notes,
    )
    this.#notes = notes
    this.#attempts = orphans
    this.#last = lastCommit(station.read, disk.id)
    this.#count(packets.length, done, via)
    await this.#removeOrphans()
  }

  /** Only names that this machine began itself: another's unfinished volume may hold what exists nowhere else. */
  async #removeOrphans(): Promise<void> {
    if (this.#attempts.length === 0) return
    const { io, station, volume } = this.#engine
    await this.#same()
    for (const path of this.#attempts.flatMap((one) => filesOf(volume.mount, station.code, one))) {
      await removeDurably(path, { fs: io.fs, root: this.#target.mount, device: this.#target.device })
    }
    this.#attempts = []
    await this.#note({ ...this.#notes, attempts: [] })
  }

  #count(packets: number, { volume, changes }: VolumeDone, via: 'medium' | 'cache'): void {
    const result = this.#result
    result.packets += packets
    result.bytes += volume.bytes
    if (changes) {
      result.from ||= changes.from
      result.to = changes.to
    }
    if (via === 'cache') result.via = 'cache'
  }

  #answer(): BackupResult {
    const { packets, bytes, from, to, via } = this.#result
    const last = this.#last
    const said = bytes > 0 ? via : (last?.via ?? 'cache')
    return {
      disk: this.#engine.disk.id,
      sequence: last?.sequence ?? 0,
      packets,
      bytes,
      changes: to > 0 ? { from, to } : null,
      via: said,
      level: levelOf(said),
    }
  }

  #onDisk(): StateOnDisk | null {
    const last = this.#last
    if (!last) return null
    const { change_epoch: epoch, change_to: change, snapshot, snapshot_rows: snapshotRows } = last
    return { epoch, change, snapshot, snapshotRows }
  }

  #nextSequence(): number {
    const begun = this.#attempts.map(({ sequence }) => sequence)
    return Math.max(this.#last?.sequence ?? 0, this.#taken, ...begun) + 1
  }

  #paths({ month, sequence }: Attempt) {
    return commitPaths(this.#target.mount, this.#engine.station.code, month, sequence)
  }

  async #same(): Promise<Volume> {
    const { station, volume, disk } = this.#engine
    return sameVolume(station.ports.volumes, volume, disk.label)
  }

  async #note(notes: DiskNotes): Promise<void> {
    const { station, disk } = this.#engine
    await station.write.transaction((tx) => noteDisk(tx, disk.id, notes))
    this.#notes = notes
  }
}
