import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  base64,
  concat,
  equal,
  hex,
  ownBuffer,
  release,
  shred,
  text,
  u64be,
  unbase64,
  unhex,
  utf8,
} from './bytes.ts'
import { isFault } from './fault.ts'

const bytes = fc.uint8Array({ maxLength: 200 })
const malformed = (run: () => unknown) => {
  try {
    run()
  } catch (e) {
    return isFault(e, 'BYTES-MALFORMED')
  }
  return false
}

describe('hex and base64', () => {
  it('round trip every array, also a view inside a larger one', () => {
    fc.assert(
      fc.property(bytes, fc.nat(20), (whole, from) => {
        const part = whole.subarray(from)
        expect(unhex(hex(part))).toEqual(new Uint8Array(part))
        expect(unbase64(base64(part))).toEqual(new Uint8Array(part))
      }),
    )
  })

  it('refuse whatever is not the canonical spelling', () => {
    for (const bad of ['0', 'AB', 'zz', '00 ', ' 00', '0x00', '00\n'])
      expect(malformed(() => unhex(bad))).toBe(true)
    for (const bad of ['A', 'AA', 'AA=', 'AB==', 'AA==\n', 'A A=', '-_8=', 'AAAA=', '====', 'AA==AA=='])
      expect(malformed(() => unbase64(bad))).toBe(true)
  })

  it('accept only what they would have written', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom('A', 'b', 'Q', '0', '+', '/', '=', '-'), maxLength: 9 }),
        (word) => {
          expect(malformed(() => unbase64(word)) || base64(unbase64(word)) === word).toBe(true)
        },
      ),
    )
  })
})

describe('the rest', () => {
  it('concatenates into a new array', () => {
    const a = new Uint8Array([1, 2])
    const joined = concat(a, new Uint8Array(), new Uint8Array([3]))
    a.fill(9)
    expect([...joined]).toEqual([1, 2, 3])
    expect(concat()).toEqual(new Uint8Array())
  })

  it('compares', () => {
    expect(equal(utf8('abc'), utf8('abc'))).toBe(true)
    expect(equal(utf8('abc'), utf8('abd'))).toBe(false)
    expect(equal(utf8('abc'), utf8('ab'))).toBe(false)
  })

  it('reads UTF-8 fatally and keeps a byte order mark', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (word) => {
        expect(text(utf8(word))).toBe(word)
      }),
    )
    expect(text(new Uint8Array([0xef, 0xbb, 0xbf, 65]))).toBe('\ufeffA')
    expect(malformed(() => text(new Uint8Array([0xc3])))).toBe(true)
    expect(malformed(() => text(new Uint8Array([0xed, 0xa0, 0x80])))).toBe(true)
  })

  it('writes 64-bit big-endian integers and refuses what is none', () => {
    expect(hex(u64be(0))).toBe('0000000000000000')
    expect(hex(u64be(0x1_0000_0001))).toBe('0000000100000001')
    expect(hex(u64be((1n << 64n) - 1n))).toBe('ffffffffffffffff')
    for (const bad of [-1, 1.5, 2 ** 53, Number.NaN, -1n, 1n << 64n])
      expect(() => u64be(bad)).toThrow(RangeError)
  })

  it('releases what has a buffer to itself, and only overwrites what shares one', () => {
    const own = Uint8Array.of(1, 2, 3)
    release(own)
    expect(own.length).toBe(0)
    const shared = Uint8Array.of(1, 2, 3, 4)
    release(shared.subarray(1, 3))
    expect(shared).toEqual(Uint8Array.of(1, 0, 0, 4))
    const pooled = Buffer.from('in the pool of all small buffers')
    const neighbour = Buffer.from('neighbour')
    release(pooled)
    expect(pooled.every((byte) => byte === 0)).toBe(true)
    expect(neighbour.toString()).toBe('neighbour')
  })

  it('shreds', () => {
    const secret = utf8('rahasia')
    shred(secret)
    expect(secret).toEqual(new Uint8Array(7))
  })
})

it('memory belongs to bytes where nothing else lies in it', () => {
  const whole = new Uint8Array(8)
  expect(ownBuffer(whole)).toBe(whole.buffer)
  expect(ownBuffer(whole.subarray(0, 7))).toBeUndefined()
  expect(ownBuffer(new Uint8Array(new SharedArrayBuffer(8)))).toBeUndefined()
})
