import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Fault } from '../../../lib/fault.ts'
import type { Volume } from '../../ports.ts'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { absentPackets } from '../absent.ts'
import { runBackup } from '../backup.ts'
import { handsHere } from '../engine/hands.ts'
import { pairDisk } from '../pair.ts'
import { diskRow, type DiskRow } from '../queries.ts'
import { backupStatus } from '../status.ts'
import { inDisk, mediumDisk, onMedium, plugFolder } from '../testing/desk.ts'
import { seedPackets } from '../testing/seed.ts'
import { verifyForStation } from '../verify/verify.ts'
import { settleAlarm } from './alarm.ts'
import { startBackupRoutine } from './routine.ts'
import { checkDisk } from './check-disk.ts'
import { noteEmptied, takeInventory } from './inventory.ts'

const DAY = 86_400_000
let on: TestStation
let volume: Volume
let disk: DiskRow
beforeEach(async () => {
  on = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  volume = plugFolder(on)
  const { id } = await pairDisk(on.station, {
    mount: volume.mount,
    kind: 'rotation',
    label: 'DISK A',
    place: '',
  })
  disk = diskRow(on.station.read, id)!
})
afterEach(() => on.close())

async function backUp(volumes: number): Promise<void> {
  for (let n = 0; n < volumes; n++) {
    await seedPackets(on.station, 1)
    await runBackup(on.station, volume.mount, onMedium)
  }
}
const folder = () => {
  const month = readdirSync(inDisk(volume, on.station.code)).find((name) => /^\d{6}$/.test(name))!
  return inDisk(volume, on.station.code, month)
}
const packets = () => on.station.read.get<{ n: number }>('SELECT count(*) AS n FROM copy')!.n
const alarms = async () => (await backupStatus(on.station)).alarms
const inventory = () => takeInventory(on.station, disk, volume, mediumDisk)
/** The medium was away and is back. */
const replug = (session: string) => {
  on.ports.volumes.pull(volume.mount)
  volume = on.ports.volumes.plug({ ...volume, session })
}
const check = (limit?: { bytes: number; volumes: number }, signal?: AbortSignal) =>
  checkDisk(on.station, disk, volume, {
    hands: onMedium.hands,
    ...(limit ? { limit } : {}),
    ...(signal ? { signal } : {}),
  })
const checks = () =>
  on.station.read.all<{ scope: string; cold: number }>(
    'SELECT scope, cold, volumes, problems FROM disk_check ORDER BY at',
  )

test('a known volume that is gone, or has another size, is an alarm once, and its packets go to the disk anew', async () => {
  await backUp(3)
  expect(await inventory()).toBe(0)
  rmSync(join(folder(), 'S0000001.TAR'))
  writeFileSync(join(folder(), 'S0000002.TAR'), 'your files are encrypted')
  expect(await inventory()).toBe(2)
  expect(await inventory()).toBe(0)
  expect((await alarms()).map(({ kind, packets: of }) => `${kind} ${of}`).toSorted()).toEqual([
    'changed 1',
    'missing 1',
  ])
  expect(packets()).toBe(1)
  await runBackup(on.station, volume.mount, onMedium)
  expect(packets()).toBe(3)
  expect((await alarms()).length).toBe(2)
})

test('what an alarm strikes while a run to the same disk is under way is brought by the next one', async () => {
  await backUp(2)
  await seedPackets(on.station, 1)
  rmSync(join(folder(), 'S0000001.TAR'))
  const found: number[] = []
  const hands = () => {
    const here = onMedium.hands()
    const writeVolume: typeof here.writeVolume = async (...args) => {
      found.push(await inventory())
      return here.writeVolume(...args)
    }
    return { ...here, writeVolume }
  }
  await runBackup(on.station, volume.mount, { ...onMedium, hands })
  expect(found[0]).toBe(1)
  on.ports.clock.advance(DAY)
  await runBackup(on.station, volume.mount, onMedium)
  expect(packets()).toBe(3)
  expect(await backupStatus(on.station)).toMatchObject({ onceOnly: 0, disks: [{ behind: 0 }] })
})

test('what is gone is no longer the last copy that was proven', async () => {
  await backUp(1)
  const first = on.ports.now().toISOString()
  on.ports.clock.advance(DAY)
  await backUp(1)
  rmSync(join(folder(), 'S0000002.TAR'))
  await inventory()
  expect(await backupStatus(on.station)).toMatchObject({ onceOnly: 1, lastVerifiedAt: first })
  rmSync(folder(), { recursive: true })
  await inventory()
  expect(await backupStatus(on.station)).toMatchObject({ onceOnly: 2, lastVerifiedAt: null })
})

