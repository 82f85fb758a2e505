import { mkdtemp, readdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { errnoOf } from '../../lib/fault.ts'
import { removeFolder } from '../../lib/remove-folder.ts'

/** Named after the process that made it. */
const NAME = /^rekam-restore-(\d+)-/

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    // Another account's is there too.
    return errnoOf(error) !== 'ESRCH'
  }
}

/** Removes what looks left that were killed: packets and copies of registers. What cannot be removed is another account's. */
export async function sweepLooks(): Promise<void> {
  for (const name of await readdir(tmpdir())) {
    const pid = NAME.exec(name)?.[1]
    if (pid === undefined || isRunning(Number(pid))) continue
    await removeFolder(join(tmpdir(), name)).catch(() => undefined)
  }
}

/** A folder for what a look needs, gone afterwards: also where it was killed, with the next one. */
export async function withScratch<T>(work: (scratch: string) => Promise<T>): Promise<T> {
  await sweepLooks()
  const scratch = await mkdtemp(join(tmpdir(), `rekam-restore-${process.pid}-`))
  try {
    return await work(scratch)
  } finally {
    await removeFolder(scratch)
  }
}
