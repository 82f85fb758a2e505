import { readCertificate } from '../formats/trust/certificate.ts'
import { type Signed, verifyDetached } from '../formats/trust/comment.ts'
import { type Trust, trustFrom } from '../formats/trust/trust.ts'
import { isFault } from '../lib/fault.ts'
import { parsePublicKey, type PublicKey } from '../lib/minisign.ts'

/** The keys that may certify: the root, and Dinas roots that it certified, known ones and those that come now. */
function authorities({ root, accepted }: Trust, items: readonly Signed[]): PublicKey[] {
  const below = [...accepted, ...trustFrom(root, items).accepted].filter(
    ({ subject }) => subject.kind === 'dinas',
  )
  return [root, ...below.map(({ key }) => parsePublicKey(key))]
}

/**
 * Those of the items that an authority signed: certificates and revocations. What a stranger made up is not kept, so that nobody
 * fills a site's memory; and what is known is not judged anew for it.
 */
export function signedByAuthority(trust: Trust, items: readonly Signed[]): Signed[] {
  if (items.length === 0) return []
  const keys = authorities(trust, items)
  return items.filter(({ bytes, signature }) => {
    try {
      verifyDetached(bytes, signature, keys, 'certificate')
      return true
    } catch (error) {
      if (!isFault(error)) throw error
      return false
    }
  })
}

/** The site that a certificate speaks of, or undefined. Faults FORMAT-*. */
export function siteOf(bytes: Uint8Array): { site: string; key: string } | undefined {
  const { subject, key } = readCertificate(bytes)
  return subject.kind === 'site' ? { site: subject.site, key } : undefined
}
