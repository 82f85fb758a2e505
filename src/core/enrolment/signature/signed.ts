import { verifyDetachedStamp } from '../../../formats/trust/comment.ts'
import { holdAgainst } from '../../../formats/trust/trust.ts'
import { text } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import { parsePublicKey, type PublicKey } from '../../../lib/minisign.ts'
import type { Station } from '../../station.ts'

/** The key of an epoch, as the station's own register knows it. */
export interface Signer {
  readonly epoch: string
  readonly key: PublicKey
}

/** A packet by its place in the register. */
export interface Numbered {
  readonly id: string
  readonly epoch: string
  readonly seq: number
}

/** Keys by their lines: node's own form of one is kept with it (lib/minisign-keys.ts), and costs as much as verifying with it. */
const parsed = new Map<string, PublicKey>()

function keyOf(line: string): PublicKey {
  const key = parsed.get(line) ?? parsePublicKey(line)
  parsed.set(line, key)
  return key
}

/** The station's signing keys of all its epochs: certified or not, they are its own. */
export function ownSigners({ read }: Pick<Station, 'read'>): Signer[] {
  return read
    .all<{ id: string; key: string }>('SELECT id, key FROM epoch ORDER BY position')
    .map(({ id, key }) => ({ epoch: id, key: keyOf(key) }))
}

/**
 * Whether a packet's signature is the one that was sealed (decision 238): whole, by the key of its epoch, of this packet. That it is over the packet's
 * bytes was proven when they were sealed and is not asked here: a file that is whole is the one that was proven. True for an epoch that the
 * register does not know, of which a restore brought packets and no more.
 */
export function isSigned(
  signature: Uint8Array,
  { id, epoch, seq }: Numbered,
  { station, signers }: { readonly station: string; readonly signers: readonly Signer[] },
): boolean {
  const signer = signers.find((one) => one.epoch === epoch)
  if (signer === undefined) return true
  try {
    const { stamp } = verifyDetachedStamp(text(signature), [signer.key], 'packet')
    holdAgainst(stamp, { station, epoch, seq, id })
    return true
  } catch (error) {
    if (isFault(error)) return false
    throw error
  }
}
