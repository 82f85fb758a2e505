import { isRefusalCode } from '../../../contract/catalogue.ts'
import { isFault } from '../../../lib/fault.ts'
import type { Cut } from '../../../lib/testing/disk-model.ts'
import type { Happening } from '../../../lib/testing/faulty-fs.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { runBackup } from '../backup.ts'
import { listDrives } from '../drives.ts'
import { handsHere } from '../engine/hands.ts'
import { pairDisk } from '../pair.ts'
import { verifyDisk } from '../verify/verify-disk.ts'
import { modelDisk, type ModelDisk } from './model-disk.ts'
import { isCut } from './ordeal.ts'
import { seedPackets } from './seed.ts'

export interface PairingTrial {
  readonly call: number
  readonly what: Happening
  readonly cut: Cut | null
}

/** A station that pairs one model of a disk after the other. */
interface PairingOrdeal {
  readonly on: TestStation
  /** How many calls a whole pairing makes. */
  calls(): Promise<number>
  /** Pairs with a fault, then without, then backs up. Answers what is wrong, or undefined. */
  attempt(trial: PairingTrial): Promise<string | undefined>
}

const MOUNT = '/'

async function startPairings(kind: 'ext4' | 'vfat'): Promise<PairingOrdeal> {
  const on = await openTestStation()
  const { station, ports } = on
  let disks = 0
  let presence = 0
  await seedPackets(station, 1, { bytes: 300, photo: 10 })

  /** The medium in its next presence; as one that was not ejected where it was written to before. */
  function plug(disk: ModelDisk, id: number, isAgain: boolean): void {
    presence++
    const seen = { mount: MOUNT, dev: disk.fs.device, fs: kind, session: `presence ${presence}` }
    ports.volumes.plug({ ...seen, id: `disk ${id}`, dirty: kind === 'vfat' && isAgain })
  }

  const pair = (disk: ModelDisk) =>
    pairDisk(
      station,
      { mount: MOUNT, kind: 'rotation', label: 'MODEL', place: '' },
      disk.io,
      handsHere(disk.io),
    )

  async function finished(disk: ModelDisk): Promise<string | undefined> {
    const paired = await pair(disk)
    const [drive] = await listDrives(station, disk.io)
    if (drive?.disk !== paired.id) return `the disk is ${drive?.state} ${drive?.why ?? ''}`
    const { packets } = await runBackup(station, MOUNT, { io: disk.io, hands: () => handsHere(disk.io) })
    if (packets !== 1) return `the backup brought ${packets} packets`
    disk.reboot('nothing')
    const verdict = await verifyDisk(disk.io, { mount: MOUNT, root: null, station: null, own: [] })
    return verdict.sound && verdict.packets === 1 ? undefined : JSON.stringify(verdict.problems)
  }

  return {
    on,
    async calls() {
      const disk = modelDisk(kind)
      plug(disk, disks++, false)
      await pair(disk)
      return disk.fs.calls.length
    },
    async attempt({ call, what, cut }) {
      const disk = modelDisk(kind)
      const id = disks++
      plug(disk, id, false)
      disk.fs.plan = [{ at: call, what }]
      let error: unknown
      try {
        await pair(disk)
      } catch (caught) {
        error = caught
      }
      const isWritten = disk.fs.calls.some((name) => name.startsWith('mkdir'))
      if (error !== undefined && !isCut(error) && !(isFault(error) && isRefusalCode(error.code)))
        return `no refusal: ${error instanceof Error ? error.message : 'no error'}`
      if (cut !== null) disk.reboot(cut)
      else if (isCut(error)) disk.revive()
      else disk.fs.plan = []
      plug(disk, id, isWritten)
      try {
        return await finished(disk)
      } catch {
        // A file system that met an I/O error may refuse until the disk is connected again, but not longer.
        disk.reboot('all')
        plug(disk, id, isWritten)
        return finished(disk)
      }
    },
  }
}

/** A station lists all disks that it ever paired: a new one now and then keeps trials quick. */
const PER_STATION = 100

/** What is wrong after each of the trials of each call of a pairing. */
export async function wrongAmong(
  kind: 'ext4' | 'vfat',
  trialsAt: (call: number) => readonly PairingTrial[],
): Promise<{ wrong: string[]; trials: number }> {
  let pairings = await startPairings(kind)
  const wrong: string[] = []
  let trials = 0
  for (const trial of Array.from({ length: await pairings.calls() }, (_, call) => trialsAt(call)).flat()) {
    if (++trials % PER_STATION === 0) {
      await pairings.on.close()
      pairings = await startPairings(kind)
    }
    const found = await pairings.attempt(trial)
    if (found) wrong.push(`${JSON.stringify(trial)}: ${found}`)
  }
  await pairings.on.close()
  return { wrong, trials }
}
