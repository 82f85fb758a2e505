import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { PAGE_BYTES, pagesAround } from '../../../lib/aligned.ts'
import { errnoOf } from '../../../lib/fault.ts'

/**
 * A way past the system's cache into a file that is open: what is read once, as a whole disk is by a restore, need not push out what the computer
 * works with, and is not copied a second time (decision 0251). Linux alone, and not on every file system.
 */
export class PastCache {
  readonly #file: FileHandle
  #opened: Promise<FileHandle | undefined> | undefined

  constructor(file: FileHandle) {
    this.#file = file
  }

  /**
   * How many bytes it read from a place on: none where the memory is none of whole pages (sharedPages) or the system has no such way. Rejects as the
   * system does.
   */
  async read(place: number, into: Uint8Array): Promise<number> {
    const pages = pagesAround(into, place)
    if (!pages) return 0
    this.#opened ??= openAgain(this.#file)
    const file = await this.#opened
    if (!file) return 0
    const before = place % PAGE_BYTES
    try {
      const { bytesRead } = await file.read(pages, 0, pages.length, place - before)
      return Math.min(into.length, Math.max(0, bytesRead - before))
    } catch (error) {
      // Some file systems take the flag and refuse the first read.
      if (errnoOf(error) === 'EINVAL') return 0
      throw error
    }
  }

  async close(): Promise<void> {
    await (await this.#opened)?.close()
  }
}

/** By its number, not by its name: on a hostile disk another file may have that by now. */
async function openAgain({ fd }: FileHandle): Promise<FileHandle | undefined> {
  if (process.platform !== 'linux') return undefined
  try {
    return await open(`/proc/self/fd/${fd}`, constants.O_RDONLY | constants.O_DIRECT | constants.O_NONBLOCK)
  } catch {
    // Whatever stands in the way: it is read through the cache then, and that says what is wrong.
    return undefined
  }
}
