import { X509Certificate } from 'node:crypto'

/** What the station has to know of an office's certificate. */
export interface Certificate {
  readonly der: Buffer
  readonly holder: string
  readonly from: Date
  readonly until: Date
}

/** Whose a certificate is: the common name of its subject, or the whole subject where it has none. */
export function holderOf(certificate: Buffer | X509Certificate): string {
  const { subject } = Buffer.isBuffer(certificate) ? new X509Certificate(certificate) : certificate
  const name = subject.split('\n').find((line) => line.startsWith('CN='))
  return name?.slice(3) ?? subject.replaceAll('\n', ', ')
}

/** The first certificate of a PEM text; undefined where there is none that can be read. */
export function certificateOf(pem: string | undefined): Certificate | undefined {
  if (pem === undefined) return undefined
  try {
    const certificate = new X509Certificate(pem)
    return {
      der: certificate.raw,
      holder: holderOf(certificate),
      from: new Date(certificate.validFrom),
      until: new Date(certificate.validTo),
    }
  } catch {
    // The Dinas' tools put it into the profile: a text that is no certificate names none.
    return undefined
  }
}
