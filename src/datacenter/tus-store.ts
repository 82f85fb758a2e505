import { createWriteStream } from 'node:fs'
import { mkdir, open, readFile, readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { DataStore, ERRORS, Upload } from '@tus/server'

const DISK_ERRORS = new Set(['ENOSPC', 'EDQUOT', 'EIO', 'EFBIG', 'EROFS'])

/** Unfinished uploads older than this are removed; a station then begins that packet again. */
const EXPIRES_MS = 30 * 24 * 3600 * 1000

/**
 * Where half-sent packets lie: a file of bytes and one of facts each. Other than tus' own file store it flushes before it
 * acknowledges an offset (HEAD and PATCH answer what is on the disk), so that a power cut never takes back what was promised.
 */
export class TusStore extends DataStore {
  readonly #dir: string

  constructor(dir: string) {
    super()
    this.#dir = dir
    this.extensions = ['creation', 'expiration']
  }

  override async create(upload: Upload): Promise<Upload> {
    await mkdir(this.#dir, { recursive: true })
    upload.creation_date = new Date().toISOString()
    upload.storage = { type: 'file', path: this.path(upload.id) }
    const facts = await open(this.#facts(upload.id), 'w')
    try {
      await facts.writeFile(JSON.stringify(upload))
      await facts.sync()
    } finally {
      await facts.close()
    }
    await (await open(this.path(upload.id), 'a')).close()
    return upload
  }

  override async write(stream: Readable, id: string, offset: number): Promise<number> {
    const { size } = await stat(this.path(id))
    if (size !== offset) throw ERRORS.INVALID_OFFSET
    const target = createWriteStream(this.path(id), { flags: 'r+', start: offset })
    try {
      await pipeline(stream, target)
    } catch (error) {
      // A cut line is no error: what arrived counts, the answer is the offset that is on the disk. A full disk is one.
      if (DISK_ERRORS.has((error as NodeJS.ErrnoException).code ?? '')) throw error
    }
    return this.#flushed(id)
  }

  override async getUpload(id: string): Promise<Upload> {
    let facts: string
    try {
      facts = await readFile(this.#facts(id), 'utf8')
    } catch {
      throw ERRORS.FILE_NOT_FOUND
    }
    const upload = new Upload(JSON.parse(facts) as ConstructorParameters<typeof Upload>[0])
    upload.offset = await this.#flushed(id)
    return upload
  }

  override async remove(id: string): Promise<void> {
    await rm(this.path(id), { force: true })
    await rm(this.#facts(id), { force: true })
  }

  override getExpiration(): number {
    return EXPIRES_MS
  }

  override async deleteExpired(): Promise<number> {
    const names = await readdir(this.#dir).catch(() => [])
    let deleted = 0
    for (const name of names.filter((found) => found.endsWith('.json'))) {
      const { mtimeMs } = await stat(join(this.#dir, name))
      if (Date.now() - mtimeMs < EXPIRES_MS) continue
      await this.remove(name.slice(0, -'.json'.length))
      deleted++
    }
    return deleted
  }

  /** The bytes so far. */
  path(id: string): string {
    return join(this.#dir, `${id}.part`)
  }

  #facts(id: string): string {
    return join(this.#dir, `${id}.json`)
  }

  async #flushed(id: string): Promise<number> {
    const file = await open(this.path(id), 'r+')
    try {
      await file.sync()
      return (await file.stat()).size
    } finally {
      await file.close()
    }
  }
}
