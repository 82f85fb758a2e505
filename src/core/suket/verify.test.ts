import { deflateSync, inflateSync } from 'node:zlib'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { encodeToken, type Token169 } from '../../formats/claim169/claim169.ts'
import { decodeBase45, encodeBase45 } from '../../lib/base45.ts'
import { unhex } from '../../lib/bytes.ts'
import { publicOf } from '../../lib/minisign-keys.ts'
import { PRACTICE_ISSUER } from '../practice-mark.ts'
import { secondsOf } from './days.ts'
import { type VerifyBy, verifySuket, verifyTexts } from './verify.ts'

const key = { keyId: unhex('0102030405060708'), seed: unhex('11'.repeat(32)) }
const foreign = { keyId: unhex('0807060504030201'), seed: unhex('22'.repeat(32)) }

function token(zone = 'Asia/Makassar', number = '471.13/00001/A/XI/2026'): Token169 {
  const from = secondsOf('2026-11-23', zone, 'start')
  return {
    issuer: '5272',
    number,
    issuedAt: from,
    notBefore: from,
    expiresAt: secondsOf('2027-05-23', zone, 'end'),
    claim: {
      id: '5272011703850001',
      fullName: 'CONTOH SATU',
      birthDate: '1985-03-17',
      gender: 'male',
      address: 'JL. CONTOH 1',
      nationality: 'IDN',
      marital: null,
    },
  }
}

const by = (at: string, more: Partial<VerifyBy> = {}): VerifyBy => ({
  trusted: [{ issuer: '5272', key: publicOf(key) }],
  now: new Date(at),
  zone: 'Asia/Jakarta',
  ...more,
})
const qr = encodeToken(token(), key)

/** The same letter with one letter of the name changed and everything around it made to fit again. */
function altered(): string {
  const cose = inflateSync(decodeBase45(qr))
  cose[cose.indexOf('CONTOH')] = 'K'.charCodeAt(0)
  return encodeBase45(deflateSync(cose))
}

describe('verifySuket', () => {
  it('gives each letter its own answer', () => {
    const now = by('2026-12-01T00:00:00Z')
    expect(verifySuket(` ${qr}\n`, now)).toMatchObject({
      verdict: 'valid',
      number: '471.13/00001/A/XI/2026',
      name: 'CONTOH SATU',
      nik: '5272011703850001',
      birthDate: '1985-03-17',
      state: null,
      endReason: null,
    })
    expect(verifySuket(altered(), now)).toMatchObject({ verdict: 'altered', name: null })
    expect(verifySuket(encodeToken(token(), foreign), now).verdict).toBe('unknown-issuer')
    expect(verifySuket('https://example.invalid/', now).verdict).toBe('not-a-suket')
  })

  it('says practice of what calls itself so, whoever signed it, and never valid', () => {
    const letter = { ...token(), issuer: PRACTICE_ISSUER }
    const at = '2026-12-01T00:00:00Z'
    expect(verifySuket(encodeToken(letter, foreign), by(at))).toMatchObject({
      verdict: 'practice',
      name: null,
    })
    const own = by(at, { trusted: [{ issuer: PRACTICE_ISSUER, key: publicOf(key) }] })
    expect(verifySuket(encodeToken(letter, key), own)).toMatchObject({
      verdict: 'practice',
      name: 'CONTOH SATU',
    })
  })

  it('counts from the first second of its first day to the last of its last, where it was issued', () => {
    for (const [zone, offset] of [
      ['Asia/Jakarta', '+07:00'],
      ['Asia/Makassar', '+08:00'],
      ['Asia/Jayapura', '+09:00'],
    ] as const) {
      const letter = encodeToken(token(zone), key)
      const at = (time: string) => verifySuket(letter, by(`${time}${offset}`))
      expect(at('2026-11-22T23:59:59').verdict).toBe('not-yet')
      expect(at('2026-11-23T00:00:00')).toMatchObject({
        verdict: 'valid',
        issuedOn: '2026-11-23',
        expiresOn: '2027-05-23',
      })
      expect(at('2027-05-23T23:59:59').verdict).toBe('valid')
      expect(at('2027-05-24T00:00:00').verdict).toBe('expired')
    }
  })

  it.each(['withdrawn', 'void', 'renewed'] as const)('says that the register here ended one: %s', (state) => {
    for (const at of ['2026-12-01T00:00:00Z', '2028-01-01T00:00:00Z'])
      expect(
        verifySuket(qr, by(at, { entryOf: () => ({ issuer: '5272', state, endReason: 'kartu' }) })),
      ).toMatchObject({
        verdict: 'withdrawn',
        state,
        endReason: 'kartu',
      })
  })

  it('says nothing of another issuer’s letter by a number that stands in the register here too', () => {
    const at = '2026-12-01T00:00:00Z'
    const entryOf = () => ({ issuer: '5271', state: 'withdrawn', endReason: 'kartu' }) as const
    expect(verifySuket(qr, by(at, { entryOf }))).toMatchObject({
      verdict: 'valid',
      state: null,
      endReason: null,
    })
  })

  it('never throws and never says valid for text that is not signed', () => {
    const texts = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc
        .tuple(fc.nat(qr.length - 1), fc.constantFrom('0', 'A', 'Z', ' ', '$', '%', '/', ':'))
        .map(([at, sign]) => qr.slice(0, at) + sign + qr.slice(at + 1)),
      fc.nat(qr.length - 1).map((length) => qr.slice(0, length)),
    )
    fc.assert(
      fc.property(texts, (text) => {
        const { verdict } = verifySuket(text, by('2026-12-01T00:00:00Z'))
        // Compression has bits that nobody reads: what was signed is still the same behind them.
        if (verdict === 'valid')
          expect(inflateSync(decodeBase45(text.trim()))).toEqual(inflateSync(decodeBase45(qr)))
        else expect(['altered', 'unknown-issuer', 'not-a-suket']).toContain(verdict)
      }),
      { numRuns: 300 },
    )
  })
})

describe('verifyTexts', () => {
  const now = by('2026-12-01T00:00:00Z')

  it('passes over what stands beside the one letter, also when it was read twice', () => {
    expect(verifyTexts(['https://example.invalid/', qr, `${qr} `], now).verdict).toBe('valid')
    expect(verifyTexts(['https://example.invalid/', 'x'], now).verdict).toBe('not-a-suket')
  })

  it('judges no picture with two letters, whatever they are worth', () => {
    const other = encodeToken(token('Asia/Makassar', '471.13/00002/A/XI/2026'), key)
    for (const second of [other, altered(), encodeToken(token(), foreign)])
      expect(() => verifyTexts([second, qr], now)).toThrow(expect.objectContaining({ code: 'SUKET-MANY-QR' }))
  })
})
