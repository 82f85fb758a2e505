import { decodeAudit } from '../../formats/audit/audit.ts'
import { claimedKeyId, verifyDetached } from '../../formats/trust/comment.ts'
import { text } from '../../lib/bytes.ts'
import { keyIdText, publicOf } from '../../lib/minisign.ts'
import type { Station } from '../station.ts'
import { entryHash } from './chain.ts'

/** What a signed file of a period says of this station's chain. */
export interface HeldAgainst {
  readonly entries: number
  /** The first act that the chain does not have, or has otherwise; null where it has them all. */
  readonly differs: { readonly epoch: string; readonly seq: number } | null
}

/**
 * Holds the chain against a file of a period that the station signed and somebody else kept (formats/audit): who has the database's key can make a whole
 * chain anew, but not what left the house. A key of this station that the Dinas has not certified yet is known as well. Faults FORMAT-UNREADABLE, SIGNATURE-*, TRUST-*.
 */
export function holdAgainst(
  { read, trust, keys, code }: Pick<Station, 'read' | 'trust' | 'keys' | 'code'>,
  bytes: Uint8Array,
  signature: Uint8Array,
): HeldAgainst {
  const own = publicOf(keys.signing)
  const said = text(signature)
  if (claimedKeyId(said) === keyIdText(own.keyId)) verifyDetached(bytes, said, [own], 'report')
  else trust.verify(bytes, said, 'report', { station: code })
  const { entries } = decodeAudit(bytes)
  const missing = entries.find(
    (entry) =>
      entryHash(entry) !== entry.hash ||
      read.get('SELECT 1 FROM audit WHERE epoch = ? AND seq = ? AND hash = ?', [
        entry.epoch,
        entry.seq,
        entry.hash,
      ]) === undefined,
  )
  return { entries: entries.length, differs: missing ? { epoch: missing.epoch, seq: missing.seq } : null }
}
