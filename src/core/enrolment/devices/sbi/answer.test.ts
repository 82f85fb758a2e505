import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { chainHash, digitalIdOf, type SbiDevice, signedBiometric } from '../../../../devices/sbi/answers.ts'
import { deviceChain, type Signer } from '../../../../devices/sbi/chain.ts'
import { encodeFingerRecord } from '../../../../formats/biometric/finger-record.ts'
import { joinRecord, detachRecord } from '../../../../formats/biometric/signed-answer.ts'
import { utf8 } from '../../../../lib/bytes.ts'
import { readJws } from '../../../../lib/jws.ts'
import { type Expected, readAnswer } from './answer.ts'
import { layingsOf } from './names.ts'

const chain = deviceChain()
const NOW = new Date('2026-11-23T01:00:00.000Z')
const DEVICE: SbiDevice = {
  deviceId: '1',
  type: 'Finger',
  subType: 'Slap',
  subIds: ['2'],
  serial: 'SAMPEL-1',
}
const expected: Expected = {
  laying: layingsOf(['finger-right-index', 'finger-right-middle'])[0]!,
  transaction: 'satu-0001',
  previous: null,
  device: { ...digitalIdOf(DEVICE), type: 'Finger' } as unknown as Expected['device'],
  anchors: [chain.root],
  now: new Date(),
}

const record = (position: number, ppi = 500, seed = 1) =>
  encodeFingerRecord([
    {
      captured: NOW,
      device: { technology: 0, vendor: 0, type: 0 },
      quality: [],
      position,
      scanPpi: ppi,
      ppi,
      depth: 8,
      coding: 'jp2-lossless',
      impression: 0,
      width: 300,
      height: 300,
      image: Uint8Array.of(seed, 2, 3),
      extended: new Uint8Array(0),
    },
  ])

interface One {
  subType?: string
  record?: Uint8Array
  signer?: Signer
  transactionId?: string
  timestamp?: Date
  serial?: string
  type?: 'Finger' | 'Iris'
  purpose?: string
  score?: number
}

function biometric({ record: iso = record(2), ...one }: One = {}): { data: string; iso: Uint8Array } {
  const data = signedBiometric({
    device: {
      ...DEVICE,
      ...(one.serial ? { serial: one.serial } : {}),
      ...(one.type ? { type: one.type } : {}),
    },
    signer: one.signer ?? chain.device,
    subType: one.subType ?? 'Right IndexFinger',
    record: iso,
    score: one.score ?? 70,
    transactionId: one.transactionId ?? 'satu-0001',
    requestedScore: '40',
    env: 'Developer',
    purpose: one.purpose ?? 'Registration',
    timestamp: one.timestamp ?? new Date(),
  })
  return { data, iso }
}

const FINE = { errorCode: '0', errorInfo: 'Success' }
function answer(...all: { data: string; iso: Uint8Array }[]) {
  let previous = ''
  return {
    biometrics: all.map(({ data, iso }) => {
      previous = chainHash(previous, iso)
      return { specVersion: '0.9.5', data, hash: previous, error: FINE }
    }),
  }
}
const read = (given: unknown, change: Partial<Expected> = {}) => readAnswer(given, { ...expected, ...change })

test('a sound answer is read: slots, scores, who it was, the end of the chain, the signed original', () => {
  const both = answer(biometric(), biometric({ subType: 'Right MiddleFinger', record: record(3) }))
  const { results, hash } = read(both)
  expect(results.map(({ slot, score, media }) => [slot, score, media])).toEqual([
    ['finger-right-index', 70, 'application/x-iso-19794-4'],
    ['finger-right-middle', 70, 'application/x-iso-19794-4'],
  ])
  expect(hash).toBe(both.biometrics[1]!.hash.toLowerCase())
  expect(results[0]!.identity).toMatchObject({ serial: 'SAMPEL-1', make: 'REKAM', type: 'Finger' })
  expect(results[0]!.identity!.certificate).toBe(
    createHash('sha256').update(chain.device.chain[0]!).digest('hex'),
  )
  expect(Buffer.from(results[0]!.original!).toString()).toBe(both.biometrics[0]!.data)
})

test('three of four fingers are three fingers; an entry that failed is left out', () => {
  const one = answer(biometric())
  const half = [...one.biometrics, { data: '', hash: '', error: { errorCode: 701, errorInfo: 'x' } }]
  expect(read({ biometrics: half }).results).toHaveLength(1)
})

const forged = () => {
  const { data, iso } = biometric()
  const [head, body, signature] = data.split('.')
  const payload = JSON.parse(Buffer.from(body!, 'base64url').toString()) as Record<string, string>
  const higher = Buffer.from(JSON.stringify({ ...payload, qualityScore: '99' })).toString('base64url')
  return { data: `${head}.${higher}.${signature}`, iso }
}
const broken = () => ({ biometrics: [{ ...answer(biometric()).biometrics[0]!, hash: '00'.repeat(32) }] })
const swapped = () => {
  const { biometrics } = answer(biometric(), biometric({ subType: 'Right MiddleFinger', record: record(3) }))
  return { biometrics: biometrics.toReversed() }
}

