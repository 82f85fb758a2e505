import { expect, test } from 'vitest'
import { text, utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { publicOf } from '../../lib/minisign.ts'
import { cuts } from '../testing/damage.ts'
import {
  EPOCH,
  LETTER_CERTIFICATE,
  POST_CERTIFICATE,
  ROOT,
  sampleItems,
  STATION,
  STATION_CERTIFICATE,
  STATION_KEY,
} from '../testing/sample.ts'
import { decodeBundle, encodeBundle } from './bundle.ts'
import {
  certificateKey,
  certificateKeyId,
  type CertificateFields,
  issueCertificate,
  readCertificate,
} from './certificate.ts'
import { keyIdText, verifyDetached } from './comment.ts'
import { issueRevocation, readRevocation } from './revocation.ts'

test('what the root issues is read again, signed with serial, station and epoch', () => {
  const { bytes, signature } = issueCertificate(ROOT, STATION_CERTIFICATE)
  const certificate = readCertificate(bytes)
  expect(certificate).toEqual({ format: 'rekam-certificate', version: 1, ...STATION_CERTIFICATE })
  expect(certificateKey(certificate)).toEqual(publicOf(STATION_KEY))
  expect(certificateKeyId(certificate)).toBe(keyIdText(STATION_KEY.keyId))
  expect(verifyDetached(bytes, signature, [publicOf(ROOT)], 'certificate').stamp).toEqual({
    purpose: 'certificate',
    station: STATION,
    epoch: EPOCH,
    seq: 1,
  })
})

const invalid = expect.objectContaining({ code: 'FORMAT-INVALID' })
test.each<[string, Record<string, unknown>]>([
  ['a station that gives receipts', { purposes: ['packet', 'receipt'] }],
  ['a station that certifies', { purposes: ['certificate'] }],
  ['a letter key that seals', { ...LETTER_CERTIFICATE, purposes: ['letter', 'packet'] }],
  ['a post that seals', { ...POST_CERTIFICATE, purposes: ['packet'] }],
  ['a purpose twice', { purposes: ['packet', 'packet'] }],
  ['no purpose', { purposes: [] }],
  ['an unknown purpose', { purposes: ['everything'] }],
  ['serial zero', { serial: 0 }],
  ['no key', { key: 'RWQ=' }],
  ['a path as station', { subject: { kind: 'station', station: '../..', epoch: EPOCH } }],
  ['an unknown restriction', { only: 'mondays' }],
  ['an unknown restriction of the subject', { subject: { kind: 'site', site: 'mmu', until: 3 } }],
])('%s is never issued', (_, wrong) => {
  const fields: CertificateFields = { ...STATION_CERTIFICATE, ...wrong }
  expect(() => issueCertificate(ROOT, fields)).toThrow(invalid)
})

test('a restriction that this reader does not know is never passed over', () => {
  const spelt = text(issueCertificate(ROOT, STATION_CERTIFICATE).bytes)
  expect(() => readCertificate(utf8(spelt.replace('"serial":1', '"serial":1,"only":"x"')))).toThrow(
    expect.objectContaining({ code: 'FORMAT-UNREADABLE' }),
  )
  const alien = spelt.replace(/"key":"RWQ?/, '"key":"RWZ')
  expect(() => readCertificate(utf8(alien))).toThrow(expect.objectContaining({ code: 'FORMAT-UNREADABLE' }))
})

test('cut anywhere, it is refused', () => {
  for (const short of cuts(issueCertificate(ROOT, STATION_CERTIFICATE).bytes.slice(0, -1))) {
    expect(() => readCertificate(short)).toThrow(Fault)
  }
})

test('a revocation counts in sequence numbers', () => {
  const fields = { serial: 9, keyId: keyIdText(STATION_KEY.keyId), after: 120, reason: 'CONTOH: hilang' }
  const { bytes } = issueRevocation(ROOT, fields)
  expect(readRevocation(bytes)).toEqual({ format: 'rekam-revocation', version: 1, ...fields })
  expect(() => issueRevocation(ROOT, { ...fields, after: -1 })).toThrow(invalid)
})

test('a bundle carries the exact bytes', () => {
  const items = sampleItems()
  const bundle = encodeBundle(items)
  expect(decodeBundle(bundle)).toEqual(items)
  expect(encodeBundle(decodeBundle(bundle))).toEqual(bundle)
  for (const short of cuts(bundle.slice(0, -1), 37)) expect(() => decodeBundle(short)).toThrow(Fault)
  const crooked = text(bundle).replace(/("certificate":"[A-Za-z0-9+/]{10})/, '$1=')
  expect(() => decodeBundle(utf8(crooked))).toThrow(expect.objectContaining({ code: 'FORMAT-UNREADABLE' }))
})
