import { expect, test } from 'vitest'
import { isUnprovable } from '../../contract/backup.ts'
import { openTestStation } from '../testing/index.ts'
import { isUsableFs, notesOf, readonlyWhy } from './drive-notes.ts'
import { listDrives } from './drives.ts'
import { pairDisk } from './pair.ts'
import { backupStatus } from './status.ts'
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
    ).rejects.toMatchObject({
      code: 'BACKUP-DISK-UNUSABLE',
      params: {
        reason: 'dirty',
        why: expect.stringContaining('Periksa disk di komputer lain') as string,
        whyEn: expect.stringContaining('Check it on another computer') as string,
      },
    })
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
  const fs = 'exfat'
  expect(notesOf({ fs, options: ['rw', 'noexec'], readonly: false })).toEqual(['noexec'])
  expect(notesOf({ fs, options: ['rw', 'sync'], readonly: false })).toEqual(['slow', 'exec'])
  expect(notesOf({ fs, options: ['ro', 'sync', 'noexec'], readonly: true })).toEqual(['noexec'])
  expect(notesOf({ fs, readonly: false }), 'Windows tells none').toEqual([])
  expect(readonlyWhy({ locked: true, dirty: true })).toBe('locked')
  expect(['vfat', 'exFAT', 'NTFS', 'ext4', 'fuse.exfat', ''].every(isUsableFs)).toBe(true)
  expect(['iso9660', 'udf', 'CDFS', 'squashfs', 'hfsplus'].some(isUsableFs)).toBe(false)
})

test('where no copy can ever be proven it is said, with what helps: another file system, driver or system', () => {
  const said = (platform: NodeJS.Platform, fs: string, driver?: string, options?: string[]) =>
    notesOf(
      { fs, readonly: false, ...(driver ? { driver } : {}), ...(options ? { options } : {}) },
      { platform },
    )
      .filter(isUnprovable)
      .join(' ')
  expect(said('linux', 'exfat', 'exfat')).toBe('')
  expect(said('linux', 'vfat', 'vfat')).toBe('')
  expect(said('linux', 'ntfs', 'ntfs3')).toBe('unprovable')
  expect(said('linux', 'ntfs', 'fuseblk')).toBe('unprovable')
  expect(said('linux', 'btrfs', 'btrfs')).toBe('unprovable')
  expect(said('linux', 'ext4', 'ext4', ['rw', 'data=journal'])).toBe('unprovable')
  // Formatting it as exFAT helps nobody: it is that already.
  expect(said('linux', 'exfat', 'fuseblk')).toBe('unprovable-driver')
  expect(said('linux', 'exfat', 'fuse.exfat-fuse')).toBe('unprovable-driver')
  for (const fs of ['exfat', 'vfat', 'ntfs', 'msdos']) expect(said('win32', fs)).toBe('')
  expect(said('win32', 'refs')).toBe('unprovable')
  expect(said('darwin', 'exfat')).toBe('unprovable-here')
  expect(said('win32', ''), 'nothing is known of it').toBe('')
})

test('a drive that can never prove a copy says so before it is paired, and in its line after', async () => {
  const on = await openTestStation()
  try {
    const volume = plugFolder(on, { fs: 'ntfs', driver: 'fuseblk' })
    const notes = async () =>
      (await listDrives(on.station)).find(({ mount }) => mount === volume.mount)?.notes
    expect(await notes()).toEqual(['unprovable'])
    await pairDisk(on.station, { mount: volume.mount, kind: 'desk', label: 'X', place: '' })
    expect((await backupStatus(on.station)).disks).toMatchObject([{ notes: ['unprovable'] }])
    on.ports.volumes.plug({ ...volume, fs: 'iso9660', readonly: true, mount: `${volume.mount}-2` })
    const other = (await listDrives(on.station)).find(({ mount }) => mount.endsWith('-2'))
    expect(other).toMatchObject({ state: 'unusable', notes: [] })
  } finally {
    await on.close()
  }
})
