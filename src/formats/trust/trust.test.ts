import { describe, expect, test } from 'vitest'
import { utf8 } from '../../lib/bytes.ts'
import { publicOf, type SigningKey } from '../../lib/minisign.ts'
import { flips } from '../testing/damage.ts'
import {
  EPOCH,
  keyLine,
  LETTER_KEY,
  MMU_KEY,
  ROOT,
  sampleId,
  sampleItems,
  sampleKey,
  STATION,
  STATION_CERTIFICATE,
  STATION_KEY,
  STRANGER,
} from '../testing/sample.ts'
import { type CertificateFields, issueCertificate } from './certificate.ts'
import { keyIdText, type Signed, signDetached, type Stamp } from './comment.ts'
import { issueRevocation } from './revocation.ts'
import { trustFrom } from './trust.ts'

const DATA = utf8('sealed')
const STAMP: Stamp = { purpose: 'packet', station: STATION, epoch: EPOCH, seq: 12, id: sampleId(1) }
const trust = (items: Signed[] = sampleItems()) => trustFrom(publicOf(ROOT), items)
const by = (key: SigningKey, stamp: Stamp = STAMP) => signDetached(DATA, key, stamp)
const code = (expected: string, params?: object) =>
  expect.objectContaining(params === undefined ? { code: expected } : { code: expected, params })

test('a certified station', () => {
  const found = trust().verify(DATA, by(STATION_KEY), 'packet', { station: STATION, seq: 12 })
  expect(found).toMatchObject({ stamp: STAMP, keyId: keyIdText(STATION_KEY.keyId) })
  expect(found.certificate).toMatchObject(STATION_CERTIFICATE)
})

describe('refuses', () => {
  test('a stranger, and a station with no certificate at hand', () => {
    expect(() => trust().verify(DATA, by(STRANGER), 'packet')).toThrow(code('TRUST-UNKNOWN-KEY'))
    expect(() => trust([]).verify(DATA, by(STATION_KEY), 'packet')).toThrow(code('TRUST-UNKNOWN-KEY'))
  })

  test('keys used beyond their purpose, the root not excepted', () => {
    for (const key of [MMU_KEY, LETTER_KEY, ROOT]) {
      expect(() => trust().verify(DATA, by(key), 'packet')).toThrow(code('TRUST-PURPOSE'))
    }
    const receipt = by(STATION_KEY, { purpose: 'receipt', seq: 1, id: sampleId(1) })
    expect(() => trust().verify(DATA, receipt, 'receipt')).toThrow(code('TRUST-PURPOSE'))
  })

  test('a signature of one purpose offered for another', () => {
    expect(() => trust().verify(DATA, by(STATION_KEY, { ...STAMP, purpose: 'head' }), 'packet')).toThrow(
      code('TRUST-PURPOSE', { expected: 'packet', found: 'head' }),
    )
  })

  test('a station that speaks for another station or epoch', () => {
    for (const [field, wrong] of Object.entries({ station: '5272-02-A', epoch: sampleId(101) })) {
      expect(() => trust().verify(DATA, by(STATION_KEY, { ...STAMP, [field]: wrong }), 'packet')).toThrow(
        code('TRUST-STAMP', { field }),
      )
    }
  })

  test('what differs from what is expected', () => {
    for (const [field, wrong] of Object.entries({ station: '5272-02-A', seq: 13, id: sampleId(2) })) {
      expect(() => trust().verify(DATA, by(STATION_KEY), 'packet', { [field]: wrong })).toThrow(
        code('TRUST-STAMP', { field }),
      )
    }
  })

  test('other bytes, every bit', () => {
    const [known, signature] = [trust(), by(STATION_KEY)]
    for (const bent of flips(DATA)) {
      expect(() => known.verify(bent, signature, 'packet')).toThrow(code('SIGNATURE-BAD'))
    }
  })
})

