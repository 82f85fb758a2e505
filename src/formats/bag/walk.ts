import { createHash } from 'node:crypto'
import { lstat, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Fault, faultOfErrno } from '../../lib/fault.ts'
import { openPlain } from '../../lib/open-plain.ts'
import { FILES } from './manifest.ts'

/** What lies in a bag's folder. */
export interface Listed {
  /** From the bag's folder, with slashes. */
  readonly path: string
  readonly bytes: number
  /** Links, devices, sockets: never opened. */
  readonly plain: boolean
}

/** Files that operating systems leave behind; they are neither opened nor held against the bag. */
const JUNK = /^(?:\.DS_Store|\._.*|Thumbs\.db|desktop\.ini|\.Spotlight-V100|\.Trashes|\.fseventsd)$/i
const DEPTH = 4
const CHUNK = 1 << 20

/** Everything in the folder, links not followed, junk left out. Faults of the file system; BAG-LIMIT beyond depth or number. */
export async function listBag(folder: string): Promise<Listed[]> {
  const found: Listed[] = []
  const walk = async (under: string, depth: number): Promise<void> => {
    if (depth > DEPTH) throw new Fault('BAG-LIMIT', { why: 'depth' })
    for (const entry of await guard('readdir', folder, () =>
      readdir(join(folder, under), { withFileTypes: true }),
    )) {
      if (JUNK.test(entry.name)) continue
      const path = under === '' ? entry.name : `${under}/${entry.name}`
      if (entry.isDirectory()) await walk(path, depth + 1)
      else found.push({ path, ...(await sizeOf(folder, path)) })
      if (found.length > FILES) throw new Fault('BAG-LIMIT', { why: 'files' })
    }
  }
  await walk('', 1)
  return found
}

async function sizeOf(folder: string, path: string) {
  const stat = await guard('lstat', folder, () => lstat(join(folder, path)))
  return { bytes: stat.size, plain: stat.isFile() }
}

/** A small file whole; Fault BAG-LIMIT beyond `limit` bytes. */
export async function readSmall(folder: string, path: string, limit: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of chunksOf(folder, path)) {
    bytes += chunk.length
    if (bytes > limit) throw new Fault('BAG-LIMIT', { why: path })
    chunks.push(chunk.slice())
  }
  return new Uint8Array(Buffer.concat(chunks))
}

/** SHA-256 of a file in hexadecimal, and its size as read; constant memory. */
export async function digestOf(folder: string, path: string): Promise<{ sha256: string; bytes: number }> {
  const hash = createHash('sha256')
  let bytes = 0
  for await (const chunk of chunksOf(folder, path)) {
    hash.update(chunk)
    bytes += chunk.length
  }
  return { sha256: hash.digest('hex'), bytes }
}

/** The bytes of a plain file, whatever was put there since the listing. Each chunk is valid until the next is asked for. */
async function* chunksOf(folder: string, path: string): AsyncGenerator<Uint8Array> {
  const { file, size } = await guard('open', folder, () => openPlain(join(folder, path)))
  try {
    const chunk = new Uint8Array(Math.min(CHUNK, size + 1))
    for (;;) {
      const { bytesRead } = await guard('read', folder, () => file.read(chunk, 0, chunk.length, null))
      if (bytesRead === 0) return
      yield chunk.subarray(0, bytesRead)
    }
  } finally {
    await file.close()
  }
}

async function guard<T>(op: string, folder: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act()
  } catch (e) {
    throw faultOfErrno(e, op, folder)
  }
}
