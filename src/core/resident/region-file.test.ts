import { gunzipSync, gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFault } from '../../lib/fault.ts'
import { readRegionFile, writeRegionFile } from './region-file.ts'

const SOURCE = { source: 'test', rule: 'test', licence: 'test' }
const ROWS = [
  { code: '11', name: 'Satu' },
  { code: '11.01', name: 'Kabupaten Satu' },
  { code: '11.01.01', name: 'Kecamatan Satu' },
  { code: '11.01.01.2001', name: 'Desa "Satu"' },
  { code: '11.01.02', name: 'Kecamatan Dua' },
  { code: '52', name: 'Dua' },
]
const GOOD = gunzipSync(writeRegionFile(SOURCE, ROWS)).toString()

/** Undefined when it reads, the fault's code when it does not; anything else is thrown on. */
function refusal(bytes: Uint8Array): string | undefined {
  try {
    readRegionFile(bytes)
    return undefined
  } catch (e) {
    if (isFault(e)) return e.code
    throw e
  }
}

test('what is written is read, with parents and ends', () => {
  const table = readRegionFile(gzipSync(GOOD))
  expect(table.codes).toEqual(ROWS.map((row) => row.code))
  expect(table.names).toEqual(ROWS.map((row) => row.name))
  expect([...table.levels]).toEqual([0, 1, 2, 3, 2, 0])
  expect([...table.parents]).toEqual([-1, 0, 1, 2, 1, -1])
  expect([...table.ends]).toEqual([5, 5, 4, 4, 5, 6])
  expect(table.header.counts).toEqual([2, 1, 2, 1])
})

test('rows without their parent before them are not written', () => {
  expect(() => writeRegionFile(SOURCE, [{ code: '11.01', name: 'x' }])).toThrow('no parent')
  expect(() => writeRegionFile(SOURCE, [ROWS[0]!, ROWS[1]!, { code: '12.01.01', name: 'x' }])).toThrow(
    'no parent',
  )
  expect(() => writeRegionFile(SOURCE, [{ code: '11', name: 'x\ty' }])).toThrow('fits a line')
})

describe('a damaged file is refused, never half read', () => {
  test.each([
    ['a line lost', GOOD.replace('\t\t02 Kecamatan Dua\n', '')],
    ['a line twice', GOOD.replace('\t\t02 Kecamatan Dua\n', '\t\t02 Kecamatan Dua\n\t\t02 Kecamatan Dua\n')],
    ['the end lost', GOOD.slice(0, -4)],
    ['out of order', GOOD.replace('52 Dua', '10 Dua')],
    ['a level skipped', GOOD.replace('\t01 Kabupaten Satu\n', '')],
    ['a code too long', GOOD.replace('52 Dua', '521 Dua')],
    ['no header', GOOD.slice(GOOD.indexOf('\n') + 1)],
    ['header not an object', `null\n${GOOD.slice(GOOD.indexOf('\n') + 1)}`],
    ['nothing', ''],
    ['not UTF-8', Buffer.from([0xff, 0xfe])],
  ])('%s', (_, text) => {
    expect(refusal(gzipSync(text))).toBe('FORMAT-UNREADABLE')
  })

  test('a later format is named as such', () => {
    expect(refusal(gzipSync(GOOD.replace('rekam-regions-1', 'rekam-regions-2')))).toBe('FORMAT-NEWER')
  })

  test('a bomb is not unpacked', () => {
    expect(refusal(gzipSync(Buffer.alloc(64 << 20)))).toBe('FORMAT-UNREADABLE')
  })

  test('any cut or flipped byte of the packed file is a refusal or harmless', () => {
    const packed = gzipSync(GOOD)
    fc.assert(
      fc.property(fc.nat(packed.length - 1), fc.integer({ min: 1, max: 255 }), (at, change) => {
        expect(refusal(packed.subarray(0, at))).toBe('FORMAT-UNREADABLE')
        const flipped = Buffer.from(packed)
        flipped[at]! ^= change
        expect([undefined, 'FORMAT-UNREADABLE']).toContain(refusal(flipped))
        // bytes 3 to 9 are gzip's own header fields (flags, time, system)
        const read =
          refusal(flipped) === undefined ? readRegionFile(flipped).names : ROWS.map((row) => row.name)
        expect(read).toEqual(ROWS.map((row) => row.name))
      }),
    )
  })
})
