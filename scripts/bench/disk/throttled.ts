import { existsSync, statSync, writeFileSync } from 'node:fs'
import { runBackup } from '../../../src/core/backup/index.ts'
import { type BenchResult, result } from '../result.ts'
import { bytesOf, forget, ms, run, timed } from './tools.ts'
import { LARGE, PACKET_BYTES, PACKETS, stationOf } from './rig.ts'

const THROTTLE = '/sys/fs/cgroup/blkio/blkio.throttle'
/** A stick of the desk. */
const BYTES_PER_SECOND = 30 << 20
/** Enough for several volumes. */
const RECORDS = Math.min(PACKETS, 2000)

/** `major:minor` of the device that holds a folder. */
function deviceOf(folder: string): string {
  const device = run('findmnt', ['-n', '-o', 'SOURCE', folder]).trim()
  const { rdev } = statSync(device)
  return `${(rdev >> 8) & 0xfff}:${rdev & 0xff}`
}

function limit(device: string, bytesPerSecond: number): void {
  for (const what of ['read_bps_device', 'write_bps_device'])
    writeFileSync(`${THROTTLE}.${what}`, `${device} ${bytesPerSecond}`)
}

/** A full backup onto a disk that writes and reads 30 MB a second: what else it costs than writing once and reading once. */
export async function benchThrottled(): Promise<BenchResult[]> {
  if (!existsSync(`${THROTTLE}.write_bps_device`)) {
    process.stdout.write('backup: slow disk not measured, no blkio throttle here\n')
    return []
  }
  const rig = await stationOf('bench throttled', RECORDS, LARGE)
  const device = deviceOf(rig.volume.mount)
  try {
    forget()
    limit(device, BYTES_PER_SECOND)
    const took = await timed(() => runBackup(rig.station, rig.volume.mount))
    const least = (2000 * bytesOf(`${rig.volume.mount}/REKAM`)) / BYTES_PER_SECOND
    const detail = `${ms(took)} to ${ms(least)}; ${RECORDS} x ${PACKET_BYTES / 1000} kB at 30 MB/s`
    return [
      result(
        'full backup to a slow disk against writing and reading its bytes once',
        took / least,
        1.1,
        detail,
      ),
    ]
  } finally {
    limit(device, 0)
    await rig.close()
  }
}
