import { createHash } from 'node:crypto'
import { Fault } from '../../lib/fault.ts'
import type { DiskIo } from '../backup/index.ts'

/** A half-broken disk may try one sector for minutes, and each try wears it. */
const READ_MS = 20_000
/** Bytes asked for at once of a disk in trouble: what one bad sector can cost of time. */
export const PIECE = 1 << 20
/** Reads that do not come back hold threads of the process: no more than three of four are risked. Node has four where nobody says else. */
const STUCK = Math.floor((Number(process.env['UV_THREADPOOL_SIZE']) || 4) * 0.75)

/** Reading that ends: within bounded time each read answers or is given up. */
export interface PatientIo extends DiskIo {
  /** Whether reading below this folder has failed or taken too long. */
  isTroubled(mount: string): boolean
}

/**
 * Wraps a disk so that each read has bounded time. One that exceeds it is a fault DISK-IO {errno: 'ETIMEDOUT'} of that place; what hangs
 * goes on hanging behind it, and may still write into the memory that it was given; once several hang, the disks that are in trouble are
 * not asked any more.
 */
export function patientDisk(io: DiskIo, mounts: readonly string[], readMs = READ_MS): PatientIo {
  const troubled = new Set<string>()
  let stuck = 0
  const mountOf = (path: string) =>
    mounts.find((mount) => path === mount || path.startsWith(`${mount}/`)) ?? path

  async function bounded<T>(path: string, work: () => Promise<T>): Promise<T> {
    const mount = mountOf(path)
    const late = () => new Fault('DISK-IO', { op: 'read', path, errno: 'ETIMEDOUT' })
    if (stuck >= STUCK && troubled.has(mount)) throw late()
    const running = work()
    let isLate = false
    let timer: NodeJS.Timeout | undefined
    const limit = new Promise<never>((_, reject) => {
      timer = setTimeout(() => {
        isLate = true
        stuck++
        const back = () => void stuck--
        running.then(back, back)
        reject(late())
      }, readMs)
      timer.unref()
    })
    try {
      return await Promise.race([running, limit])
    } catch (error) {
      if (isLate || isMedium(error)) troubled.add(mount)
      throw error
    } finally {
      clearTimeout(timer)
    }
  }

  const patient: PatientIo = {
    fs: {
      ...io.fs,
      stat: (path) => bounded(path, () => io.fs.stat(path)),
      readdir: (path) => bounded(path, () => io.fs.readdir(path)),
    },
    readSmall: (path, limit) => bounded(path, () => io.readSmall(path, limit)),
    // In pieces, since a digest of a whole volume cannot be bounded as one read.
    async readBack(path, onBytes = () => undefined) {
      const file = await patient.open(path)
      try {
        const hash = createHash('sha256')
        let at = 0
        while (at < file.size) {
          const piece = await file.read(at, PIECE)
          if (piece.length === 0) break
          hash.update(piece)
          at += piece.length
          await onBytes(at)
        }
        return { sha256: hash.digest('hex'), bytes: at, via: 'cache' }
      } finally {
        await file.close()
      }
    },
    scan: (path, onChunk) => io.scan(path, onChunk),
    isTroubled: (mount) => troubled.has(mountOf(mount)),
    async open(path) {
      const file = await bounded(path, () => io.open(path))
      let underWay = 0
      const read: typeof file.read = (offset, length, into) =>
        bounded(path, async () => {
          underWay++
          try {
            return await file.read(offset, length, into)
          } finally {
            underWay--
          }
        })
      return {
        size: file.size,
        async close() {
          const closed = file.close()
          // The system waits with that for a read that hangs; nobody else does.
          if (underWay > 0) closed.catch(() => undefined)
          else await closed
        },
        async read(offset, length, into) {
          if (length <= PIECE || !troubled.has(mountOf(path))) return read(offset, length, into)
          const whole = into?.subarray(0, length) ?? new Uint8Array(length)
          let held = 0
          while (held < length) {
            const want = Math.min(PIECE, length - held)
            const at = offset + held
            // Into memory of its own: what hangs may still write there, and a read of whole pages that fails has written around it.
            const piece = await read(at, want)
            whole.set(piece, held)
            held += piece.length
            if (piece.length < want) break
          }
          return whole.subarray(0, held)
        },
      }
    },
  }
  return patient
}

function isMedium(error: unknown): boolean {
  return error instanceof Error && ('errno' in error || (error instanceof Fault && error.code === 'DISK-IO'))
}
