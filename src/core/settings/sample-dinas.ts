import { generateIdentity } from '../../lib/age.ts'
import { generateSigningKey, publicOf, type SigningKey } from '../../lib/minisign.ts'
import type { Signed } from '../../formats/trust/comment.ts'
import { certifyLetter, certifySite } from './dinas/certificates.ts'

export type SampleSite = 'mmu' | 'batam'
export const SAMPLE_SITES: readonly SampleSite[] = ['mmu', 'batam']

interface AgeKey {
  readonly identity: string
  readonly recipient: string
}

/** All the keys of a Dinas and of the data centre in one place: only a sample may be so careless. */
export interface SampleDinas {
  readonly root: SigningKey
  readonly sites: Readonly<Record<SampleSite, SigningKey>>
  readonly letter: SigningKey
  readonly datacenter: AgeKey
  readonly recovery: AgeKey
  siteCertificate(site: SampleSite): Signed
  letterCertificate(issuer: string): Signed
}

export type SampleKeys = Omit<SampleDinas, 'siteCertificate' | 'letterCertificate'>

/** Serials below this are of the sample's own sites and letter key; stations get theirs above it. */
export const FIRST_STATION_SERIAL = 10

/** A sample Dinas from its keys. */
export function sampleDinasOf(keys: SampleKeys): SampleDinas {
  const note = 'sample, not a real authority'
  return {
    ...keys,
    siteCertificate: (site) =>
      certifySite(keys.root, {
        serial: SAMPLE_SITES.indexOf(site) + 1,
        site,
        key: publicOf(keys.sites[site]),
        note,
      }),
    letterCertificate: (issuer) =>
      certifyLetter(keys.root, {
        serial: SAMPLE_SITES.length + 1,
        issuer,
        key: publicOf(keys.letter),
        note,
      }),
  }
}

/** A new sample Dinas: root, both sites, letter key, and the identities that open packets (data centre) and recovery wraps. */
export function makeSampleDinas(random: (bytes: number) => Uint8Array): SampleDinas {
  return sampleDinasOf({
    root: generateSigningKey(random),
    sites: { mmu: generateSigningKey(random), batam: generateSigningKey(random) },
    letter: generateSigningKey(random),
    datacenter: generateIdentity(),
    recovery: generateIdentity(),
  })
}
