import type { PublicKey } from '../../lib/minisign.ts'
import { Fault, isFault } from '../../lib/fault.ts'
import { allows, type Certificate, certificateKey, certificateKeyId } from './certificate.ts'
import {
  claimedKeyId,
  keyIdText,
  type Purpose,
  type Signed,
  type SignedData,
  type Stamp,
  readDetachedStamp,
  verifyDetached,
  verifyDetachedStamp,
} from './comment.ts'
import { judgeItems } from './judge.ts'
import type { Revocation } from './revocation.ts'

/** Who signed, and what they said about the bytes. */
export interface Verified {
  readonly certificate: Certificate | 'root'
  readonly keyId: string
  readonly stamp: Stamp
  /** The key is revoked after this sequence number of sealing; the caller holds what it read against it. */
  readonly revokedAfter?: number
}

/** A root and everything that it, or a Dinas root under it, certified. */
export interface Trust {
  readonly root: PublicKey
  readonly accepted: readonly Certificate[]
  readonly rejected: readonly { readonly why: string }[]
  readonly revocations: readonly Revocation[]
  /**
   * Judges a detached signature: the key is certified for the purpose, the signature fits the bytes, the stamp names the
   * certificate's own station and epoch and all that is expected. Faults TRUST-UNKNOWN-KEY {keyId}, TRUST-PURPOSE
   * {expected, found}, TRUST-STAMP {field}, TRUST-REVOKED {keyId, after}, SIGNATURE-BAD, SIGNATURE-MALFORMED, SIGNATURE-LEGACY.
   */
  verify(data: SignedData, signature: string, purpose: Purpose, expect?: Partial<Stamp>): Verified
  /**
   * Judges all of that but whether the signature fits any bytes: for those alone who know the bytes by another signature of the same
   * key (decision 192). Faults as verify.
   */
  verifyStamp(signature: string, purpose: Purpose, expect?: Partial<Stamp>): Verified
  /**
   * Judges what signature and stamp say and not whether any key signed it: for those alone who know that another held it to this key, and the file's bytes
   * by that one's signature (decision 238). Faults as verify, but SIGNATURE-BAD.
   */
  readStamp(signature: string, purpose: Purpose, expect?: Partial<Stamp>): Verified
}

/** What a root signs itself. It seals no packets and gives no receipts, so that it can stay in its safe. */
const ROOT_PURPOSES: ReadonlySet<Purpose> = new Set(['certificate', 'profile', 'update'])

/** Their stamp's seq is the one that revocations count in. */
const COUNTED: ReadonlySet<Purpose> = new Set(['packet', 'head', 'receipt'])

/**
 * Trust in one root. Items that cannot be read, that nobody known signed, or that a newer serial replaced stand in `rejected` with
 * the reason: one bad item on a disk never hides the good ones.
 */
export function trustFrom(root: PublicKey, items: readonly Signed[]): Trust {
  const judged = judgeItems(root, items)
  const holders: Holder[] = judged.accepted.map((certificate) => ({
    certificate,
    key: certificateKey(certificate),
    keyId: certificateKeyId(certificate),
  }))
  holders.unshift({ certificate: 'root', key: root, keyId: keyIdText(root.keyId) })
  const revoked = new Map(judged.revocations.map(({ keyId, after }) => [keyId, after]))
  return {
    root,
    ...judged,
    verify: (data, ...asked) => verifyBy(holders, revoked, (...by) => verifyDetached(data, ...by), ...asked),
    verifyStamp: (...asked) => verifyBy(holders, revoked, verifyDetachedStamp, ...asked),
    readStamp: (...asked) =>
      verifyBy(
        holders,
        revoked,
        (signature, _keys, purpose) => readDetachedStamp(signature, purpose),
        ...asked,
      ),
  }
}

/** Verifies a signature by some keys. */
type Judge = typeof verifyDetachedStamp

interface Holder {
  readonly certificate: Certificate | 'root'
  readonly key: PublicKey
  readonly keyId: string
}

function verifyBy(
  holders: readonly Holder[],
  revoked: ReadonlyMap<string, number>,
  judge: Judge,
  signature: string,
  purpose: Purpose,
  expect: Partial<Stamp> = {},
): Verified {
  const keyId = claimedKeyId(signature)
  const known = holders.filter((holder) => holder.keyId === keyId)
  if (known.length === 0) throw new Fault('TRUST-UNKNOWN-KEY', { keyId })
  const able = known.filter(({ certificate }) => mayUse(certificate, purpose))
  if (able.length === 0) throw new Fault('TRUST-PURPOSE', { expected: purpose, found: 'certificate', keyId })
  const { certificate, stamp } = firstGood(able, judge, signature, purpose)
  holdAgainst(stamp, ownStamp(certificate))
  holdAgainst(stamp, expect)
  const after = revoked.get(keyId)
  if (after === undefined) return { certificate, keyId, stamp }
  if (after === 0 || (COUNTED.has(purpose) && (stamp.seq ?? 0) > after)) {
    throw new Fault('TRUST-REVOKED', { keyId, after })
  }
  return { certificate, keyId, stamp, revokedAfter: after }
}

/** Two certificates may speak of one key (a station's key in two epochs is wrong, but a renewed serial is not). */
function firstGood(able: readonly Holder[], judge: Judge, signature: string, purpose: Purpose) {
  let bad: unknown
  for (const { certificate, key } of able) {
    try {
      const { stamp } = judge(signature, [key], purpose)
      const own = ownStamp(certificate)
      if (able.length === 1 || own.epoch === undefined || own.epoch === stamp.epoch)
        return { certificate, stamp }
      bad = new Fault('TRUST-STAMP', { field: 'epoch' })
    } catch (e) {
      if (!isFault(e)) throw e
      bad = e
    }
  }
  throw bad
}

function mayUse(certificate: Certificate | 'root', purpose: Purpose): boolean {
  return certificate === 'root' ? ROOT_PURPOSES.has(purpose) : allows(certificate, purpose)
}

function ownStamp(certificate: Certificate | 'root'): Partial<Stamp> {
  if (certificate === 'root' || certificate.subject.kind !== 'station') return {}
  return { station: certificate.subject.station, epoch: certificate.subject.epoch }
}

/** Fault TRUST-STAMP {field} where the stamp differs from what it has to say. */
export function holdAgainst(stamp: Stamp, expected: Partial<Stamp>): void {
  for (const field of ['purpose', 'station', 'epoch', 'seq', 'id'] as const) {
    if (expected[field] !== undefined && stamp[field] !== expected[field]) {
      throw new Fault('TRUST-STAMP', { field })
    }
  }
}
