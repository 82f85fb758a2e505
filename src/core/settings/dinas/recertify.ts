import { type Certificate, certificateKeyId, issueCertificate } from '../../../formats/trust/certificate.ts'
import type { Signed } from '../../../formats/trust/comment.ts'
import { issueRevocation } from '../../../formats/trust/revocation.ts'
import { trustFrom } from '../../../formats/trust/trust.ts'
import type { PublicKey, SigningKey } from '../../../lib/minisign.ts'

export interface Recertified {
  /** Of stations, every epoch: what they signed goes on counting. */
  readonly certificates: readonly Signed[]
  readonly revocations: readonly { readonly keyId: string; readonly signed: Signed }[]
  /** Ids of keys that were revoked from the beginning: they are not certified again. */
  readonly ended: readonly string[]
}

/**
 * What a root that takes over says anew of stations that the old one certified. Revocations are said anew too, so that no stolen key comes back to life;
 * sites and letter keys are made anew by whoever has them.
 */
export async function recertify(
  next: SigningKey,
  old: PublicKey,
  items: readonly Signed[],
  serial: () => Promise<number>,
): Promise<Recertified> {
  const { accepted, revocations } = trustFrom(old, items)
  const gone = new Set(revocations.filter(({ after }) => after === 0).map(({ keyId }) => keyId))
  const stations = accepted.filter(({ subject }) => subject.kind === 'station')
  const isEnded = (one: Certificate) => gone.has(certificateKeyId(one))
  const certificates: Signed[] = []
  for (const { format: _, version: __, ...fields } of stations.filter((one) => !isEnded(one)))
    certificates.push(issueCertificate(next, { ...fields, serial: await serial() }))
  const again: { keyId: string; signed: Signed }[] = []
  for (const { format: _, version: __, ...fields } of revocations)
    again.push({
      keyId: fields.keyId,
      signed: issueRevocation(next, { ...fields, serial: await serial() }),
    })
  return { certificates, revocations: again, ended: stations.filter(isEnded).map(certificateKeyId) }
}
