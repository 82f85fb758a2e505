import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { whyUnreadable } from '../formats/bag/check.ts'
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

const memory = new Memory({ sealed: true })

const READ_PLAIN = constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0) | (constants.O_NONBLOCK ?? 0)

/**
 * Reads a plain file whole; a link put there since the listing is not followed. Not by promises: this thread has nothing else to do, and
 * readings would stand in one queue with flushes. Fault BAG-LIMIT for one that is larger than `limit`; DISK-*, FILE-*.
 */
function readWhole(folder: string, path: string, limit: number): Uint8Array<ArrayBuffer> {
  let bytes: Uint8Array<ArrayBuffer> | undefined
  try {
    const file = openSync(join(folder, path), READ_PLAIN)
    try {
      const { size } = fstatSync(file)
      if (size > limit) throw new Fault('BAG-LIMIT', { why: path })
      bytes = memory.take(size)
      let at = 0
      for (let got = -1; got !== 0 && at < size; at += got) got = readSync(file, bytes, at, size - at, at)
      // Shorter than it said: its digest will tell.
      return bytes.subarray(0, at)
    } finally {
      closeSync(file)
    }
  } catch (error) {
    if (bytes) memory.give(bytes)
    throw faultOfErrno(error, 'read', folder)
  }
}

/** Undefined for a signature that cannot be read: the check names its file by itself. */
function signatureOf(bag: string, path: string): string | undefined {
  try {
    const bytes = readWhole(bag, path, SIGNATURE_LIMIT)
    try {
      return text(bytes)
    } finally {
      memory.give(bytes)
    }
  } catch (error) {
    whyUnreadable(error)
    return undefined
  }
}

/** Reads a packet once: hashes it, opens it where the site may, and lays it down durably beside its signature. */
async function stage({ bag, path, sha256: due, to, identity }: StageJob): Promise<StagedPacket> {
  let bytes: Uint8Array<ArrayBuffer>
  try {
    bytes = readWhole(bag, path, SEALED_LIMIT)
  } catch (error) {
    return { why: whyUnreadable(error) }
  }
  try {
    const found = examined(bytes, identity)
    const signature = signatureOf(bag, `${path}.minisig`)
    if (found.sha256 !== due || signature === undefined) return { sha256: found.sha256, bytes: found.bytes }
    await Promise.all([createForBatch(to, bytes), createForBatch(`${to}.minisig`, utf8(signature))])
    return { ...found, signature }
  } finally {
    memory.give(bytes)
  }
}

/** A packet that came by line and lies flushed already. */
async function examine({ path, identity }: ExamineJob): Promise<Examined> {
  const bytes = readWhole(dirname(path), basename(path), SEALED_LIMIT)
  try {
    return examined(bytes, identity)
  } finally {
    memory.give(bytes)
  }
}

serveThread({ stage, examine })
