import { monthAfter, monthDir } from '../../../formats/volume/names.ts'
import { commitPaths, type CommitPaths } from '../disk/layout.ts'
import { sameVolume } from '../disk/identity.ts'
import type { DiskIo } from '../disk/io.ts'
import type { Target } from '../disk/write-proven.ts'
import { type DiskNotes, diskNotes, noteFrom } from '../disk-notes.ts'
import { type CommitRow, type DiskRow, lastCommit } from '../queries.ts'
import type { Volume } from '../../ports.ts'
import type { Station } from '../../station.ts'
import type { Hands } from './hands.ts'
import type { Attempt } from './orphans.ts'
import type { StateOnDisk, WriteProgress } from './types.ts'

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
  /** Gives up after the volume under way: the station is being closed. */
  readonly signal: AbortSignal | undefined
}

/** What the register and this machine's notes say about the disk, kept true while a run goes on. */
export class DiskState {
  readonly engine: Engine
  readonly target: Target
  /** False on a machine that never wrote to this disk: then the disk itself is asked. */
  readonly isKnown: boolean
  notes: DiskNotes
  last: CommitRow | undefined
  /** Numbers that somebody else's files take. */
  taken = 0

  constructor(engine: Engine) {
    const { disk, volume, station } = engine
    this.engine = engine
    this.target = { mount: volume.mount, device: volume.dev, label: disk.label }
    const { notes, known } = diskNotes(station.read, disk.id)
    this.notes = notes
    this.isKnown = known
    this.last = lastCommit(station.read, disk.id)
  }

  /** After a commit was written into the register together with these notes. */
  reload(notes: DiskNotes): void {
    this.notes = notes
    this.last = lastCommit(this.engine.station.read, this.engine.disk.id)
  }

  async note(notes: DiskNotes): Promise<void> {
    const { station, disk } = this.engine
    this.notes = await station.write.transaction((tx) => noteFrom(tx, disk.id, this.notes, notes))
  }

  /** Without one attempt, whose number was used or is settled. */
  attemptsBut(sequence: number): Attempt[] {
    return this.notes.attempts.filter((one) => one.sequence !== sequence)
  }

  nextSequence(): number {
    const begun = [...this.notes.attempts, ...this.notes.torn].map(({ sequence }) => sequence)
    return Math.max(this.last?.sequence ?? 0, this.taken, ...begun) + 1
  }

  /** The folder for a volume begun at this time: its month's, or the next one that may not be torn. */
  folder(at: string): string {
    let month = monthDir(at)
    while (this.notes.shunned.includes(month)) month = monthAfter(month)
    return month
  }

  /** Sequences since the last commit that are given up for good. */
  abandoned(): number[] {
    const last = this.last?.sequence ?? 0
    return this.notes.torn.map(({ sequence }) => sequence).filter((sequence) => sequence > last)
  }

  onDisk(): StateOnDisk | null {
    if (!this.last || this.notes.stateDamaged) return null
    const { change_epoch: epoch, change_to: change, snapshot, snapshot_rows: snapshotRows } = this.last
    return { epoch, change, snapshot, snapshotRows }
  }

  paths({ month, sequence }: Attempt): CommitPaths {
    return commitPaths(this.target.mount, this.engine.station.code, month, sequence)
  }

  /** Asked before every file. Fault BACKUP-UNPLUGGED. */
  async same(): Promise<Volume> {
    const { station, volume, disk } = this.engine
    return sameVolume(station.ports.volumes, volume, disk.label)
  }
}
