import { existsSync } from 'node:fs'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { BUNDLE_NAME, encodeBundle } from '../../formats/trust/bundle.ts'
import { recipientOf } from '../../lib/age.ts'
import { utf8 } from '../../lib/bytes.ts'
import { faultOfErrno } from '../../lib/fault.ts'
import {
  formatPublicKey,
  formatSecretKey,
  parseSecretKey,
  publicOf,
  type SigningKey,
} from '../../lib/minisign.ts'
import { replaceDurably } from '../../lib/write-durably.ts'
import { identityFile, identityIn } from '../account/index.ts'
import { refuse } from '../refuse.ts'
import { SAMPLE_SITES, type SampleDinas, sampleDinasOf } from './sample-dinas.ts'
import { signedFiles, signingFiles } from './dinas/key-files.ts'

const NOTE = `CONTOH / SAMPLE

Folder ini berisi SEMUA kunci sebuah Dinas contoh: kunci induk, kunci kedua pusat data, kunci surat dan kunci pemulihan.
Hanya untuk mencoba dan menguji Rekam. Jangan pernah memakainya untuk data penduduk yang sebenarnya.

This folder holds ALL keys of a sample Dinas. For trying and testing Rekam only; never for real residents.

root.key, sites/*/site.key, letter.key   minisign secret keys (minisign -S -s FILE)
root.pub                                  minisign public key (minisign -V -H -p FILE), for --trust
datacenter.txt, recovery.txt              age identities (age -d -i FILE)
profile.json, profile.json.minisig        the station's profile, signed by root.key
`

/** Names in a sample Dinas' folder; all in formats that stock minisign and age read. */
export const SAMPLE_FILES = {
  rootSecret: 'root.key',
  rootPublic: 'root.pub',
  letter: 'letter.key',
  datacenter: 'datacenter.txt',
  recovery: 'recovery.txt',
  profile: 'profile.json',
  site: (code: string) => join('sites', code),
} as const

/** Writes the keys; root.key last, so that a folder that has it is whole. @param issuer whom the letter key signs for */
export async function writeSampleDinas(folder: string, dinas: SampleDinas, issuer: string): Promise<void> {
  const put = (name: string, data: string | Uint8Array) =>
    replaceDurably(join(folder, name), typeof data === 'string' ? utf8(data) : data)
  const pub = (key: SigningKey, what: string) => formatPublicKey(publicOf(key), `SAMPLE ${what}`)
  await mkdir(folder, { recursive: true, mode: 0o700 })
  await put('README.txt', NOTE)
  await put(SAMPLE_FILES.rootPublic, pub(dinas.root, 'root'))
  await put(SAMPLE_FILES.letter, formatSecretKey(dinas.letter))
  await put(SAMPLE_FILES.datacenter, identityFile(dinas.datacenter.identity, 'SAMPLE data centre'))
  await put(SAMPLE_FILES.recovery, identityFile(dinas.recovery.identity, 'SAMPLE recovery'))
  for (const site of SAMPLE_SITES) {
    const certificate = dinas.siteCertificate(site)
    const of = (name: string) => join(SAMPLE_FILES.site(site), name)
    await mkdir(join(folder, SAMPLE_FILES.site(site)), { recursive: true, mode: 0o700 })
    const own = [
      ...signingFiles('site', dinas.sites[site], `SAMPLE site ${site}`),
      ...signedFiles('site.json', certificate),
    ]
    for (const [name, data] of own) await put(of(name), data)
    await put(of('root.pub'), pub(dinas.root, 'root'))
    await put(of('identity.txt'), identityFile(dinas.datacenter.identity, 'SAMPLE data centre'))
  }
  const certificates = [
    ...SAMPLE_SITES.map((site) => dinas.siteCertificate(site)),
    dinas.letterCertificate(issuer),
  ]
  await put(BUNDLE_NAME, encodeBundle(certificates))
  await put(SAMPLE_FILES.rootSecret, formatSecretKey(dinas.root))
}

/** Whether the folder holds a whole sample Dinas. */
export function sampleDinasExists(folder: string): boolean {
  return existsSync(join(folder, SAMPLE_FILES.rootSecret))
}

async function read(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    throw faultOfErrno(error, 'read', path)
  }
}

async function readAge(path: string): Promise<{ identity: string; recipient: string }> {
  const identity = identityIn(await read(path))
  if (!identity) throw refuse('FORMAT-UNREADABLE', { format: 'age' })
  return { identity, recipient: recipientOf(identity) }
}

/** Reads what writeSampleDinas wrote. Faults FILE-MISSING, FORMAT-UNREADABLE, KEY-MALFORMED. */
export async function readSampleDinas(folder: string): Promise<SampleDinas> {
  const key = async (name: string) => parseSecretKey(await read(join(folder, name)))
  const site = (code: string) => key(join(SAMPLE_FILES.site(code), 'site.key'))
  return sampleDinasOf({
    root: await key(SAMPLE_FILES.rootSecret),
    sites: { mmu: await site('mmu'), batam: await site('batam') },
    letter: await key(SAMPLE_FILES.letter),
    datacenter: await readAge(join(folder, SAMPLE_FILES.datacenter)),
    recovery: await readAge(join(folder, SAMPLE_FILES.recovery)),
  })
}
