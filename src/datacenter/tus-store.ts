import { type FileHandle, open, readFile, readdir, stat, unlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { finished } from 'node:stream/promises'
import { DataStore, ERRORS, Upload } from '@tus/server'
import { ownBuffer, utf8 } from '../lib/bytes.ts'
import { errnoOf, faultOfErrno, isFault } from '../lib/fault.ts'
import { isTemporary, replaceDurably } from '../lib/write-durably.ts'

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
 * file; whatever the stream throws comes through.
 */
async function append(file: FileHandle, stream: Readable, offset: number): Promise<void> {
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
    stream.resume()
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
    if (pending > 0) stream.pause()
    void write()
  }
  stream.on('data', take)
  try {
    await Promise.race([finished(stream, { writable: false }), failed.promise])
  } finally {
    stream.off('data', take)
    await write()
  }
}

/** Whoever wrote into the file since, another receiver too, changed this. */
const stateOf = ({ ino, size, mtimeMs }: { ino: number; size: number; mtimeMs: number }) =>
  `${ino} ${size} ${mtimeMs}`

/** Undefined for facts that were cut off with the computer: such an upload begins anew. */
function readFacts(spelt: string): ConstructorParameters<typeof Upload>[0] | undefined {
  try {
    return JSON.parse(spelt) as ConstructorParameters<typeof Upload>[0]
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}

async function removed(path: string): Promise<void> {
  try {
    await unlink(path)
  } catch (error) {
    if (errnoOf(error) !== 'ENOENT') throw faultOfErrno(error, 'unlink', path)
  }
}

/** Unfinished uploads older than this are removed; a station then begins that packet again. */
const EXPIRES_MS = 30 * 24 * 3600 * 1000

/** Nobody writes a file for so long, by the clock that dates files. */
const ABANDONED_MS = 24 * 3600 * 1000

/**
 * Where half-sent packets lie: a file of bytes and one of facts each. Other than tus' own file store it flushes before it
 * acknowledges an offset (HEAD and PATCH answer what is on the disk), so that a power cut never takes back what was promised.
 */
export class TusStore extends DataStore {
  readonly #dir: string
  readonly #now: () => Date
  /** What this process flushed itself, as the file was then: nothing is flushed twice. */
  readonly #sure = new Map<string, string>()

  constructor(dir: string, now: () => Date) {
    super()
    this.#dir = dir
    this.#now = now
    this.extensions = ['creation', 'expiration']
  }

  /** Begins an upload; one that is under way goes on, and what is older than it may be begins anew. */
  override async create(upload: Upload): Promise<Upload> {
    if (await this.#underWay(upload.id)) return upload
    upload.creation_date = this.#now().toISOString()
    upload.storage = { type: 'file', path: `${upload.id}.part` }
    try {
      await (await open(this.path(upload.id), 'w')).close()
    } catch (error) {
      throw faultOfErrno(error, 'open', this.path(upload.id))
    }
    // Facts last: an upload that has them has its file. Durable they are before a part of the bytes is acknowledged.
    this.#sure.delete(upload.id)
    await this.#put(upload)
    return upload
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const { size } = await stat(this.path(id))
    if (size !== offset) throw ERRORS.INVALID_OFFSET
    const file = await open(this.path(id), 'r+')
    try {
      await append(file, stream, offset)
    } catch (error) {
      // A cut line is no error: what arrived counts, the answer is the offset that is on the disk. A failing disk is one.
      if (isFault(error)) throw error
    } finally {
      await file.close()
    }
    const there = await this.flushed(id)
    const upload = await this.getUpload(id)
    // What came in one piece is answered by its receipt, and needs no facts.
    if (offset === 0 && there > 0 && there !== upload.size)
      await replaceDurably(this.#facts(id), utf8(JSON.stringify(upload)))
    return there
  }

  /**
   * Takes an upload that comes whole with the request that creates it: as `create` and `write`, with a third of their calls. Undefined where
   * bytes of it lie here already. Answers how many are on the disk, surely: after a cut it goes on from there.
   */
  async whole(upload: Upload, stream: Readable): Promise<number | undefined> {
    const { id } = upload
    const file = await this.#fresh(id)
    if (!file) return undefined
    this.#sure.delete(id)
    upload.creation_date = this.#now().toISOString()
    upload.storage = { type: 'file', path: `${id}.part` }
    // Written while the bytes come: should this process die, what came is not lost.
    const facts = this.#put(upload)
    let there = 0
    try {
      await append(file, stream, 0).catch((error: unknown) => {
        // A cut line is no error, a failing disk is.
        if (isFault(error)) throw error
      })
      await file.sync()
      const known = await file.stat()
      there = known.size
      this.#sure.set(id, stateOf(known))
    } catch (error) {
      throw faultOfErrno(error, 'fsync', this.path(id))
    } finally {
      await Promise.allSettled([facts, file.close()])
    }
    await facts
    if (there > 0 && there !== upload.size)
      await replaceDurably(this.#facts(id), utf8(JSON.stringify(upload)))
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
    let facts: string
    try {
      facts = await readFile(this.#facts(id), 'utf8')
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') throw ERRORS.FILE_NOT_FOUND
      throw faultOfErrno(error, 'read', this.#facts(id))
    }
    const said = readFacts(facts)
    if (said === undefined) throw ERRORS.FILE_NOT_FOUND
    const upload = new Upload(said)
    try {
      upload.offset = await this.flushed(id)
    } catch (error) {
      // Facts alone: whoever had taken the bytes into the store died before its receipt. The upload begins anew.
      if (isFault(error, 'FILE-MISSING')) throw ERRORS.FILE_NOT_FOUND
      throw error
    }
    return upload
  }

  override async remove(id: string): Promise<void> {
    this.#sure.delete(id)
    await Promise.all([removed(this.#facts(id)), removed(this.path(id))])
  }

  /** Whether anything lies here of an upload. */
  async holds(id: string): Promise<boolean> {
    return (await this.#exists(this.path(id))) || (await this.#exists(this.#facts(id)))
  }

  override getExpiration(): number {
    return EXPIRES_MS
  }

  /**
   * Removes what was begun too long ago, and what a death left half made, once nobody can be writing it any more: other receivers share this
   * folder, and this one goes on while it looks. Answers how many uploads went.
   */
  override async deleteExpired(): Promise<number> {
    const gone = new Set<string>()
    for (const name of await readdir(this.#dir)) {
      if (isTemporary(name)) {
        if (await this.#abandoned(name)) await removed(join(this.#dir, name))
        continue
      }
      const [, id] = /^(.+)\.(?:json|part)$/.exec(name) ?? []
      if (id === undefined || gone.has(id) || !(await this.#isOver(id, name))) continue
      await this.remove(id)
      gone.add(id)
    }
    return gone.size
  }

  /** Whether an upload expired; one that has its bytes or its facts alone may be beginning or ending at this moment. */
  async #isOver(id: string, name: string): Promise<boolean> {
    const ends = await this.#endOf(id)
    return ends === undefined ? this.#abandoned(name) : this.#now().getTime() >= ends
  }

  async #abandoned(name: string): Promise<boolean> {
    try {
      return (await stat(join(this.#dir, name))).mtimeMs < Date.now() - ABANDONED_MS
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return false
      throw faultOfErrno(error, 'stat', name)
    }
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

  async #underWay(id: string): Promise<boolean> {
    return this.#now().getTime() < ((await this.#endOf(id)) ?? 0)
  }

  /** When an upload expires; undefined for one whose bytes or facts do not lie there whole. */
  async #endOf(id: string): Promise<number | undefined> {
    if (!(await this.#exists(this.#facts(id))) || !(await this.#exists(this.path(id)))) return undefined
    const ends = Date.parse((await this.#read(id))?.creation_date ?? '') + EXPIRES_MS
    return Number.isNaN(ends) ? undefined : ends
  }

  /** Facts as they lie there; undefined for none. */
  async #read(id: string): Promise<ReturnType<typeof readFacts>> {
    try {
      return readFacts(await readFile(this.#facts(id), 'utf8'))
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return undefined
      throw faultOfErrno(error, 'read', this.#facts(id))
    }
  }

  async #exists(path: string): Promise<boolean> {
    try {
      return (await stat(path)).isFile()
    } catch (error) {
      if (errnoOf(error) === 'ENOENT') return false
      throw faultOfErrno(error, 'stat', path)
    }
  }

  /** Facts of a new upload: they may be lost with the computer, for nothing was acknowledged yet. */
  async #put(upload: Upload): Promise<void> {
    const path = this.#facts(upload.id)
    try {
      await writeFile(path, JSON.stringify(upload), { mode: 0o600 })
    } catch (error) {
      throw faultOfErrno(error, 'write', path)
    }
  }

  #facts(id: string): string {
    return join(this.#dir, `${id}.json`)
  }
}
