import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase45, encodeBase45 } from './base45.ts'
import { utf8 } from './bytes.ts'
import { isFault } from './fault.ts'

describe('base45', () => {
  it('agrees with the examples of RFC 9285', () => {
    expect(encodeBase45(utf8('AB'))).toBe('BB8')
    expect(encodeBase45(utf8('Hello!!'))).toBe('%69 VD92EX0')
    expect(encodeBase45(utf8('base-45'))).toBe('UJCLQE7W581')
    expect(Buffer.from(decodeBase45('QED8WEX0')).toString()).toBe('ietf!')
  })

  it('reads back what it wrote', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 500 }), (bytes) => {
        expect(decodeBase45(encodeBase45(bytes))).toEqual(bytes)
      }),
    )
  })

  it.each(['A', 'GGW', '::', 'ab8', 'BB8A'])('refuses %j', (text) => {
    expect.assertions(1)
    try {
      decodeBase45(text)
    } catch (error) {
      expect(isFault(error, 'BASE45-MALFORMED')).toBe(true)
    }
  })
})
