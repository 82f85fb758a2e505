import { execFileSync } from 'node:child_process'
import { copyFileSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { signProfile } from '../../../formats/profile/profile.ts'
import { installProfile } from '../../settings/index.ts'
import { openTestStation, type TestStation, type TestStationOptions } from '../../testing/index.ts'
import { issueSuket } from '../issue.ts'
import { saveSuket, saveSukets } from '../save.ts'
import {
  makeOfficeFiles,
  OFFICE_PASSPHRASE,
  type OfficeFiles,
  type OfficeKind,
} from '../testing/office-files.ts'
import { recorded, samplePerson } from '../testing/recorded.ts'
import { closeOffice, officeState, openOffice } from './office.ts'

let folder: string
let office: OfficeFiles
const at = (name: string) => join(folder, name)
const opened: TestStation[] = []

beforeAll(async () => {
  const first = await openTestStation()
  opened.push(first)
  folder = first.temp('office')
  office = makeOfficeFiles(folder, ['rsa', 'ec', 'old', 'past'])
})
afterAll(() => Promise.all(opened.map((one) => one.close())))

/** A station whose Dinas signs electronically with this certificate. */
async function stationOf(kind: OfficeKind, options: TestStationOptions = {}): Promise<TestStation> {
  const station = await openTestStation({
    ...options,
    profile: (profile) => ({
      ...profile,
      letters: { ...profile.letters, certificate: office.pem(kind) },
      signers: profile.signers.map((signer) => ({ ...signer, signs: 'electronic' as const })),
    }),
  })
  opened.push(station)
  return station
}

const refused = (code: string) => expect.objectContaining({ code })

describe('the electronic signature of a letter', () => {
  it.each(['rsa', 'ec', 'old'] as const)(
    'holds for poppler, and any changed byte is found: %s',
    async (kind) => {
      const open = await stationOf(kind)
      const suket = await issueSuket(open.station, await recorded(open, samplePerson(1)))
      const path = at(`${kind}.pdf`)
      const closed = { state: 'closed', holder: `Dinas Contoh ${kind}`, until: '2046-01-01' }
      expect(officeState(open.station)).toEqual(closed)
      expect(await saveSuket(open.station, suket.id, path)).toEqual({ path, signature: 'missing' })
      expect(office.pdfsig(path)).not.toContain('Signature #1')
      expect(await openOffice(open.station, office.p12(kind), OFFICE_PASSPHRASE)).toEqual({
        ...closed,
        state: 'open',
      })
      expect(await saveSuket(open.station, suket.id, path)).toEqual({ path, signature: 'signed' })
      const said = office.pdfsig(path)
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
        expect(office.pdfsig(at('bad.pdf'))).not.toContain('Signature is Valid')
      }
      // The name of the key's holder and the certificate's own digest are signed (signing-certificate-v2, RFC 5035).
      const cms = Buffer.from(sound.subarray(gap[0] + 1, gap[1] - 1).toString('latin1'), 'hex')
      writeFileSync(at('cms.der'), cms)
      expect(office.openssl('asn1parse', '-inform', 'DER', '-in', 'cms.der').toString()).toContain(
        'id-smime-aa-signingCertificateV2',
      )
    },
  )

  it('is refused with another certificate, a wrong passphrase, another file, or where the Dinas names none', async () => {
    const open = await stationOf('rsa')
    copyFileSync(at('ca.pem'), at('other.p12'))
    await expect(openOffice(open.station, office.p12('ec'), OFFICE_PASSPHRASE)).rejects.toThrow(
      expect.objectContaining({
        code: 'SUKET-OFFICE-OTHER',
        params: { found: 'Dinas Contoh ec', named: 'Dinas Contoh rsa' },
      }),
    )
    await expect(openOffice(open.station, office.p12('rsa'), 'salah')).rejects.toThrow(
      refused('SUKET-OFFICE-PASSPHRASE'),
    )
    await expect(openOffice(open.station, at('other.p12'), OFFICE_PASSPHRASE)).rejects.toThrow(
      refused('SUKET-OFFICE-FILE'),
    )
    await expect(openOffice(open.station, at('none.p12'), OFFICE_PASSPHRASE)).rejects.toThrow(
      refused('FILE-MISSING'),
    )
    await expect(openOffice(opened[0]!.station, office.p12('rsa'), OFFICE_PASSPHRASE)).rejects.toThrow(
      refused('SUKET-OFFICE-NONE'),
    )
    expect(officeState(open.station)).toMatchObject({ state: 'closed' })
  })

  it('ends with its certificate: an expired one is not opened, one that expires while it is open signs no more', async () => {
    const past = await stationOf('past')
    expect(officeState(past.station)).toMatchObject({ state: 'expired', until: '2021-01-01' })
    await expect(openOffice(past.station, office.p12('past'), OFFICE_PASSPHRASE)).rejects.toThrow(
      refused('SUKET-OFFICE-EXPIRED'),
    )
    const open = await stationOf('rsa')
    await openOffice(open.station, office.p12('rsa'), OFFICE_PASSPHRASE)
    open.ports.clock.set('2046-01-02T00:00:00Z')
    expect(officeState(open.station)).toMatchObject({ state: 'expired' })
    const { id } = await issueSuket(open.station, await recorded(open, samplePerson(1)))
    expect(await saveSuket(open.station, id, at('late.pdf'))).toMatchObject({ signature: 'missing' })
  })

  it('ends when somebody closes it, and with a profile that names another certificate; the audit says who', async () => {
    const open = await stationOf('rsa')
    const { station } = open
    const { id } = await issueSuket(station, await recorded(open, samplePerson(1)))
    await openOffice(station, office.p12('rsa'), OFFICE_PASSPHRASE)
    expect(await closeOffice(station)).toMatchObject({ state: 'closed' })
    expect(await closeOffice(station)).toMatchObject({ state: 'closed' })
    expect(await saveSukets(station, [id], open.temp('files'))).toMatchObject({
      saved: 1,
      signed: 0,
      missing: 1,
    })
    await openOffice(station, office.p12('rsa'), OFFICE_PASSPHRASE)
    const { format: _, version: __, ...standing } = station.profile
    const next = { ...standing, serial: 2, letters: { certificate: office.pem('ec') } }
    await installProfile(station, signProfile(next, open.dinas.root))
    expect(officeState(station)).toMatchObject({ state: 'closed', holder: 'Dinas Contoh ec' })
    expect(await saveSuket(station, id, at('other.pdf'))).toMatchObject({ signature: 'missing' })
    const acts = station.read.all<{ actor: string }>("SELECT actor FROM audit WHERE act = 'suket.office'")
    expect(acts).toHaveLength(3)
  })
})
