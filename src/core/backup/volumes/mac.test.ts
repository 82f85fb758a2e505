import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { macVolumes } from './mac.ts'
import { factsOf, parseMounts, readInfo } from './mac-words.ts'
import { type DriveWorld, volumesContract } from './testing/contract.ts'

const recorded = (name: string) =>
  readFileSync(new URL(`./testing/recorded/${name}`, import.meta.url), 'utf8')
const MOUNTS = recorded('mac-mount.txt')
const info = (device: string) => recorded(`mac-info-${device.replace('/dev/', '')}.json`)

/** A Mac with the drives that were recorded; /Volumes/DISK MERAH can be pulled and kept busy. */
function world(): DriveWorld {
  let isThere = true
  let isBusy = false
  const table = () =>
    MOUNTS.split('\n')
      .filter((line) => isThere || !line.includes('DISK MERAH'))
      .join('\n')
  const provider = macVolumes({
    async run(program, args, input) {
      if (program.endsWith('mount')) return table()
      if (args[0] === 'info') return args[2]!
      if (program.endsWith('plutil')) return info(input!)
      if (args[0] === 'eject' && !isBusy) isThere = false
      if (args[0] === 'eject' && isBusy) throw new Error('Volume failed to eject: in use')
      return ''
    },
    fs: {
      stat: async () => ({ dev: 16777233 }),
      statfs: async () => ({ blocks: 1000, bavail: 900, bsize: 4096 }),
    },
    pollMs: 20,
  })
  return {
    provider,
    mount: '/Volumes/DISK MERAH',
    expected: { fs: 'exfat', id: /^[0-9A-F-]{36}$/, label: 'DISK MERAH' },
    none: ['/', '/Volumes', '/Volumes/share', '/Volumes/DISK MERAH/REKAM', ''],
    plug() {
      isThere = true
    },
    pull() {
      isThere = false
    },
    busy(is) {
      isBusy = is
    },
    close: () => undefined,
  }
}

volumesContract('macOS, by what mount and diskutil answer', world)

test('only local disks below /Volumes are read, names with blanks and brackets too', () => {
  expect(parseMounts(MOUNTS).map(({ mount, device }) => [mount, device])).toEqual([
    ['/Volumes/DISK MERAH', '/dev/disk4s1'],
    ['/Volumes/KARTU (1)', '/dev/disk5s2'],
  ])
})

test('a locked card is said to be locked, and FAT is called as on Linux', () => {
  const mount = parseMounts(MOUNTS)[1]!
  expect(factsOf(mount, readInfo(info(mount.device)))).toMatchObject({
    fs: 'vfat',
    readonly: true,
    locked: true,
  })
})

test('a disk inside the computer is none', () => {
  const mount = parseMounts(MOUNTS)[0]!
  const inside = { ...readInfo(info(mount.device)), RemovableMediaOrExternalDevice: false }
  expect(factsOf(mount, inside)).toBeNull()
})

test('any table of mounts is read without throwing, and a mount point comes through', () => {
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^[A-Za-z0-9 ().-]{1,30}$/), (text, name) => {
      const line = `/dev/disk9s1 on /Volumes/${name} (exfat, local, nodev)`
      const found = parseMounts(`${text}\n${line}`)
      expect(found.at(-1)?.mount).toBe(`/Volumes/${name}`)
    }),
  )
})

test('a name that goes to a program is a disk’s', async () => {
  const { provider } = world()
  const volume = (await provider.at('/Volumes/DISK MERAH'))!
  await expect(provider.eject!({ ...volume, device: '/dev/disk4 force' })).rejects.toThrow(RangeError)
})
