import { expect, test } from 'vitest'
import {
  encodeFingerRecord,
  type FingerCoding,
  type FingerRepresentation,
} from '../../../formats/biometric/finger-record.ts'
import { encodeIrisRecord } from '../../../formats/biometric/iris-record.ts'
import { encodeJp2 } from '../../../lib/jpeg2000.ts'
import { samplePng } from '../../testing/index.ts'
import { checkRecord, isRecord } from './check-record.ts'
import { readImageHeader } from './header.ts'

const SIZE = { width: 160, height: 200 }
const pixels = Uint8Array.from({ length: SIZE.width * SIZE.height }, (_, at) => (at * 7) & 255)
const jp2 = await encodeJp2({ ...SIZE, pixels })
const finger = (change: Partial<FingerRepresentation> = {}) => ({
  captured: null,
  device: { technology: 0, vendor: 0, type: 0 },
  quality: [],
  position: 2,
  scanPpi: 500,
  ppi: 500,
  depth: 8,
  coding: 'jp2-lossless' as FingerCoding,
  impression: 0,
  ...SIZE,
  image: jp2,
  extended: new Uint8Array(0),
  ...change,
})
const check = (...all: FingerRepresentation[]) =>
  checkRecord('finger-right-index', 'finger', encodeFingerRecord(all))

test.each<[string, Partial<FingerRepresentation>]>([
  ['JPEG 2000', {}],
  ['raw pixels', { coding: 'raw', image: pixels }],
  ['a PNG', { coding: 'png', image: samplePng(160, 200, 3) }],
])('a record with %s is taken and shown as a PNG of its size', async (_, change) => {
  const { media, preview } = await check(finger(change))
  expect(media).toBe('application/x-iso-19794-4')
  expect(readImageHeader(preview)).toEqual({ media: 'image/png', ...SIZE })
})

test('an eye is taken as an eye, and not as a finger', async () => {
  const eye = {
    ...finger(),
    eye: 'left' as const,
    imageKind: 1,
    coding: 'jp2' as const,
    properties: 0,
    range: 0,
  }
  const bounds = { x: [0, 0], y: [0, 0], diameter: [0, 0] } as const
  const record = encodeIrisRecord([{ ...eye, bounds }])
  expect((await checkRecord('iris-left', 'iris', record)).media).toBe('application/x-iso-19794-6')
  await expect(checkRecord('finger-right-index', 'finger', record)).rejects.toThrow('CAPTURE-UNREADABLE')
  expect([isRecord(record), isRecord(samplePng(9, 9, 1))]).toEqual([true, false])
})

/** JPEG 2000 that says of itself that it is 60,000 x 60,000. */
function bomb(): Uint8Array {
  const file = Buffer.from(jp2)
  const siz = file.indexOf(Buffer.from('ff4fff51', 'hex'))
  file.writeUInt32BE(60_000, siz + 8)
  file.writeUInt32BE(60_000, siz + 12)
  return new Uint8Array(file)
}

test.each<[string, Partial<FingerRepresentation>]>([
  ['a picture of another size than it says', { width: 150 }],
  ['a bomb that the record owns up to', { width: 60_000, height: 60_000, image: bomb() }],
  ['a bomb that it does not', { image: bomb() }],
  ['a finger too small', { width: 20, height: 20 }],
  ['WSQ, which nothing here decodes', { coding: 'wsq' }],
  ['a torn picture', { image: jp2.subarray(0, jp2.length >> 1) }],
  ['no picture', { image: new Uint8Array(0) }],
  ['a PNG that is none', { coding: 'png', image: jp2 }],
])('a record with %s is refused', async (_, change) => {
  await expect(check(finger(change))).rejects.toMatchObject({ code: 'CAPTURE-UNREADABLE' })
})

test('a record of two pictures is refused, and the process lives on for the next', async () => {
  await expect(check(finger(), finger({ position: 3 }))).rejects.toMatchObject({ code: 'CAPTURE-UNREADABLE' })
  expect((await check(finger())).preview.length).toBeGreaterThan(100)
})
