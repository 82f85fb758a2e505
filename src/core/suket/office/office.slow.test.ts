import { execFileSync, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openTestStation, type TestStation } from '../../testing/index.ts'
import { issueSuket } from '../issue.ts'
import { saveSuket } from '../save.ts'
import { recorded, samplePerson } from '../testing/recorded.ts'
import { officeState, openOffice } from './office.ts'

const KINDS = {
  rsa: ['rsa:3072'],
  ec: ['ec', '-pkeyopt', 'ec_paramgen_curve:P-256'],
  old: ['rsa:2048'],
} as const
type Kind = keyof typeof KINDS
const PASSPHRASE = 'sandi kantor'
let folder: string
const at = (name: string) => join(folder, name)
const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' })
const opened: TestStation[] = []

/** A certificate authority and office certificates by openssl: what a Dinas gets from its own. */
beforeAll(async () => {
  const first = await openTestStation()
  opened.push(first)
  folder = first.temp('office')
  mkdirSync(folder, { recursive: true })
  openssl(
    'req',
    '-x509',
    '-newkey',
    'rsa:2048',
    '-nodes',
    '-keyout',
    'ca.key',
    '-out',
    'ca.pem',
    '-subj',
    '/CN=CA',
    '-days',
    '3650',
  )
  writeFileSync(at('ext'), 'keyUsage=digitalSignature,nonRepudiation')
  for (const [kind, key] of Object.entries(KINDS)) {
    openssl(
      'req',
      '-new',
      '-newkey',
      ...key,
      '-nodes',
      '-keyout',
      `${kind}.key`,
      '-out',
      `${kind}.csr`,
      '-subj',
      `/CN=Dinas Contoh ${kind}`,
    )
    openssl(
      'x509',
      '-req',
      '-in',
      `${kind}.csr`,
      '-CA',
      'ca.pem',
      '-CAkey',
      'ca.key',
      '-CAcreateserial',
      '-days',
      '3650',
      '-extfile',
      'ext',
      '-out',
      `${kind}.pem`,
    )
    const legacy = kind === 'old' ? ['-legacy'] : []
    openssl(
      'pkcs12',
      '-export',
      ...legacy,
      '-inkey',
      `${kind}.key`,
      '-in',
      `${kind}.pem`,
      '-certfile',
      'ca.pem',
      '-passout',
      `pass:${PASSPHRASE}`,
      '-out',
      `${kind}.p12`,
    )
  }
  mkdirSync(at('nss'))
  execFileSync('certutil', ['-N', '-d', `sql:${at('nss')}`, '--empty-password'])
  execFileSync('certutil', ['-A', '-d', `sql:${at('nss')}`, '-n', 'ca', '-t', 'CT,C,C', '-i', at('ca.pem')])
})
afterAll(() => Promise.all(opened.map((one) => one.close())))

/** A station whose Dinas signs electronically with this certificate. */
async function stationOf(kind: Kind): Promise<TestStation> {
  const certificate = readFileSync(at(`${kind}.pem`), 'utf8')
  const station = await openTestStation({
    profile: (profile) => ({
      ...profile,
      letters: { ...profile.letters, certificate },
      signers: profile.signers.map((signer) => ({ ...signer, signs: 'electronic' as const })),
    }),
  })
  opened.push(station)
  return station
}

const pdfsig = (path: string) =>
  spawnSync('pdfsig', ['-nssdir', `sql:${at('nss')}`, path], { encoding: 'utf8' }).stdout
const refused = (code: string) => expect.objectContaining({ code })

describe('the electronic signature of a letter', () => {
  it.each(['rsa', 'ec', 'old'] as const)(
    'holds for poppler, and any changed byte is found: %s',
    async (kind) => {
      const open = await stationOf(kind)
      const suket = await issueSuket(open.station, await recorded(open, samplePerson(1)))
      const path = at(`${kind}.pdf`)
      expect(officeState(open.station)).toBe('closed')
      expect(await saveSuket(open.station, suket.id, path)).toEqual({ path, signed: false })
      expect(pdfsig(path)).not.toContain('Signature #1')
      await openOffice(open.station, at(`${kind}.p12`), PASSPHRASE)
      expect(await saveSuket(open.station, suket.id, path)).toEqual({ path, signed: true })
      const said = pdfsig(path)
      for (const line of [
        'ETSI.CAdES.detached',
        'SHA-256',
        'Total document signed',
        'Signature is Valid',
        'Certificate is Trusted',
        `CN=Dinas Contoh ${kind}`,
      ])
        expect(said).toContain(line)
      expect(execFileSync('qpdf', ['--check', path], { encoding: 'utf8' })).toContain(
        'No syntax or stream encoding errors',
      )
      const sound = readFileSync(path)
      const words = execFileSync('pdftotext', ['-layout', path, '-'], { encoding: 'utf8' })
      expect(words).toContain(samplePerson(1).nik)
      const gap = /\/ByteRange \[ 0 (\d+) (\d+) /.exec(sound.toString('latin1'))!.slice(1).map(Number) as [
        number,
        number,
      ]
      for (const byte of [20, Math.floor(gap[0] / 2), gap[0] - 2, gap[1] + 1, sound.length - 2]) {
        const bad = Buffer.from(sound)
        bad[byte]! ^= 1
        writeFileSync(at('bad.pdf'), bad)
        expect(pdfsig(at('bad.pdf'))).not.toContain('Signature is Valid')
      }
      // The name of the key's holder and the certificate's own digest are signed (signing-certificate-v2, RFC 5035).
      const cms = Buffer.from(sound.subarray(gap[0] + 1, gap[1] - 1).toString('latin1'), 'hex')
      writeFileSync(at('cms.der'), cms)
      expect(openssl('asn1parse', '-inform', 'DER', '-in', 'cms.der').toString()).toContain(
        'id-smime-aa-signingCertificateV2',
      )
    },
  )

  it('is refused with another certificate, a wrong passphrase, another file, or where the Dinas names none', async () => {
    const open = await stationOf('rsa')
    copyFileSync(at('ca.pem'), at('other.p12'))
    await expect(openOffice(open.station, at('ec.p12'), PASSPHRASE)).rejects.toThrow(
      refused('SUKET-OFFICE-OTHER'),
    )
    await expect(openOffice(open.station, at('rsa.p12'), 'salah')).rejects.toThrow(
      refused('SUKET-OFFICE-PASSPHRASE'),
    )
    await expect(openOffice(open.station, at('other.p12'), PASSPHRASE)).rejects.toThrow(
      refused('SUKET-OFFICE-FILE'),
    )
    await expect(openOffice(open.station, at('none.p12'), PASSPHRASE)).rejects.toThrow(
      refused('FILE-MISSING'),
    )
    await expect(openOffice(opened[0]!.station, at('rsa.p12'), PASSPHRASE)).rejects.toThrow(
      refused('SUKET-OFFICE-NONE'),
    )
    expect(officeState(open.station)).toBe('closed')
  })
})
