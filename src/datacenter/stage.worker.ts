import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { whyUnreadable } from '../formats/bag/check.ts'
import { readSmall } from '../formats/bag/walk.ts'
import { text, utf8 } from '../lib/bytes.ts'
import { Fault, faultOfErrno } from '../lib/fault.ts'
import { Memory } from '../lib/memory.ts'
import { serveThread } from '../lib/thread-tasks.ts'
import { createForBatch } from '../lib/write-durably.ts'
import { SEALED_LIMIT } from './announced.ts'
import { examined, type Examined, type ExamineJob } from './examine.ts'
import type { StageJob, StagedPacket } from './stage-job.ts'

/** A signature of ours has some 300 characters. */
const SIGNATURE_LIMIT = 4096

const memory = new Memory()

/** Reads a file whole, in one reading, into memory that is to be given back. Fault BAG-LIMIT for one that is too large. */
async function readInto(file: FileHandle, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const { size } = await file.stat()
  if (size > SEALED_LIMIT) throw new Fault('BAG-LIMIT', { why: path })
  const bytes = memory.take(size)
  let at = 0
  for (let got = -1; got !== 0 && at < size; at += got) {
    got = (await file.read(bytes, at, size - at, at)).bytesRead
  }
  // Shorter than it said: its digest will tell.
  return bytes.subarray(0, at)
}

/** The bytes of a plain file; a link put there since the listing is not followed. */
async function readWhole(folder: string, path: string): Promise<Uint8Array<ArrayBuffer>> {
  const flags = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)
  try {
    await using file = await open(join(folder, path), flags)
    return await readInto(file, path)
  } catch (error) {
    throw faultOfErrno(error, 'read', folder)
  }
}

/** Undefined for a signature that cannot be read: the check names its file by itself. */
async function signatureOf(bag: string, path: string): Promise<string | undefined> {
  try {
    return text(await readSmall(bag, path, SIGNATURE_LIMIT))
  } catch (error) {
    whyUnreadable(error)
    return undefined
  }
}

/** Reads a packet once: hashes it, opens it where the site may, and lays it down durably beside its signature. */
async function stage({ bag, path, sha256: due, to, identity }: StageJob): Promise<StagedPacket> {
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = await readWhole(bag, path)
  } catch (error) {
    return { why: whyUnreadable(error) }
  }
  try {
    const found = examined(bytes, identity)
    const signature = await signatureOf(bag, `${path}.minisig`)
    if (found.sha256 !== due || signature === undefined) return { sha256: found.sha256, bytes: found.bytes }
    await createForBatch(to, bytes)
    await createForBatch(`${to}.minisig`, utf8(signature))
    return { ...found, signature }
  } finally {
    memory.give(bytes)
  }
}

/** A packet that came by line and lies flushed already. */
async function examine({ path, identity }: ExamineJob): Promise<Examined> {
  try {
    await using file = await open(path, 'r')
    const bytes = await readInto(file, path)
    try {
      return examined(bytes, identity)
    } finally {
      memory.give(bytes)
    }
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}

serveThread({ stage, examine })
