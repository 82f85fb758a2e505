import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { checkHeader, MAX_HEADER, raw64, readHeader, unraw64, writeHeader } from './age-header.ts'
import { concat, text, utf8 } from './bytes.ts'

const fileKey = new Uint8Array(16).fill(3)
const word = fc.stringMatching(/^[!-~]{1,20}$/)
const stanza = fc.record({
  args: fc.array(word, { minLength: 1, maxLength: 4 }),
  body: fc.uint8Array({ maxLength: 200 }),
})

describe('header', () => {
  it('round trips any stanzas, and ends exactly where the payload begins', () => {
    fc.assert(
      fc.property(fc.array(stanza, { minLength: 1, maxLength: 5 }), fc.uint8Array(), (stanzas, payload) => {
        const written = writeHeader(stanzas, fileKey)
        const read = readHeader(concat(written, payload))
        expect(read?.stanzas).toEqual(stanzas)
        expect(read?.bytes).toBe(written.length)
        if (read !== undefined) expect(() => checkHeader(read, fileKey)).not.toThrow()
      }),
    )
  })

  it('waits for the rest at every truncation', () => {
    const written = writeHeader(
      [
        { args: ['X', 'y'], body: new Uint8Array(48) },
        { args: ['Z'], body: fileKey },
      ],
      fileKey,
    )
    for (let length = 1; length < written.length; length++)
      expect(readHeader(written.subarray(0, length))).toBeUndefined()
  })

  it('writes full lines of 64 columns, and a short one after them always', () => {
    const bodies = [0, 1, 47, 48, 49, 96].map((n) =>
      text(writeHeader([{ args: ['X'], body: new Uint8Array(n) }], fileKey)),
    )
    expect(
      bodies.map((header) =>
        header
          .split('\n')
          .slice(2, -2)
          .map((line) => line.length),
      ),
    ).toEqual([[0], [2], [63], [64, 0], [64, 2], [64, 64, 0]])
  })

  it('of another key is damage', () => {
    const read = readHeader(writeHeader([{ args: ['X'], body: fileKey }], fileKey))
    expect(() => read && checkHeader(read, new Uint8Array(16))).toThrow('header-mac')
  })

  it('without end is refused before it fills the memory', () => {
    const endless = utf8(`age-encryption.org/v1\n${'-> X\n\n'.repeat(MAX_HEADER / 6)}`)
    expect(() => readHeader(endless)).toThrow('header-size')
  })
})

describe('unpadded base64', () => {
  it('has one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 50 }), (bytes) => {
        expect(unraw64(raw64(bytes))).toEqual(bytes)
      }),
    )
    for (const bad of ['A', 'AB', 'AA==', 'A=', ' AA', 'AA\r', '-_'])
      expect(() => unraw64(bad)).toThrow('AGE-DAMAGED (why=base64)')
  })
})
