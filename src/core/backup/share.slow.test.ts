import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test } from 'vitest'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { listDrives } from './drives.ts'
import { handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { settleAlarm } from './routine/alarm.ts'
import { checkByHand } from './routine/check-by-hand.ts'
import { backupStatus } from './status.ts'
import { inDisk, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'
import { verifyAnywhere } from './verify/verify.ts'
import { formatPublicKey, publicOf } from '../../lib/minisign.ts'

let host: TestStation
let guest: TestStation
let disk: Volume

beforeEach(async () => {
  host = await openTestStation({ station: '5272-01-A', seed: 'host' })
  guest = await openTestStation({ station: '5272-01-B', seed: 'guest', dinas: host.dinas })
  disk = plugFolder(host)
  guest.ports.volumes.plug(disk)
})
afterEach(async () => {
  await host.close()
  await guest.close()
})

const here = { hands: () => handsHere() }
const asked = (isShared: boolean) => ({
  mount: disk.mount,
  kind: 'rotation' as const,
  label: 'BERSAMA',
  place: 'Dinas',
  shared: isShared,
})
const backedUp = async (on: TestStation, packets: number) => {
  await seedPackets(on.station, packets)
  return runBackup(on.station, disk.mount, here)
}
const page = () => readFileSync(inDisk(disk, 'README.TXT'), 'utf8')

async function shared(): Promise<void> {
  await pairDisk(host.station, asked(false))
  await pairDisk(guest.station, asked(true))
}

test('a disk of the same Dinas is offered, named by its host, and joined only where that is asked for', async () => {
  await pairDisk(host.station, asked(false))
  expect(await listDrives(guest.station)).toMatchObject([
    { state: 'foreign', host: { station: '5272-01-A', label: 'BERSAMA' } },
  ])
  await expect(pairDisk(guest.station, asked(false))).rejects.toMatchObject({
    code: 'BACKUP-FOREIGN-DISK',
    params: { station: '5272-01-A' },
  })
  const row = await pairDisk(guest.station, asked(true))
  expect(await listDrives(guest.station)).toMatchObject([{ state: 'paired', disk: row.id }])
  expect(await listDrives(host.station)).toMatchObject([{ state: 'paired' }])
  expect(await pairDisk(guest.station, asked(true))).toEqual(row)
})

test("a disk of another Dinas is nobody else's, and so is one whose marker its certificate does not prove", async () => {
  await pairDisk(host.station, asked(false))
  const stranger = await openTestStation({ station: '5272-01-C', seed: 'stranger' })
  stranger.ports.volumes.plug(disk)
  expect((await listDrives(stranger.station))[0]).not.toHaveProperty('host')
  await expect(pairDisk(stranger.station, asked(true))).rejects.toMatchObject({ code: 'BACKUP-FOREIGN-DISK' })
  await stranger.close()
  for (const name of ['DISK.JSN', 'DISK.BAK']) {
    const path = inDisk(disk, name)
    writeFileSync(path, readFileSync(path, 'utf8').replace('BERSAMA', 'BERSAMB'))
  }
  await expect(pairDisk(guest.station, asked(true))).rejects.toMatchObject({ code: 'BACKUP-FOREIGN-DISK' })
})

test('each writes into its own folder and leaves the pages of the other, in turns; the disk proves both', async () => {
  await shared()
  const before = page()
  for (const on of [guest, host, guest]) expect(await backedUp(on, 2)).toMatchObject({ packets: 2 })
  expect(page()).toBe(before)
  expect(before).toContain('5272-01-A')
  expect(readFileSync(inDisk(disk, '5272-01-B', 'README.TXT'), 'utf8')).toContain('5272-01-B')
  const root = formatPublicKey(publicOf(host.dinas.root))
  const all = await verifyAnywhere(host.ports.volumes, { mount: disk.mount, root, station: null })
  expect(all).toMatchObject({ sound: true, origin: 'proven', packets: 6 })
})

test("a host that erased its own marker takes nothing from the guest; a guest's folder that is gone is an alarm", async () => {
  await shared()
  await backedUp(guest, 1)
  for (const name of ['DISK.JSN', 'DISK.BAK', 'DISK.SIG']) rmSync(inDisk(disk, name))
  expect(await backedUp(guest, 1)).toMatchObject({ packets: 1 })
  rmSync(inDisk(disk, '5272-01-B'), { recursive: true })
  expect(await checkByHand(guest.station, disk.mount)).toMatchObject({ alarmed: 2, verified: false })
})

test("a guest's folder that is gone is an alarm on the host's disk too; with a damaged marker in it the disk is joined anew", async () => {
  await shared()
  await backedUp(guest, 1)
  for (const name of ['DISK.JSN', 'DISK.BAK']) writeFileSync(inDisk(disk, '5272-01-B', name), 'x')
  expect(await listDrives(guest.station)).toMatchObject([
    { state: 'foreign', host: { station: '5272-01-A' } },
  ])
  expect(await listDrives(host.station)).toMatchObject([{ state: 'paired' }])
  expect(await checkByHand(guest.station, disk.mount)).toMatchObject({ alarmed: 1, verified: false })
  const join = () => pairDisk(guest.station, asked(true))
  await expect(join()).rejects.toMatchObject({ code: 'BACKUP-ALARM-OPEN' })
  const [alarm] = (await backupStatus(guest.station)).alarms
  const penyelia = { ...guest.station, actor: { account: 'penyelia', role: 'penyelia' } } as const
  await settleAlarm(penyelia, alarm!.id, 'tanda rusak')
  await join()
  expect(await backedUp(guest, 1)).toMatchObject({ packets: 2 })
  expect(await listDrives(host.station)).toMatchObject([{ state: 'paired' }])
})
