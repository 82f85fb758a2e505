import { createHash, type KeyObject, sign } from 'node:crypto'
import { der, elements, nothing, octets, oid, sequence, setOf, small } from './der.ts'

/** The office's key with its certificate first and the rest of the chain behind it. */
export interface OfficeKey {
  readonly key: KeyObject
  /** DER */
  readonly chain: readonly Buffer[]
}

const OID = {
  data: '1.2.840.113549.1.7.1',
  signedData: '1.2.840.113549.1.7.2',
  contentType: '1.2.840.113549.1.9.3',
  messageDigest: '1.2.840.113549.1.9.4',
  signingCertificateV2: '1.2.840.113549.1.9.16.2.47',
  sha256: '2.16.840.1.101.3.4.2.1',
  rsa: '1.2.840.113549.1.1.1',
  ecdsaSha256: '1.2.840.10045.4.3.2',
} as const

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest()
const algorithm = (name: string, parameters = true) => sequence(oid(name), ...(parameters ? [nothing()] : []))
const attribute = (name: string, value: Uint8Array) => sequence(oid(name), setOf(value))

/** Issuer and serial number as they stand in the certificate (RFC 5280, 4.1). */
function issuerAndSerial(certificate: Buffer): { issuer: Buffer; serial: Buffer } {
  const [tbs] = elements(elements(certificate)[0]!.body)
  const fields = elements(tbs!.body).filter(({ tag }) => tag !== 0xa0)
  return { serial: fields[0]!.whole, issuer: fields[2]!.whole }
}

/**
 * A detached CMS signature (RFC 5652) over a content, with what PAdES baseline B-B asks for (ETSI EN 319 142-1): content type,
 * digest and signing-certificate-v2 (RFC 5035) are signed, the chain is inside, and no time is: that stands in the PDF.
 */
export function cadesDetached(content: Uint8Array, { key, chain }: OfficeKey): Buffer {
  const [certificate] = chain
  if (!certificate) throw new Error('no certificate')
  const { issuer, serial } = issuerAndSerial(certificate)
  // SHA-256 is the default of ESSCertIDv2, which DER leaves out.
  const certId = sequence(octets(sha256(certificate)), sequence(sequence(der(0xa4, issuer)), serial))
  const attributes = [
    attribute(OID.contentType, oid(OID.data)),
    attribute(OID.messageDigest, octets(sha256(content))),
    attribute(OID.signingCertificateV2, sequence(sequence(certId))),
  ]
  const signed = setOf(...attributes)
  const rsa = key.asymmetricKeyType === 'rsa'
  const signature = sign('sha256', signed, key)
  const signer = sequence(
    small(1),
    sequence(issuer, serial),
    algorithm(OID.sha256),
    // The same attributes under [0] IMPLICIT; what was signed is the SET.
    Buffer.concat([Buffer.of(0xa0), signed.subarray(1)]),
    rsa ? algorithm(OID.rsa) : algorithm(OID.ecdsaSha256, false),
    octets(signature),
  )
  return sequence(
    oid(OID.signedData),
    der(
      0xa0,
      sequence(
        small(1),
        setOf(algorithm(OID.sha256)),
        sequence(oid(OID.data)),
        der(0xa0, ...chain),
        setOf(signer),
      ),
    ),
  )
}
