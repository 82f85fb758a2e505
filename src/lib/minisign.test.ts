import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { equal, hex, utf8 } from './bytes.ts'
import { isFault } from './fault.ts'
import { blake2b512, DualHash } from './hash.ts'
import {
  formatPublicKey,
  formatSecretKey,
  generateSigningKey,
  keyIdText,
  parsePublicKey,
  parseSecretKey,
  parseSignature,
  publicOf,
  sign,
  verify,
  verifyComment,
} from './minisign.ts'

const key = generateSigningKey()
const pub = publicOf(key)
const other = publicOf(generateSigningKey())
const message = new Uint8Array(randomBytes(5000))
const comment = 'rekam:packet:v1 station=9999-01 seq=1 id=contoh'
const signed = sign(message, key, comment)

/** The signature with one character of its trusted lines replaced, now and then by the same one. */
const changedOnce = fc
  .tuple(
    fc.integer({ min: signed.indexOf('\n') + 1, max: signed.length - 2 }),
    fc.constantFrom('A', 'z', '=', ' ', '\n'),
  )
  .map(([at, c]) => signed.slice(0, at) + c + signed.slice(at + 1))

const code = (run: () => unknown) => {
  try {
    run()
  } catch (e) {
    return isFault(e) ? e.code : `not a Fault: ${String(e)}`
  }
  return 'accepted'
}

describe('sign and verify', () => {
  it('agree, on the bytes or on their digest taken in passing', () => {
    const digest = new DualHash().update(message.subarray(0, 7)).update(message.subarray(7)).digest()
    expect(sign(digest, key, comment)).toBe(signed)
    for (const given of [message, digest, { blake2b: blake2b512(message) }])
      expect(verify(given, signed, [other, pub])).toEqual({ keyId: key.keyId, trustedComment: comment })
  })

  it('is the pure function of RFC 8032 over the prehash: a fixed seed gives a fixed text', () => {
    const fixed = { keyId: new Uint8Array([1, 2, 3, 4, 5, 6, 7, 8]), seed: new Uint8Array(32).fill(7) }
    expect(sign(utf8('contoh'), fixed, 'c', 'u')).toBe(sign(utf8('contoh'), fixed, 'c', 'u'))
    expect(hex(publicOf(fixed).key)).toBe('ea4a6c63e29c520abef5507b132ec5f9954776aebebe7b92421eea691446d22c')
    expect(keyIdText(fixed.keyId)).toBe('0807060504030201')
  })

  it('refuse other bytes, other keys, and a key that merely borrows the id', () => {
    expect(code(() => verify(message.subarray(1), signed, pub))).toBe('SIGNATURE-BAD')
    expect(code(() => verify(message, signed, other))).toBe('SIGNATURE-UNKNOWN-KEY')
    expect(code(() => verify(message, signed, []))).toBe('SIGNATURE-UNKNOWN-KEY')
    const borrowed = { keyId: pub.keyId, key: other.key }
    expect(code(() => verify(message, signed, borrowed))).toBe('SIGNATURE-BAD')
    expect(verify(message, signed, [borrowed, pub]).trustedComment).toBe(comment)
    expect(() => verify({ blake2b: message }, signed, pub)).toThrow(RangeError)
  })

  it('refuse a trusted comment that was changed, or taken from another signature', () => {
    expect(code(() => verify(message, signed.replace('seq=1', 'seq=2'), pub))).toBe('SIGNATURE-BAD')
    const elsewhere = sign(utf8('lain'), key, 'rekam:packet:v1 seq=2').split('\n')
    const grafted = [...signed.split('\n').slice(0, 2), ...elsewhere.slice(2)].join('\n')
    expect(code(() => verify(message, grafted, pub))).toBe('SIGNATURE-BAD')
  })

  it('without the bytes the file itself is still judged: both of its signatures, the comment, the key', () => {
    expect(verifyComment(signed, [other, pub])).toEqual({ keyId: key.keyId, trustedComment: comment })
    expect(code(() => verifyComment(signed, other))).toBe('SIGNATURE-UNKNOWN-KEY')
    expect(code(() => verifyComment(signed, { keyId: pub.keyId, key: other.key }))).toBe('SIGNATURE-BAD')
    fc.assert(
      fc.property(changedOnce, (changed) => {
        expect(code(() => verifyComment(changed, pub)) === 'accepted').toBe(changed === signed)
      }),
      { numRuns: 300 },
    )
  })

  it('let the untrusted comment alone be changed', () => {
    const changed = signed.replace(/^.*\n/, 'untrusted comment: apa saja\n')
    expect(verify(message, changed, pub).trustedComment).toBe(comment)
  })

  it('accept no other text for the trusted lines: any one changed character is refused', () => {
    fc.assert(
      fc.property(changedOnce, (changed) => {
        expect(code(() => verify(message, changed, pub)) === 'accepted').toBe(changed === signed)
      }),
      { numRuns: 300 },
    )
  })

  it('write no comment of two lines', () => {
    for (const bad of ['a\nb', 'a\rb', 'a\0', 'x'.repeat(8001)])
      expect(() => sign(message, key, bad)).toThrow(RangeError)
    expect(() => sign(message, key, 'ok', 'a\nb')).toThrow(RangeError)
  })
})

