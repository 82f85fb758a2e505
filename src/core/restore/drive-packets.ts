import { join } from 'node:path'
import { idOf, PACKET_SUFFIX } from '../../formats/volume/order.ts'
import { hex, text } from '../../lib/bytes.ts'
import { errnoOf, faultOfErrno, isFault } from '../../lib/fault.ts'
import { sha256 } from '../../lib/hash.ts'
import type { DiskIo } from '../backup/index.ts'
import { readerOf } from '../db/sqlite.ts'
import type { Found } from './found.ts'
import { openCopy } from './drive-copy.ts'
import type { DriveState } from './drive.ts'
import type { Gathered } from './gather.ts'

const PACKET_LIMIT = 129 << 20
const SIGNATURE_LIMIT = 4096

interface Registered {
  readonly sha256: string
  readonly epoch: string
  readonly seq: number
}

/** What the drive's own register says of a packet. Only a store that opened by a proven key is asked. */
function register(drive: DriveState | null): { of(id: string): Registered | undefined; close(): void } {
  if (!drive) return { of: () => undefined, close: () => undefined }
  const db = openCopy(drive.copy, drive.key)
  const read = readerOf(db)
  return {
    of: (id) => read.get<Registered>('SELECT sha256, epoch, seq FROM recording WHERE id = ?', [id]),
    close: () => void db.close(),
  }
}

async function names(io: DiskIo, folder: string): Promise<string[]> {
  try {
    const { kind } = await io.fs.stat(folder)
    return kind === 'folder' ? (await io.fs.readdir(folder)).toSorted() : []
  } catch (error) {
    if (errnoOf(error) === 'ENOENT') return []
    if (isFault(error, 'DISK-IO')) return []
    const fault = faultOfErrno(error, 'readdir', folder)
    if (fault.code === 'DISK-IO') return []
    throw fault
  }
}

async function file(io: DiskIo, path: string, limit: number): Promise<Uint8Array | undefined> {
  try {
    const open = await io.open(path)
    try {
      if (open.size > limit) return undefined
      const bytes = await open.read(0, open.size)
      return bytes.length === open.size ? bytes : undefined
    } finally {
      await open.close()
    }
  } catch (error) {
    if (isFault(error, 'DISK-GONE') || !isReadable(error)) throw error
    return undefined
  }
}

function isReadable(error: unknown): boolean {
  return isFault(error) || errnoOf(error) !== undefined
}

function spelt(bytes: Uint8Array | undefined): string {
  try {
    return bytes ? text(bytes) : ''
  } catch (error) {
    if (isFault(error)) return ''
    throw error
  }
}

/**
 * The packets in a dead PC's folder that prove themselves: by their signature under the root, or, where the Dinas had not certified its
 * newest key yet, by the digest in its own register. A file that cannot be read costs itself alone.
 */
export async function collectDrive(
  io: DiskIo,
  folder: string,
  { trust, station, drive }: Pick<Gathered, 'trust' | 'station' | 'drive'>,
  take: (packet: Found) => Promise<void>,
): Promise<void> {
  const known = register(drive)
  const prove = (bytes: Uint8Array, signature: string, id: string) => {
    try {
      return trust.verify(bytes, signature, 'packet', { id, station }).stamp
    } catch (error) {
      if (!isFault(error)) throw error
      const line = known.of(id)
      if (line?.sha256 !== hex(sha256(bytes))) return undefined
      return { purpose: 'packet' as const, station, epoch: line.epoch, seq: line.seq, id }
    }
  }
  try {
    const root = join(folder, 'packets')
    for (const month of await names(io, root)) {
      if (!/^\d{6}$/.test(month)) continue
      for (const name of await names(io, join(root, month))) {
        const id = idOf(name, PACKET_SUFFIX)
        if (id === undefined) continue
        const bytes = await file(io, join(root, month, name), PACKET_LIMIT)
        const signature = spelt(await file(io, join(root, month, `${name}.minisig`), SIGNATURE_LIMIT))
        const stamp = bytes && prove(bytes, signature, id)
        if (stamp) await take({ id, bytes, signature, sha256: hex(sha256(bytes)), stamp, at: null })
      }
    }
  } finally {
    known.close()
  }
}
