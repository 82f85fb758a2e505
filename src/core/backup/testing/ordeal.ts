import { isRefusalCode } from '../../../contract/catalogue.ts'
import { hex } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import { type Cut, CUTS } from '../../../lib/testing/disk-model.ts'
import { type Happening, PowerCut } from '../../../lib/testing/faulty-fs.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { runBackup } from '../backup.ts'
import { commitPaths } from '../disk/layout.ts'
import { handsHere } from '../engine/hands.ts'
import { pairDisk } from '../pair.ts'
import { type DiskVerdict, verifyDisk } from '../verify/verify-disk.ts'
import { type ModelDisk, modelDisk } from './model-disk.ts'
import { type Seeded, seedPackets } from './seed.ts'

/** All that may befall one call of a backup. */
export const HAPPENINGS: readonly Happening[] = [
  { errno: 'EIO' },
  { errno: 'EIO', late: true },
  { errno: 'ENOSPC' },
  { errno: 'ENOTCONN' },
  'short',
  'none',
  'cut-before',
  'cut-after',
]

export interface Trial {
  /** Which call of the run meets it. */
  readonly call: number
  readonly what: Happening
  /** What a power cut after the run leaves of what was never fsynced; null: no cut, though the program may have been killed. */
  readonly cut: Cut | null
}

/** A station and a model of a disk on which one trial follows the other, so that leftovers of the last meet the next. */
export interface Ordeal {
  readonly on: TestStation
  readonly disk: ModelDisk
  /** How many calls a whole run makes. */
  calls(): Promise<number>
  /** Seals a packet, backs up with a fault, and then without. Answers what is wrong, or undefined. */
  attempt(trial: Trial): Promise<string | undefined>
  /** Every packet that the register says is on the disk is there, byte for byte, and the disk is sound. */
  judge(): Promise<string | undefined>
}

const MOUNT = '/'

export async function startOrdeal(kind: 'ext4' | 'vfat'): Promise<Ordeal> {
  const on = await openTestStation()
  const { station, ports } = on
  const disk = modelDisk(kind)
  const hands = () => handsHere(disk.io)
  const options = { io: disk.io, hands }
  const sealed = new Map<string, Seeded>()
  let presence = 0
  plug()
  await pairDisk(station, { mount: MOUNT, kind: 'rotation', label: 'MODEL', place: '' }, disk.io, hands())
  await seal(2)
  await runBackup(station, MOUNT, options)

  /** The medium in its next presence: after the power went, nothing of the last one counts. */
  function plug(): void {
    presence++
    ports.volumes.plug({ mount: MOUNT, dev: disk.fs.device, fs: kind, session: `presence ${presence}` })
  }

  function reboot(cut: Cut): void {
    disk.reboot(cut)
    plug()
  }

  async function seal(count: number): Promise<void> {
    for (const one of await seedPackets(station, count, { bytes: 300, photo: 10 })) sealed.set(one.id, one)
  }

  function acknowledged(): string[] {
    return station.read.all<{ packet: string }>('SELECT packet FROM copy').map(({ packet }) => packet)
  }

  function verify(): Promise<DiskVerdict> {
    return verifyDisk(disk.io, { mount: MOUNT, root: null, station: null, own: [] })
  }

  async function lost(): Promise<string | undefined> {
    const seen = disk.fs.seen()
    const rows = station.read.all<{ packet: string; volume: string }>('SELECT packet, volume FROM copy')
    for (const { packet, volume } of rows) {
      const bytes = seen.get(`/REKAM/${station.code}/${volume}`)
      const want = sealed.get(packet)
      if (!bytes || !want) return `volume ${volume} of ${packet} is gone`
      if (!holds(bytes, packet, want.sha256)) return `packet ${packet} differs in ${volume}`
    }
    const commits = station.read.all<{ sequence: number; month: string; hash: string }>(
      'SELECT * FROM disk_commit',
    )
    for (const { sequence, month, hash } of commits) {
      const { json, copy, signature } = commitPaths(MOUNT, station.code, month, sequence)
      const [first, second, signed] = [json, copy, signature].map((path) => seen.get(path))
      const isWhole = [first, second].every((bytes) => bytes && hex(sha256(bytes)) === hash)
      if (!isWhole || !signed?.length) return `commit ${sequence} is not whole`
    }
    return undefined
  }

  return {
    on,
    disk,
    async calls() {
      await seal(1)
      const before = disk.fs.calls.length
      await runBackup(station, MOUNT, options)
      return disk.fs.calls.length - before
    },
    async attempt({ call, what, cut }) {
      await seal(1)
      disk.fs.plan = [{ at: disk.fs.calls.length + call, what }]
      let error: unknown
      try {
        await runBackup(station, MOUNT, options)
      } catch (caught) {
        error = caught
      }
      const told = acknowledged().length
      if (error !== undefined && !isCut(error) && !(isFault(error) && isRefusalCode(error.code)))
        return `no refusal: ${error instanceof Error ? error.message : 'no error'}`
      if (error === undefined && told !== sealed.size)
        return 'success was said, but not all is in the register'
      if (cut !== null) reboot(cut)
      else if (isCut(error)) disk.revive()
      else disk.fs.plan = []
      const wrong = await lost()
      if (wrong) return `after the fault: ${wrong}`
      try {
        await runBackup(station, MOUNT, options)
      } catch {
        // A file system that met an I/O error may refuse until the disk is connected again, but not longer.
        reboot('all')
        await runBackup(station, MOUNT, options)
      }
      if (acknowledged().length !== sealed.size) return 'the next backup left something out'
      reboot('nothing')
      return lost()
    },
    async judge() {
      const verdict = await verify()
      const copies = acknowledged().length
      if (!verdict.sound) return JSON.stringify(verdict.problems.slice(0, 3))
      return verdict.packets >= copies ? undefined : `${verdict.packets} packets for ${copies} copies`
    },
  }
}

/** Whether the power went, however deep that lies below what was refused. */
export function isCut(error: unknown): boolean {
  if (error instanceof PowerCut) return true
  const below = error instanceof AggregateError ? (error.errors as unknown[]) : []
  return error instanceof Error && [error.cause, ...below].some(isCut)
}

/** Whether the volume has the packet with this digest: its header names it, its index gives the digest. */
function holds(volume: Uint8Array, id: string, digest: string): boolean {
  const text = Buffer.from(volume.buffer, volume.byteOffset, volume.length).toString('latin1')
  return text.includes(`"name":"${id}.rkp"`) && text.includes(digest)
}

export { CUTS }
