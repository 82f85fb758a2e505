import { randomBytes } from 'node:crypto'
import { basename, dirname, join, relative, resolve, sep } from 'node:path'
import { type DurableFs, nodeFs } from './durable-fs.ts'
import { errnoOf, Fault, faultOfErrno, isFault } from './fault.ts'
import type { DualHash } from './hash.ts'

/**
 * The only place that writes files that must survive. Two orders of calls, each learnt from a crash lab: on the
 * station's own disk write beside and rename; on a removable disk never rename (vfat leaves a zero-length file), but
 * create the final name and fsync every ancestor (vfat forgets acknowledged names otherwise), the root first (FAT before
 * names: see `allocated`). An fsync that failed is never tried again: the kernel has dropped the pages and would answer
 * that all is well.
 */
export { type DurableFs, nodeFs } from './durable-fs.ts'

export type Data = Uint8Array | AsyncIterable<Uint8Array>
/** `flushBytes`: how often a large file is flushed on its way, less only in tests. */
export type ReplaceOptions = { fs?: DurableFs; mode?: number; hash?: DualHash; flushBytes?: number }
/** `root`: where the volume is mounted. `device`: its st_dev as checked before, so that nothing lands in a bare mount point. */
export type OnDisk = { fs?: DurableFs; root: string; device?: number }
export type CreateOptions = OnDisk & { mode?: number; hash?: DualHash; flushBytes?: number }

const PRIVATE = 0o600
/**
 * A large file is flushed on its way, this often: the disk works while the next bytes are made ready, at most twice as much waits in memory,
 * and what was reported as written is (decision 0104). Bytes.
 */
const FLUSH_BYTES = 32 << 20
const TEMPORARY = /^\..+\.[0-9a-f]{16}\.tmp$/

/**
 * Replaces or makes a file on the station's own disk (ext4, NTFS). After a crash it is the old whole file or the new.
 * `mode` is 0600 unless given; `hash` sees the bytes as they are written. Faults as faultOfErrno; what the data's own
 * iterator throws comes through unchanged.
 */
export async function replaceDurably(
  path: string,
  data: Data,
  o: ReplaceOptions = {},
): Promise<{ bytes: number }> {
  const fs = o.fs ?? nodeFs
  const beside = join(dirname(path), `.${basename(path)}.${randomBytes(8).toString('hex')}.tmp`)
  const bytes = await writeNew(fs, beside, data, o)
  try {
    await step('rename', path, () => fs.rename(beside, path))
  } catch (e) {
    throw await giveUp(e, () => fs.unlink(beside))
  }
  await step('fsync-folder', dirname(path), () => fs.fsyncDir(dirname(path)))
  return { bytes }
}

/**
 * Creates a file on a removable disk under its final name, which must be new (FILE-EXISTS). On any error the name is
 * given up: unlinked if that still works, and never to be used again by the caller. Faults and data as replaceDurably;
 * DISK-GONE when the path is not on `device`.
 */
export async function createDurably(path: string, data: Data, o: CreateOptions): Promise<{ bytes: number }> {
  const fs = o.fs ?? nodeFs
  const above = ancestors(path, o.root)
  const bytes = await writeNew(fs, path, data, { ...o, allocated: () => allocated(fs, o.root) })
  try {
    await fsyncAll(fs, above)
  } catch (e) {
    throw await giveUp(e, () => fs.unlink(path))
  }
  return { bytes }
}

/**
 * The first half of createDurably, for many files that are promised together: the bytes are durable, the name is not before its folder and
 * those above are (`ensureDirDurably`), once for all of them. Faults as createDurably.
 */
export async function createForBatch(
  path: string,
  data: Data,
  o: ReplaceOptions = {},
): Promise<{ bytes: number }> {
  return { bytes: await writeNew(o.fs ?? nodeFs, path, data, o) }
}

/**
 * Moves files whose bytes are durable to their names on the same volume of this station's own disk, over what stands there, and makes
 * all of that durable at once. Faults as faultOfErrno.
 */
export async function moveDurably(
  moves: readonly { readonly from: string; readonly to: string }[],
  o: { fs?: DurableFs } = {},
): Promise<void> {
  const fs = o.fs ?? nodeFs
  for (const { from, to } of moves) await step('rename', to, () => fs.rename(from, to))
  await fsyncAll(fs, [...new Set(moves.map(({ to }) => dirname(to)))])
}

/**
 * Makes a folder and those above it, down from `root`, which must exist. Folders that are there already are fsynced
 * too: whoever made them may have died before. FILE-EXISTS when a name is taken by something else.
 */
export async function ensureDirDurably(path: string, o: OnDisk): Promise<void> {
  const fs = o.fs ?? nodeFs
  const above = ancestors(path, o.root)
  await checkDevice(o.device, o.root, () => fs.stat(o.root))
  let isNew = false
  for (const folder of [...above.toReversed().slice(1), resolve(path)]) {
    try {
      await fs.mkdir(folder)
      isNew = true
    } catch (e) {
      if (errnoOf(e) !== 'EEXIST') throw faultOfErrno(e, 'mkdir', folder)
      const { kind } = await step('stat', folder, () => fs.stat(folder))
      if (kind !== 'folder') throw faultOfErrno(e, 'mkdir', folder)
    }
  }
  if (isNew) await allocated(fs, o.root)
  // Above first: vfat keeps what is in a new folder with its parent, and writes it before the entry that points to it.
  await fsyncAll(fs, [...above, resolve(path)])
}

