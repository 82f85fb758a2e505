import { createPublicKey } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { deflateSync } from 'node:zlib'
import { Sign1 } from '@auth0/cose'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeBase45, encodeBase45 } from '../../lib/base45.ts'
import { unhex } from '../../lib/bytes.ts'
import { isFault } from '../../lib/fault.ts'
import { publicKeyOf, publicOf } from '../../lib/minisign-keys.ts'
import { encodeToken, verifyToken, type Token169 } from './claim169.ts'
import { inflateSync } from 'node:zlib'

const key = { keyId: unhex('0102030405060708'), seed: unhex('11'.repeat(32)) }
const other = { keyId: unhex('0807060504030201'), seed: unhex('22'.repeat(32)) }
const trusted = [{ issuer: '5272', key: publicOf(key) }]
const token: Token169 = {
  issuer: '5272',
  number: '471.13/00001/A/XI/2026',
  issuedAt: 1_795_000_000,
  notBefore: 1_795_000_000,
  expiresAt: 1_810_000_000,
  claim: {
    id: '5272011703850001',
    fullName: 'CONTOH SATU',
    birthDate: '1985-03-17',
    gender: 'male',
    address: 'JL. CONTOH 1 RT 001/RW 002, PARUGA, RASANAE BARAT',
    nationality: 'IDN',
    marital: 'married',
  },
}

const arbitraryToken: fc.Arbitrary<Token169> = fc.record({
  issuer: fc.constant('5272'),
  number: fc.string({ minLength: 1, maxLength: 60 }),
  issuedAt: fc.nat(),
  notBefore: fc.nat(),
  expiresAt: fc.nat(),
  claim: fc.record({
    id: fc.stringMatching(/^[0-9]{16}$/),
    fullName: fc
      .string({ minLength: 1, maxLength: 60, unit: 'grapheme' })
      .filter((name) => name.length <= 200),
    birthDate: fc
      .date({ min: new Date('1900-01-01'), max: new Date('2030-01-01'), noInvalidDate: true })
      .map((d) => d.toISOString().slice(0, 10)),
    gender: fc.constantFrom('male', 'female', 'other'),
    address: fc.string({ maxLength: 100 }),
    nationality: fc.constant('IDN'),
    marital: fc.constantFrom('unmarried', 'married', 'divorced', null),
  }),
})

describe('claim169', () => {
  it('reads the golden letter, and writes it again to the same bytes', () => {
    const golden = readFileSync(new URL('golden/token.txt', import.meta.url), 'utf8').trim()
    expect(verifyToken(golden, trusted)).toEqual({ verdict: 'signed', token, key: trusted[0] })
    // zlib builds may compress differently; what is signed may not differ.
    expect(inflateSync(decodeBase45(encodeToken(token, key)))).toEqual(inflateSync(decodeBase45(golden)))
  })

  it('reads back whatever it wrote', () => {
    fc.assert(
      fc.property(arbitraryToken, (one) => {
        expect(verifyToken(encodeToken(one, key), trusted)).toMatchObject({ verdict: 'signed', token: one })
      }),
      { numRuns: 50 },
    )
  })

  it('is a COSE_Sign1 to an independent implementation', async () => {
    const cose = inflateSync(decodeBase45(encodeToken(token, key)))
    const jwk = createPublicKey(publicKeyOf(publicOf(key)).export({ format: 'pem', type: 'spki' }))
    await expect(Sign1.decode(cose).verify(jwk)).resolves.not.toThrow()
    await expect(Sign1.decode(cose).verify(publicKeyOf(publicOf(other)))).rejects.toThrow()
  })

  it('stays small enough for an office printer: at most 500 characters', () => {
    expect(encodeToken(token, key).length).toBeLessThanOrEqual(500)
  })

  it('knows a letter of an unknown issuer, and one that borrows a key', () => {
    expect(verifyToken(encodeToken(token, other), trusted).verdict).toBe('unknown-issuer')
    expect(verifyToken(encodeToken({ ...token, issuer: '9999' }, key), trusted).verdict).toBe('altered')
  })

  it('never calls a letter signed after any one byte of it changed', () => {
    const cose = inflateSync(decodeBase45(encodeToken(token, key)))
    for (let at = 0; at < cose.length; at++) {
      const forged = Buffer.from(cose)
      forged[at]! ^= 0x01
      try {
        expect(verifyToken(encodeBase45(deflateSync(forged)), trusted).verdict).not.toBe('signed')
      } catch (error) {
        expect(isFault(error)).toBe(true)
      }
    }
  })

  it('refuses a bomb and any text at all with a Fault', () => {
    const bomb = encodeBase45(deflateSync(Buffer.alloc(50_000_000)))
    expect(() => verifyToken(bomb, trusted)).toThrow(expect.objectContaining({ code: 'CLAIM169-MALFORMED' }))
    fc.assert(
      fc.property(fc.string({ maxLength: 300 }), (text) => {
        try {
          expect(verifyToken(text, trusted).verdict).not.toBe('signed')
        } catch (error) {
          expect(isFault(error)).toBe(true)
        }
      }),
    )
  })
})
