import { constants } from 'node:fs'
import { type FileHandle, lstat, open } from 'node:fs/promises'
import { Fault } from './fault.ts'

const noFile = (path: string) => new Fault('FILE-IO', { op: 'open', path, errno: 'NOT-A-FILE' })

/**
 * Opens a plain file of a hostile medium for reading. No link is followed, no pipe waited for and no device touched: there may be each of them under any
 * name, and to open a socket, or a device that is not there, says the same as a medium that went. A handle that is left to the garbage collector
 * would end the whole process, where the medium went meanwhile: whatever throws here closes it first. Fault FILE-IO {errno: 'NOT-A-FILE'} for what is
 * none, else the system's own errors.
 */
export async function openPlain(path: string): Promise<{ file: FileHandle; size: number }> {
  if (!(await lstat(path)).isFile()) throw noFile(path)
  // Windows has neither of the last two: undefined counts as 0 here.
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK)
  try {
    const facts = await file.stat()
    if (facts.isFile()) return { file, size: facts.size }
    throw noFile(path)
  } catch (error) {
    await file.close().catch(() => undefined)
    throw error
  }
}