/** Removes a file and makes that durable (up to `root` when given). One that is not there counts as removed. */
export async function removeDurably(path: string, o: Partial<OnDisk> = {}): Promise<{ removed: boolean }> {
  const fs = o.fs ?? nodeFs
  const above = ancestors(path, o.root ?? dirname(path))
  let removed = true
  try {
    await fs.unlink(path)
  } catch (e) {
    if (errnoOf(e) !== 'ENOENT') throw faultOfErrno(e, 'unlink', path)
    removed = false
  }
  await fsyncAll(fs, above)
  return { removed }
}

/** Whether a file has the name of one that is being written beside its place. */
export const isTemporary = (name: string): boolean => TEMPORARY.test(name)

/** Removes what interrupted replaceDurably calls left in a folder; call it when no other is running there. Gives the names. */
export async function sweepTemporaries(folder: string, o: { fs?: DurableFs } = {}): Promise<string[]> {
  const fs = o.fs ?? nodeFs
  const names = (await step('readdir', folder, () => fs.readdir(folder))).filter(isTemporary)
  for (const name of names) await step('unlink', join(folder, name), () => fs.unlink(join(folder, name)))
  return names
}

/** A new file, written and fsynced; on any error closed and unlinked. */
async function writeNew(
  fs: DurableFs,
  path: string,
  data: Data,
  o: ReplaceOptions & { device?: number; allocated?: () => Promise<void> },
): Promise<number> {
  const file = await step('open', path, () => fs.open(path, 'wx', o.mode ?? PRIVATE))
  const flushes = new Flushes(async () => {
    await o.allocated?.()
    await step('fsync', path, () => fs.fsync(file))
  }, o.flushBytes ?? FLUSH_BYTES)
  let bytes = 0
  try {
    await checkDevice(o.device, path, () => fs.fstat(file))
    for await (const chunk of data instanceof Uint8Array ? [data] : data) {
      o.hash?.update(chunk)
      await writeWhole(fs, file, path, chunk)
      bytes += chunk.length
      await flushes.wrote(bytes)
    }
    await flushes.last()
  } catch (e) {
    throw await giveUp(
      e,
      () => flushes.ended(),
      () => fs.close(file),
      () => fs.unlink(path),
    )
  }
  try {
    await step('close', path, () => fs.close(file))
  } catch (e) {
    throw await giveUp(e, () => fs.unlink(path))
  }
  return bytes
}

/** The flushes of one file that is being written: one at a time, beside the writing. The first that fails ends it. */
class Flushes {
  readonly #flush: () => Promise<void>
  /** Bytes. */
  readonly #every: number
  #upTo = 0
  #running: Promise<void> = Promise.resolve()

  constructor(flush: () => Promise<void>, every: number) {
    this.#flush = flush
    this.#every = every
  }

  /** Waits only while the one before is under way. */
  async wrote(bytes: number): Promise<void> {
    if (bytes - this.#upTo < this.#every) return
    await this.#running
    this.#upTo = bytes
    this.#running = this.#flush()
    // It is awaited by the next one or the last.
    this.#running.catch(() => undefined)
  }

  async last(): Promise<void> {
    await this.#running
    await this.#flush()
  }

  /** No call is under way any more, however it ended: only then may the file be closed. */
  async ended(): Promise<void> {
    await this.#running.catch(() => undefined)
  }
}

async function writeWhole(fs: DurableFs, file: number, path: string, chunk: Uint8Array): Promise<void> {
  for (let at = 0; at < chunk.length; ) {
    const taken = await step('write', path, () => fs.write(file, chunk.subarray(at)))
    // A disk that takes nothing and says nothing would hold us here for ever.
    if (taken <= 0) throw new Fault('DISK-IO', { op: 'write', path, errno: 'SHORT' })
    at += taken
  }
}

/**
 * Makes the marks of taken clusters durable before any name points to them. vfat's fsync of a new file or folder writes its entry first
 * and the FAT after it; a cut in between leaves a name whose clusters are free, which the next file gets too (decision 0010). The root of
 * a volume has no entry of its own, so that its fsync writes the FAT while the new name is not yet due.
 */
async function allocated(fs: DurableFs, root: string): Promise<void> {
  await fsyncAll(fs, [resolve(root)])
}

async function fsyncAll(fs: DurableFs, folders: string[]): Promise<void> {
  for (const folder of folders) await step('fsync-folder', folder, () => fs.fsyncDir(folder))
}

async function checkDevice(
  device: number | undefined,
  path: string,
  stat: () => Promise<{ device: number }>,
): Promise<void> {
  if (device === undefined) return
  const found = await step('stat', path, stat)
  if (found.device !== device) throw new Fault('DISK-GONE', { op: 'identify', path, errno: 'EXDEV' })
}

/** The folders above a path, from its own to `root` inclusive. */
function ancestors(path: string, root: string): string[] {
  const top = resolve(root)
  const below = relative(top, resolve(path))
  if (below === '' || below.split(sep)[0] === '..' || resolve(below) === below)
    throw new RangeError(`${path} is not inside ${root}`)
  const folders: string[] = []
  for (let folder = dirname(resolve(path)); folder !== top; folder = dirname(folder)) folders.push(folder)
  return [...folders, top]
}

async function step<T>(op: string, path: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (e) {
    throw faultOfErrno(e, op, path)
  }
}

/** The error to throw after trying to clean up: the first one, with whatever failed on the way out as its cause. */
async function giveUp(e: unknown, ...cleanUp: (() => Promise<void>)[]): Promise<unknown> {
  const more: unknown[] = []
  for (const run of cleanUp) {
    try {
      await run()
    } catch (another) {
      more.push(another)
    }
  }
  if (more.length === 0) return e
  const cause = new AggregateError([e, ...more], 'and giving the name up failed too')
  return isFault(e) ? new Fault(e.code, e.params, { cause }) : cause
}
