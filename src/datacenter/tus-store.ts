import type { Stats } from 'node:fs'
import { type FileHandle, open, readdir, stat, unlink } from 'node:fs/promises'
import { join } from 'node:path'
import { DataStore, ERRORS, Upload } from '@tus/server'
import type { Body } from './body.ts'
import { ownBuffer } from '../lib/bytes.ts'
import { errnoOf, faultOfErrno, isFault } from '../lib/fault.ts'
import { isTemporary, nodeFs } from '../lib/write-durably.ts'

/** Written at once: the line's 64 KiB pieces one by one cost more than the disk does. */
const GATHER = 1 << 20

async function writeAll(file: FileHandle, parts: Uint8Array[], offset: number): Promise<void> {
  try {
    const { bytesWritten } = await file.writev(parts, offset)
    const due = parts.reduce((sum, { length }) => sum + length, 0)
    if (bytesWritten === due) return
    const rest = Buffer.concat(parts).subarray(bytesWritten)
    for (let from = 0; from < rest.length; ) {
      const more = await file.write(rest, from, rest.length - from, offset + bytesWritten + from)
      from += more.bytesWritten
    }
  } catch (error) {
    throw faultOfErrno(error, 'write', 'incoming')
  }
}

/**
 * Writes what comes, minding short writes; also what came before a cut. The pieces' memory is given back at once: left to the collector,
 * and joined into more of it as a loop over the stream does, it cost a quarter of what a packet costs (decision 0198). Faults DISK-* of the
 * file; whatever cut the line comes through.
 */
async function append(file: FileHandle, body: Body, offset: number): Promise<void> {
  const failed = Promise.withResolvers<never>()
  let at = offset
  let parts: Uint8Array[] = []
  let [gathered, pending] = [0, 0]
  let writing = Promise.resolve()
  const after = async (before: Promise<void>, now: Uint8Array[], bytes: number) => {
    await before
    if (bytes > 0) await writeAll(file, now, at)
    at += bytes
    pending -= bytes
    for (const part of now) ownBuffer(part)?.transfer(0)
    body.resume()
  }
  const write = () => {
    writing = after(writing, parts, gathered)
    pending += gathered
    parts = []
    gathered = 0
    writing.catch(failed.reject)
    return writing
  }
  const take = (piece: Uint8Array) => {
    parts.push(piece)
    gathered += piece.length
    if (gathered < GATHER) return
    if (pending > 0) body.pause()
    void write()
  }
  body.to(take)
  try {
    await Promise.race([body.ended, failed.promise])
  } finally {
    body.drop()
    await write()
  }
}

/** Whoever wrote into the file since, another receiver too, changed this. */
const stateOf = ({ ino, size, mtimeMs }: { ino: number; size: number; mtimeMs: number }) =>
  `${ino} ${size} ${mtimeMs}`

/** Undefined for a file that is not there. */
async function stateAt(path: string): Promise<Stats | undefined> {
  try {
    return await stat(path)
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return undefined
    throw faultOfErrno(error, 'stat', path)
  }
}

async function removed(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw faultOfErrno(error, 'unlink', path)
  }
}

/** Half-sent packets of which nothing came for so long are removed; a station then begins that packet again. */
export const EXPIRES_MS = 30 * 24 * 3600 * 1000

/** Nobody writes a file for so long, by the clock that dates files. */
const ABANDONED_MS = 24 * 3600 * 1000

/**
 * Where half-sent packets lie: a file of bytes each. What else tus wants to know of one stands in its announcement (decision 0207). Other
 * than tus' own file store it flushes before it acknowledges an offset (HEAD and PATCH answer what is on the disk), so that a power cut never
 * takes back what was promised.
 */
export class TusStore extends DataStore {
  readonly #dir: string
  readonly #announced: (id: string) => Promise<number | undefined>
  /** What this process flushed itself, as the file was then: nothing is flushed twice. */
  readonly #sure = new Map<string, string>()
  /** Whose file this process made itself. */
  readonly #begun = new Set<string>()
  /** Files whose names this process flushed: another receiver may put a new one in the place of one. */
  readonly #named = new Map<string, number>()

  /** `announced`: bytes of a packet that is on its way here; undefined for none such. */
  constructor(dir: string, announced: (id: string) => Promise<number | undefined>) {
    super()
    this.#dir = dir
    this.#announced = announced
    this.extensions = ['creation', 'expiration']
  }

