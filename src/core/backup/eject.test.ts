import { globSync, readdirSync, readlinkSync } from 'node:fs'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { inForeground } from '../foreground.ts'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { ejectDisk } from './eject.ts'
import { handsHere } from './engine/hands.ts'
import { pairDisk } from './pair.ts'
import { diskRow } from './queries.ts'
import { roomOf } from './room.ts'
import { checkDisk } from './routine/check-disk.ts'
import { mediumDisk, onMedium, plugFolder } from './testing/desk.ts'
import { seedPackets } from './testing/seed.ts'
import { ejectLinux, type RunProgram } from './volumes/eject.ts'

let on: TestStation
let volume: Volume
let id: string
beforeEach(async () => {
  on = await openTestStation()
  volume = plugFolder(on)
  id = (await pairDisk(on.station, { mount: volume.mount, kind: 'rotation', label: 'DISK A', place: '' })).id
})
afterEach(() => on.close())

/** Where a link leads; empty for one that is gone by now. */
function readlinkOr(link: string): string {
  try {
    return readlinkSync(link)
  } catch (error) {
    return String(error)
  }
}

const absent = Object.assign(new Error('spawn udisksctl ENOENT'), { code: 'ENOENT' })
const usb = { mount: '/media/a', device: '/dev/sdb1', label: 'A' } as Volume

test('udisks unmounts and turns off; where it is absent, umount is asked; never lazily', async () => {
  const run = vi.fn<RunProgram>(async () => undefined)
  await ejectLinux(usb, run)
  expect(run.mock.calls.map(([program, [what]]) => `${program} ${what}`)).toEqual([
    'udisksctl unmount',
    'udisksctl power-off',
  ])
  const without = vi.fn<RunProgram>(async (program) => {
    if (program === 'udisksctl') throw absent
  })
  await ejectLinux(usb, without)
  expect(without.mock.calls.at(-1)).toEqual(['umount', ['/media/a']])
})

test('what is still in use stays mounted and is said', async () => {
  const busy = async () => {
    throw Object.assign(new Error('target is busy'), { code: 32 })
  }
  await expect(ejectLinux(usb, busy)).rejects.toMatchObject({
    code: 'BACKUP-EJECT-BUSY',
    params: { disk: 'A' },
  })
})

test('a disk that is let go is in the audit; where the system cannot, that is said', async () => {
  await expect(ejectDisk(on.station, volume.mount)).rejects.toMatchObject({ code: 'BACKUP-EJECT-UNABLE' })
  const eject = vi.fn<(volume: Volume) => Promise<void>>(async ({ mount }) => on.ports.volumes.pull(mount))
  on.ports.volumes.eject = eject
  await ejectDisk(on.station, volume.mount)
  expect(eject.mock.calls[0]![0]).toMatchObject({ label: 'DISK A' })
  expect(on.station.read.get("SELECT subject FROM audit WHERE act = 'disk.ejected'")).toEqual({ subject: id })
  await expect(ejectDisk(on.station, volume.mount)).rejects.toMatchObject({ code: 'BACKUP-MOUNT-MISSING' })
})

test('a backup under way is broken off in the middle of a volume, and goes on with the next plug', async () => {
  const openAtEject: string[] = []
  on.ports.volumes.eject = async ({ mount }) => {
    const open = readdirSync('/proc/self/fd').map((fd) => readlinkOr(`/proc/self/fd/${fd}`))
    openAtEject.push(...open.filter((file) => file.startsWith(mount)))
  }
  await seedPackets(on.station, 3, { bytes: 1_500_000 })
  const sealing = Promise.withResolvers<void>()
  const front = inForeground(on.station, () => sealing.promise)
  const run = runBackup(on.station, volume.mount)
  const ended = Promise.allSettled([run])
  await vi.waitFor(() => expect(roomOf(on.station).progress.get(id)?.phase).toBe('paused'), 20_000)
  await ejectDisk(on.station, volume.mount)
  expect(await ended).toMatchObject([{ reason: { code: 'BACKUP-LET-GO', params: { disk: 'DISK A' } } }])
  expect(openAtEject).toEqual([])
  expect([...roomOf(on.station).running.keys(), ...roomOf(on.station).problems.keys()]).toEqual([])
  sealing.resolve()
  await front
  expect(await runBackup(on.station, volume.mount, onMedium)).toMatchObject({ packets: 3 })
  expect(globSync('REKAM/**/*.TAR', { cwd: volume.mount })).toHaveLength(1)
})

test('nothing begins on a disk that is being let go', async () => {
  roomOf(on.station).leaving.add(id)
  await expect(runBackup(on.station, volume.mount, onMedium)).rejects.toMatchObject({ code: 'BACKUP-LET-GO' })
})

test('who sits at the desk after another lets go of what was begun under that one', async () => {
  const { station: services } = on
  const next = { ...services, actor: { account: 'penyelia', role: 'penyelia' } } as const
  on.ports.volumes.eject = async () => undefined
  await seedPackets(services, 3, { bytes: 1_500_000 })
  const sealing = Promise.withResolvers<void>()
  const front = inForeground(next, () => sealing.promise)
  const run = runBackup(services, volume.mount)
  const ended = Promise.allSettled([run])
  try {
    // What is saved at the desk is given way to, whoever sits there.
    await vi.waitFor(() => expect(roomOf(next).progress.get(id)?.phase).toBe('paused'), 20_000)
    await ejectDisk(next, volume.mount)
    expect(await ended).toMatchObject([{ reason: { code: 'BACKUP-LET-GO' } }])
  } finally {
    sealing.resolve()
    await front
    await ended
  }
})

test('a verification under way is broken off, and goes on later', async () => {
  on.ports.volumes.eject = async () => undefined
  await runBackup(on.station, volume.mount, onMedium)
  on.ports.clock.advance(31 * 86_400_000)
  const disk = diskRow(on.station.read, id)!
  let stopped = () => {}
  const check = checkDisk(on.station, disk, volume, {
    hands: () => ({
      ...handsHere(mediumDisk),
      verify: () => new Promise((_, reject) => (stopped = () => reject(new Error('thread ended')))),
      close: async () => stopped(),
    }),
  })
  await vi.waitFor(() => expect(roomOf(on.station).checking.has(id)).toBe(true))
  await ejectDisk(on.station, volume.mount)
  expect(await check).toBe(false)
  expect(await checkDisk(on.station, disk, volume, { hands: onMedium.hands })).toBe(true)
})
