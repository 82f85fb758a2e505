import { generateSigningKey, formatPublicKey, publicOf, type SigningKey } from '../../lib/minisign.ts'
import { recipientOf } from '../../lib/age.ts'
import { formatId } from '../id.ts'
import { type CertificateFields, issueCertificate } from '../trust/certificate.ts'
import type { Signed } from '../trust/comment.ts'
import { type Trust, trustFrom } from '../trust/trust.ts'

/** Fixed keys, ids and certificates for tests and golden files. They protect nothing and stand for nobody. */

export const STATION = '5272-01-A'

/** A signing key that is the same in every run. */
export function sampleKey(n: number): SigningKey {
  return generateSigningKey((bytes) => Uint8Array.from({ length: bytes }, (_, i) => (n * 31 + i * 7) % 256))
}

/** An id that is the same in every run. */
export function sampleId(n: number): string {
  return formatId(Uint8Array.from({ length: 16 }, (_, i) => (n * 17 + i) % 256))
}

export const EPOCH = sampleId(100)
export const DISK = sampleId(200)

export const ROOT = sampleKey(1)
export const STATION_KEY = sampleKey(2)
export const MMU_KEY = sampleKey(3)
export const POST_KEY = sampleKey(4)
export const LETTER_KEY = sampleKey(5)
export const STRANGER = sampleKey(6)

/** age identities of the data centre, of recovery and of the station's state. */
export const CENTRE_IDENTITY = 'AGE-SECRET-KEY-1N9P305Y6G6V05PGJYD6NNSCQ0L5G6JMEH24Q50RAPDPUSACR76LQ6FWFHT'
export const RECOVERY_IDENTITY = 'AGE-SECRET-KEY-1668W84T6GFYMLT28ENA7HCK8722EYF55UG862SNC0VJWLJQSYQASFKTS2K'
export const STATE_IDENTITY = 'AGE-SECRET-KEY-18W48HEUWFC3YHC3VY97W07Z5CZ4M7NZDZYGGZCTP8RR9RAWYGF5SMK3VHJ'
export const CENTRE = recipientOf(CENTRE_IDENTITY)
export const RECOVERY = recipientOf(RECOVERY_IDENTITY)

/** The key line of a certificate. */
export function keyLine(key: SigningKey): string {
  return formatPublicKey(publicOf(key)).split('\n')[1] ?? ''
}

export const STATION_CERTIFICATE: CertificateFields = {
  serial: 1,
  subject: { kind: 'station', station: STATION, epoch: EPOCH },
  key: keyLine(STATION_KEY),
  purposes: ['packet', 'commit', 'state', 'bag', 'report', 'head'],
}

export const SITE_CERTIFICATE: CertificateFields = {
  serial: 2,
  subject: { kind: 'site', site: 'mmu' },
  key: keyLine(MMU_KEY),
  purposes: ['receipt', 'bag', 'report', 'head'],
}

export const POST_CERTIFICATE: CertificateFields = {
  serial: 3,
  subject: { kind: 'site', site: 'pos-5272', grades: ['post'] },
  key: keyLine(POST_KEY),
  purposes: ['receipt', 'bag'],
}

export const LETTER_CERTIFICATE: CertificateFields = {
  serial: 4,
  subject: { kind: 'letter', issuer: 'CONTOH DINAS' },
  key: keyLine(LETTER_KEY),
  purposes: ['letter'],
}

export function sampleItems(): Signed[] {
  return [STATION_CERTIFICATE, SITE_CERTIFICATE, POST_CERTIFICATE, LETTER_CERTIFICATE].map((fields) =>
    issueCertificate(ROOT, fields),
  )
}

export function sampleTrust(): Trust {
  return trustFrom(publicOf(ROOT), sampleItems())
}