  /** Begins an upload; one that is under way goes on, and what is older than it may be begins anew. */
  override async create(upload: Upload): Promise<Upload> {
    const { id } = upload
    if (await this.#underWay(id)) return upload
    upload.creation_date = new Date().toISOString()
    upload.storage = { type: 'file', path: `${id}.part` }
    this.#forget(id)
    try {
      await (await open(this.path(id), 'w', 0o600)).close()
    } catch (error) {
      throw faultOfErrno(error, 'open', this.path(id))
    }
    this.#begun.add(id)
    return upload
  }

  /** Takes the next bytes of an upload, which end where it ends now. Answers how many are on the disk, surely. tus' INVALID_OFFSET; DISK-*. */
  async bring(body: Body, id: string, offset: number): Promise<number> {
    const { size } = await stat(this.path(id))
    if (size !== offset) throw ERRORS.INVALID_OFFSET
    const file = await open(this.path(id), 'r+')
    try {
      await append(file, body, offset)
    } catch (error) {
      // A cut line is no error: what arrived counts, the answer is the offset that is on the disk. A failing disk is one.
      if (isFault(error)) throw error
    } finally {
      await file.close()
    }
    const there = await this.flushed(id)
    // What is there whole is answered by its receipt, under its own name.
    if (there !== (await this.#announced(id))) await this.#name(id)
    return there
  }

  /**
   * Takes a packet of so many bytes that comes whole with the request that creates it: as `create` and `bring`, with a third of their calls.
   * Undefined where bytes of it lie here already. Answers how many are on the disk, surely: after a cut it goes on from there. `written` is
   * called when every byte can be read, and none of them is surely on the disk.
   */
  async whole(id: string, size: number, body: Body, written: () => void): Promise<number | undefined> {
    const file = await this.#fresh(id)
    if (!file) return undefined
    this.#forget(id)
    this.#begun.add(id)
    let there = 0
    try {
      await append(file, body, 0).catch((error: unknown) => {
        // A cut line is no error, a failing disk is.
        if (isFault(error)) throw error
      })
      const known = await file.stat()
      if (known.size === size) written()
      await file.sync()
      there = known.size
      this.#sure.set(id, stateOf(known))
    } catch (error) {
      throw faultOfErrno(error, 'fsync', this.path(id))
    } finally {
      await file.close()
    }
    if (there !== size) await this.#name(id)
    return there
  }

  /** An empty file for the bytes; undefined where some lie here. */
  async #fresh(id: string): Promise<FileHandle | undefined> {
    const path = this.path(id)
    try {
      return await open(path, 'wx', 0o600)
    } catch (error) {
      if (errnoOf(error) !== 'EEXIST') throw faultOfErrno(error, 'open', path)
      if ((await this.flushed(id)) > 0) return undefined
      return open(path, 'w')
    }
  }

  override async getUpload(id: string): Promise<Upload> {
    const size = await this.#announced(id)
    const lies = await this.#state(id)
    // A half-sent packet without an announcement is none; whoever had taken the bytes into the store died before its receipt.
    if (size === undefined || lies === undefined) throw ERRORS.FILE_NOT_FOUND
    const offset = await this.flushed(id)
    if (offset > 0) await this.#name(id)
    const creation_date = lies.mtime.toISOString()
    return new Upload({ id, size, offset, creation_date, metadata: { key: id } })
  }

  override async remove(id: string): Promise<void> {
    this.#forget(id)
    await removed(this.path(id))
  }

  /** Whether anything lies here of an upload. */
  async holds(id: string): Promise<boolean> {
    return (await this.#state(id)) !== undefined
  }

  /** Whether every byte of it came to this process: what lay here before, or came to another receiver, may have been torn by a power cut. */
  isOwn(id: string): boolean {
    return this.#begun.has(id)
  }

  override getExpiration(): number {
    return EXPIRES_MS
  }

  /**
   * Removes half-sent packets that nobody went on with, and what a death left beside them once nobody can be writing it any more: other
   * receivers share this folder, and this one goes on while it looks. Answers how many uploads went.
   */
  override async deleteExpired(): Promise<number> {
    let gone = 0
    for (const name of await readdir(this.#dir)) {
      const [, id] = /^(.+)\.part$/.exec(name) ?? []
      if (id !== undefined && (await this.#olderThan(name, EXPIRES_MS))) {
        await this.remove(id)
        gone++
      }
      // Versions before kept facts of an upload in a file of their own.
      const beside = isTemporary(name) || name.endsWith('.json')
      if (beside && (await this.#olderThan(name, ABANDONED_MS))) await removed(join(this.#dir, name))
    }
    return gone
  }

  async #olderThan(name: string, ms: number): Promise<boolean> {
    const lies = await stateAt(join(this.#dir, name))
    return lies !== undefined && lies.mtimeMs < Date.now() - ms
  }

  /** The bytes so far. */
  path(id: string): string {
    return join(this.#dir, `${id}.part`)
  }

  /** How many bytes are on the disk, surely. Fault FILE-MISSING. */
  async flushed(id: string): Promise<number> {
    try {
      const file = await open(this.path(id), 'r+')
      try {
        const before = await file.stat()
        if (this.#sure.get(id) === stateOf(before)) return before.size
        await file.sync()
        this.#sure.set(id, stateOf(before))
        return before.size
      } finally {
        await file.close()
      }
    } catch (error) {
      throw faultOfErrno(error, 'fsync', this.path(id))
    }
  }

  /** Whether an upload may go on: its bytes lie here, not more than were announced, and it has not expired. */
  async #underWay(id: string): Promise<boolean> {
    const lies = await this.#state(id)
    if (lies === undefined || lies.mtimeMs < Date.now() - EXPIRES_MS) return false
    return lies.size <= ((await this.#announced(id)) ?? 0)
  }

  #state(id: string): Promise<Stats | undefined> {
    return stateAt(this.path(id))
  }

  /** Makes the name of a file of bytes durable: before a part of them is acknowledged. */
  async #name(id: string): Promise<void> {
    const ino = (await this.#state(id))?.ino
    if (ino === undefined || this.#named.get(id) === ino) return
    try {
      await nodeFs.fsyncDir(this.#dir)
    } catch (error) {
      throw faultOfErrno(error, 'fsync-folder', this.#dir)
    }
    this.#named.set(id, ino)
  }

  #forget(id: string): void {
    this.#sure.delete(id)
    this.#begun.delete(id)
    this.#named.delete(id)
  }
}