test('a volume without its commit is as good as gone; one whose copy is left is not', async () => {
  await backUp(2)
  rmSync(join(folder(), 'C0000001.JSN'))
  expect(await inventory()).toBe(0)
  rmSync(join(folder(), 'C0000001.BAK'))
  expect(await inventory()).toBe(1)
})

test('our file system without our folder: everything that was on it is gone', async () => {
  await backUp(2)
  renameSync(inDisk(volume), `${inDisk(volume)}.locked`)
  expect(await noteEmptied(on.station, volume, mediumDisk)).toBe(2)
  expect(await alarms()).toMatchObject([{ kind: 'missing', packets: 2 }])
  expect((await backupStatus(on.station)).onceOnly).toBe(2)
})

test('a disk that was pulled shows empty folders and is no alarm', async () => {
  await backUp(2)
  rmSync(folder(), { recursive: true })
  on.ports.volumes.pull(volume.mount)
  await expect(inventory()).rejects.toMatchObject({ code: 'BACKUP-UNPLUGGED' })
  await expect(noteEmptied(on.station, volume, mediumDisk)).rejects.toMatchObject({
    code: 'BACKUP-UNPLUGGED',
  })
  expect(await alarms()).toEqual([])
  expect(packets()).toBe(2)
})

test('an alarm stands until a supervisor says what it was', async () => {
  await backUp(1)
  rmSync(join(folder(), 'S0000001.TAR'))
  await inventory()
  const { id } = (await alarms())[0]!
  const operator = { ...on.station, actor: { account: 'siti', role: 'operator' } } as const
  await expect(settleAlarm(operator, id, 'terhapus')).rejects.toMatchObject({ code: 'BACKUP-SUPERVISOR' })
  expect(await alarms()).toHaveLength(1)
  await settleAlarm(on.station, id, 'terhapus')
  expect(await alarms()).toEqual([])
  await expect(settleAlarm(on.station, id, 'terhapus')).rejects.toMatchObject({
    code: 'BACKUP-ALARM-UNKNOWN',
  })
  expect(await inventory()).toBe(0)
  expect(on.station.read.get('SELECT settled_by, note FROM disk_alarm')).toEqual({
    settled_by: on.station.actor.account,
    note: 'terhapus',
  })
})

test('an eighth each week, everything each month; what is read in another presence is proven cold', async () => {
  await backUp(3)
  replug('two')
  expect(await check()).toBe(false)
  on.ports.clock.advance(7 * DAY)
  expect(await check()).toBe(true)
  expect(await check()).toBe(false)
  on.ports.clock.advance(7 * DAY)
  await check()
  expect(checks()).toMatchObject([
    { scope: '0', volumes: 0 },
    { scope: '1', volumes: 1, cold: 1, problems: 0 },
  ])
  expect(on.station.read.all('SELECT volume, level FROM volume_check')).toMatchObject([{ level: 'L2' }])
  on.ports.clock.advance(16 * DAY)
  await check()
  expect(checks().at(-1)).toMatchObject({ scope: 'all', volumes: 3, cold: 1 })
  expect(on.station.read.all('SELECT level FROM volume_check')).toEqual([
    { level: 'L2' },
    { level: 'L2' },
    { level: 'L2' },
  ])
  expect((await backupStatus(on.station)).disks).toMatchObject([{ checkedAt: on.ports.now().toISOString() }])
})

test('a verification that is interrupted goes on where it stopped, and reads nothing twice', async () => {
  await backUp(4)
  replug('two')
  on.ports.clock.advance(31 * DAY)
  const stop = new AbortController()
  let turns = 0
  const unwatch = on.station.onChange(() => {
    if (++turns === 2) stop.abort()
  })
  expect(await check({ bytes: 1, volumes: 1 }, stop.signal)).toBe(false)
  unwatch()
  const first = on.station.read.all<{ volume: string }>('SELECT volume FROM volume_check')
  expect(first).toHaveLength(2)
  expect(checks()).toEqual([])
  const before = on.ports.now().toISOString()
  on.ports.clock.advance(60_000)
  expect(await check({ bytes: 1, volumes: 1 })).toBe(true)
  expect(on.station.read.all('SELECT volume FROM volume_check WHERE at = ?', [before])).toHaveLength(2)
  expect(checks()).toMatchObject([{ scope: 'all', volumes: 4 }])
})