describe('parseSignature', () => {
  it('reads its parts, with either line ending', () => {
    const parts = parseSignature(signed)
    expect(parts.trustedComment).toBe(comment)
    expect(equal(parts.keyId, key.keyId)).toBe(true)
    expect([parts.signature.length, parts.globalSignature.length]).toEqual([64, 64])
    expect(parseSignature(signed.replaceAll('\n', '\r\n'))).toEqual(parts)
    expect(parseSignature(signed.trimEnd())).toEqual(parts)
  })

  it('refuses every other shape', () => {
    const [first, second, third, fourth] = signed.split('\n')
    const shapes = [
      '',
      `${signed}\n`,
      `${signed}x`,
      `\n${signed}`,
      `${first}\n${second}\n${third}\n`,
      `${second}\n${first}\n${third}\n${fourth}\n`,
      `${first}\n ${second}\n${third}\n${fourth}\n`,
      `${first}\n${second}\n${first}\n${fourth}\n`,
      `${first}\n${second}\n${third}\u0001\n${fourth}\n`,
      `${first}\n${second}\n${third}\n${second}\n`,
      `${first}\n${fourth}\n${third}\n${fourth}\n`,
      `${first}\n${second?.replace(/^RU/, 'RV')}\n${third}\n${fourth}\n`,
    ]
    for (const shape of shapes) expect(code(() => parseSignature(shape))).toBe('SIGNATURE-MALFORMED')
  })

  it('refuses the legacy algorithm by name', () => {
    const legacy = signed.replace('\nRU', '\nRW')
    expect(code(() => parseSignature(legacy))).toBe('SIGNATURE-LEGACY')
  })
})

describe('key files', () => {
  it('round trip', () => {
    expect(parseSecretKey(formatSecretKey(key))).toEqual(key)
    expect(parsePublicKey(formatPublicKey(pub))).toEqual(pub)
    expect(parsePublicKey(formatPublicKey(pub, 'stasiun contoh').split('\n')[1] ?? '')).toEqual(pub)
    expect(parsePublicKey(formatPublicKey(pub).replaceAll('\n', '\r\n'))).toEqual(pub)
  })

  it('take their randomness from the caller', () => {
    const counted = generateSigningKey((n) => new Uint8Array(n).fill(n))
    expect(counted).toEqual({ keyId: new Uint8Array(8).fill(8), seed: new Uint8Array(32).fill(32) })
  })

  it('that are broken are refused, and the fault does not show them', () => {
    const secret = formatSecretKey(key)
    const line = secret.split('\n')[1] ?? ''
    const flipped = Buffer.from(line, 'base64')
    flipped[100] = (flipped[100] ?? 0) ^ 1
    const encrypted = Buffer.from(line, 'base64')
    encrypted.write('Sc', 2)
    for (const bad of [
      '',
      'x',
      line.slice(4),
      `a\n${line}`,
      flipped.toString('base64'),
      encrypted.toString('base64'),
    ])
      expect(code(() => parseSecretKey(bad))).toBe('KEY-MALFORMED')
    for (const bad of [
      '',
      'x',
      line,
      formatPublicKey(pub).replace('\nRW', '\nRU'),
      `${formatPublicKey(pub)}\n`,
    ])
      expect(code(() => parsePublicKey(bad))).toBe('KEY-MALFORMED')
    expect(() => parseSecretKey(flipped.toString('base64'))).toThrow(/^KEY-MALFORMED \(kind=secret\)$/)
    expect(() => formatPublicKey(pub, 'a\nb')).toThrow(RangeError)
  })
})
