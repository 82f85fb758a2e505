import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CHUNK, payloadBytes, payloadNonce, SEALED_CHUNK, Stream } from './age-stream.ts'
import { utf8 } from './bytes.ts'

const key = new Uint8Array(16).fill(9)
const nonce = payloadNonce()
const seal = (stream: Stream, plain: Uint8Array, last: boolean) => {
  const out = new Uint8Array(plain.length + 16)
  expect(stream.seal(plain, last, out, 0)).toBe(out.length)
  return out
}
const open = (stream: Stream, sealed: Uint8Array, last: boolean) => {
  const out = new Uint8Array(sealed.length)
  return out.subarray(0, stream.open(sealed, last, out, 0))
}

describe('STREAM', () => {
  it('opens chunk after chunk in the order of sealing', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ minLength: 1, maxLength: 100 }), { minLength: 1 }), (chunks) => {
        const [writer, reader] = [new Stream(key, nonce), new Stream(key, nonce)]
        const sealed = chunks.map((chunk, i) => seal(writer, chunk, i === chunks.length - 1))
        expect(sealed.map((chunk, i) => open(reader, chunk, i === sealed.length - 1))).toEqual(chunks)
      }),
    )
  })

  it('holds position, end, key and nonce fast', () => {
    const writer = new Stream(key, nonce)
    const [first, second] = [seal(writer, utf8('a'), false), seal(writer, utf8('b'), true)]
    const refused = (stream: Stream, sealed: Uint8Array, last: boolean) =>
      expect(() => open(stream, sealed, last)).toThrow('AGE-DAMAGED (why=chunk)')
    refused(new Stream(key, nonce), second, true)
    refused(new Stream(key, nonce), first, true)
    refused(new Stream(new Uint8Array(16), nonce), first, false)
    refused(new Stream(key, payloadNonce()), first, false)
    const reader = new Stream(key, nonce)
    expect(open(reader, first, false)).toEqual(utf8('a'))
    refused(reader, first, false)
  })

  it('leaves nothing of a chunk whose tag is wrong', () => {
    const sealed = seal(new Stream(key, nonce), utf8('rahasia'), true)
    sealed[0] = (sealed[0] ?? 0) ^ 1
    const out = new Uint8Array(7)
    expect(() => new Stream(key, nonce).open(sealed, true, out, 0)).toThrow('AGE-DAMAGED')
    expect(out).toEqual(new Uint8Array(7))
  })

  it('knows one empty chunk only: the only one, and the last', () => {
    const alone = seal(new Stream(key, nonce), new Uint8Array(), true)
    expect(open(new Stream(key, nonce), alone, true)).toEqual(new Uint8Array())
    const writer = new Stream(key, nonce)
    const reader = new Stream(key, nonce)
    open(reader, seal(writer, utf8('a'), false), false)
    const empty = seal(writer, new Uint8Array(), true)
    expect(() => open(reader, empty, true)).toThrow('AGE-DAMAGED')
    expect(() => open(new Stream(key, nonce), new Uint8Array(15), true)).toThrow('AGE-DAMAGED')
  })

  it('tells the size beforehand', () => {
    expect([0, 1, CHUNK, CHUNK + 1, 2 * CHUNK].map(payloadBytes)).toEqual([
      32,
      33,
      16 + SEALED_CHUNK,
      CHUNK + 49,
      16 + 2 * SEALED_CHUNK,
    ])
  })
})
