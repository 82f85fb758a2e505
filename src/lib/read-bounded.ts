import { constants } from 'node:fs'
import { open } from 'node:fs/promises'
import { Fault, faultOfErrno } from './fault.ts'

const CHUNK = 64 << 10

/**
 * A whole file that somebody else named: never more of it than `most` bytes, whatever its size is said to be, and nothing that is no file (a device
 * gives bytes without end, a pipe never any). Faults FILE-NOT-PLAIN, FILE-TOO-LONG {path, most}, those of faultOfErrno.
 */
export async function readBounded(path: string, most: number): Promise<Uint8Array> {
  try {
    // A pipe is not waited for. Windows does not know the flag: undefined counts as 0 here.
    await using file = await open(path, constants.O_RDONLY | constants.O_NONBLOCK)
    const stat = await file.stat()
    if (!stat.isFile()) throw new Fault('FILE-NOT-PLAIN', { path })
    if (stat.size > most) throw new Fault('FILE-TOO-LONG', { path, most })
    // Room for one byte more shows the end of a file that keeps its size, and one that grew.
    let bytes = new Uint8Array(Math.min(most, stat.size || CHUNK) + 1)
    let held = 0
    for (;;) {
      const { bytesRead } = await file.read(bytes, held, bytes.length - held, held)
      if (bytesRead === 0) return bytes.subarray(0, held)
      held += bytesRead
      if (held > most) throw new Fault('FILE-TOO-LONG', { path, most })
      if (held < bytes.length) continue
      const longer = new Uint8Array(Math.min(most + 1, bytes.length * 2))
      longer.set(bytes)
      bytes = longer
    }
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}
