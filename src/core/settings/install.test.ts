import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { type ProfileFields, signProfile } from '../../formats/profile/profile.ts'
import { type Signed, signDetached } from '../../formats/trust/comment.ts'
import { generateSigningKey, publicOf } from '../../lib/minisign.ts'
import { decodeRequest } from '../../formats/request/request.ts'
import { verifyAudit } from '../audit/index.ts'
import { openTestStation, seededRandom, type TestStation } from '../testing/index.ts'
import { certify } from './certify.ts'
import { isCertified, stationInfo } from './info.ts'
import { installCertificate } from './install-certificate.ts'
import { installProfile } from './install-profile.ts'
import { keyLine } from './key-line.ts'
import { makeSampleDinas } from './sample-dinas.ts'
import { sampleProfile } from './sample-profile.ts'

let open: TestStation
beforeEach(async () => {
  open = await openTestStation({ serial: 5, certified: false })
})
afterEach(() => open.close())

const profile = (change: Partial<ProfileFields>, root = open.dinas.root) =>
  signProfile({ ...sampleProfile(open.dinas), ...change }, root)
const serials = () => open.station.read.all('SELECT serial FROM profile ORDER BY serial')

describe('a profile', () => {
  test('that is newer comes into force at once, and is in the audit', async () => {
    const topics: string[] = []
    open.station.onChange((topic) => topics.push(topic))
    await installProfile(open.station, profile({ serial: 6, thresholds: { finger: 50, iris: 70 } }))
    expect(stationInfo(open.station)).toMatchObject({
      profileSerial: 6,
      thresholds: { finger: 50, iris: 70 },
    })
    expect(open.reopen().profile.serial).toBe(6)
    expect(topics).toEqual(['settings'])
    expect(open.station.read.get("SELECT subject FROM audit WHERE act = 'profile.installed'")).toEqual({
      subject: '6',
    })
    expect(verifyAudit(open.station.read)).toMatchObject({ sound: true })
  })

  test.each<[string, () => Signed, string]>([
    ['older', () => profile({ serial: 4 }), 'PROFILE-OLDER'],
    [
      'of the same serial with other contents',
      () => profile({ serial: 5, thresholds: { finger: 1, iris: 1 } }),
      'PROFILE-OLDER',
    ],
    [
      'signed by another root',
      () => profile({ serial: 6 }, generateSigningKey(seededRandom('x'))),
      'PROFILE-UNTRUSTED',
    ],
    [
      'of another Dinas, which names its own root',
      () => {
        const other = makeSampleDinas(seededRandom('other'))
        return signProfile(sampleProfile(other, { serial: 6 }), other.root)
      },
      'PROFILE-UNTRUSTED',
    ],
    [
      'changed after signing',
      () => ({ ...profile({ serial: 6 }), bytes: profile({ serial: 7 }).bytes }),
      'PROFILE-UNTRUSTED',
    ],
    [
      'signed for another purpose',
      () => {
        const { bytes } = profile({ serial: 6 })
        return { bytes, signature: signDetached(bytes, open.dinas.root, { purpose: 'certificate', seq: 6 }) }
      },
      'PROFILE-UNTRUSTED',
    ],
    [
      'for another station',
      () => signProfile(sampleProfile(open.dinas, { station: '5272-02-A', serial: 6 }), open.dinas.root),
      'PROFILE-OTHER-STATION',
    ],
  ])('%s is refused, and the installed one stays in force', async (_, make, code) => {
    await expect(installProfile(open.station, make())).rejects.toThrow(code)
    expect(serials()).toEqual([{ serial: 5 }])
    expect(open.station.profile.serial).toBe(5)
  })

  test('brings the letter key to a station that has none, as one that was restored', async () => {
    await open.station.write.transaction((tx) => tx.run("DELETE FROM local_secret WHERE name = 'letter'"))
    expect(open.reopen().keys.letter).toBeNull()
    await installProfile(open.station, profile({ serial: 5 }))
    expect(open.station.keys.letter).toBeNull()
    for (let twice = 0; twice < 2; twice++)
      await installProfile(open.station, profile({ serial: 5 }), open.dinas.letter)
    const line = keyLine(publicOf(open.dinas.letter))
    expect(keyLine(publicOf(open.station.keys.letter!))).toBe(line)
    expect(keyLine(publicOf(open.reopen().keys.letter!))).toBe(line)
    expect(
      open.station.read.get("SELECT count(*) AS n FROM audit WHERE act = 'letter-key.installed'"),
    ).toEqual({ n: 1 })
  })

  test('that is installed already changes nothing', async () => {
    await installProfile(open.station, profile({ serial: 5 }))
    expect(serials()).toEqual([{ serial: 5 }])
  })
})

describe('a certificate', () => {
  test('of the root for this epoch makes the station count', async () => {
    expect(isCertified(open.station)).toBe(false)
    await installCertificate(open.station, certify(open.dinas.root, open.request(), 20))
    expect(isCertified(open.station)).toBe(true)
    expect(stationInfo(open.reopen()).certified).toBe(true)
  })

  test.each<[string, () => Signed]>([
    ['of another root', () => certify(generateSigningKey(seededRandom('x')), open.request(), 20)],
    [
      'for another key',
      () =>
        certify(
          open.dinas.root,
          {
            ...decodeRequest(open.request()),
            key: decodeRequest(open.request()).key.replace(/.{4}$/, 'AAAA'),
          },
          20,
        ),
    ],
    [
      'for another station',
      () => certify(open.dinas.root, { ...decodeRequest(open.request()), station: '5272-02-A' }, 20),
    ],
    [
      'for another epoch',
      () =>
        certify(
          open.dinas.root,
          { ...decodeRequest(open.request()), epoch: '00000000000000000000000000' },
          20,
        ),
    ],
    ['of a site', () => open.dinas.siteCertificate('mmu')],
  ])('%s is refused', async (_, make) => {
    await expect(installCertificate(open.station, make())).rejects.toThrow('CERTIFICATE-UNTRUSTED')
    expect(isCertified(open.station)).toBe(false)
  })
})
