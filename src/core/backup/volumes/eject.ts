import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { Volume } from '../../ports.ts'
import { refuse } from '../../refuse.ts'

/** Runs a program of the system. Rejects with its exit code, or ENOENT where there is none. */
export type RunProgram = (program: string, args: readonly string[]) => Promise<unknown>

const SYSTEM: RunProgram = (program, args) =>
  promisify(execFile)(program, [...args], { timeout: 60_000, windowsHide: true })

function isAbsent(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

/**
 * Unmounts a volume, which writes out what the system still holds of it, and where the desktop can, turns its drive off. udisks needs no
 * rights; where it is absent or does not know the device, umount is asked. BACKUP-EJECT-BUSY {disk} when something still uses it:
 * then it stays mounted, never lazily (a lazy unmount is no unmount).
 */
export async function ejectLinux(volume: Volume, run: RunProgram = SYSTEM): Promise<void> {
  const how = ['--no-user-interaction', '--block-device', volume.device]
  const isBlock = volume.device.startsWith('/dev/')
  if (isBlock && (await succeeds(run, 'udisksctl', ['unmount', ...how]))) {
    // A drive that cannot be turned off is unmounted all the same.
    await succeeds(run, 'udisksctl', ['power-off', ...how])
    return
  }
  try {
    await run('umount', [volume.mount])
  } catch (error) {
    throw refuse('BACKUP-EJECT-BUSY', { disk: volume.label || volume.mount }, error)
  }
}

async function succeeds(run: RunProgram, program: string, args: readonly string[]): Promise<boolean> {
  try {
    await run(program, args)
    return true
  } catch (error) {
    if (!isAbsent(error) && !(error instanceof Error)) throw error
    return false
  }
}
