import { z } from 'zod'
import { Fault } from '../../lib/fault.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { countSchema, instantSchema, keyIdSchema, seqSchema, sha256Schema, stationSchema } from '../fields.ts'
import { idSchema } from '../id.ts'
import { decodeJson, encodeJson, formatHead, type JsonFormat } from '../json.ts'
import { keyIdText, type Signed, signDetached } from '../trust/comment.ts'
import type { Trust } from '../trust/trust.ts'

const volumeSchema = z.object({
  /** From the station's folder: `202611/S0000012.TAR`. */
  name: z.string().regex(/^\d{4}(?:0[1-9]|1[0-2])\/S(?!0000000)\d{7}\.TAR$/),
  bytes: countSchema,
  sha256: sha256Schema,
  /** Packets in it. */
  count: countSchema,
  /** INDEX.JSN's data in it. With its digest every whole member of a damaged volume is still proven. */
  index: z.object({ offset: countSchema, bytes: countSchema, sha256: sha256Schema.optional() }),
  /** Each signature of a packet of the commit's epoch was held against its key before it was written. Older programs did not. */
  signed: z.literal(true).optional(),
})

const schema = z
  .object({
    ...formatHead('rekam-commit'),
    station: stationSchema,
    epoch: idSchema,
    disk: idSchema,
    /** The number in the commit's own file name. Rises from commit to commit, with gaps where a write failed. */
    sequence: seqSchema,
    /** SHA-256 of the bytes of this disk's commit before; null for its first. */
    previous: sha256Schema.nullable(),
    /**
     * Sequences since the one before that were given up after an interruption: whatever lies under them counts as nothing, even a whole
     * commit. Absent where there were none.
     */
    abandoned: z.array(seqSchema).min(1).max(1000).optional(),
    /** The volumes that are new with this commit. */
    volumes: z.array(volumeSchema).max(1000),
    /** The changes in these volumes, both ends included. */
    changes: z.object({ epoch: idSchema, from: seqSchema, to: seqSchema }).nullable(),
    /** A snapshot in these volumes, as of this change number. */
    snapshot: z.object({ change: countSchema }).nullable(),
    /** The station's head when the commit was made; seq 0 and H_0 when nothing was sealed yet. */
    head: z.object({ epoch: idSchema, seq: countSchema, hash: sha256Schema }),
    at: instantSchema,
    keyId: keyIdSchema,
  })
  .refine(({ changes }) => changes === null || changes.from <= changes.to, { path: ['changes'] })
  .refine(({ volumes }) => new Set(volumes.map(({ name }) => name)).size === volumes.length, {
    path: ['volumes'],
  })

export const commitFormat: JsonFormat<typeof schema> = {
  name: 'rekam-commit',
  version: 1,
  limit: 1 << 20,
  schema,
}

export type Commit = z.infer<typeof schema>
export type CommitFields = Omit<Commit, 'format' | 'version' | 'keyId'>

/** The canonical bytes of a commit. Fault FORMAT-INVALID. */
export function encodeCommit(commit: Commit): Uint8Array {
  return encodeJson(commitFormat, commit)
}

/** The commit in the bytes, whoever signed it: 'undamaged, origin unproven'. Faults FORMAT-UNREADABLE, FORMAT-NEWER. */
export function decodeCommit(bytes: Uint8Array): Commit {
  return decodeJson(commitFormat, bytes)
}

/** A commit and its signature: stamp purpose `commit` with station and epoch, seq = sequence, id = disk. */
export function signCommit(fields: CommitFields, key: SigningKey): Signed & { readonly commit: Commit } {
  const commit: Commit = { format: 'rekam-commit', version: 1, ...fields, keyId: keyIdText(key.keyId) }
  const bytes = encodeCommit(commit)
  const { station, epoch, sequence: seq, disk: id } = commit
  return {
    commit,
    bytes,
    signature: signDetached(bytes, key, { purpose: 'commit', station, epoch, seq, id }),
  }
}

/**
 * The commit, if a station that the root certified signed it for this disk. Faults of Trust.verify; TRUST-REVOKED also where the
 * commit's head lies beyond what still counts of a revoked station; FORMAT-UNREADABLE, FORMAT-NEWER.
 */
export function verifyCommit({ bytes, signature }: Signed, trust: Trust): Commit {
  const commit = decodeCommit(bytes)
  const { station, epoch, sequence: seq, disk: id, keyId } = commit
  const found = trust.verify(bytes, signature, 'commit', { station, epoch, seq, id })
  if (found.keyId !== keyId) throw new Fault('TRUST-STAMP', { field: 'keyId' })
  const after = found.revokedAfter
  if (after !== undefined && commit.head.seq > after) throw new Fault('TRUST-REVOKED', { keyId, after })
  return commit
}
