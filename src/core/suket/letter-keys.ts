import type { LetterKey } from '../../formats/claim169/claim169.ts'
import type { Trust } from '../../formats/trust/trust.ts'
import { certificateKey } from '../../formats/trust/certificate.ts'

/** The letter keys that the Dinas root certified, as a trust list for reading QRs. */
export function letterKeys({ trust }: { trust: Trust }): LetterKey[] {
  return trust.accepted.flatMap((certificate) =>
    certificate.subject.kind === 'letter'
      ? [{ issuer: certificate.subject.issuer, key: certificateKey(certificate) }]
      : [],
  )
}
