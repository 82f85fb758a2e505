import { execFileSync } from 'node:child_process'
import { statSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { mountOfDevice, parseMountinfo } from './mounts.ts'

const TABLE = `22 1 254:0 / / rw,relatime shared:1 - ext4 /dev/vda rw,discard
31 22 0:27 / /tmp rw shared:5 master:1 - tmpfs tmpfs rw,size=1024k
40 22 7:1 / /media/CONTOH\\040SATU rw - fuseblk /dev/loop1 rw,user_id=0
41 22 8:1 / /media/j rw - ext4 /dev/sda1 rw,data=journal

not a line of it
`

describe('parseMountinfo', () => {
  it('reads device, path, type and options, whatever optional fields there are', () => {
    expect(parseMountinfo(TABLE)).toEqual([
      { major: 254, minor: 0, path: '/', fsType: 'ext4', options: ['rw', 'discard'] },
      { major: 0, minor: 27, path: '/tmp', fsType: 'tmpfs', options: ['rw', 'size=1024k'] },
      { major: 7, minor: 1, path: '/media/CONTOH SATU', fsType: 'fuseblk', options: ['rw', 'user_id=0'] },
      { major: 8, minor: 1, path: '/media/j', fsType: 'ext4', options: ['rw', 'data=journal'] },
    ])
  })
})

describe.skipIf(process.platform !== 'linux')('mountOfDevice', () => {
  it('finds what stat sees', async () => {
    for (const path of ['/', '/proc', '/dev']) {
      const fsType = execFileSync('findmnt', ['-n', '-o', 'FSTYPE', '-T', path], { encoding: 'utf8' }).trim()
      expect((await mountOfDevice(statSync(path).dev))?.fsType).toBe(fsType.split('\n').at(-1))
    }
  })

  it('knows nothing of a device that is not mounted', async () => {
    expect(await mountOfDevice(0xfedcba)).toBeUndefined()
  })
})
