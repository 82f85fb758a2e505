import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { refuse } from '../refuse.ts'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { type Hands, handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { startBackupService } from './service.ts'
import { backupStatus } from './status.ts'
import { inDisk, mediumDisk, onMedium, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'
import { watchBackup } from './watch.ts'

/** A busy machine is slow, not wrong. */
const SLACK = 20_000

let on: TestStation
let disk: Volume
let stop: (() => Promise<void>) | undefined
beforeEach(async () => {
  on = await openTestStation()
  disk = plugFolder(on)
  await pairDisk(on.station, { mount: disk.mount, kind: 'desk', label: 'MEJA', place: '' })
})
afterEach(async () => {
  await stop?.()
  stop = undefined
  await on.close()
})

const quick = { settleMs: 20, retryMs: [30], gatherMs: 50_000, ...onMedium }
const start = (hands: () => Hands = quick.hands) => {
  stop = startBackupService(on.station, { ...quick, hands })
}
const copies = () => on.station.read.all('SELECT packet FROM copy').length
const commits = () => on.station.read.all('SELECT sequence FROM disk_commit').length
async function seal(count = 1) {
  await seedPackets(on.station, count)
  on.station.changed('enrolment')
}

test('what was sealed is on the disk by itself, and nobody exists once only', async () => {
  start()
  await vi.waitFor(() => expect(commits()).toBe(1), SLACK)
  await seal()
  expect(await backupStatus(on.station)).toMatchObject({ recordings: 1, onceOnly: 1 })
  await vi.waitFor(() => expect(copies()).toBe(1), SLACK)
  expect(await backupStatus(on.station)).toMatchObject({
    onceOnly: 0,
    oldestOnceOnly: null,
    disks: [{ label: 'MEJA', packets: 1, behind: 0, mount: disk.mount, problem: null }],
  })
})

test('a disk that comes back goes on by itself', async () => {
  start()
  await vi.waitFor(() => expect(commits()).toBe(1), SLACK)
  on.ports.volumes.pull(disk.mount)
  await seal(2)
  await vi.waitFor(async () => expect((await backupStatus(on.station)).onceOnly).toBe(2), SLACK)
  on.ports.volumes.plug(disk)
  await vi.waitFor(() => expect(copies()).toBe(2), SLACK)
})

test('what leaves everybody as safe as before is gathered; packets are not', async () => {
  start()
  await vi.waitFor(() => expect(commits()).toBe(1), SLACK)
  await on.station.write.transaction((tx) => tx.run("INSERT INTO site (code, state) VALUES ('mmu', 'up')"))
  on.station.changed('upload')
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(commits()).toBe(1)
  await seal()
  await vi.waitFor(() => expect(commits()).toBe(2), SLACK)
})

test('a failure is tried again, and is shown until it succeeds', async () => {
  let failures = 2
  const hands = (): Hands => {
    const real = handsHere(mediumDisk)
    return {
      ...real,
      writeVolume: (...job) => {
        if (failures-- > 0) throw refuse('DISK-IO', { op: 'write', path: '', errno: 'EIO' })
        return real.writeVolume(...job)
      },
    }
  }
  await seal()
  start(hands)
  await vi.waitFor(async () =>
    expect((await backupStatus(on.station)).disks).toMatchObject([{ problem: 'DISK-IO', packets: 0 }]),
  )
  await vi.waitFor(() => expect(copies()).toBe(1), SLACK)
  await vi.waitFor(async () =>
    expect((await backupStatus(on.station)).disks).toMatchObject([{ problem: null }]),
  )
})

test('a disk that changed is not tried again until a person did something', async () => {
  await seal()
  await runBackup(on.station, disk.mount, quick)
  const last = inDisk(disk, on.station.code, '202611')
  for (const end of ['JSN', 'BAK']) renameSync(`${last}/C0000001.${end}`, `${last}/X0000001.${end}`)
  await seal()
  start()
  await vi.waitFor(async () =>
    expect((await backupStatus(on.station)).disks).toMatchObject([{ problem: 'BACKUP-DISK-CHANGED' }]),
  )
  await seal()
  await new Promise((resolve) => setTimeout(resolve, 150))
  expect(commits()).toBe(1)
  for (const end of ['JSN', 'BAK']) renameSync(`${last}/X0000001.${end}`, `${last}/C0000001.${end}`)
  await runBackup(on.station, disk.mount, quick)
  await seal()
  await vi.waitFor(() => expect(copies()).toBe(4), SLACK)
})

test('what was read back from the cache alone makes nobody safe', async () => {
  await seal()
  await runBackup(on.station, disk.mount, { hands: () => handsHere() })
  expect(copies()).toBe(1)
  expect(await backupStatus(on.station)).toMatchObject({ onceOnly: 1, disks: [{ level: 'L0' }] })
})

test('two calls at once are one run', async () => {
  await seal()
  const [one, two] = await Promise.all([1, 2].map(() => runBackup(on.station, disk.mount, quick)))
  expect(one).toBe(two)
  expect(commits()).toBe(1)
})

test('pulled in the middle: BACKUP-UNPLUGGED at once, whatever the system still holds', async () => {
  await seal()
  const stuck = (): Hands => ({
    ...handsHere(mediumDisk),
    writeVolume: () => {
      setTimeout(() => on.ports.volumes.pull(disk.mount), 30)
      return new Promise(() => undefined)
    },
  })
  const began = Date.now()
  await expect(runBackup(on.station, disk.mount, { hands: stuck })).rejects.toMatchObject({
    code: 'BACKUP-UNPLUGGED',
    params: { disk: 'MEJA' },
  })
  expect(Date.now() - began).toBeLessThan(5000)
  expect(copies()).toBe(0)
  on.ports.volumes.plug(disk)
  await runBackup(on.station, disk.mount, quick)
  expect(copies()).toBe(1)
})

test('closing the station gives up a volume that takes long, and the next start finishes it', async () => {
  await seal()
  const stuck = (): Hands => ({ ...handsHere(mediumDisk), writeVolume: () => new Promise(() => undefined) })
  const halt = startBackupService(on.station, { ...quick, hands: stuck, graceMs: 50 })
  await vi.waitFor(
    async () => expect((await backupStatus(on.station)).disks[0]?.running).not.toBeNull(),
    SLACK,
  )
  const began = Date.now()
  await halt()
  expect(Date.now() - began).toBeLessThan(1500)
  start()
  await vi.waitFor(() => expect(copies()).toBe(1), SLACK)
})

test('a packet that rotted on the station does not stop the others, and comes once it is whole again', async () => {
  const [bad] = await seedPackets(on.station, 3)
  const whole = readFileSync(bad!.path)

  writeFileSync(bad!.path, Buffer.from(whole).fill(0, 500, 600))
  expect(await runBackup(on.station, disk.mount, quick)).toMatchObject({ packets: 2 })
  rmSync(bad!.path)
  expect(await runBackup(on.station, disk.mount, quick)).toMatchObject({ packets: 0 })
  expect(await backupStatus(on.station)).toMatchObject({ onceOnly: 1, disks: [{ behind: 1 }] })
  writeFileSync(bad!.path, whole)
  expect(await runBackup(on.station, disk.mount, quick)).toMatchObject({ packets: 1 })
  expect(await backupStatus(on.station)).toMatchObject({ onceOnly: 0, disks: [{ behind: 0 }] })
})

test('the watch gives a status now and at every change, and ends when nobody listens', async () => {
  const abort = new AbortController()
  const seen: number[] = []
  const watching = (async () => {
    for await (const { onceOnly } of watchBackup(on.station, abort.signal)) seen.push(onceOnly)
  })()
  await vi.waitFor(() => expect(seen).toEqual([0]), SLACK)
  await seal()
  await vi.waitFor(() => expect(seen.at(-1)).toBe(1), SLACK)
  await runBackup(on.station, disk.mount, quick)
  await vi.waitFor(() => expect(seen.at(-1)).toBe(0), SLACK)
  abort.abort()
  await watching
})
