import { randomBytes } from 'node:crypto'
import { basename, dirname, join } from 'node:path'
import { blockingFs, type DurableFs } from './durable-fs.ts'
import { Fault, faultOfErrno } from './fault.ts'
import { replaceDurably } from './write-durably.ts'

/** So much is made durable at once: what a crash may cost of work. A flush waits for whatever else is being written to the disk. */
const BATCH_BYTES = 256 << 20
const BATCH_FILES = 4000

interface Pending {
  readonly beside: string
  readonly path: string
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
  #pending: Pending[] = []
  #bytes = 0
  /** Names beside are of this run; random bytes for each of them take time. */
  readonly #run = randomBytes(4).toString('hex')
  #files = 0
  #canSync: Promise<boolean> | undefined
  /** The flush under way: the next batch is written meanwhile. */
  #settling: Promise<void> = Promise.resolve()

  constructor({ fs = blockingFs, batchBytes = BATCH_BYTES }: { fs?: DurableFs; batchBytes?: number } = {}) {
    this.#fs = fs
    this.#batchBytes = batchBytes
  }

  async replace(path: string, bytes: Uint8Array): Promise<void> {
    this.#canSync ??= this.#probe(dirname(path))
    if (!(await this.#canSync)) {
      await replaceDurably(path, bytes, { fs: this.#fs })
      return
    }
    const number = (this.#files++).toString(16).padStart(8, '0')
    const beside = join(dirname(path), `.${basename(path)}.${this.#run}${number}.tmp`)
    await this.#write(beside, bytes)
    this.#pending.push({ beside, path })
    this.#bytes += bytes.length
    if (this.#bytes >= this.#batchBytes || this.#pending.length >= BATCH_FILES) await this.#flush()
  }

  async finish(): Promise<void> {
    await this.#flush()
    await this.#settling
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
    for (const { beside, path } of batch) await step('rename', path, () => this.#fs.rename(beside, path))
    for (const folder of folders) await step('fsync-folder', folder, () => this.#fs.fsyncDir(folder))
  }

  async #write(beside: string, bytes: Uint8Array): Promise<void> {
    const file = await step('open', beside, () => this.#fs.open(beside, 'wx', 0o600))
    try {
      for (let at = 0; at < bytes.length; ) {
        const taken = await step('write', beside, () => this.#fs.write(file, bytes.subarray(at)))
        if (taken <= 0) throw new Fault('DISK-IO', { op: 'write', path: beside, errno: 'SHORT' })
        at += taken
      }
    } finally {
      await step('close', beside, () => this.#fs.close(file))
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
