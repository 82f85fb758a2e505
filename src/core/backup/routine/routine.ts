import { Cron } from 'croner'
import { isFault } from '../../../lib/fault.ts'
import type { Volume } from '../../ports.ts'
import type { Station } from '../../station.ts'
import { lookForPackets, lookIfDue } from '../absent.ts'
import { runBackup } from '../backup.ts'
import { type DiskIo, nodeDisk } from '../disk/io.ts'
import type { Hands } from '../engine/hands.ts'
import { oweForgotten } from '../forgotten.ts'
import { finishPurge } from '../purge/purge.ts'
import type { DiskRow } from '../queries.ts'
import { roomOf } from '../room.ts'
import { lookOver } from './at-hand.ts'
import { checkDisk } from './check-disk.ts'
import { dayCloseCron } from './day-close.ts'
import { takeInventory } from './inventory.ts'

/** How often it is asked whether something became due; reminders grow by the day. */
const EACH_HOUR = '7 * * * *'
/** A disk that just came is written to first. */
const SETTLE_MS = 4000

export interface RoutineOptions {
  readonly io?: DiskIo
  readonly hands?: () => Hands
  readonly settleMs?: number
}

function codeOf(error: unknown): string {
  return isFault(error) ? error.code : 'INTERNAL'
}

/** What is done about disks by the clock and when they come: inventory, verification, the backup at the day's close. */
class Routine {
  readonly #station: Station
  readonly #options: RoutineOptions
  readonly #jobs = new Map<'hour' | 'close', Cron>()
  readonly #abort = new AbortController()
  readonly #unwatch: () => void
  /** Presences of volumes whose inventory was taken. */
  readonly #taken = new Set<string>()
  #soon: NodeJS.Timeout | undefined
  #working: Promise<void> = Promise.resolve()
  #closing: Promise<void> = Promise.resolve()

  constructor(station: Station, options: RoutineOptions) {
    this.#station = station
    this.#options = options
    this.#each('hour', EACH_HOUR, () => {
      this.#finishPurge()
      this.#then(() => this.#round())
    })
    // Everything goes to every disk that is there, drafts too. It waits for no reading, which may take until the night.
    this.#each('close', dayCloseCron(station.profile), () => {
      this.#closing = this.#after(this.#closing, () => this.#closeDay())
    })
    this.#unwatch = station.ports.volumes.watch(() => this.#later())
    this.#finishPurge()
    this.#then(() => lookIfDue(station, this.#abort.signal))
    this.#later()
  }

  /** What left and whose file is still there: the power went, or something held it. */
  #finishPurge(): void {
    this.#then(async () => void (await finishPurge(this.#station)))
  }

  /** Made anew after each time: croner goes on from the last one, which a clock that was set back leaves in years to come. */
  #each(name: 'hour' | 'close', pattern: string, work: () => void): void {
    const how = { timezone: this.#station.profile.station.zone, unref: true }
    const job = new Cron(pattern, how, () => {
      job.stop()
      this.#each(name, pattern, work)
      work()
    })
    this.#jobs.set(name, job)
  }

  #later(): void {
    if (this.#soon || this.#abort.signal.aborted) return
    this.#soon = setTimeout(() => {
      this.#soon = undefined
      this.#then(() => this.#round())
    }, this.#options.settleMs ?? SETTLE_MS)
    this.#soon.unref()
  }

  /** One thing after another: two verifications at once only make both slow. */
  #then(work: () => Promise<void>): void {
    this.#working = this.#after(this.#working, work)
  }

  async #after(before: Promise<void>, work: () => Promise<void>): Promise<void> {
    await before
    if (this.#abort.signal.aborted) return
    try {
      await work()
    } catch (error) {
      this.#station.ports.log.error('the routine of backups failed', { code: codeOf(error) })
    }
  }

  async #round(): Promise<void> {
    for (const { disk, volume } of await this.#pairedDisks()) {
      try {
        await this.#inventory(disk, volume)
        await checkDisk(this.#station, disk, volume, this.#how())
      } catch (error) {
        this.#station.ports.log.error('a disk could not be checked', { disk: disk.id, code: codeOf(error) })
      }
    }
    roomOf(this.#station).tell()
  }

  async #inventory(disk: DiskRow, volume: Volume): Promise<void> {
    const presence = [disk.id, volume.dev, volume.session].join(' ')
    if (this.#taken.has(presence)) return
    await takeInventory(this.#station, disk, volume, this.#options.io ?? nodeDisk)
    this.#taken.add(presence)
  }

  /** Disks of ours that are there. A file system of ours without the marker is told of on the way. */
  async #pairedDisks(): Promise<{ disk: DiskRow; volume: Volume }[]> {
    const station = this.#station
    const found: { disk: DiskRow; volume: Volume }[] = []
    for (const volume of await station.ports.volumes.list()) {
      try {
        const { disk } = await lookOver(station, volume, this.#options.io ?? nodeDisk)
        if (disk) found.push({ disk, volume })
      } catch (error) {
        if (!isFault(error)) throw error
      }
    }
    return found
  }

  async #closeDay(): Promise<void> {
    await lookForPackets(this.#station, this.#abort.signal)
    for (const { disk, volume } of await this.#pairedDisks()) {
      try {
        await oweForgotten(this.#station, disk.id, this.#abort.signal)
        await runBackup(this.#station, volume.mount, { ...this.#how(), thorough: true })
      } catch (error) {
        // The page and the lamp say it, as of any run.
        this.#station.ports.log.error("the day's last backup failed", { disk: disk.id, code: codeOf(error) })
      }
    }
  }

  /** By whom it is done, and until when. */
  #how() {
    const { io, hands } = this.#options
    return { ...(io ? { io } : {}), ...(hands ? { hands } : {}), signal: this.#abort.signal }
  }

  async stop(): Promise<void> {
    this.#abort.abort()
    this.#unwatch()
    clearTimeout(this.#soon)
    for (const job of this.#jobs.values()) job.stop()
    await Promise.all([this.#working, this.#closing])
  }
}

/**
 * Looks after the disks while a station is open: an inventory of each that comes, the weekly eighth and the monthly whole read again, the
 * backup at the day's close. @returns stops it; a verification goes on where it stopped. Call it before the store is closed.
 */
export function startBackupRoutine(station: Station, options: RoutineOptions = {}): () => Promise<void> {
  const routine = new Routine(station, options)
  return () => routine.stop()
}
