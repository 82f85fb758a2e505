import { expect, test } from 'vitest'
import { openTestStation } from '../testing/index.ts'
import { isUsableFs, notesOf, readonlyWhy } from './drive-notes.ts'
import { listDrives } from './drives.ts'
import { pairDisk } from './pair.ts'
import { plugFolder } from './testing/desk.ts'

test('a drive says what is wrong with it, each its own', async () => {
  const on = await openTestStation()
  try {
    const cases = [
      [{}, 'unknown', undefined],
      [{ fs: 'iso9660', readonly: true }, 'unusable', 'wrong-fs'],
      [{ fs: 'udf' }, 'unusable', 'wrong-fs'],
      [{ readonly: true, locked: true }, 'readonly', 'locked'],
      [{ readonly: true, dirty: true }, 'readonly', 'dirty'],
      [{ readonly: true }, 'readonly', 'mounted-readonly'],
      [{ dirty: true }, 'unusable', 'dirty'],
      [{ bytes: 1 << 20, free: 1 << 19 }, 'unusable', 'too-small'],
    ] as const
    const mounts = cases.map(([over]) => plugFolder(on, over).mount)
    const drives = await listDrives(on.station)
    for (const [n, [, state, why]] of cases.entries()) {
      const found = drives.find(({ mount }) => mount === mounts[n])
      expect({ n, state: found?.state, why: found?.why }).toEqual({ n, state, why })
    }
  } finally {
    await on.close()
  }
})

test('nothing is written to a volume that is dirty, and it cannot be paired', async () => {
  const on = await openTestStation()
  try {
    const { mount } = plugFolder(on, { dirty: true })
    await expect(
      pairDisk(on.station, { mount, kind: 'rotation', label: 'X', place: '' }),
    ).rejects.toMatchObject({ code: 'BACKUP-DISK-UNUSABLE', params: { why: 'dirty' } })
  } finally {
    await on.close()
  }
})

test('a disk of the station that is dirty goes on being written, and says so', async () => {
  const on = await openTestStation()
  try {
    const volume = plugFolder(on)
    await pairDisk(on.station, { mount: volume.mount, kind: 'rotation', label: 'X', place: '' })
    on.ports.volumes.plug({ ...volume, dirty: true, options: ['rw', 'sync'] })
    const found = (await listDrives(on.station)).find(({ mount }) => mount === volume.mount)
    expect(found).toMatchObject({ state: 'paired', notes: ['dirty', 'slow', 'exec'] })
  } finally {
    await on.close()
  }
})

test('another station’s disk says whose it is', async () => {
  const [ours, theirs] = [
    await openTestStation(),
    await openTestStation({ seed: 'other', station: '527202' }),
  ]
  try {
    const volume = plugFolder(theirs)
    await pairDisk(theirs.station, { mount: volume.mount, kind: 'rotation', label: 'X', place: '' })
    ours.ports.volumes.plug(volume)
    const found = (await listDrives(ours.station)).find(({ mount }) => mount === volume.mount)
    expect(found).toMatchObject({ state: 'foreign', station: theirs.station.code, why: 'foreign' })
  } finally {
    await ours.close()
    await theirs.close()
  }
})

test('mount options are said: noexec, programs, slow', () => {
  expect(notesOf({ options: ['rw', 'noexec'], readonly: false })).toEqual(['noexec'])
  expect(notesOf({ options: ['rw', 'sync'], readonly: false })).toEqual(['slow', 'exec'])
  expect(notesOf({ options: ['ro', 'sync', 'noexec'], readonly: true })).toEqual(['noexec'])
  expect(notesOf({ readonly: false }), 'Windows tells none').toEqual([])
  expect(readonlyWhy({ locked: true, dirty: true })).toBe('locked')
  expect(['vfat', 'exFAT', 'NTFS', 'ext4', 'fuse.exfat', ''].every(isUsableFs)).toBe(true)
  expect(['iso9660', 'udf', 'CDFS', 'squashfs', 'hfsplus'].some(isUsableFs)).toBe(false)
})
