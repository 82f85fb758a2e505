import fc from 'fast-check'
import { expect, test } from 'vitest'
import { parseMountinfo } from './mountinfo.ts'

const LINES = `22 1 8:2 / / rw,relatime shared:1 - ext4 /dev/sda2 rw,errors=remount-ro
36 22 8:17 / /media/desk/HARD\\040DISK rw,nosuid,nodev,relatime shared:2 master:3 - vfat /dev/sdb1 rw,fmask=0022
42 27 7:0 / /mnt/a ro,relatime - fuseblk /dev/loop0 rw,user_id=0
43 27 8:33 /sub /mnt/bind rw - ext4 /dev/sdc1 rw
44 27 8:49 / /mnt/\\134x rw - ext4 /dev/sdd1 ro
`

test('reads device, kind, source and escapes', () => {
  const found = parseMountinfo(LINES)
  expect(found).toHaveLength(5)
  expect(found[1]).toEqual({
    id: 36,
    device: '8:17',
    root: '/',
    mount: '/media/desk/HARD DISK',
    readonly: false,
    options: ['rw', 'nosuid', 'nodev', 'relatime', 'fmask=0022'],
    fs: 'vfat',
    source: '/dev/sdb1',
  })
  expect(found[4]?.mount).toBe('/mnt/\\x')
})

test('read-only by the mount or by the file system', () => {
  expect(parseMountinfo(LINES).map((mount) => mount.readonly)).toEqual([false, false, true, false, true])
})

test('errors=remount-ro is no read-only mount', () => {
  expect(parseMountinfo(LINES)[0]?.readonly).toBe(false)
})

test('of two mounts on one point the later is seen', () => {
  const twice = `${LINES}50 22 8:65 / /mnt/a rw - ext4 /dev/sde1 rw\n`
  expect(parseMountinfo(twice).filter((mount) => mount.mount === '/mnt/a')).toMatchObject([{ id: 50 }])
})

test('any text is read without throwing', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(parseMountinfo(text).every((mount) => mount.mount !== '')).toBe(true)
    }),
  )
})
