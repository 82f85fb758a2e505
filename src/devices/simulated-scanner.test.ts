import { inflateSync } from 'node:zlib'
import { expect, test } from 'vitest'
import type { CaptureDevice } from '../core/ports.ts'
import { fingerImage } from './finger-image.ts'
import { irisImage } from './iris-image.ts'
import { simulatedScanner } from './simulated-scanner.ts'

/** Pixels of one of our own PNGs: one IDAT, no filter. */
function pixels(png: Uint8Array, width: number): Uint8Array[] {
  const data = Buffer.from(png)
  const at = data.indexOf('IDAT')
  const raw = inflateSync(data.subarray(at + 4, at + 4 + data.readUInt32BE(at - 4)))
  return Array.from({ length: raw.length / (width + 1) }, (_, y) =>
    raw.subarray(y * (width + 1) + 1, (y + 1) * (width + 1)),
  )
}

/** Mean period of dark and light along the rows of the middle: the ridges' distance in pixels. */
function ridgePeriod(rows: readonly Uint8Array[]): number {
  const periods = rows.slice(120, 260).flatMap((whole) => {
    const row = whole.subarray(60, 240)
    const smooth = Array.from(
      row,
      (_value, x) => (row[x - 1] ?? 255) + row[x]! + (row[x + 1] ?? 255) > 3 * 140,
    )
    const falls = smooth.filter((light, x) => light && smooth[x + 1] === false).length
    return falls > 4 ? [180 / falls] : []
  })
  return periods.toSorted((a, b) => a - b)[periods.length >> 1]!
}

/** How alike two pictures are: correlation of their pixels, -1 to 1. */
function likeness(a: readonly Uint8Array[], b: readonly Uint8Array[]): number {
  const [u, v] = [a, b].map((rows) => rows.flatMap((row) => Array.from(row))) as [number[], number[]]
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  const [mu, mv] = [mean(u), mean(v)]
  let [uv, uu, vv] = [0, 0, 0]
  for (const [i, value] of u.entries()) {
    uv += (value - mu) * (v[i]! - mv)
    uu += (value - mu) ** 2
    vv += (v[i]! - mv) ** 2
  }
  return uv / Math.sqrt(uu * vv)
}

const middle = (rows: readonly Uint8Array[], from: number, to: number) =>
  rows.slice(from, to).map((row) => row.subarray(from, to))

test('a finger has ridges as far apart as real ones, on white, and repeats to the byte', () => {
  const image = fingerImage('CONTOH SATU', 'right-index', '1')
  const rows = pixels(image, 300)
  expect(rows).toHaveLength(380)
  expect(rows[0]!.every((value) => value > 230)).toBe(true)
  const period = ridgePeriod(rows)
  expect(period).toBeGreaterThan(7)
  expect(period).toBeLessThan(16)
  expect(Buffer.compare(image, fingerImage('CONTOH SATU', 'right-index', '1'))).toBe(0)
  const pHYs = Buffer.from(image).indexOf('pHYs')
  expect(Buffer.from(image).readUInt32BE(pHYs + 4)).toBe(19_685)
})

test('fingers differ by person and by finger; eyes too', () => {
  const finger = (person: string, part: string) =>
    middle(pixels(fingerImage(person, part, 'x'), 300), 80, 220)
  const one = finger('CONTOH SATU', 'right-index')
  expect(Math.abs(likeness(one, finger('CONTOH DUA', 'right-index')))).toBeLessThan(0.3)
  expect(Math.abs(likeness(one, finger('CONTOH SATU', 'left-index')))).toBeLessThan(0.3)
  const left = irisImage('CONTOH SATU', 'left', 'x')
  expect(Buffer.compare(left, irisImage('CONTOH SATU', 'right', 'x'))).not.toBe(0)
  expect(Buffer.compare(left, irisImage('CONTOH SATU', 'left', 'x'))).toBe(0)
})

test('the scanner is a capture device; the first and the second index are one finger touched twice', async () => {
  const scanner = simulatedScanner('finger')
  const device: CaptureDevice = scanner
  scanner.present('CONTOH SATU')
  const asked = {
    timeoutMs: 1000,
    transaction: 'x',
    threshold: 40,
    previous: null,
    signal: new AbortController().signal,
  }
  const { results } = await device.capture({ ...asked, slots: ['finger-right-index', 'second-right-index'] })
  const [first, second] = results
  expect([first!.slot, second!.slot]).toEqual(['finger-right-index', 'second-right-index'])
  expect(Buffer.compare(first!.image, second!.image)).not.toBe(0)
  expect(first!.score).toBeGreaterThan(60)
})

test('until someone is presented, each transaction is a person of its own', async () => {
  const images = await Promise.all(
    ['a', 'a', 'b'].map(async (transaction) => {
      const { results } = await simulatedScanner('iris').capture({ slots: ['iris-left'], transaction })
      return Buffer.from(results[0]!.image)
    }),
  )
  expect(images[0]!.equals(images[1]!)).toBe(true)
  expect(images[0]!.equals(images[2]!)).toBe(false)
})

test('faults: not ready, a finger missing, a worn one, a device that hangs', async () => {
  const scanner = simulatedScanner('finger')
  scanner.faults.notReady = true
  expect(await scanner.state()).toBe('not-ready')
  scanner.faults.missing.add('finger-left-ring')
  scanner.faults.worn.add('finger-left-index')
  const slots = ['finger-left-index', 'finger-left-middle', 'finger-left-ring']
  const read = await scanner.capture({ slots })
  expect(read.results.map(({ slot, score }) => [slot, score > 40])).toEqual([
    ['finger-left-index', false],
    ['finger-left-middle', true],
  ])
  scanner.faults.hangs = true
  const waited = Promise.withResolvers<string>()
  setTimeout(() => waited.resolve('hung'), 30)
  expect(await Promise.race([scanner.capture({ slots: ['finger-left-index'] }), waited.promise])).toBe('hung')
})
