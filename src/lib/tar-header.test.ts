import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { utf8 } from './bytes.ts'
import { isZero, Names, readTarHeader, tarHeader, tarPadding } from './tar-header.ts'

describe('tarHeader', () => {
  it('is 512 bytes that depend on name and size alone, and reads back', () => {
    fc.assert(
      fc.property(
        fc.stringMatching(/^[a-z0-9-]{1,100}$/),
        fc.nat(2 ** 31),
        fc.constantFrom(1, 3),
        (name, n, factor) => {
          const bytes = n * factor
          const block = tarHeader(`${name.slice(0, 99)}_`, bytes)
          expect(block.length).toBe(512)
          expect(block).toEqual(tarHeader(`${name.slice(0, 99)}_`, bytes))
          expect(readTarHeader(block)).toEqual({ name: `${name.slice(0, 99)}_`, bytes })
        },
      ),
    )
    expect(readTarHeader(tarHeader('besar', 8 ** 11 - 1))).toEqual({ name: 'besar', bytes: 8_589_934_591 })
  })
})

describe('readTarHeader', () => {
  it('knows the end, and refuses a part of a block', () => {
    expect(readTarHeader(new Uint8Array(512))).toBeUndefined()
    expect(() => readTarHeader(new Uint8Array(511))).toThrow('truncated')
  })

  it('takes no header in which any one byte was changed', () => {
    const block = tarHeader('manifest.json', 1234)
    fc.assert(
      fc.property(fc.nat(511), fc.integer({ min: 1, max: 255 }), (at, by) => {
        const changed = block.slice()
        changed[at] = ((changed[at] ?? 0) + by) % 256
        // The checksum's own last two bytes may be NUL or space, as POSIX lets every number end.
        fc.pre(at < 154 || at > 155 || (changed[at] !== 0 && changed[at] !== 32))
        expect(() => readTarHeader(changed)).toThrow('TAR-MALFORMED')
      }),
      { numRuns: 500 },
    )
  })
})

describe('padding and names', () => {
  it('fills the block', () => {
    expect([0, 1, 511, 512, 513].map((bytes) => tarPadding(bytes).length)).toEqual([0, 511, 1, 0, 511])
    expect(isZero(tarPadding(1))).toBe(true)
    expect(isZero(utf8('\0a'))).toBe(false)
  })

  it('are seen twice in any case', () => {
    const names = new Names()
    names.add('a')
    names.add('b')
    expect(() => names.add('A')).toThrow('TAR-MALFORMED (why=duplicate, name=A)')
  })
})
