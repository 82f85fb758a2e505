import { type Grade, issueCertificate } from '../../../formats/trust/certificate.ts'
import type { Signed } from '../../../formats/trust/comment.ts'
import { type PublicKey, type SigningKey } from '../../../lib/minisign.ts'
import { keyLine } from '../key-line.ts'

interface Certified {
  /** Higher than any that this root gave before. */
  readonly serial: number
  readonly key: PublicKey
  readonly note?: string | undefined
}

const noted = ({ note }: Certified) => (note === undefined ? {} : { note })

/** What a site may sign; a collecting post gives receipts of its own grade alone (formats/trust). */
export function certifySite(
  root: SigningKey,
  of: Certified & { readonly site: string; readonly grades?: Grade[] | undefined },
): Signed {
  return issueCertificate(root, {
    serial: of.serial,
    subject: { kind: 'site', site: of.site, ...(of.grades === undefined ? {} : { grades: of.grades }) },
    key: keyLine(of.key),
    purposes: ['receipt', 'bag', 'report', 'head'],
    ...noted(of),
  })
}

/** A key that signs letters (Suket) of this issuer. */
export function certifyLetter(root: SigningKey, of: Certified & { readonly issuer: string }): Signed {
  return issueCertificate(root, {
    serial: of.serial,
    subject: { kind: 'letter', issuer: of.issuer },
    key: keyLine(of.key),
    purposes: ['letter'],
    ...noted(of),
  })
}
