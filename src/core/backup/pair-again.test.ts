import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { formatPublicKey, publicOf } from '../../lib/minisign.ts'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { listDrives } from './drives.ts'
import { pairDisk } from './pair.ts'
import { settleAlarm } from './routine/alarm.ts'
import { checkByHand } from './routine/check-by-hand.ts'
import { startBackupRoutine } from './routine/routine.ts'
import { backupStatus } from './status.ts'
import { inDisk, onMedium, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'
import { verifyAnywhere } from './verify/verify.ts'

let on: TestStation
let volume: Volume
let id: string
beforeEach(async () => {
  on = await openTestStation({ actor: { account: 'penyelia', role: 'penyelia' } })
  volume = plugFolder(on)
  id = (await pair('DISK A')).id
  for (let n = 0; n < 3; n++) {
    await seedPackets(on.station, 1)
    await back()
  }
})
afterEach(() => on.close())

const pair = (label: string) =>
  pairDisk(on.station, { mount: volume.mount, kind: 'rotation', label, place: 'lemari' })
const back = () => runBackup(on.station, volume.mount, onMedium)
const status = () => backupStatus(on.station)
const drive = async () => (await listDrives(on.station))[0]
const files = () => readdirSync(inDisk(volume), { recursive: true, encoding: 'utf8' }).toSorted()
const month = () => {
  const name = readdirSync(inDisk(volume, on.station.code)).find((one) => /^\d{6}$/.test(one))!
  return inDisk(volume, on.station.code, name)
}

function flip(path: string): void {
  const bytes = readFileSync(path)
  bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1
  writeFileSync(path, bytes)
}

/** The alarm is settled, the disk paired again, and everything goes to it anew under another id; nothing that was on it is gone. */
async function isUsedAgain(): Promise<void> {
  const before = files()
  await expect(pair('DISK B')).rejects.toMatchObject({
    code: 'BACKUP-ALARM-OPEN',
    params: { disk: 'DISK A' },
  })
  const [alarm, ...more] = (await status()).alarms
  expect(more).toEqual([])
  await settleAlarm(on.station, alarm!.id, 'tidak tahu sebabnya')
  const again = await pair('DISK B')
  expect(again.id).not.toBe(id)
  expect(await back()).toMatchObject({ packets: 3, disk: again.id })
  expect(files()).toEqual(expect.arrayContaining(before))
  expect(await status()).toMatchObject({ onceOnly: 0, alarms: [] })
  expect((await status()).disks.map(({ label }) => label)).toEqual(['DISK B'])
  expect(await drive()).toMatchObject({ state: 'paired', disk: again.id })
  await seedPackets(on.station, 1)
  expect(await back()).toMatchObject({ packets: 1 })
}

test.each([
  ['a bit of its signature', 'not-signed', () => flip(inDisk(volume, 'DISK.SIG'))],
  [
    'both of its statements',
    'marker-damaged',
    () => {
      for (const name of ['DISK.JSN', 'DISK.BAK']) writeFileSync(inDisk(volume, name), on.ports.random(300))
    },
  ],
] as const)(
  'a disk of ours with %s hurt is an alarm for all that it held, and is used again once that is settled',
  async (_, why, hurt) => {
    hurt()
    expect(await drive()).toMatchObject({ state: 'unknown', why })
    await expect(back()).rejects.toMatchObject({ code: 'BACKUP-NOT-PAIRED' })
    expect(await checkByHand(on.station, volume.mount)).toEqual({ alarmed: 3, verified: false })
    expect(await status()).toMatchObject({ onceOnly: 3, alarms: [{ kind: 'missing', packets: 3 }] })
    await isUsedAgain()
  },
)

test('the routine raises the alarm by itself, and so does who pairs before it looked', async () => {
  flip(inDisk(volume, 'DISK.SIG'))
  const stop = startBackupRoutine(on.station, { ...onMedium, settleMs: 1 })
  try {
    await expect.poll(async () => (await status()).alarms).toMatchObject([{ kind: 'missing', packets: 3 }])
  } finally {
    await stop()
  }
  await isUsedAgain()
})

test('pairing first asks for the alarm', async () => {
  flip(inDisk(volume, 'DISK.SIG'))
  await isUsedAgain()
  expect(on.station.read.get('SELECT count(*) AS n FROM disk_alarm')).toEqual({ n: 1 })
})

test('a disk of ours that shows nothing of ours any more is not two copies once it is paired again', async () => {
  rmSync(inDisk(volume), { recursive: true })
  const again = await pair('DISK B')
  expect(await status()).toMatchObject({ onceOnly: 3, alarms: [{ disk: id, kind: 'missing', packets: 3 }] })
  expect(await back()).toMatchObject({ packets: 3, disk: again.id })
  expect(on.station.read.all('SELECT DISTINCT disk FROM copy')).toEqual([{ disk: again.id }])
})

test('a stick of the same number beside our disk takes nothing from it, looked at and paired', async () => {
  const stick = plugFolder(on, { id: volume.id })
  on.ports.volumes.plug({ ...volume, dev: volume.dev + 1 })
  await expect(checkByHand(on.station, stick.mount)).rejects.toMatchObject({ code: 'BACKUP-NOT-PAIRED' })
  const other = await pairDisk(on.station, {
    mount: stick.mount,
    kind: 'rotation',
    label: 'DISK B',
    place: '',
  })
  expect(await status()).toMatchObject({ onceOnly: 0, alarms: [] })
  expect((await listDrives(on.station)).map(({ disk }) => disk)).toEqual([id, other.id])
})

test.each([
  ['the folder of the month is gone', () => rmSync(month(), { recursive: true }), 'missing'],
  [
    'both statements of the last commit are gone',
    () => {
      for (const name of ['C0000003.JSN', 'C0000003.BAK']) rmSync(join(month(), name))
    },
    'missing',
  ],
  [
    'both statements of the last commit are altered',
    () => {
      for (const name of ['C0000003.JSN', 'C0000003.BAK']) flip(join(month(), name))
    },
    'changed',
  ],
] as const)('where %s, the disk is refused until it is settled and paired again', async (_, harm, kind) => {
  harm()
  await seedPackets(on.station, 1)
  await expect(back()).rejects.toMatchObject({ code: 'BACKUP-DISK-CHANGED' })
  const { alarms } = await status()
  expect(alarms).toMatchObject([{ kind }])
  const before = files()
  await expect(pair('DISK A')).rejects.toMatchObject({ code: 'BACKUP-ALARM-OPEN' })
  await settleAlarm(on.station, alarms[0]!.id, 'folder terhapus')
  await expect(back()).rejects.toMatchObject({ code: 'BACKUP-DISK-CHANGED' })
  const again = await pair('DISK A')
  expect(await back()).toMatchObject({ packets: 4, disk: again.id })
  expect(files()).toEqual(expect.arrayContaining(before))
  expect(await status()).toMatchObject({ onceOnly: 0, alarms: [], disks: [{ id: again.id, packets: 4 }] })
  expect(on.station.read.get('SELECT state FROM disk WHERE id = ?', [id])).toEqual({ state: 'replaced' })
  const root = formatPublicKey(publicOf(on.dinas.root))
  const verdict = await verifyAnywhere(on.ports.volumes, { mount: volume.mount, root, station: null })
  expect(verdict.problems.filter(({ path }) => /0000004/.test(path))).toEqual([])
  expect(verdict.packets).toBeGreaterThanOrEqual(4)
})
