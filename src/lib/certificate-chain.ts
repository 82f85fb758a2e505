import { X509Certificate } from 'node:crypto'

/** Why a chain is not trusted. */
export type ChainFlaw = 'no-anchors' | 'foreign-root' | 'expired' | 'not-issued' | 'not-a-ca'

/**
 * Whether a chain of certificates, the signer's first, leads to an anchor (DER) at a time: each issued by the next one, all of them within
 * their days, all issuers allowed to issue. The anchor itself may stand at its end or be left out. Null where all is well.
 */
export function flawOfChain(
  chain: readonly X509Certificate[],
  anchors: readonly Uint8Array[],
  at: Date,
): ChainFlaw | null {
  if (anchors.length === 0) return 'no-anchors'
  const trusted = anchors.map((der) => new X509Certificate(der))
  const whole = withAnchor(chain, trusted)
  if (whole === null) return 'foreign-root'
  for (const [index, certificate] of whole.entries()) {
    if (certificate.validFromDate > at || certificate.validToDate < at) return 'expired'
    const issuer = whole[index + 1]
    if (issuer === undefined) continue
    if (!issuer.ca) return 'not-a-ca'
    if (!certificate.checkIssued(issuer) || !certificate.verify(issuer.publicKey)) return 'not-issued'
  }
  return null
}

/** The chain up to the first anchor that it reaches; null where it reaches none. */
function withAnchor(
  chain: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
): X509Certificate[] | null {
  const isAnchor = (one: X509Certificate) => anchors.some((anchor) => anchor.raw.equals(one.raw))
  const at = chain.findIndex(isAnchor)
  if (at >= 0) return chain.slice(0, at + 1)
  const last = chain.at(-1)
  const above = last && anchors.find((anchor) => last.checkIssued(anchor) && last.verify(anchor.publicKey))
  return above ? [...chain, above] : null
}