test('what was verified under a clock that ran ahead is verified again once it is set right; what was committed then is read too', async () => {
  const right = on.ports.now().getTime()
  await backUp(1)
  on.ports.clock.set(new Date(right + 3650 * DAY))
  await backUp(1)
  replug('two')
  expect(await check()).toBe(true)
  on.ports.clock.set(new Date(right + 60_000))
  expect((await backupStatus(on.station)).disks).toMatchObject([{ checkedAt: null }])
  on.ports.clock.set(new Date(right + 31 * DAY))
  expect(await check()).toBe(true)
  const now = on.ports.now().toISOString()
  expect(on.station.read.all('SELECT level, at FROM volume_check')).toEqual([
    { level: 'L2', at: now },
    { level: 'L2', at: now },
  ])
  expect((await backupStatus(on.station)).disks).toMatchObject([{ checkedAt: now }])
  expect((await backupStatus(on.station)).lastVerifiedAt).toBe(now)
})

test('a disk that is pulled while it is read again has lost nothing', async () => {
  await backUp(2)
  on.ports.clock.advance(31 * DAY)
  const gone = async (path: string) => {
    on.ports.volumes.pull(volume.mount)
    throw new Fault('DISK-IO', { op: 'read', path, errno: 'EIO' })
  }
  const hands = () => handsHere({ ...mediumDisk, scan: gone })
  await expect(checkDisk(on.station, disk, volume, { io: mediumDisk, hands })).rejects.toMatchObject({
    code: 'BACKUP-UNPLUGGED',
  })
  expect(await alarms()).toEqual([])
  expect(packets()).toBe(2)
  replug('two')
  await expect(
    verifyForStation(on.station, volume.mount, { hands: () => handsHere({ ...mediumDisk, scan: gone }) }),
  ).rejects.toMatchObject({ code: 'BACKUP-UNPLUGGED' })
  expect(await alarms()).toEqual([])
})

test('damage that the month finds is an alarm', async () => {
  await backUp(2)
  const path = join(folder(), 'S0000002.TAR')
  const bytes = readFileSync(path)
  bytes[900] = bytes[900]! ^ 1
  writeFileSync(path, bytes)
  expect(await inventory()).toBe(0)
  on.ports.clock.advance(31 * DAY)
  expect(await check()).toBe(true)
  expect(checks()).toMatchObject([{ problems: 1, volumes: 2 }])
  expect(await alarms()).toMatchObject([{ kind: 'changed', packets: 1 }])
})

const statements = () => ['JSN', 'BAK'].map((end) => join(folder(), `C0000001.${end}`))
test.each([
  ['its statements are gone', 'missing', () => statements().forEach((path) => rmSync(path))],
  [
    'its statements say nothing any more',
    'changed',
    () => statements().forEach((path) => writeFileSync(path, '{')),
  ],
  ['all of the month is gone', 'missing', () => rmSync(folder(), { recursive: true })],
] as const)(
  'a volume that cannot be read while its disk stays connected is not counted as read: %s',
  async (_, kind, hurt) => {
    await backUp(1)
    expect(await inventory()).toBe(0)
    hurt()
    on.ports.clock.advance(31 * DAY)
    expect(await check()).toBe(true)
    expect(await alarms()).toMatchObject([{ kind, packets: 1, volumes: ['202611/S0000001.TAR'] }])
    expect(packets()).toBe(0)
    expect(checks()).toMatchObject([{ scope: 'all', problems: 1 }])
  },
)

test('the routine does all of it by itself when a disk comes', async () => {
  await backUp(2)
  on.ports.volumes.pull(volume.mount)
  rmSync(join(folder(), 'S0000001.TAR'))
  on.ports.clock.advance(31 * DAY)
  const stop = startBackupRoutine(on.station, { settleMs: 10, io: mediumDisk, hands: onMedium.hands })
  try {
    replug('two')
    await vi.waitFor(async () => expect(await alarms()).toHaveLength(1), 20_000)
    await vi.waitFor(() => expect(checks()).toMatchObject([{ scope: 'all', volumes: 1 }]), 20_000)
  } finally {
    await stop()
  }
})

test('a computer that is turned off before every close misses a packet that went within a week', async () => {
  const [gone] = await seedPackets(on.station, 1)
  const looked = () => on.station.read.get("SELECT value FROM local WHERE key = 'packets-looked'")
  const open = async (absent: number, before?: unknown) => {
    const stop = startBackupRoutine(on.station, { settleMs: 1e9, ...onMedium })
    try {
      await vi.waitFor(() => expect(looked()).not.toEqual(before))
      expect(absentPackets(on.station.read).count).toBe(absent)
    } finally {
      await stop()
    }
  }
  await open(0)
  rmSync(gone!.path)
  on.ports.clock.advance(3 * DAY)
  await open(0)
  on.ports.clock.advance(4 * DAY)
  await open(1, looked())
})