describe('a bundle from a hostile disk', () => {
  const stranger: CertificateFields = { ...STATION_CERTIFICATE, serial: 50, key: keyLine(STRANGER) }
  test('self-made certificates, spoilt ones and noise are set aside; the good ones count', () => {
    const items = sampleItems()
    const good = items[0]!
    const spoilt = { ...good, bytes: good.bytes.map((byte, i) => (i === 40 ? byte ^ 1 : byte)) }
    const forged = issueCertificate(STRANGER, stranger)
    const claimed = { ...forged, signature: good.signature }
    const noise = [utf8('{}'), utf8(''), utf8('null')].map((bytes) => ({
      bytes,
      signature: forged.signature,
    }))
    const unsigned = { bytes: good.bytes, signature: 'no signature' }
    const known = trust([spoilt, forged, claimed, ...noise, unsigned, ...items])
    expect(known.rejected).toHaveLength(7)
    expect(known.accepted).toHaveLength(items.length)
    expect(known.verify(DATA, by(STATION_KEY), 'packet').stamp).toEqual(STAMP)
    expect(() => known.verify(DATA, by(STRANGER), 'packet')).toThrow(code('TRUST-UNKNOWN-KEY'))
  })

  test('a station cannot certify another', () => {
    expect(trust([...sampleItems(), issueCertificate(STATION_KEY, stranger)]).rejected).toHaveLength(1)
  })

  test('the signature of one certificate does not fit another serial', () => {
    const [bytes] = [issueCertificate(ROOT, { ...STATION_CERTIFICATE, serial: 8 }).bytes]
    const signature = signDetached(bytes, ROOT, {
      purpose: 'certificate',
      station: STATION,
      epoch: EPOCH,
      seq: 9,
    })
    expect(trust([{ bytes, signature }])).toMatchObject({ accepted: [], rejected: [{ why: /TRUST-STAMP/ }] })
  })
})

test('a newer serial replaces the older in any order: a narrower certificate holds', () => {
  const narrow = issueCertificate(ROOT, { ...STATION_CERTIFICATE, serial: 20, purposes: ['head'] })
  for (const items of [
    [narrow, ...sampleItems()],
    [...sampleItems(), narrow],
  ]) {
    expect(() => trust(items).verify(DATA, by(STATION_KEY), 'packet')).toThrow(code('TRUST-PURPOSE'))
    expect(trust(items).rejected).toHaveLength(1)
  }
})

test('the same item from two disks is no complaint', () => {
  expect(trust([...sampleItems(), ...sampleItems()])).toMatchObject({ rejected: [], accepted: { length: 4 } })
})

test('a new epoch is a new certificate beside the old one', () => {
  const next = sampleKey(9)
  const subject = { kind: 'station', station: STATION, epoch: sampleId(101) } as const
  const fields = {
    ...STATION_CERTIFICATE,
    serial: 30,
    subject: { ...subject, parent: { epoch: EPOCH, head: 'ab'.repeat(32) } },
  }
  const known = trust([...sampleItems(), issueCertificate(ROOT, { ...fields, key: keyLine(next) })])
  expect(known.verify(DATA, by(next, { ...STAMP, epoch: sampleId(101) }), 'packet').stamp.epoch).toBe(
    sampleId(101),
  )
  expect(() => known.verify(DATA, by(next), 'packet')).toThrow(code('TRUST-STAMP', { field: 'epoch' }))
  expect(known.verify(DATA, by(STATION_KEY), 'packet').stamp.epoch).toBe(EPOCH)
})

test('one key certified for two epochs counts in both and in no third', () => {
  const subject = { kind: 'station', station: STATION, epoch: sampleId(101) } as const
  const known = trust([
    ...sampleItems(),
    issueCertificate(ROOT, { ...STATION_CERTIFICATE, serial: 30, subject }),
  ])
  for (const epoch of [EPOCH, sampleId(101)]) {
    expect(known.verify(DATA, by(STATION_KEY, { ...STAMP, epoch }), 'packet').stamp.epoch).toBe(epoch)
  }
  expect(() => known.verify(DATA, by(STATION_KEY, { ...STAMP, epoch: sampleId(102) }), 'packet')).toThrow(
    code('TRUST-STAMP'),
  )
})

describe('revocation by sequence', () => {
  const revoked = (after: number) =>
    trust([
      ...sampleItems(),
      issueRevocation(ROOT, { serial: 40, keyId: keyIdText(STATION_KEY.keyId), after, reason: 'CONTOH' }),
    ])

  test('counts up to the number, not beyond', () => {
    expect(revoked(12).verify(DATA, by(STATION_KEY), 'packet')).toMatchObject({ revokedAfter: 12 })
    expect(() => revoked(11).verify(DATA, by(STATION_KEY), 'packet')).toThrow(code('TRUST-REVOKED'))
  })

  test('other purposes pass the number on, but nothing passes after zero', () => {
    const commit = by(STATION_KEY, { ...STAMP, purpose: 'commit', seq: 900 })
    expect(revoked(11).verify(DATA, commit, 'commit')).toMatchObject({ revokedAfter: 11 })
    expect(() => revoked(0).verify(DATA, commit, 'commit')).toThrow(code('TRUST-REVOKED'))
  })

  test("is the root's alone", () => {
    const own = issueRevocation(STATION_KEY, {
      serial: 40,
      keyId: keyIdText(MMU_KEY.keyId),
      after: 0,
      reason: 'CONTOH',
    })
    expect(trust([...sampleItems(), own])).toMatchObject({ revocations: [], rejected: { length: 1 } })
  })
})
