import { expect, test } from 'vitest'
import { photoQualitySchema } from '../../../../../contract/captures.ts'
import { qualityOf } from './quality.ts'
import { scaleLook } from './scale-look.ts'
import { sampleLook } from './testing/sample-look.ts'

test('what was measured is what the contract takes, also where there was no face', () => {
  const full = qualityOf(sampleLook())
  expect(photoQualitySchema.parse(full)).toEqual(full)
  expect(full).toMatchObject({ faces: 1, eyeDistance: 120, pitch: 7, sharpness: 0.04, backdrop: 1 })
  const none = sampleLook({ faces: 0, face: null, grey: null, backdrop: null })
  expect(photoQualitySchema.parse(qualityOf(none))).toEqual({ faces: 0 })
})

test('a look at a smaller picture says the same of the large one, in its pixels', () => {
  const large = scaleLook(sampleLook(), { width: 2560, height: 1440 })
  expect(large).toMatchObject({ size: { width: 2560 }, face: { eyeDistance: 240, yaw: 0, eyesOpen: 0.32 } })
  expect(large.face!.eyes[1]).toEqual({ x: 1400, y: 640 })
})
