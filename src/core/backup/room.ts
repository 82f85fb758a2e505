import type { BackupResult, Reread } from '../../contract/backup.ts'
import type { Progress } from '../../contract/base.ts'
import type { Station } from '../station.ts'

/** A reading that a person asked for. It may still wait for what was due to be broken off: it is stopped all the same. */
export interface AskedReading {
  readonly done: Promise<Reread>
  stop(): void
}

/** What goes on right now at one open station; nothing of it outlives the process. */
export interface BackupRoom {
  /** Runs under way, by disk: a second call joins. */
  readonly running: Map<string, Promise<BackupResult>>
  readonly progress: Map<string, Progress>
  /** Verifications under way, by disk. */
  readonly checking: Map<string, Progress>
  /** Bytes a second of the last reading, by disk. */
  readonly rates: Map<string, number>
  /** Readings of everything that a person asked for, by disk: a second call joins. */
  readonly reading: Map<string, AskedReading>
  /** By disk, the presence of the medium in which a person stopped its verification: it goes on by itself in the next. */
  readonly resting: Map<string, string>
  /** Code of what went wrong last, by disk; gone after a run that succeeded. */
  readonly problems: Map<string, string>
  /** Breaks a verification off and waits until it has let go of the disk; it rests where a person wants it so. */
  readonly stopCheck: Map<string, (rests: boolean) => Promise<void>>
  /** Breaks a run off, as a pulled plug does, and waits until it has let go of the disk. */
  readonly stopRun: Map<string, () => Promise<void>>
  /** Disks that are being let go: nothing begins on them. */
  readonly leaving: Set<string>
  /** By disk, the presence of the medium in which it was looked for what other computers of the station wrote. */
  readonly looked: Map<string, string>
  /** Breaks off whatever goes on at a disk, and waits until it has let go of it. */
  endWork(disk: string): Promise<void>
  /** Called when any of this changed. */
  readonly listeners: Set<() => void>
  tell(): void
}

/** By the store: whoever sits at the desk acts on a station of their own (open-core-session), the services on that of who opened it. */
const rooms = new WeakMap<Station['write'], BackupRoom>()

export function roomOf({ write }: Pick<Station, 'write'>): BackupRoom {
  const known = rooms.get(write)
  if (known) return known
  const listeners = new Set<() => void>()
  const room: BackupRoom = {
    running: new Map(),
    progress: new Map(),
    checking: new Map(),
    rates: new Map(),
    reading: new Map(),
    resting: new Map(),
    stopCheck: new Map(),
    stopRun: new Map(),
    leaving: new Set(),
    looked: new Map(),
    problems: new Map(),
    listeners,
    async endWork(disk) {
      await room.stopRun.get(disk)?.()
      await room.stopCheck.get(disk)?.(false)
    },
    tell() {
      for (const listener of listeners) listener()
    },
  }
  rooms.set(write, room)
  return room
}
