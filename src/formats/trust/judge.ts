import { Fault, isFault } from '../../lib/fault.ts'
import type { PublicKey } from '../../lib/minisign.ts'
import {
  type Certificate,
  certificateKey,
  certificateKeyId,
  certificateStamp,
  readCertificate,
  subjectName,
} from './certificate.ts'
import { claimedKeyId, keyIdText, type Signed, verifyDetached } from './comment.ts'
import { type Revocation, readRevocation } from './revocation.ts'
import { formatOf } from '../json.ts'

export interface Judged {
  readonly accepted: readonly Certificate[]
  readonly revocations: readonly Revocation[]
  readonly rejected: readonly { readonly why: string }[]
}

type Document = Certificate | Revocation
/** A document that reads well, and the key id that claims to have signed it. */
type Claim = { readonly by: string; readonly signed: Signed; readonly document: Document }

/** Takes what the root signed, then what the Dinas roots under it signed within their own region. */
export function judgeItems(root: PublicKey, items: readonly Signed[]): Judged {
  const rejected: { why: string }[] = []
  const attempt = <T>(judge: () => T): T[] => {
    try {
      return [judge()]
    } catch (e) {
      if (!isFault(e)) throw e
      rejected.push({ why: e.message })
      return []
    }
  }
  const rootId = keyIdText(root.keyId)
  const claims = items.flatMap((signed) => attempt(() => claimOf(signed)))
  const direct = claims
    .filter(({ by }) => by === rootId)
    .flatMap((claim) => attempt(() => checked(claim, root)))
  const directRevocations = documentsOf(direct, isRevocation)
  const roots = new Map(documentsOf(direct, isDinas).map((dinas) => [certificateKeyId(dinas), dinas]))
  const below = claims
    .filter(({ by }) => by !== rootId)
    .flatMap((claim) => attempt(() => checkedBelow(roots.get(claim.by), directRevocations, claim)))
  const revokedBelow = below.filter(({ document }) => isRevocation(document))
  const certified = below.filter(({ document }) => isCertificate(document))
  const revoked = revokedBelow.flatMap((claim) => attempt(() => ofOwnKey(claim, certified)))
  return {
    accepted: newest(documentsOf([...direct, ...certified], isCertificate), identityOf, rejected),
    revocations: newest(
      [...directRevocations, ...documentsOf(revoked, isRevocation)],
      ({ keyId }) => keyId,
      rejected,
    ),
    rejected,
  }
}

function claimOf(signed: Signed): Claim {
  const read =
    formatOf('rekam-certificate', signed.bytes) === 'rekam-revocation' ? readRevocation : readCertificate
  return { by: claimedKeyId(signed.signature), signed, document: read(signed.bytes) }
}

function checked(claim: Claim, key: PublicKey): Claim {
  const { signed, document } = claim
  const { stamp } = verifyDetached(signed.bytes, signed.signature, [key], 'certificate')
  const due = isCertificate(document) ? certificateStamp(document) : { seq: document.serial }
  const { station, epoch } = { station: undefined, epoch: undefined, ...due }
  if (stamp.seq !== due.seq || stamp.station !== station || stamp.epoch !== epoch) {
    throw new Fault('TRUST-STAMP', { field: 'certificate' })
  }
  return claim
}

/** A Dinas speaks for the stations of its own region and for letters, until the root revokes its own key. */
function checkedBelow(
  dinas: Certificate | undefined,
  revocations: readonly Revocation[],
  claim: Claim,
): Claim {
  const { by, document } = claim
  if (dinas === undefined) throw new Fault('TRUST-UNKNOWN-KEY', { keyId: by })
  checked(claim, certificateKey(dinas))
  const end = revocations.find(({ keyId }) => keyId === by)
  if (end !== undefined && document.serial > end.after) {
    throw new Fault('TRUST-REVOKED', { keyId: by, after: end.after })
  }
  if (isCertificate(document) && !within(dinas, document)) throw outside(by)
  return claim
}

function within(dinas: Certificate, { subject }: Certificate): boolean {
  if (dinas.subject.kind !== 'dinas') return false
  if (subject.kind === 'station') return subject.station.startsWith(`${dinas.subject.code}-`)
  return subject.kind === 'letter'
}

/** A Dinas revokes what it certified itself, never what the centre did. */
function ofOwnKey(claim: Claim, certified: readonly Claim[]): Claim {
  const { by, document } = claim
  const own = certified.some(
    (other) => other.by === by && isRevocation(document) && keyIdOf(other.document) === document.keyId,
  )
  if (!own) throw outside(by)
  return claim
}

function outside(keyId: string): Fault {
  return new Fault('TRUST-PURPOSE', { expected: 'certificate', found: 'region', keyId })
}

function newest<T extends { readonly serial: number }>(
  found: readonly T[],
  identity: (item: T) => string,
  rejected: { why: string }[],
): T[] {
  const best = new Map<string, T>()
  for (const item of found) {
    const rival = best.get(identity(item))
    if (rival === undefined || item.serial > rival.serial) best.set(identity(item), item)
  }
  const stale = found.filter((item) => best.get(identity(item))?.serial !== item.serial)
  rejected.push(...stale.map(({ serial }) => ({ why: `serial ${serial} replaced by a newer one` })))
  return [...best.values()]
}

/** A renewed certificate replaces the older one of the same subject and key; another key stands beside it until revoked. */
function identityOf({ subject, key }: Certificate): string {
  return `${subject.kind} ${subjectName(subject)} ${subject.kind === 'station' ? subject.epoch : ''} ${key}`
}

function keyIdOf(document: Document): string {
  return isCertificate(document) ? certificateKeyId(document) : document.keyId
}

function documentsOf<T extends Document>(
  claims: readonly Claim[],
  is: (document: Document) => document is T,
): T[] {
  return claims.map(({ document }) => document).filter(is)
}

function isCertificate(document: Document): document is Certificate {
  return document.format === 'rekam-certificate'
}

function isRevocation(document: Document): document is Revocation {
  return document.format === 'rekam-revocation'
}

function isDinas(document: Document): document is Certificate {
  return isCertificate(document) && document.subject.kind === 'dinas'
}
