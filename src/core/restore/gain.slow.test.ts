import { existsSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { verifyAudit } from '../audit/index.ts'
import { checkByHand, pairDisk, runBackup } from '../backup/index.ts'
import { plugFolder } from '../backup/testing/desk.ts'
import { handsHere } from '../backup/testing/here.ts'
import { seedPackets } from '../backup/testing/seed.ts'
import { packetPath } from '../enrolment/index.ts'
import { certificateRequest, certify, type LiveStation } from '../settings/index.ts'
import type { Station } from '../station.ts'
import { planGain, runGain } from './gain.ts'
import { restoreHere } from './hands.ts'
import {
  backUp,
  openRestored,
  pairNew,
  restoreInto,
  type Restored,
  type Rig,
  rigWith,
  rowsOf,
} from './testing/rig.ts'

let rig: Rig
const opened: Restored[] = []
beforeEach(async () => {
  rig = await rigWith([2])
})
afterEach(async () => {
  for (const { store } of opened.splice(0)) store.close()
  await rig.on.close()
})

const deps = { hands: restoreHere(), onProgress: () => undefined }
const gain = (station: LiveStation, disks = [rig.disk.mount]) => runGain(station, { disks }, deps)
const plan = (station: Station, disks = [rig.disk.mount]) => planGain(station, { disks }, deps)

/** The living station with a supervisor at it. */
function supervised(): LiveStation {
  const actor = { account: 'penyelia', role: 'penyelia' }
  return Object.create(rig.on.station, { actor: { value: actor } }) as LiveStation
}

async function restored(name: string): Promise<Restored> {
  const result = await restoreInto(rig, name)
  const one = { ...(await openRestored(rig, name)), result }
  opened.push(one)
  return one
}

/** The Dinas certifies the restored station's key. */
async function certified(station: LiveStation): Promise<void> {
  const answer = certify(rig.on.dinas.root, certificateRequest(station.read), 900)
  await station.write.transaction((tx) =>
    tx.run('UPDATE epoch SET certificate = ?, certificate_signature = ? WHERE id = ?', [
      Buffer.from(answer.bytes).toString(),
      answer.signature,
      station.epoch.id,
    ]),
  )
  station.reload()
}

/** It records two more and backs up to the same disk. */
async function goOn({ station }: Restored): Promise<string[]> {
  await certified(station)
  const more = await seedPackets(station, 2)
  const on = Object.create(station, { ports: { value: { ...station.ports, volumes: rig.on.ports.volumes } } })
  await runBackup(on as typeof station, rig.disk.mount, { hands: () => handsHere() })
  return more.map(({ id }) => id)
}

test('a living station gains what a branch of it recorded on a borrowed PC, and keeps all of its own', async () => {
  const station = supervised()
  const borrowed = await restored('borrowed')
  const theirs = await goOn(borrowed)
  const ours = await seedPackets(station, 1)
  await station.write.transaction((tx) =>
    tx.run("UPDATE recording_status SET status = 'SENT_FOR_ENROLLMENT' WHERE recording = ?", [
      rig.packets[0]!.id,
    ]),
  )
  const before = rowsOf(rig.on.store, 'audit')
  expect((await plan(station)).gains).toMatchObject({ packets: theirs.toSorted(), conflicts: 0 })
  expect(station.read.all('SELECT 1 FROM recording')).toHaveLength(3)
  const result = await gain(station)
  expect(result.gains).toMatchObject({ packets: theirs.toSorted(), conflicts: 0 })
  expect(result.gains.rows).toBeGreaterThan(4)
  const ids = station.read.all<{ id: string; at: string }>('SELECT id, sealed_at AS at FROM recording')
  expect(ids.map(({ id }) => id).toSorted()).toEqual(
    [...theirs, ...ours.map(({ id }) => id), ...rig.packets.map(({ id }) => id)].toSorted(),
  )
  for (const { id, at } of ids) expect(existsSync(packetPath(station, id, at))).toBe(true)
  const status = 'SELECT status FROM recording_status WHERE recording = ?'
  expect(station.read.get(status, [rig.packets[0]!.id])).toEqual({ status: 'SENT_FOR_ENROLLMENT' })
  expect(rowsOf(rig.on.store, 'audit')).toEqual(expect.arrayContaining(before))
  expect(verifyAudit(station.read)).toMatchObject({ sound: true })
  const received = station.read.all<{ subject: string }>(
    "SELECT subject FROM audit WHERE act = 'audit.received'",
  )
  expect(received.map(({ subject }) => subject.split(' ')[0])).toContain(borrowed.result.newEpoch)
  expect(rig.on.store.check('full')).toEqual([])
  // Gained rows are the station's own changes now: its disk takes them, and a later restore has everything.
  await backUp(rig.on, rig.disk)
  const all = await restored('all')
  expect(all.result).toMatchObject({ packets: 5, missing: [], state: { recordings: 5 } })
  const again = await gain(station)
  expect(again.gains).toMatchObject({ packets: [], newer: 0, conflicts: 0 })
  expect(readdirSync(station.paths.folder)).not.toContain('.restore')
})

test('a line that another station only brought over never stands against what was written after it, by way of disks too', async () => {
  const station = supervised()
  const borrowed = await restored('borrowed')
  await certified(borrowed.station)
  const id = rig.packets[0]!.id
  const say = (status: string) =>
    station.write.transaction((tx) =>
      tx.run('UPDATE recording_status SET status = ? WHERE recording = ?', [status, id]),
    )
  const said = (of: Pick<Station, 'read'>) =>
    of.read.get('SELECT status FROM recording_status WHERE recording = ?', [id])
  await say('SENT_FOR_ENROLLMENT')
  await backUp(rig.on, rig.disk)
  const actor = { account: 'penyelia', role: 'penyelia' }
  const ports = { ...borrowed.station.ports, volumes: rig.on.ports.volumes }
  const branch = Object.create(borrowed.station, {
    actor: { value: actor },
    ports: { value: ports },
  }) as LiveStation
  const own = plugFolder(rig.on)
  await pairDisk(branch, { mount: own.mount, kind: 'rotation', label: 'DISK CABANG', place: '' })
  await runBackup(branch, own.mount, { hands: () => handsHere() })
  await gain(branch)
  expect(said(branch)).toEqual({ status: 'SENT_FOR_ENROLLMENT' })
  // What it brought over goes to its disks as a snapshot: a log would call it the branch's own.
  await runBackup(branch, rig.disk.mount, { hands: () => handsHere() })
  const last = branch.read.get(
    'SELECT snapshot = change_to AS whole FROM disk_commit WHERE epoch = ? ORDER BY sequence DESC, at DESC LIMIT 1',
    [branch.epoch.id],
  )
  expect(last).toEqual({ whole: 1 })
  await say('PRINT_READY_RECORD')
  expect((await gain(station, [own.mount])).gains.conflicts).toBe(0)
  expect(said(station)).toEqual({ status: 'PRINT_READY_RECORD' })
})

test('packets that a living station lost come back from its own disk, byte for byte', async () => {
  const station = supervised()
  const [lost] = rig.packets
  const bytes = readFileSync(lost!.path)
  rmSync(lost!.path)
  expect((await plan(station)).gains).toMatchObject({ packets: [lost!.id], rows: 0, newer: 0 })
  expect(existsSync(lost!.path)).toBe(false)
  expect((await gain(station)).gains).toMatchObject({ packets: [lost!.id] })
  expect(readFileSync(lost!.path)).toEqual(bytes)
})

test('packets that left this computer by the rule stay away: they would never leave it again', async () => {
  const station = supervised()
  const [left, lost] = rig.packets
  await station.write.transaction((tx) =>
    tx.run("INSERT INTO purged VALUES (?, ?, '2026-11-23T01:00:00.000Z', 'penyelia', 'gone', 'x')", [
      left!.id,
      station.epoch.id,
    ]),
  )
  for (const { path } of [left!, lost!]) rmSync(path)
  expect((await plan(station)).gains).toMatchObject({ packets: [lost!.id] })
  expect((await gain(station)).gains).toMatchObject({ packets: [lost!.id] })
  expect([left!, lost!].map(({ path }) => existsSync(path))).toEqual([false, true])
})

test('copies in volumes that were found gone do not come back with the word of an older disk', async () => {
  const station = supervised()
  const other = await pairNew(rig.on, 'DISK B')
  await backUp(rig.on, other)
  const { id } = station.read.get<{ id: string }>("SELECT id FROM disk WHERE label = 'DISK A'")!
  rmSync(join(rig.disk.mount, 'REKAM', '5272-01-A', '202611', 'S0000001.TAR'))
  expect(await checkByHand(station, rig.disk.mount)).toMatchObject({ alarmed: 1 })
  const copies = () => station.read.all('SELECT packet, volume FROM copy WHERE disk = ?', [id])
  expect(copies()).toEqual([])
  const result = await gain(station, [other.mount])
  expect(result.gains).toMatchObject({ conflicts: 0 })
  expect(copies()).toEqual([])
  // What stands here of such a volume goes, as where another computer of the station raised the alarm.
  await station.write.transaction((tx) =>
    tx.run("INSERT INTO copy SELECT packet, ?, '202611/S0000001.TAR', 'L2', at FROM copy", [id]),
  )
  await gain(station, [other.mount])
  expect(copies()).toEqual([])
  await backUp(rig.on, rig.disk)
  expect(copies()).toHaveLength(2)
})

test('a station that is an old copy of itself is told so, and nothing is mixed', async () => {
  const station = supervised()
  const { store } = rig.on
  await seedPackets(station, 1)
  await backUp(rig.on, rig.disk)
  // The copy of yesterday: the counter stands lower than what the disk has of this epoch.
  await station.write.transaction((tx) => tx.run('UPDATE change_counter SET seq = seq - 5'))
  const before = rowsOf(store, 'recording')
  await expect(gain(station)).rejects.toMatchObject({ code: 'RESTORE-ROLLED-BACK' })
  expect(rowsOf(store, 'recording')).toEqual(before)
})

test('an operator does not merge; a foreign disk is refused', async () => {
  const station = supervised()
  const operator = Object.create(station, {
    actor: { value: { account: 'x', role: 'operator' } },
  }) as LiveStation
  await expect(gain(operator)).rejects.toMatchObject({ code: 'RESTORE-ROLE' })
  rmSync(join(rig.disk.mount, 'REKAM', '5272-01-A'), { recursive: true })
  await expect(gain(station)).rejects.toMatchObject({ code: 'RESTORE-NOTHING' })
})
