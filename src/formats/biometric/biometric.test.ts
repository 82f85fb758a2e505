import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import {
  decodeFingerRecord,
  encodeFingerRecord,
  FINGER_CODING,
  type FingerCoding,
  type FingerRepresentation,
} from './finger-record.ts'
import { decodeIrisRecord, encodeIrisRecord, type IrisRepresentation } from './iris-record.ts'

const u8 = fc.integer({ min: 0, max: 255 })
const u16 = fc.integer({ min: 0, max: 65_535 })
const bytes = fc.uint8Array({ maxLength: 200 })
const head = {
  captured: fc.option(
    fc.date({ min: new Date('1970-01-01'), max: new Date('2099-12-31T23:59:59.999Z'), noInvalidDate: true }),
  ),
  device: fc.record({ technology: u8, vendor: u16, type: u16 }),
  quality: fc.array(
    fc.record({ score: fc.option(fc.integer({ min: 0, max: 100 })), vendor: u16, algorithm: u16 }),
    { maxLength: 4 },
  ),
}
const coded = (Object.keys(FINGER_CODING) as FingerCoding[]).filter((coding) => coding !== 'raw')
const finger: fc.Arbitrary<FingerRepresentation> = fc.record({
  ...head,
  position: u8,
  scanPpi: u16,
  ppi: u16,
  depth: fc.integer({ min: 1, max: 16 }),
  coding: fc.constantFrom(...coded),
  impression: u8,
  width: u16,
  height: u16,
  image: bytes,
  extended: bytes,
})
const iris: fc.Arbitrary<IrisRepresentation> = fc.record({
  ...head,
  eye: fc.constantFrom('unknown' as const, 'right' as const, 'left' as const),
  imageKind: fc.constantFrom(1, 2, 3, 7),
  coding: fc.constantFrom('jp2' as const, 'png' as const),
  properties: u8,
  width: u16,
  height: u16,
  depth: u8,
  range: u16,
  bounds: fc.record({ x: fc.tuple(u16, u16), y: fc.tuple(u16, u16), diameter: fc.tuple(u16, u16) }),
  image: bytes,
})

test('what is written is read again, fingers and irises', () => {
  fc.assert(
    fc.property(fc.array(finger, { minLength: 1, maxLength: 5 }), (all) => {
      expect(decodeFingerRecord(encodeFingerRecord(all))).toEqual(all)
    }),
  )
  fc.assert(
    fc.property(fc.array(iris, { minLength: 1, maxLength: 3 }), (all) => {
      expect(decodeIrisRecord(encodeIrisRecord(all))).toEqual(all)
    }),
  )
})

const DECODERS = [
  [decodeFingerRecord, () => encodeFingerRecord([FINGER])],
  [decodeIrisRecord, () => encodeIrisRecord([IRIS])],
] as const

test('whatever else it is given it refuses by code, and never reads behind the end', () => {
  for (const [decode, sample] of DECODERS) {
    const whole = sample()
    const tries = (input: Uint8Array) => {
      try {
        decode(input)
      } catch (error) {
        expect(error).toMatchObject({ code: 'FORMAT-UNREADABLE' })
      }
    }
    fc.assert(fc.property(fc.uint8Array({ maxLength: 400 }), tries))
    fc.assert(
      fc.property(fc.nat(whole.length - 1), u8, (at, value) => tries(whole.with(at, value))),
      { numRuns: 500 },
    )
    for (let length = 0; length < whole.length; length++) {
      expect(() => decode(whole.subarray(0, length))).toThrow('FORMAT-UNREADABLE')
    }
    expect(() => decode(new Uint8Array([...whole, 0]))).toThrow('FORMAT-UNREADABLE')
  }
})

const AT = new Date('2026-11-23T01:02:03.456Z')
const FINGER: FingerRepresentation = {
  captured: AT,
  device: { technology: 2, vendor: 0x1234, type: 0x0042 },
  quality: [{ score: 73, vendor: 0x000a, algorithm: 0x0001 }],
  position: 7,
  scanPpi: 500,
  ppi: 500,
  depth: 8,
  coding: 'jp2-lossless',
  impression: 0,
  width: 300,
  height: 380,
  image: Uint8Array.of(1, 2, 3, 4, 5),
  extended: new Uint8Array(0),
}
const IRIS: IrisRepresentation = {
  captured: AT,
  device: { technology: 0, vendor: 0, type: 0 },
  quality: [],
  eye: 'left',
  imageKind: 2,
  coding: 'jp2',
  properties: 0,
  width: 640,
  height: 480,
  depth: 8,
  range: 0,
  bounds: { x: [300, 340], y: [220, 260], diameter: [220, 250] },
  image: Uint8Array.of(9, 8, 7),
}

/** Fields by hand, in the order of the standard's tables: general header, representation header, picture. */
const LAYOUT_4 = `
46495200 30323000 00000043 0001 00 01
00000033 07ea 0b 17 01 02 03 01c8 02 1234 0042 01 49 000a 0001
07 00 01 01f4 01f4 01f4 01f4 08 05 00 012c 017c 00000005 0102030405`
const LAYOUT_6 = `
49495200 30323000 00000047 0001 00 01
00000037 07ea 0b 17 01 02 03 01c8 00 0000 0000 00
0001 02 02 0a 00 0280 01e0 08 0000 ffff ffff 012c 0154 00dc 0104 00dc 00fa 00000003 090807`

test('the layout is the one of the tables of 19794-4:2011 and 19794-6:2011', () => {
  const spelt = (layout: string) => layout.replaceAll(/\s/g, '')
  expect(Buffer.from(encodeFingerRecord([FINGER])).toString('hex')).toBe(spelt(LAYOUT_4))
  expect(Buffer.from(encodeIrisRecord([IRIS])).toString('hex')).toBe(spelt(LAYOUT_6))
})

test.each([
  ['left-index.fir', decodeFingerRecord],
  ['left.iir', decodeIrisRecord],
] as const)('%s from git is read by every later version', (name, decode) => {
  const [read] = decode(readFileSync(join(import.meta.dirname, 'golden', name)))
  expect(read).toEqual(name.endsWith('.fir') ? FINGER : IRIS)
})

test('samples per centimetre, certified records and missing times of other writers are read', () => {
  const record = Buffer.from(encodeFingerRecord([FINGER]))
  const perCm = Buffer.from(record)
  // 197 per centimetre are 500 per inch.
  perCm.set([2, 0, 197, 0, 197, 0, 197, 0, 197], 16 + 4 + 9 + 5 + 6 + 2)
  expect(decodeFingerRecord(perCm)[0]!.ppi).toBe(500)
  const timeless = Buffer.from(record)
  timeless.fill(0xff, 20, 29)
  expect(decodeFingerRecord(timeless)[0]!.captured).toBeNull()
  const at = 16 + 4 + 9 + 5 + 6
  const certified = Buffer.concat([
    record.subarray(0, at),
    Buffer.from('01000103', 'hex'),
    record.subarray(at),
  ])
  certified.writeUInt32BE(certified.length, 8)
  certified[14] = 1
  certified.writeUInt32BE(certified.length - 16, 16)
  expect(decodeFingerRecord(certified)[0]).toEqual(FINGER)
})
