import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { isIP } from 'node:net'

const YEARS = 10

/** A site's TLS key and certificate as PEM. The certificate is its own authority: it goes into the profile's `sites[].ca` as it is. */
export interface SiteTls {
  readonly key: string
  readonly certificate: string
}

/**
 * Makes a site's key for TLS, so that stations speak to it and to nobody else: they trust this one certificate, not whoever the world trusts.
 * @param hosts names and addresses under which stations reach it; at least one
 * @param random for the serial number
 */
export async function makeSiteTls(
  { site, hosts }: { site: string; hosts: readonly string[] },
  { now, random }: { now: Date; random: (bytes: number) => Uint8Array },
): Promise<SiteTls> {
  const { default: forge } = await import('node-forge')
  const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 3072 })
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString()
  const pub = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }).toString()
  const certificate = forge.pki.createCertificate()
  certificate.publicKey = forge.pki.publicKeyFromPem(pub)
  // Positive, and never 0.
  certificate.serialNumber = `01${Buffer.from(random(15)).toString('hex')}`
  certificate.validity.notBefore = new Date(now.getTime() - 86_400_000)
  certificate.validity.notAfter = new Date(now)
  certificate.validity.notAfter.setUTCFullYear(now.getUTCFullYear() + YEARS)
  const names = [{ name: 'commonName', value: `Rekam ${site}` }]
  certificate.setSubject(names)
  certificate.setIssuer(names)
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyCertSign: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    {
      name: 'subjectAltName',
      altNames: hosts.map((host) => (isIP(host) > 0 ? { type: 7, ip: host } : { type: 2, value: host })),
    },
  ])
  certificate.sign(forge.pki.privateKeyFromPem(key), forge.md.sha256.create())
  return { key, certificate: forge.pki.certificateToPem(certificate) }
}
