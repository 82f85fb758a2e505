import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { backupStatus, pairDisk, runBackup, startBackupRoutine } from '../backup/index.ts'
import { inDisk, plugFolder } from '../backup/testing/desk.ts'
import { handsHere } from '../backup/testing/here.ts'
import { devicesHolding, listRecordings, packetPath } from '../enrolment/index.ts'
import type { Volume } from '../ports.ts'
import { runGain } from './gain.ts'
import { restoreHere } from './hands.ts'
import {
  backUp,
  openRestored,
  pairNew,
  restoreInto,
  type Rig,
  rigWith,
  type Standing,
} from './testing/rig.ts'

let rig: Rig
let whole: Volume
let back: Standing
let spoilt: string[]
let missing: readonly string[]

/** One packet of each of the two volumes is not what was sealed; another disk has both whole. */
beforeEach(async () => {
  rig = await rigWith([3, 2])
  whole = await pairNew(rig.on, 'DISK B')
  await backUp(rig.on, whole)
  for (const name of ['S0000001.TAR', 'S0000002.TAR']) {
    const path = inDisk(rig.disk, rig.on.station.code, '202611', name)
    const bytes = readFileSync(path)
    bytes[700] = bytes[700]! ^ 1
    writeFileSync(path, bytes)
  }
  spoilt = [rig.packets[0]!.id, rig.packets[3]!.id]
  missing = (await restoreInto(rig, 'back')).missing
  back = await openRestored(rig, 'back')
})
afterEach(async () => {
  back.store.close()
  await rig.on.close()
})

const absent = async () =>
  (await backupStatus(back.station)).reminders.filter(({ code }) => code === 'absent')
const held = () => rig.packets.map(({ id }) => devicesHolding(back.station, id))
const onBoard = () =>
  back.store.read.all<{ here: number }>('SELECT here FROM board_list ORDER BY n').map(({ here }) => here)
const once = async () => (await backupStatus(back.station)).onceOnly
const pathOf = (id: string) => {
  const { at } = back.store.read.get<{ at: string }>('SELECT sealed_at AS at FROM recording WHERE id = ?', [
    id,
  ])!
  return packetPath(back.station, id, at)
}

/** The routine of an open station looks by itself. */
async function looked(): Promise<void> {
  const stop = startBackupRoutine(back.station)
  try {
    await vi.waitUntil(
      () => back.store.read.get("SELECT 1 FROM local WHERE key = 'packets-looked'") !== undefined,
      20_000,
    )
  } finally {
    await stop()
  }
}

test('two packets that a restore could not bring count here no more, which is said; a merge brings them, and it is gone', async () => {
  expect(missing.toSorted()).toEqual(spoilt.toSorted())
  expect(held()).toEqual([1, 1, 1, 1, 1])
  await looked()
  expect(held()).toEqual([0, 1, 1, 0, 1])
  expect(onBoard()).toEqual([0, 1, 1, 0, 1])
  expect(await once()).toBe(5)
  expect(await absent()).toEqual([{ code: 'absent', grade: 'said', days: 0, disk: null, packets: 2 }])
  const { rows } = listRecordings(back.station, { text: '', limit: 50 })
  expect(rows.filter(({ copies }) => copies === 0).map(({ id }) => id)).toEqual(
    expect.arrayContaining(spoilt),
  )
  await runGain(back.station, { disks: [whole.mount] }, { hands: restoreHere(), onProgress: () => undefined })
  expect(held()).toEqual([1, 1, 1, 1, 1])
  expect(onBoard()).toEqual([1, 1, 1, 1, 1])
  expect(await absent()).toEqual([])
})

test('a backup that meets a lacking or a spoilt file says so, and goes on without it; put back, it is on the disk with the next one', async () => {
  await looked()
  const disk = plugFolder({ ...rig.on, ports: back.ports })
  await pairDisk(back.station, { mount: disk.mount, kind: 'rotation', label: 'DISK C', place: '' })
  const [lacking, rotten] = [rig.packets[1]!.id, rig.packets[2]!.id]
  const [first, second] = [pathOf(lacking), pathOf(rotten)]
  const kept = [readFileSync(first), readFileSync(second)]
  rmSync(first)
  writeFileSync(second, kept[1]!.toReversed())
  const run = () => runBackup(back.station, disk.mount, { hands: () => handsHere() })
  expect(await run()).toMatchObject({ packets: 1 })
  expect(await absent()).toMatchObject([{ packets: 4 }])
  expect(held()).toEqual([0, 0, 0, 0, 1])
  writeFileSync(first, kept[0]!)
  writeFileSync(second, kept[1]!)
  expect(await run()).toMatchObject({ packets: 2 })
  expect(await absent()).toMatchObject([{ packets: 2 }])
  expect(held()).toEqual([0, 1, 1, 0, 1])
  expect(join(back.folder, 'packets')).toBe(back.station.paths.packets)
})
