import { execFileSync, spawnSync } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Kinds of keys that certificate authorities give; `past` has expired. */
const KINDS = {
  rsa: ['rsa:3072'],
  ec: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  old: ['rsa:2048'],
  past: ['rsa:2048'],
} as const
export type OfficeKind = keyof typeof KINDS

/** Of every certificate file that is made here. */
export const OFFICE_PASSPHRASE = 'sandi kantor'

const CA = `[ca]
default_ca=own
[own]
database=index
new_certs_dir=.
certificate=ca.pem
private_key=ca.key
rand_serial=yes
default_md=sha256
policy=any
x509_extensions=office
[any]
commonName=supplied
[office]
keyUsage=digitalSignature,nonRepudiation
`

/** A certificate authority and certificates of offices by openssl, as a Dinas gets them from its own; and poppler as the judge. */
export interface OfficeFiles {
  readonly openssl: (...args: string[]) => Buffer
  /** Certificate of the profile. */
  readonly pem: (kind: OfficeKind) => string
  readonly p12: (kind: OfficeKind) => string
  /** What `pdfsig` says of a file, with this authority trusted. */
  readonly pdfsig: (path: string) => string
}

export function makeOfficeFiles(folder: string, kinds: readonly OfficeKind[]): OfficeFiles {
  mkdirSync(folder, { recursive: true })
  const at = (name: string) => join(folder, name)
  const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
  const authority = ['-subj', '/CN=CA', '-days', '3650', '-keyout', 'ca.key', '-out', 'ca.pem']
  openssl('req', '-x509', '-newkey', 'rsa:2048', '-nodes', ...authority)
  writeFileSync(at('ca.cnf'), CA)
  writeFileSync(at('index'), '')
  for (const kind of kinds) {
    const request = ['-keyout', `${kind}.key`, '-out', `${kind}.csr`, '-subj', `/CN=Dinas Contoh ${kind}`]
    openssl('req', '-new', '-newkey', ...KINDS[kind], '-nodes', ...request)
    const days = ['-startdate', '20200101000000Z', '-enddate', `${kind === 'past' ? 2021 : 2046}0101000000Z`]
    const files = ['-in', `${kind}.csr`, '-out', `${kind}.pem`]
    openssl('ca', '-batch', '-notext', '-config', 'ca.cnf', ...days, ...files)
    const whole = [
      '-inkey',
      `${kind}.key`,
      '-in',
      `${kind}.pem`,
      '-certfile',
      'ca.pem',
      '-out',
      `${kind}.p12`,
    ]
    const cipher = kind === 'old' ? ['-legacy'] : []
    openssl('pkcs12', '-export', ...cipher, ...whole, '-passout', `pass:${OFFICE_PASSPHRASE}`)
  }
  mkdirSync(at('nss'))
  const trusted = `sql:${at('nss')}`
  execFileSync('certutil', ['-N', '-d', trusted, '--empty-password'])
  execFileSync('certutil', ['-A', '-d', trusted, '-n', 'ca', '-t', 'CT,C,C', '-i', at('ca.pem')])
  return {
    openssl,
    pem: (kind) => readFileSync(at(`${kind}.pem`), 'utf8'),
    p12: (kind) => at(`${kind}.p12`),
    pdfsig: (path) => spawnSync('pdfsig', ['-nssdir', trusted, path], { encoding: 'utf8' }).stdout,
  }
}
