import type { BackupResult } from '../../contract/backup.ts'
import { isFault } from '../../lib/fault.ts'
import { refuse } from '../refuse.ts'
import type { Station } from '../station.ts'
import { lookAgain, missedPackets } from './absent.ts'
import { volumeAt } from './disk/identity.ts'
import { type DiskIo, nodeDisk } from './disk/io.ts'
import { findMarker } from './disk/marker.ts'
import { diskNotes } from './disk-notes.ts'
import { judgeVolume, refuseDrive } from './drives.ts'
import { explain } from './engine/explain.ts'
import { type Hands, handsInThread } from './engine/hands.ts'
import { runToDisk } from './engine/run.ts'
import type { WriteProgress } from './engine/types.ts'
import { whilePlugged } from './engine/unplugged.ts'
import { lackingBytes } from './choose.ts'
import { Meter } from './meter.ts'
import { markerReader } from './own-keys.ts'
import { pruneChanges } from './prune.ts'
import { type DiskRow, diskRow } from './queries.ts'
import { roomOf } from './room.ts'

export interface BackupOptions {
  /** By hand: parked drafts go along whenever they changed. */
  readonly thorough?: boolean
  /** Gives up: the station is being closed. */
  readonly signal?: AbortSignal
  /** The disk and the hands that write to it; other ones only in fault-injection tests. */
  readonly io?: DiskIo
  readonly hands?: () => Hands
}

const TELL_EVERY_MS = 250

function progressOf(station: Station, disk: string): (progress: WriteProgress) => void {
  const room = roomOf(station)
  const meter = new Meter(lackingBytes(station.read, disk))
  let told = 0
  return (progress) => {
    room.progress.set(disk, meter.take(progress))
    const now = performance.now()
    if (now - told < TELL_EVERY_MS) return
    told = now
    room.tell()
  }
}

/** What the volume is to us; pulled while it is looked at is BACKUP-UNPLUGGED, as it is later. */
async function judgedAt(station: Station, volume: Awaited<ReturnType<typeof volumeAt>>, io: DiskIo) {
  try {
    return await judgeVolume(station, volume, await findMarker(io, volume.mount, markerReader(station)), io)
  } catch (error) {
    throw await explain(error, station.ports.volumes, volume, volume.label || volume.mount)
  }
}

/** The paired disk at a mount point. Faults BACKUP-MOUNT-MISSING, BACKUP-NOT-PAIRED, BACKUP-FOREIGN-DISK, DISK-READONLY, ... */
async function pairedAt(station: Station, mount: string, io: DiskIo) {
  const volume = await volumeAt(station.ports.volumes, mount)
  const judged = await judgedAt(station, volume, io)
  if (judged.state === 'foreign') throw refuse('BACKUP-FOREIGN-DISK', { station: judged.station })
  if (judged.state === 'unusable') throw refuseDrive(judged.why)
  if (judged.state === 'readonly')
    throw refuse('DISK-READONLY', { op: 'backup', path: volume.mount, errno: 'EROFS' })
  const disk = judged.state === 'paired' ? diskRow(station.read, judged.disk) : undefined
  if (!disk) throw refuse('BACKUP-NOT-PAIRED')
  return { volume, disk }
}

async function runTo(
  station: Station,
  { volume, disk }: { volume: Awaited<ReturnType<typeof volumeAt>>; disk: DiskRow },
  options: BackupOptions,
): Promise<BackupResult> {
  const io = options.io ?? nodeDisk
  const hands = (options.hands ?? handsInThread)()
  const stop = new AbortController()
  const signal = options.signal ? AbortSignal.any([options.signal, stop.signal]) : stop.signal
  const engine = {
    station,
    disk,
    volume,
    io,
    hands,
    onProgress: progressOf(station, disk.id),
    thorough: options.thorough ?? false,
    signal,
  }
  const work = Promise.withResolvers<BackupResult>()
  roomOf(station).stopRun.set(disk.id, async () => {
    stop.abort(refuse('BACKUP-LET-GO', { disk: disk.label }))
    await hands.close()
    await Promise.allSettled([work.promise])
  })
  const begin = () => {
    work.resolve(lookAgain(station).then(() => runToDisk(engine)))
    return work.promise
  }
  try {
    const result = await whilePlugged(station.ports.volumes, volume, disk.label, begin, signal)
    await missedPackets(station, diskNotes(station.read, disk.id).notes.lacking)
    await pruneChanges(station, signal)
    return result
  } catch (error) {
    throw await explain(error, station.ports.volumes, volume, disk.label)
  } finally {
    roomOf(station).stopRun.delete(disk.id)
    // A thread that the system holds in a write to a disk that is gone ends when it can; nobody waits for it.
    void hands.close()
  }
}

/**
 * Backs up to the paired disk at a mount point: everything it lacks, in volumes, each read back and committed before the register
 * counts it. A call while a run to the same disk is under way joins it.
 */
export async function runBackup(
  station: Station,
  mount: string,
  options: BackupOptions = {},
): Promise<BackupResult> {
  const room = roomOf(station)
  const where = await pairedAt(station, mount, options.io ?? nodeDisk)
  const { id } = where.disk
  if (room.leaving.has(id)) throw refuse('BACKUP-LET-GO', { disk: where.disk.label })
  const joined = room.running.get(id)
  if (joined) return joined
  const mine = runTo(station, where, options)
  room.running.set(id, mine)
  room.progress.set(id, { phase: 'start', done: 0, total: 0 })
  room.tell()
  try {
    const result = await mine
    room.problems.delete(id)
    return result
  } catch (error) {
    const code = isFault(error) ? error.code : 'INTERNAL'
    if (code === 'BACKUP-LET-GO')
      station.ports.log.info('backup broken off, the disk is let go', { disk: id })
    else {
      room.problems.set(id, code)
      station.ports.log.error('backup failed', { disk: id, code })
    }
    throw error
  } finally {
    room.running.delete(id)
    room.progress.delete(id)
    room.tell()
    station.changed('backup')
  }
}
