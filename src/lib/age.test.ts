import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type By, decrypt, decryptWithFileKey, encrypt, generateIdentity } from './age.ts'
import { concat, utf8 } from './bytes.ts'
import { isFault } from './fault.ts'

const one = generateIdentity()
const two = generateIdentity()
const stranger = generateIdentity()
const CHUNK = 65_536

const seal = (plain: Uint8Array, ...recipients: string[]) => encrypt(plain, { recipients })
/** The code (and reason) of the refusal, or 'opened'. */
const refusal = (run: () => unknown) => {
  try {
    run()
  } catch (e) {
    return isFault(e) ? `${e.code} ${e.params.why ?? ''}`.trim() : `not a Fault: ${String(e)}`
  }
  return 'opened'
}

describe('encrypt and decrypt', () => {
  it('round trip at every boundary of the chunks', () => {
    const whole = new Uint8Array(randomBytes(3 * CHUNK))
    for (const size of [0, 1, 15, 16, 17, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 2 * CHUNK + 1, 3 * CHUNK]) {
      const plain = whole.subarray(0, size)
      const { sealed, fileKey } = seal(plain, one.recipient)
      expect(Buffer.compare(decrypt(sealed, { identities: [one.identity] }), plain)).toBe(0)
      expect(Buffer.compare(decryptWithFileKey(sealed, fileKey), plain)).toBe(0)
    }
  })

  it('opens to each of several recipients, with the right key among wrong ones', () => {
    const { sealed } = seal(utf8('isi'), one.recipient, two.recipient)
    expect(decrypt(sealed, { identities: [one.identity] })).toEqual(utf8('isi'))
    expect(decrypt(sealed, { identities: [stranger.identity, two.identity] })).toEqual(utf8('isi'))
  })

  it('opens by passphrase, whatever its script', () => {
    const { sealed } = encrypt(utf8('isi'), { passphrase: 'kata sandi ✓', logN: 5 })
    expect(decrypt(sealed, { passphrase: 'kata sandi ✓' })).toEqual(utf8('isi'))
  })

  it('never seals twice alike', () => {
    const a = seal(utf8('isi'), one.recipient)
    const b = seal(utf8('isi'), one.recipient)
    expect(a.fileKey).not.toEqual(b.fileKey)
    expect(a.sealed).not.toEqual(b.sealed)
  })

  it('refuses nobody, and both kinds at once', () => {
    expect(() => encrypt(utf8('x'), {})).toThrow(RangeError)
    expect(() => encrypt(utf8('x'), { recipients: [] })).toThrow(RangeError)
    expect(() => encrypt(utf8('x'), { recipients: [one.recipient], passphrase: 'p', logN: 5 })).toThrow(
      RangeError,
    )
    expect(() => encrypt(utf8('x'), { passphrase: '' })).toThrow(RangeError)
    expect(() => encrypt(utf8('x'), { passphrase: 'p', logN: 21 })).toThrow(RangeError)
  })
})

describe('the wrong key', () => {
  const toOne = seal(utf8('isi'), one.recipient).sealed
  const toPhrase = encrypt(utf8('isi'), { passphrase: 'benar', logN: 5 }).sealed
  const cases: [string, Uint8Array, By, string][] = [
    ['a stranger', toOne, { identities: [stranger.identity] }, 'AGE-NO-IDENTITY'],
    ['nobody', toOne, {}, 'AGE-NO-IDENTITY'],
    ['a passphrase where a key is asked', toOne, { passphrase: 'benar' }, 'AGE-NO-IDENTITY'],
    ['a key where a passphrase is asked', toPhrase, { identities: [one.identity] }, 'AGE-NO-IDENTITY'],
    ['a wrong passphrase', toPhrase, { passphrase: 'salah' }, 'AGE-PASSPHRASE'],
    ['a broken identity', toOne, { identities: ['AGE-SECRET-KEY-1XX'] }, 'AGE-IDENTITY-MALFORMED'],
  ]
  it.each(cases)('%s', (_, sealed, by, code) => expect(refusal(() => decrypt(sealed, by))).toBe(code))

  it('of the file is damage', () => {
    expect(refusal(() => decryptWithFileKey(toOne, new Uint8Array(16)))).toBe('AGE-DAMAGED header-mac')
  })
})

describe('damage', () => {
  const plain = new Uint8Array(randomBytes(2 * CHUNK))
  const { sealed, fileKey } = seal(plain, one.recipient)
  const by = { identities: [one.identity] }
  const header = Buffer.from(sealed).indexOf('\n--- ') + 5 + 44
  const payload = header + 16

  it('of any single bit is refused, by both ways of opening', () => {
    fc.assert(
      fc.property(fc.oneof(fc.nat(header + 40), fc.nat(sealed.length - 1)), fc.nat(7), (at, bit) => {
        const broken = sealed.slice()
        broken[at] = (broken[at] ?? 0) ^ (1 << bit)
        expect(refusal(() => decrypt(broken, by))).toMatch(/^AGE-(DAMAGED|NOT-AGE|NO-IDENTITY)/)
        expect(refusal(() => decryptWithFileKey(broken, fileKey))).toMatch(/^AGE-(DAMAGED|NOT-AGE)/)
      }),
      { numRuns: 400 },
    )
  })

  it('of any truncation is refused', () => {
    const lengths = [1, 20, 21, 22, header - 1, header, header + 15, payload, payload + 15, payload + 16]
    const last = payload + CHUNK + 16
    for (const length of [
      ...lengths,
      last - 1,
      last,
      last + 1,
      last + 15,
      last + 16,
      last + 17,
      sealed.length - 1,
    ])
      expect(refusal(() => decrypt(sealed.subarray(0, length), by))).toMatch(/^AGE-DAMAGED/)
    expect(refusal(() => decrypt(new Uint8Array(), by))).toBe('AGE-NOT-AGE')
  })

  it('of what follows the end is refused', () => {
    for (const tail of [1, 15, 16, 17, CHUNK, CHUNK + 16])
      expect(refusal(() => decrypt(concat(sealed, new Uint8Array(tail)), by))).toMatch(/^AGE-DAMAGED/)
  })

  it('of the order of chunks is refused', () => {
    const longer = seal(new Uint8Array(3 * CHUNK), one.recipient)
    const start = Buffer.from(longer.sealed).indexOf('\n--- ') + 5 + 44 + 16
    const chunk = (i: number) =>
      longer.sealed.subarray(start + i * (CHUNK + 16), start + (i + 1) * (CHUNK + 16))
    const swapped = concat(longer.sealed.subarray(0, start), chunk(1), chunk(0), chunk(2))
    const dropped = concat(longer.sealed.subarray(0, start), chunk(0), chunk(2))
    expect(decryptWithFileKey(longer.sealed, longer.fileKey).length).toBe(3 * CHUNK)
    expect(refusal(() => decrypt(swapped, by))).toBe('AGE-DAMAGED chunk')
    expect(refusal(() => decrypt(dropped, by))).toBe('AGE-DAMAGED chunk')
  })

  it('is not what something else is', () => {
    for (const other of [
      '',
      'PK\x03\x04',
      '-----BEGIN AGE ENCRYPTED FILE-----\n',
      'age-encryption.org/v2\n-> X a\n',
    ])
      expect(refusal(() => decrypt(utf8(other), by))).toBe('AGE-NOT-AGE')
  })
})
