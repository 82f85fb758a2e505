import { execFileSync } from 'node:child_process'
import { existsSync, statSync, writeFileSync } from 'node:fs'

const THROTTLE = '/sys/fs/cgroup/blkio/blkio.throttle'

/** Whether this machine can make a device slow. */
export function canThrottle(): boolean {
  return existsSync(`${THROTTLE}.write_bps_device`)
}

/** Lets the device that holds a folder write and read so many bytes a second; answers what takes that away again. */
export function throttle(folder: string, bytesPerSecond: number): () => void {
  const device = execFileSync('findmnt', ['-n', '-o', 'SOURCE', folder], { encoding: 'utf8' }).trim()
  const { rdev } = statSync(device)
  const limit = (rate: number) => {
    for (const what of ['read_bps_device', 'write_bps_device'])
      writeFileSync(`${THROTTLE}.${what}`, `${(rdev >> 8) & 0xfff}:${rdev & 0xff} ${rate}`)
  }
  limit(bytesPerSecond)
  return () => limit(0)
}
