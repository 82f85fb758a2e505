import { expect, test } from 'vitest'
import { publicOf } from '../../lib/minisign.ts'
import {
  keyLine,
  LETTER_CERTIFICATE,
  ROOT,
  sampleKey,
  SITE_CERTIFICATE,
  STATION_CERTIFICATE,
} from '../testing/sample.ts'
import { type CertificateFields, issueCertificate } from './certificate.ts'
import { keyIdText } from './comment.ts'
import { issueRevocation } from './revocation.ts'
import { trustFrom } from './trust.ts'

const NATIONAL = sampleKey(20)
const DINAS: CertificateFields = {
  serial: 1,
  subject: { kind: 'dinas', code: '5272' },
  key: keyLine(ROOT),
  purposes: ['certificate', 'profile'],
}
const dinas = issueCertificate(NATIONAL, DINAS)
const trust = (...items: ReturnType<typeof issueCertificate>[]) => trustFrom(publicOf(NATIONAL), items)

test('a national root trusts stations and letters through a Dinas, in any order', () => {
  const station = issueCertificate(ROOT, STATION_CERTIFICATE)
  const letter = issueCertificate(ROOT, LETTER_CERTIFICATE)
  expect(trust(station, letter, dinas).accepted).toHaveLength(3)
  expect(trust(station, letter).accepted).toHaveLength(0)
})

test('a Dinas makes neither sites, nor other Dinas, nor stations of another region', () => {
  const subject = { ...STATION_CERTIFICATE.subject, station: '3174-01-A' } as const
  const beyond = [SITE_CERTIFICATE, DINAS, { ...STATION_CERTIFICATE, subject }] as CertificateFields[]
  const known = trust(dinas, ...beyond.map((fields) => issueCertificate(ROOT, fields)))
  expect(known.accepted).toHaveLength(1)
  expect(known.rejected).toHaveLength(3)
})

test('a Dinas revokes what it certified, nothing else', () => {
  const station = issueCertificate(ROOT, STATION_CERTIFICATE)
  const site = issueCertificate(NATIONAL, SITE_CERTIFICATE)
  const attempts = [STATION_CERTIFICATE, SITE_CERTIFICATE].map(({ key }, i) =>
    issueRevocation(ROOT, {
      serial: 60 + i,
      keyId: keyIdText(Buffer.from(key, 'base64').subarray(2, 10)),
      after: 5,
      reason: 'CONTOH',
    }),
  )
  const known = trust(dinas, station, site, ...attempts)
  expect(known.revocations.map(({ serial }) => serial)).toEqual([60])
  expect(known.rejected).toHaveLength(1)
})

test('what a revoked Dinas certified after its last serial does not count', () => {
  const end = issueRevocation(NATIONAL, {
    serial: 2,
    keyId: keyIdText(ROOT.keyId),
    after: 1,
    reason: 'CONTOH',
  })
  const late = {
    ...STATION_CERTIFICATE,
    serial: 2,
    subject: { ...STATION_CERTIFICATE.subject, station: '5272-03-A' } as const,
  }
  const known = trust(dinas, end, issueCertificate(ROOT, STATION_CERTIFICATE), issueCertificate(ROOT, late))
  expect(known.accepted.map(({ subject }) => subject)).toEqual([DINAS.subject, STATION_CERTIFICATE.subject])
})
