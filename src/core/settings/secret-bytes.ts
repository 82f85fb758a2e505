import { concat } from '../../lib/bytes.ts'
import type { SigningKey } from '../../lib/minisign.ts'
import { refuse } from '../refuse.ts'

/** A signing key as it lies in `local_secret`: 8 bytes key id, 32 bytes seed. */
export function packSigningKey(key: SigningKey): Uint8Array {
  return concat(key.keyId, key.seed)
}

export function unpackSigningKey(bytes: Uint8Array): SigningKey {
  if (bytes.length !== 40) throw refuse('STORE-DAMAGED')
  return { keyId: bytes.slice(0, 8), seed: bytes.slice(8) }
}
