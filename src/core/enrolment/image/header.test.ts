import fc from 'fast-check'
import { expect, test } from 'vitest'
import { sampleJpeg, samplePng, turnedJpeg } from '../../testing/images.ts'
import { NOT_AN_IMAGE, readImageHeader, TORN } from './header.ts'

const png = samplePng(70, 40)
const jpeg = sampleJpeg(90, 60)

test('reads kind and size of what it takes', () => {
  expect(readImageHeader(png)).toEqual({ media: 'image/png', width: 70, height: 40 })
  expect(readImageHeader(jpeg)).toEqual({ media: 'image/jpeg', width: 90, height: 60 })
  expect(readImageHeader(turnedJpeg(90, 60))).toEqual({ media: 'image/jpeg', width: 90, height: 60 })
})

test('a page, an empty file and a PDF are no images', () => {
  for (const text of ['', 'x', '<html><body>login</body></html>', '%PDF-1.7', 'GIF89a']) {
    expect(readImageHeader(Buffer.from(text))).toBe(NOT_AN_IMAGE)
  }
})

test('cut anywhere, neither is taken', () => {
  for (const whole of [png, jpeg]) {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: whole.length - 1 }), (length) => {
        expect(readImageHeader(whole.subarray(0, length))).toHaveProperty('why')
      }),
    )
  }
})

test('one changed byte of a PNG is found by a CRC', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 8, max: png.length - 1 }),
      fc.integer({ min: 1, max: 255 }),
      (at, change) => {
        const changed = Uint8Array.from(png)
        changed[at]! ^= change
        expect(readImageHeader(changed)).toBe(TORN)
      },
    ),
  )
})

test('bytes after the end, a chunk that claims 4 GB, a second header: refused', () => {
  expect(readImageHeader(Buffer.concat([png, Buffer.from('x')]))).toBe(TORN)
  const claims = Buffer.from(png)
  claims.writeUInt32BE(0xffffffff, 8)
  expect(readImageHeader(claims)).toBe(TORN)
  const header = Buffer.from(png).subarray(8, 33)
  expect(readImageHeader(Buffer.concat([png.subarray(0, 33), header, png.subarray(33)]))).toBe(TORN)
})

test('whatever the bytes, it answers', () => {
  const starts = [Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('ffd8', 'hex'), Buffer.alloc(0)]
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.uint8Array({ maxLength: 300 }), (start, rest) => {
      const said = readImageHeader(Buffer.concat([start, rest]))
      expect('why' in said || said.width >= 0).toBe(true)
    }),
    { numRuns: 500 },
  )
})
