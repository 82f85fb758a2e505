import { concat, hex, u64be, unhex, utf8 } from '../../lib/bytes.ts'
import { sha256 } from '../../lib/hash.ts'

/** One act as it stands in the chain of its epoch. Hashes and the commitment are lower hex. */
export interface AuditEntry {
  readonly epoch: string
  readonly seq: number
  readonly at: string
  readonly actor: string
  readonly act: string
  readonly subject: string
  readonly commitment: string | null
  readonly prev: string
  readonly hash: string
}

/** `prev` of the first entry of an epoch. */
export const CHAIN_START = '0'.repeat(64)

const DOMAIN = utf8('rekam-audit-v1')

function field(value: string | null): Uint8Array {
  if (value === null) return Uint8Array.of(0)
  const bytes = utf8(value)
  return concat(Uint8Array.of(1), u64be(bytes.length), bytes)
}

/**
 * SHA-256("rekam-audit-v1" | prev | u64be(seq) | epoch, at, actor, act, subject, commitment), each text with its length in front,
 * so that no two entries have the same bytes (FORMATS: audit).
 */
export function entryHash(entry: Omit<AuditEntry, 'hash'>): string {
  const { epoch, seq, at, actor, act, subject, commitment, prev } = entry
  const texts = [epoch, at, actor, act, subject, commitment].map(field)
  return hex(sha256(concat(DOMAIN, unhex(prev), u64be(seq), ...texts)))
}

const VALUES_DOMAIN = utf8('rekam-audit-values-v1')

/**
 * Commits to old and new values without showing them: SHA-256("rekam-audit-values-v1" | salt | JSON). Once the salt is destroyed
 * nobody can guess the values from it, and the chain still verifies.
 * @param salt 32 random bytes
 */
export function commitTo(values: unknown, salt: Uint8Array): string {
  return commitToText(JSON.stringify(values), salt)
}

/** As commitTo, of the JSON as it was spelt. */
export function commitToText(json: string, salt: Uint8Array): string {
  return hex(sha256(concat(VALUES_DOMAIN, salt, utf8(json))))
}
