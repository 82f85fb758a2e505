import fc from 'fast-check'
import { expect, test } from 'vitest'
import { photoFlawSchema } from '../../../../../contract/captures.ts'
import { flawsOf, holds } from './flaws.ts'
import { sampleLook } from './testing/sample-look.ts'

const eyesAt = (x: number, y: number, apart: number) => ({
  eyes: [
    { x: x - apart / 2, y },
    { x: x + apart / 2, y },
  ] as const,
  eyeDistance: apart,
})

test('a good photo has no flaw', () => {
  expect(flawsOf(sampleLook())).toEqual([])
})

test.each([
  ['no-face', sampleLook({ faces: 0, face: null, grey: null, backdrop: null })],
  ['no-face', sampleLook({}, { sure: 0.2 })],
  ['many-faces', sampleLook({ faces: 2 })],
  ['too-small', sampleLook({}, eyesAt(640, 320, 80))],
  ['too-large', sampleLook({}, eyesAt(640, 320, 180))],
  ['off-centre', sampleLook({}, eyesAt(150, 320, 120))],
  ['off-centre', sampleLook({}, eyesAt(640, 90, 120))],
  ['turned', sampleLook({}, { yaw: -14 })],
  ['turned', sampleLook({}, { pitch: -12 })],
  ['turned', sampleLook({}, { pitch: 26 })],
  ['tilted', sampleLook({}, { roll: 11 })],
  ['eyes-closed', sampleLook({}, { eyesOpen: 0.15 })],
  ['mouth-open', sampleLook({}, { mouthOpen: 0.17 })],
  ['too-dark', sampleLook({}, {}, { range: 40, light: 40 })],
  ['too-bright', sampleLook({}, {}, { burnt: 0.5 })],
  ['too-bright', sampleLook({}, {}, { range: 40, light: 200 })],
  ['uneven-light', sampleLook({}, {}, { uneven: 0.7 })],
  ['blurred', sampleLook({}, {}, { sharpness: 0.012 })],
  ['background', sampleLook({ backdrop: 0.3 })],
])('%s alone is said', (flaw, look) => {
  expect(flawsOf(look)).toEqual([flaw])
})

test('a small camera has the limit of the small image', () => {
  const size = { width: 640, height: 480 }
  expect(flawsOf(sampleLook({ size }, eyesAt(320, 200, 70)))).toEqual([])
  expect(flawsOf(sampleLook({ size }, eyesAt(320, 200, 50)))).toEqual(['too-small'])
})

test('dark skin in good light is not dark', () => {
  expect(flawsOf(sampleLook({}, {}, { light: 55, range: 120 }))).toEqual([])
})

test('the backdrop alone holds nothing back, everything else does', () => {
  expect(holds([])).toBe(false)
  expect(holds(['background'])).toBe(false)
  for (const flaw of photoFlawSchema.options) if (flaw !== 'background') expect(holds([flaw])).toBe(true)
})

test('whatever was measured, there are at most 12 flaws, each once, and a packet takes them', () => {
  const number = fc.double({ min: -1000, max: 1000, noNaN: true })
  const point = fc.record({ x: number, y: number })
  const look = fc
    .tuple(
      fc.record({ faces: fc.nat(3), backdrop: fc.option(fc.double({ min: 0, max: 1, noNaN: true })) }),
      fc.record({
        eyes: fc.tuple(point, point),
        eyeDistance: fc.double({ min: 0.1, max: 900, noNaN: true }),
        yaw: number,
        pitch: number,
        roll: number,
        eyesOpen: number,
        mouthOpen: number,
      }),
      fc.record({ sharpness: number, light: number, range: number, burnt: number, uneven: number }),
    )
    .map(([change, face, grey]) => sampleLook(change, face, grey))
  fc.assert(
    fc.property(look, (seen) => {
      const flaws = flawsOf(seen)
      expect(flaws.length).toBeLessThanOrEqual(12)
      expect(new Set(flaws).size).toBe(flaws.length)
      expect(flaws.every((flaw) => photoFlawSchema.options.includes(flaw))).toBe(true)
    }),
  )
})
