import { runBackup } from '../../../src/core/backup/index.ts'
import { canThrottle, throttle } from '../../e2e/throttle.ts'
import { type BenchResult, result } from '../result.ts'
import { bytesOf, forget, ms, timed } from './tools.ts'
import { LARGE, PACKET_BYTES, PACKETS, stationOf } from './rig.ts'

/** A stick of the desk. */
const BYTES_PER_SECOND = 30 << 20
/** Enough for several volumes. */
const RECORDS = Math.min(PACKETS, 2000)

/** A full backup onto a disk that writes and reads 30 MB a second: what else it costs than writing once and reading once. */
export async function benchThrottled(): Promise<BenchResult[]> {
  if (!canThrottle()) {
    process.stdout.write('backup: slow disk not measured, no blkio throttle here\n')
    return []
  }
  const rig = await stationOf('bench throttled', RECORDS, LARGE)
  forget()
  const free = throttle(rig.volume.mount, BYTES_PER_SECOND)
  try {
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
    free()
    await rig.close()
  }
}
