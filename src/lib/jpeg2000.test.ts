import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeJp2, encodeJp2, jp2Size } from './jpeg2000.ts'

const picture = (width: number, height: number) => ({
  width,
  height,
  pixels: Uint8Array.from({ length: width * height }, (_, i) => (i * 7 + (i % width) * 3) & 255),
})

test('a grey picture comes back to the pixel', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: 32, max: 90 }),
      fc.integer({ min: 32, max: 90 }),
      async (width, height) => {
        const grey = picture(width, height)
        const file = await encodeJp2(grey)
        expect(jp2Size(file)).toEqual({ width, height, components: 1, depth: 8 })
        expect(await decodeJp2(file)).toEqual(grey)
      },
    ),
    { numRuns: 25 },
  )
})

test('torn and strange files are refused by code', async () => {
  const file = await encodeJp2(picture(64, 48))
  for (const bytes of [
    new Uint8Array(0),
    Buffer.from('%PDF-1.7 nothing'),
    file.subarray(0, 40),
    file.subarray(0, 100),
  ]) {
    await expect(decodeJp2(bytes)).rejects.toMatchObject({ code: 'BYTES-MALFORMED' })
  }
})

const stock = spawnSync('opj_decompress', ['-h']).error === undefined

test.skipIf(!stock)('stock opj_decompress reads the file', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'rekam-jp2-'))
  try {
    const grey = picture(60, 40)
    writeFileSync(join(folder, 'a.jp2'), await encodeJp2(grey))
    execFileSync('opj_decompress', ['-i', join(folder, 'a.jp2'), '-o', join(folder, 'a.raw')], {
      stdio: 'ignore',
    })
    expect(new Uint8Array(readFileSync(join(folder, 'a.raw')))).toEqual(grey.pixels)
  } finally {
    rmSync(folder, { recursive: true })
  }
})
