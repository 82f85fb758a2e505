import { Transformer } from '@napi-rs/image'
import { expect, test } from 'vitest'
import { sampleJpeg, samplePng, turnedJpeg } from '../../testing/images.ts'
import { makePortrait, type Portrait, SMALL_PHOTO_BYTES } from './portrait.ts'

function made(bytes: Uint8Array, crop?: Parameters<typeof makePortrait>[1]): Portrait {
  const portrait = makePortrait(bytes, crop)
  if ('why' in portrait) throw new Error(portrait.why)
  return portrait
}
const sizeOf = (bytes: Uint8Array) => {
  const { width, height, format } = new Transformer(bytes).metadataSync()
  return `${format} ${width}x${height}`
}

test('the middle of a camera frame, and a small one of at most 40 KB even of noise', () => {
  const { photo, small, crop } = made(samplePng(640, 480))
  expect(crop).toEqual({ x: 140, y: 0, width: 360, height: 480 })
  expect(sizeOf(photo)).toBe('jpeg 360x480')
  expect(small.length).toBeLessThanOrEqual(SMALL_PHOTO_BYTES)
  expect(sizeOf(small)).toMatch(/^jpeg (360x480|300x400|240x320)$/)
})

test('a 3x4 JPEG is kept byte for byte, a cropped or turned one is not', () => {
  const jpeg = sampleJpeg(480, 640)
  expect(made(jpeg).photo).toBe(jpeg)
  expect(sizeOf(made(jpeg, { x: 30, y: 40, width: 300, height: 400 }).photo)).toBe('jpeg 300x400')
  const turned = turnedJpeg(640, 480)
  expect(made(turned).crop).toEqual({ x: 0, y: 0, width: 480, height: 640 })
  expect(sizeOf(made(turned).photo)).toBe('jpeg 480x640')
})

test('the crop is cut where it was asked, in the upright image', () => {
  // The sample's red grows from left to right; turned by EXIF it grows from top to bottom.
  const red = (image: Uint8Array) => {
    const pixels = new Transformer(image).rawPixelsSync()
    const channels = pixels.length / (240 * 320)
    return pixels[Math.floor(pixels.length / 2 / channels) * channels]!
  }
  const of = (image: Uint8Array, x: number, y: number) =>
    red(made(image, { x, y, width: 240, height: 320 }).photo)
  const flat = sampleJpeg(800, 400)
  expect(of(flat, 500, 40)).toBeGreaterThan(of(flat, 20, 40) + 80)
  const turned = turnedJpeg(800, 400)
  expect(of(turned, 80, 460)).toBeGreaterThan(of(turned, 80, 10) + 80)
})

test('too small a crop, a crop outside, and no image are refused in words', () => {
  expect(makePortrait(samplePng(200, 200))).toHaveProperty('why')
  expect(makePortrait(samplePng(640, 480), { x: 0, y: 0, width: 30, height: 40 })).toHaveProperty('why')
  expect(makePortrait(samplePng(640, 480), { x: 900, y: 0, width: 360, height: 480 })).toHaveProperty('why')
  expect(makePortrait(Buffer.from('no image'))).toHaveProperty('why')
})
