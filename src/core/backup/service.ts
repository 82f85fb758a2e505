import { setTimeout as wait } from 'node:timers/promises'
import type { Drive } from '../../contract/backup.ts'
import { isFault } from '../../lib/fault.ts'
import type { Station } from '../station.ts'
import { type BackupOptions, runBackup } from './backup.ts'
import { listDrives } from './drives.ts'
import { workByRegister } from './engine/work.ts'
import { diskRow } from './queries.ts'
import { roomOf } from './room.ts'

/** Several changes at once are one run; well within the 60 s that the green light is allowed. */
const SETTLE_MS = 1500
/** After a failure: soon, then more rarely. A disk that comes back starts at once. */
const RETRY_MS = [5_000, 30_000, 120_000, 600_000]
/** A person has to act before another try makes sense. */
const NEEDS_A_PERSON = new Set(['BACKUP-DISK-CHANGED', 'BACKUP-READBACK', 'DISK-READONLY'])
/** What changes no resident's safety (audit, registers) is gathered for so long, so that a busy desk does not fill a disk with crumbs. */
const GATHER_MS = 5 * 60_000
/** How long closing a station waits for the volume that is being written; then it is given up and written again next time. */
const GRACE_MS = 2000

export interface ServiceOptions extends Omit<BackupOptions, 'signal' | 'thorough'> {
  readonly settleMs?: number
  readonly retryMs?: readonly number[]
  readonly graceMs?: number
  readonly gatherMs?: number
}

/** Backs up by itself while a station is open. Disks go by their id. */
class Service {
  readonly #station: Station
  readonly #options: ServiceOptions
  readonly #failures = new Map<string, number>()
  /** Disks that failed and whose next try is not due yet. A run's own end is a change too: without this it would begin the next. */
  readonly #waiting = new Set<string>()
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #stops: (() => void)[]
  /** Disks that a run is under way to, and whether something came in meanwhile. */
  readonly #busy = new Map<string, { again: boolean; settled: Promise<void> }>()
  /** Disks for which a look is due once enough has gathered. */
  readonly #gathering = new Set<string>()
  readonly #abort = new AbortController()
  /** As of the last look: a disk that is new starts a run whatever failed before. */
  #there = new Set<string>()
  #soon: NodeJS.Timeout | undefined
  #looking: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(station: Station, options: ServiceOptions) {
    this.#station = station
    this.#options = options
    this.#stops = [station.ports.volumes.watch(() => this.#later()), station.onChange(() => this.#later())]
    this.#later(0)
  }

  #later(delay = this.#options.settleMs ?? SETTLE_MS): void {
    if (this.#stopped || this.#soon) return
    this.#soon = setTimeout(() => {
      this.#soon = undefined
      this.#looking = this.#looking.then(() => this.#look())
    }, delay)
    this.#soon.unref()
  }

  async #look(): Promise<void> {
    if (this.#stopped) return
    try {
      const drives = await listDrives(this.#station, this.#options.io)
      const paired = drives.flatMap((drive) =>
        drive.state === 'paired' && drive.disk ? [{ ...drive, disk: drive.disk }] : [],
      )
      const came = paired.filter(({ disk }) => !this.#there.has(disk))
      this.#there = new Set(paired.map(({ disk }) => disk))
      for (const { disk } of came) {
        this.#failures.delete(disk)
        this.#waiting.delete(disk)
      }
      for (const drive of paired) this.#start(drive, came.includes(drive))
      roomOf(this.#station).tell()
    } catch (error) {
      this.#station.ports.log.error('looking for disks failed', { code: codeOf(error) })
      this.#retry(0)
    }
  }

  #start({ mount, disk }: Drive & { disk: string }, isNew: boolean): void {
    const busy = this.#busy.get(disk)
    if (busy) {
      busy.again = true
      return
    }
    const row = diskRow(this.#station.read, disk)
    if (this.#stopped || !row || !this.#mayTry(disk) || roomOf(this.#station).leaving.has(disk)) return
    // A disk that just came is looked at; one that stays is touched only when there is something for it.
    if (!isNew && !this.#isTime(disk)) return
    const { io, hands } = this.#options
    const options = { ...(io ? { io } : {}), ...(hands ? { hands } : {}), signal: this.#abort.signal }
    const run = runBackup(this.#station, mount, options)
    this.#busy.set(disk, { again: false, settled: this.#settle(disk, run) })
  }

  #mayTry(disk: string): boolean {
    const failures = this.#failures.get(disk) ?? 0
    // A run by hand that succeeded takes the problem away.
    return (failures >= 0 && !this.#waiting.has(disk)) || !roomOf(this.#station).problems.has(disk)
  }

  #isTime(disk: string): boolean {
    const { work, since } = workByRegister(this.#station, disk)
    if (work === 'none') return false
    const left = (this.#options.gatherMs ?? GATHER_MS) - since
    if (work === 'packets' || left <= 0) return true
    if (!this.#gathering.has(disk)) {
      this.#gathering.add(disk)
      this.#in(left, () => this.#gathering.delete(disk))
    }
    return false
  }

  async #settle(disk: string, run: Promise<unknown>): Promise<void> {
    try {
      await run
      this.#failures.delete(disk)
    } catch (error) {
      const failures = Math.max(0, this.#failures.get(disk) ?? 0)
      const final = NEEDS_A_PERSON.has(codeOf(error))
      this.#failures.set(disk, final ? -1 : failures + 1)
      if (!final) this.#rest(disk, failures)
    }
    const again = this.#busy.get(disk)?.again === true
    this.#busy.delete(disk)
    if (again) this.#later(0)
  }

  #rest(disk: string, failures: number): void {
    this.#waiting.add(disk)
    this.#retry(failures, () => this.#waiting.delete(disk))
  }

  #retry(failures: number, before?: () => void): void {
    const delays = this.#options.retryMs ?? RETRY_MS
    this.#in(delays[Math.min(failures, delays.length - 1)] ?? 0, before)
  }

  /** Looks again in so many milliseconds. */
  #in(delay: number, before: () => void = () => undefined): void {
    if (this.#stopped) return
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      before()
      this.#later(0)
    }, delay)
    timer.unref()
    this.#timers.add(timer)
  }

  async stop(): Promise<void> {
    this.#stopped = true
    for (const stop of this.#stops) stop()
    clearTimeout(this.#soon)
    for (const timer of this.#timers) clearTimeout(timer)
    await this.#looking
    const settled = Promise.all([...this.#busy.values()].map((busy) => busy.settled))
    const grace = new AbortController()
    await Promise.race([
      settled,
      wait(this.#options.graceMs ?? GRACE_MS, undefined, { signal: grace.signal }),
    ])
    grace.abort()
    this.#abort.abort()
    await settled
  }
}

function codeOf(error: unknown): string {
  return isFault(error) ? error.code : 'INTERNAL'
}

/**
 * Backs up by itself: when a paired disk appears, and when something was sealed or changed while one is there. A failed run is tried
 * again later and more rarely, one that needs a person not before the disk comes again or a run by hand succeeds.
 * @returns stops it: waits a moment for the volume that is being written, then gives it up. Call it before the store is closed.
 */
export function startBackupService(station: Station, options: ServiceOptions = {}): () => Promise<void> {
  const service = new Service(station, options)
  return () => service.stop()
}
