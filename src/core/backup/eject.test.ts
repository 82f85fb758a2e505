import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import type { Volume } from '../ports.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { runBackup } from './backup.ts'
import { ejectDisk } from './eject.ts'
import { type Hands, handsHere } from './engine/hands.ts'
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

test('a backup under way is finished first; a verification is broken off and goes on later', async () => {
  on.ports.volumes.eject = async () => undefined
  await seedPackets(on.station, 1)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const slow = (over: Partial<Hands>) => (): Hands => ({ ...handsHere(mediumDisk), ...over })
  const inner = handsHere(mediumDisk)
  const run = runBackup(on.station, volume.mount, {
    io: mediumDisk,
    hands: slow({ writeVolume: async (...job) => (await held, inner.writeVolume(...job)) }),
  })
  await vi.waitFor(() => expect(roomOf(on.station).running.has(id)).toBe(true))
  await expect(ejectDisk(on.station, volume.mount)).rejects.toMatchObject({ code: 'BACKUP-EJECT-RUNNING' })
  letGo()
  await run
  on.ports.clock.advance(31 * 86_400_000)
  const disk = diskRow(on.station.read, id)!
  let stopped = () => {}
  const check = checkDisk(on.station, disk, volume, {
    hands: slow({
      verify: () => new Promise((_, reject) => (stopped = () => reject(new Error('thread ended')))),
      close: async () => stopped(),
    }),
  })
  await vi.waitFor(() => expect(roomOf(on.station).checking.has(id)).toBe(true))
  await ejectDisk(on.station, volume.mount)
  expect(await check).toBe(false)
  expect(await checkDisk(on.station, disk, volume, { hands: onMedium.hands })).toBe(true)
})
