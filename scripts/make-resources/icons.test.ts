import { readFileSync } from 'node:fs'
import { Transformer } from '@napi-rs/image'
import { describe, expect, test } from 'vitest'
import { png } from './draw.ts'
import { icon } from './icons.ts'
import { sampleArms } from './letter.ts'

const file = (name: string) => readFileSync(new URL(`../../resources/${name}`, import.meta.url))

/** Largest difference of any channel between two images of the same size. */
function difference(a: Buffer, b: Buffer): number {
  const [x, y] = [new Transformer(a).rawPixelsSync(), new Transformer(b).rawPixelsSync()]
  expect(x.length).toBe(y.length)
  return x.reduce((most, value, i) => Math.max(most, Math.abs(value - y[i]!)), 0)
}

describe('icons', () => {
  test.each([16, 32, 48, 64, 128, 256, 512])('%i pixels, as drawn by the code', (size) => {
    const shipped = file(`icons/linux/${size}x${size}.png`)
    expect(new Transformer(shipped).metadataSync()).toMatchObject({
      width: size,
      height: size,
      format: 'png',
    })
    expect(difference(shipped, png(icon(size)))).toBeLessThanOrEqual(2)
  })

  test('the corners are open, the middle is deep blue and white', () => {
    const pixels = new Transformer(file('icons/icon.png')).rawPixelsSync()
    const at = (x: number, y: number) => [...pixels.subarray((y * 512 + x) * 4, (y * 512 + x) * 4 + 4)]
    expect(at(0, 0)[3]).toBe(0)
    expect(at(256, 76)).toEqual([255, 255, 255, 255])
    const [red, green, blue, alpha] = at(60, 256)
    expect([red! < 40, green! < 70, blue! > 70, alpha]).toEqual([true, true, true, 255])
  })

  test('the Windows icon holds every size it names, each a whole PNG', () => {
    const ico = file('icons/icon.ico')
    expect([ico.readUInt16LE(0), ico.readUInt16LE(2)]).toEqual([0, 1])
    const entries = Array.from({ length: ico.readUInt16LE(4) }, (_, i) => {
      const at = 6 + i * 16
      const offset = ico.readUInt32LE(at + 12)
      const image = new Transformer(ico.subarray(offset, offset + ico.readUInt32LE(at + 8))).metadataSync()
      expect([image.width % 256, image.height % 256]).toEqual([ico[at], ico[at + 1]])
      return image.width
    })
    expect(entries).toEqual([16, 24, 32, 48, 64, 128, 256])
  })
})

test('the sample arms are small enough for a profile and as drawn by the code', () => {
  const shipped = file('letter/arms-sample.png')
  expect(shipped.length).toBeLessThan(40_000)
  expect(difference(shipped, png(sampleArms()))).toBeLessThanOrEqual(2)
})