test.each<[string, string, () => unknown, Partial<Expected>?]>([
  ['a word that was changed after signing', 'DEVICE-UNTRUSTED', () => answer(forged())],
  ['a foreign root', 'DEVICE-UNTRUSTED', () => answer(biometric({ signer: chain.foreign }))],
  ['a certificate that has ended', 'DEVICE-UNTRUSTED', () => answer(biometric({ signer: chain.expired }))],
  ['a profile without anchors', 'DEVICE-UNTRUSTED', () => answer(biometric()), { anchors: [] }],
  ['another transaction', 'DEVICE-ANSWER', () => answer(biometric({ transactionId: 'satu-0002' }))],
  ['an hour ago', 'DEVICE-ANSWER', () => answer(biometric({ timestamp: new Date(Date.now() - 3600_000) }))],
  ['another purpose', 'DEVICE-ANSWER', () => answer(biometric({ purpose: 'Auth' }))],
  ['another device of the same provider', 'DEVICE-ANSWER', () => answer(biometric({ serial: 'SAMPEL-9' }))],
  ['another kind of device', 'DEVICE-ANSWER', () => answer(biometric({ type: 'Iris' }))],
  ['a finger that nobody asked for', 'DEVICE-ANSWER', () => answer(biometric({ subType: 'Right Thumb' }))],
  [
    'the other hand',
    'HAND-SWAPPED',
    () => answer(biometric({ subType: 'Left IndexFinger', record: record(7) })),
  ],
  ['a record of another finger inside', 'DEVICE-ANSWER', () => answer(biometric({ record: record(3) }))],
  ['no record inside', 'DEVICE-ANSWER', () => answer(biometric({ record: utf8('%PDF-1.7') }))],
  ['a picture of 250 dpi', 'DEVICE-ANSWER', () => answer(biometric({ record: record(2, 250) }))],
  ['one finger twice', 'DEVICE-ANSWER', () => answer(biometric(), biometric({ record: record(2, 500, 9) }))],
  ['a score beyond 100', 'DEVICE-ANSWER', () => answer(biometric({ score: 101 }))],
  ['a score that is none', 'DEVICE-ANSWER', () => answer(biometric({ score: Number.NaN }))],
  ['a broken chain', 'DEVICE-ANSWER', broken],
  ['an answer in another order', 'DEVICE-ANSWER', swapped],
  ['the chain of before', 'DEVICE-ANSWER', () => answer(biometric()), { previous: '11'.repeat(32) }],
  ['nothing', 'DEVICE-ANSWER', () => ({ biometrics: [] })],
  ['no signature', 'DEVICE-ANSWER', () => ({ biometrics: [{ data: '{}', hash: '', error: FINE }] })],
  [
    'eleven fingers',
    'DEVICE-ANSWER',
    () => ({ biometrics: Array.from({ length: 11 }, () => answer(biometric()).biometrics[0]) }),
  ],
  [
    'a refusal',
    'DEVICE-REFUSED',
    () => ({ biometrics: [{ error: { errorCode: '700', errorInfo: '<b>no' } }] }),
  ],
])('%s is %s', (_, code, given, change) => {
  expect(() => read(given(), change)).toThrow(code)
})

test('any other value is refused by code, and never crashes', () => {
  fc.assert(
    fc.property(fc.anything(), (value) => {
      expect(() => read(value)).toThrow(/DEVICE-(ANSWER|REFUSED)/)
      expect(() => read({ biometrics: [value] })).toThrow(/DEVICE-(ANSWER|REFUSED)/)
      expect(() => read({ biometrics: [{ data: value, hash: value, error: FINE }] })).toThrow('DEVICE-ANSWER')
    }),
  )
})

test('the signed original without its picture is joined again to the byte', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 1, maxLength: 300 }), (iso) => {
      const { data } = biometric({ record: iso })
      const joined = joinRecord(detachRecord(utf8(data), iso), iso)
      expect(Buffer.from(joined).toString()).toBe(data)
      expect(readJws(data).isSigned).toBe(true)
    }),
    { numRuns: 20 },
  )
})

test('slots are laid on the glass as SBI groups them, exceptions and count adding up', () => {
  const slots = ['second-right-index', 'second-left-index', 'finger-left-thumb'] as const
  expect(
    layingsOf(slots).map(({ subId, wanted, exception }) => [subId, [...wanted.keys()], exception.length]),
  ).toEqual([
    ['2', ['Right IndexFinger'], 3],
    ['1', ['Left IndexFinger'], 3],
    ['3', ['Left Thumb'], 1],
  ])
  expect(layingsOf(['iris-left', 'iris-right'])[0]).toMatchObject({ subId: '3', exception: [] })
})
