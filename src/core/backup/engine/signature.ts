import { verifyDetachedStamp } from '../../../formats/trust/comment.ts'
import { holdAgainst } from '../../../formats/trust/trust.ts'
import { text } from '../../../lib/bytes.ts'
import { isFault } from '../../../lib/fault.ts'
import type { PacketSource, Signer } from './types.ts'

/**
 * Whether a packet's signature is the one that was sealed (decision 238): whole, by the key of its epoch, of this packet. That it is over the packet's
 * bytes was proven when they were sealed and is not asked here: a file that is whole is the one that was proven. True for an epoch that the
 * register does not know, of which a restore brought packets and no more.
 */
export function isSigned(
  signature: Uint8Array,
  { id, epoch, seq }: Pick<PacketSource, 'id' | 'epoch' | 'seq'>,
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
