import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { blockingFs, type DurableFs } from './durable-fs.ts'
import { errnoOf, Fault, faultOfErrno } from './fault.ts'
import { replaceDurably } from './write-durably.ts'

/** So much is made durable at once: what a crash may cost of work. A flush waits for whatever else is being written to the disk. */
const BATCH_BYTES = 256 << 20
const BATCH_FILES = 4000

interface Pending {
  /** Where it was written; its own name where that is done at once. */
  readonly at: string
  readonly path: string
}

export interface TogetherOptions {
  readonly fs?: DurableFs
  /** Less only in tests. */
  readonly batchBytes?: number
  /**
   * Written under their names at once, which saves a rename each: where nobody reads before `finish`, and whoever goes on after a crash holds each file to
   * its digest.
   */
  readonly inPlace?: boolean
}

/**
 * Replaces many files on the station's own disk, each whole or not at all as replaceDurably does, but one flush of the file system (syncfs)
 * for many of them: an fsync each costs more than writing. A file stands under its name, durably, once `finish` has returned; what a
 * crash left beside is for sweepTemporaries. Where the system has no such flush, each file is replaced by itself. Faults as
 * faultOfErrno from any call; after one the rest of the batch is given up.
 */
export class ReplaceTogether {
  readonly #fs: DurableFs
  readonly #batchBytes: number
  readonly #inPlace: boolean
  #pending: Pending[] = []
  #bytes = 0
  /** Names beside are of this run; random bytes for each of them take time. */
  readonly #run = randomBytes(4).toString('hex')
  #files = 0
  #canSync: Promise<boolean> | undefined
  /** The flush under way: the next batch is written meanwhile. */
  #settling: Promise<void> = Promise.resolve()

  constructor({ fs = blockingFs, batchBytes = BATCH_BYTES, inPlace = false }: TogetherOptions = {}) {
    this.#fs = fs
    this.#batchBytes = batchBytes
    this.#inPlace = inPlace
  }

  async replace(path: string, bytes: Uint8Array): Promise<void> {
    this.#canSync ??= this.#probe(dirname(path))
    if (!(await this.#canSync)) {
      await replaceDurably(path, bytes, { fs: this.#fs })
      return
    }
    const at = this.#inPlace ? path : this.#beside(path)
    await this.#write(at, bytes)
    await this.#add({ at, path }, bytes.length)
  }

  /** A file that a run before wrote and that was found whole: nobody knows whether that run lived to make it durable. */
  async keep(path: string): Promise<void> {
    // Renamed after the flush it is durable by its name.
    if (!this.#inPlace) return
    this.#canSync ??= this.#probe(dirname(path))
    if (await this.#canSync) await this.#add({ at: path, path }, 0)
  }

  async finish(): Promise<void> {
    await this.#flush()
    await this.#settling
  }

  #beside(path: string): string {
    const number = (this.#files++).toString(16).padStart(8, '0')
    return join(dirname(path), `.${basename(path)}.${this.#run}${number}.tmp`)
  }

  async #add(pending: Pending, bytes: number): Promise<void> {
    this.#pending.push(pending)
    this.#bytes += bytes
    if (this.#bytes >= this.#batchBytes || this.#pending.length >= BATCH_FILES) await this.#flush()
  }

  /** Waits for the flush before; the one that it begins goes on beside the next writes. */
  async #flush(): Promise<void> {
    await this.#settling
    const batch = this.#pending
    this.#pending = []
    this.#bytes = 0
    if (batch.length === 0) return
    this.#settling = this.#settle(batch)
    // It is awaited by the next flush or by `finish`.
    this.#settling.catch(() => undefined)
  }

  async #settle(batch: readonly Pending[]): Promise<void> {
    const folders = new Set(batch.map(({ path }) => dirname(path)))
    const [first = ''] = folders
    // All files lie in one file system: a station's folder is one.
    await this.#sync(first)
    for (const { at, path } of batch)
      if (at !== path) await step('rename', path, () => this.#fs.rename(at, path))
    for (const folder of folders) await step('fsync-folder', folder, () => this.#fs.fsyncDir(folder))
  }

  async #write(path: string, bytes: Uint8Array): Promise<void> {
    const file = await step('open', path, () => this.#create(path))
    try {
      for (let done = 0; done < bytes.length; ) {
        const taken = await step('write', path, () => this.#fs.write(file, bytes.subarray(done)))
        if (taken <= 0) throw new Fault('DISK-IO', { op: 'write', path, errno: 'SHORT' })
        done += taken
      }
    } finally {
      await step('close', path, () => this.#fs.close(file))
    }
  }

  /** What a run that died left under the name is in nobody's hands. */
  async #create(path: string): Promise<number> {
    try {
      return await this.#fs.open(path, 'wx', 0o600)
    } catch (error) {
      if (!this.#inPlace || errnoOf(error) !== 'EEXIST') throw error
      await this.#fs.unlink(path)
      return this.#fs.open(path, 'wx', 0o600)
    }
  }

  async #probe(folder: string): Promise<boolean> {
    return this.#fs.syncAll === undefined ? false : step('sync', folder, () => this.#fs.syncAll!(folder))
  }

  async #sync(folder: string): Promise<void> {
    const done = await step('sync', folder, () => this.#fs.syncAll!(folder))
    if (!done) throw new Fault('DISK-IO', { op: 'sync', path: folder, errno: 'ENOSYS' })
  }
}

async function step<T>(op: string, path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    throw faultOfErrno(error, op, path)
  }
}
