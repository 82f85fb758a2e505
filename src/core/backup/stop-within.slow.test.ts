import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { basename } from 'node:path'
import { afterEach, expect, test, vi } from 'vitest'
import { canThrottle, throttle } from '../../../scripts/e2e/throttle.ts'
import { runBackup } from './backup.ts'
import { pairedDisks } from './queries.ts'
import { roomOf } from './room.ts'
import { readAll, stopReading } from './routine/read-all.ts'
import { canMount, realRig, type RealRig } from './testing/real.ts'
import { seedPackets } from './testing/seed.ts'

const MIB = 1 << 20
let rig: RealRig | undefined
let free = () => {}
afterEach(async () => {
  free()
  await rig?.close()
  rig = undefined
})

/** Bytes that the device has read since it is there. */
function readSince(mount: string): number {
  const device = execFileSync('findmnt', ['-n', '-o', 'SOURCE', mount], { encoding: 'utf8' }).trim()
  const [, , sectors] = readFileSync(`/sys/block/${basename(device)}/stat`, 'utf8')
    .trim()
    .split(/\s+/)
  return Number(sectors) * 512
}

test.skipIf(!canMount('ext4') || !canThrottle())(
  'a reading that is stopped in the midst of a large volume reads no more than what was asked of the disk already',
  async () => {
    rig = await realRig('ext4', { bytes: 96 * MIB })
    const { station, volume } = rig
    await seedPackets(station, 16, { bytes: 3 * MIB })
    await runBackup(station, volume.mount)
    volume.eject()
    volume.plug()
    const { id } = pairedDisks(station.read)[0]!
    free = throttle(volume.mount, 2 * MIB)
    const reading = readAll(station, volume.mount)
    await vi.waitFor(() => expect(roomOf(station).checking.get(id)?.done).toBeGreaterThan(MIB), {
      timeout: 60_000,
      interval: 20,
    })
    const before = readSince(volume.mount)
    await stopReading(station, id)
    expect(await reading).toMatchObject({ finished: false })
    expect(readSince(volume.mount) - before).toBeLessThanOrEqual(2 * MIB)
  },
  180_000,
)
