import { type Commit, decodeCommit } from '../../../formats/commit/commit.ts'
import { verifyDetached } from '../../../formats/trust/comment.ts'
import { holdAgainst } from '../../../formats/trust/trust.ts'
import { hex, text } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { sha256 } from '../../../lib/hash.ts'
import type { PublicKey } from '../../../lib/minisign.ts'
import type { DiskIo } from './io.ts'
import type { CommitPaths } from './layout.ts'

const COMMIT_LIMIT = 1 << 20
const SIGNATURE_LIMIT = 4096

export interface FoundCommit {
  readonly commit: Commit
  readonly bytes: Uint8Array
  readonly hash: string
  readonly signature: string
}

/** The bytes of a commit's statement and of its copy, and its signature; what is missing is left out. */
export async function commitFiles(
  io: DiskIo,
  paths: Pick<CommitPaths, 'json' | 'copy' | 'signature'>,
): Promise<{ statements: Uint8Array[]; signature: string | undefined }> {
  const read = async (path: string, limit: number) => {
    try {
      return [await io.readSmall(path, limit)]
    } catch (error) {
      // A name with nothing readable behind it is as good as none; a disk that is gone is told.
      if (isFault(error) && error.code !== 'DISK-GONE') return []
      throw error
    }
  }
  const statements = [...(await read(paths.json, COMMIT_LIMIT)), ...(await read(paths.copy, COMMIT_LIMIT))]
  const [signature] = await read(paths.signature, SIGNATURE_LIMIT)
  return { statements, signature: signature && ascii(signature) }
}

function ascii(bytes: Uint8Array): string | undefined {
  try {
    return text(bytes)
  } catch (error) {
    if (isFault(error)) return undefined
    throw error
  }
}

/** A commit of this disk under one of the station's own keys, in its statement or in the copy; undefined where neither verifies. */
export async function ownCommit(
  io: DiskIo,
  paths: Pick<CommitPaths, 'json' | 'copy' | 'signature'>,
  keys: readonly PublicKey[],
  expect: { station: string; disk: string; sequence: number },
): Promise<FoundCommit | undefined> {
  const { statements, signature } = await commitFiles(io, paths)
  if (signature === undefined) return undefined
  for (const bytes of statements) {
    try {
      const commit = decodeCommit(bytes)
      const { stamp, keyId } = verifyDetached(bytes, signature, keys, 'commit')
      holdAgainst(stamp, {
        station: expect.station,
        epoch: commit.epoch,
        seq: expect.sequence,
        id: expect.disk,
      })
      if (commit.sequence !== expect.sequence || commit.disk !== expect.disk || commit.keyId !== keyId)
        continue
      return { commit, bytes, hash: hex(sha256(bytes)), signature }
    } catch (error) {
      if (!isFault(error)) throw error
    }
  }
  return undefined
}

/** Whether one of a commit's two statements still has this hash. */
export async function holdsCommit(
  io: DiskIo,
  paths: Pick<CommitPaths, 'json' | 'copy' | 'signature'>,
  hash: string,
): Promise<boolean> {
  const { statements } = await commitFiles(io, paths)
  return statements.some((bytes) => hex(sha256(bytes)) === hash)
}
