import { join } from 'node:path'
import type { RestoreResult, RestoreSource } from '../../../contract/restore.ts'
import { formatPublicKey, publicOf } from '../../../lib/minisign.ts'
import { openByPassphrase, readSlotsFile } from '../../account/index.ts'
import { pairDisk, runBackup } from '../../backup/index.ts'
import { handsHere } from '../../backup/testing/here.ts'
import { plugFolder } from '../../backup/testing/desk.ts'
import { type Seeded, seedPackets } from '../../backup/testing/seed.ts'
import { openStore, type Store } from '../../db/open.ts'
import type { Volume } from '../../ports.ts'
import { type LiveStation, openStation, stationPaths } from '../../settings/index.ts'
import { stationRules } from '../../station-rules.ts'
import {
  type FakePorts,
  fakePorts,
  openTestStation,
  TEST_COST,
  TEST_PASSPHRASE,
  type TestStation,
} from '../../testing/index.ts'
import { restoreHere } from '../hands.ts'
import { runRestore } from '../run.ts'

/** A station with one paired disk, some recordings and some backups. */
export interface Rig {
  readonly on: TestStation
  readonly disk: Volume
  readonly packets: Seeded[]
  readonly root: string
}

const here = { hands: () => handsHere() }

/** @param rounds how many recordings each backup brings */
export async function rigWith(rounds: readonly number[] = [3, 2]): Promise<Rig> {
  const on = await openTestStation()
  const disk = await pairNew(on)
  const packets: Seeded[] = []
  for (const count of rounds) {
    packets.push(...(await seedPackets(on.station, count)))
    await runBackup(on.station, disk.mount, here)
  }
  return { on, disk, packets, root: formatPublicKey(publicOf(on.dinas.root)) }
}

/** Another disk of the same station. */
export async function pairNew(on: TestStation, label = 'DISK A'): Promise<Volume> {
  const disk = plugFolder(on)
  await pairDisk(on.station, { mount: disk.mount, kind: 'rotation', label, place: '' })
  return disk
}

export function backUp(on: TestStation, disk: Volume): ReturnType<typeof runBackup> {
  return runBackup(on.station, disk.mount, here)
}

/** A restored station, opened with its password. */
export interface Standing {
  readonly station: LiveStation
  readonly store: Store
  readonly folder: string
  readonly ports: FakePorts
}

/** With what the restore answered. */
export interface Restored extends Standing {
  readonly result: RestoreResult
}

/** The sources of a rig: its disk, its root, its password. */
export function sourceOf(rig: Rig, over: Partial<RestoreSource> = {}): RestoreSource {
  return { disks: [rig.disk.mount], trust: rig.root, passphrase: TEST_PASSPHRASE, ...over }
}

export async function restoreInto(
  rig: Rig,
  name: string,
  over: Partial<RestoreSource> = {},
): Promise<RestoreResult> {
  const ports = fakePorts({ seed: name, start: '2026-11-24T01:00:00.000Z' })
  return runRestore(sourceOf(rig, over), {
    ports,
    paths: { station: join(rig.on.temp('restored'), name), resources: rig.on.station.paths.resources },
    hands: restoreHere(),
    onProgress: () => undefined,
    cost: TEST_COST,
  })
}

/** Opens what was restored under that name. The caller closes the store. */
export async function openRestored(rig: Rig, name: string): Promise<Standing> {
  const folder = join(rig.on.temp('restored'), name)
  const paths = stationPaths(folder, rig.on.station.paths.resources)
  const ports = fakePorts({ seed: `${name} open`, start: '2026-11-24T02:00:00.000Z' })
  const key = await openByPassphrase(await readSlotsFile(paths.keys), 'penyelia', TEST_PASSPHRASE, null)
  const store = openStore(paths.store, key)
  const station = openStation(
    store,
    key,
    paths,
    ports,
    { account: 'penyelia', role: 'penyelia' },
    stationRules,
  )
  return { station, store, folder, ports }
}

/** Every row of a table in one order, for comparing two stores. */
export function rowsOf(store: Pick<Store, 'read'>, table: string): unknown[] {
  const rows = store.read.all(`SELECT * FROM ${table}`)
  return rows.map((row) => JSON.stringify(row)).toSorted()
}
