import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Volume } from '../../ports.ts'

const run = promisify(execFile)
/** Answers come from a daemon in the system's language; ours is read. */
const ENVIRONMENT = { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' }
const TIMEOUT_MS = 20_000

/**
 * By udisks, which lets the person at the desk unmount and mount what they plugged in, without a password. False where there is no
 * udisks, where it refuses, or where the volume came back in another place.
 */
export async function remountByUdisks(
  { device, mount }: Pick<Volume, 'device' | 'mount'>,
  program = 'udisksctl',
): Promise<boolean> {
  const ask = (verb: string) =>
    run(program, [verb, '--no-user-interaction', '--block-device', device], {
      env: ENVIRONMENT,
      timeout: TIMEOUT_MS,
    })
  try {
    await ask('unmount')
    const { stdout } = await ask('mount')
    // 'Mounted /dev/sdb1 at /media/user/LABEL', in some releases with a full stop.
    return stdout.trim().replace(/\.$/, '').endsWith(` at ${mount}`)
  } catch {
    return false
  }
}
