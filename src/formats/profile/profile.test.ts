import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { isFault } from '../../lib/fault.ts'
import { publicOf } from '../../lib/minisign.ts'
import { cuts, flips } from '../testing/damage.ts'
import { golden } from '../testing/golden.ts'
import { PROFILE } from '../testing/profile-sample.ts'
import { ROOT, STRANGER } from '../testing/sample.ts'
import { Bench } from '../testing/stock.ts'
import { profileCertificates, readProfile, signProfile, verifyProfile } from './profile.ts'
import { text, utf8 } from '../../lib/bytes.ts'
import { signDetached } from '../trust/comment.ts'
import { trustFrom } from '../trust/trust.ts'

const signed = signProfile(PROFILE, ROOT)
const code = (name: string): Error => expect.objectContaining({ code: name }) as Error

describe('profile', () => {
  it('of the first version is read for ever, and written byte for byte again', () => {
    const bytes = golden('profile', 'profile.json')
    const signature = text(golden('profile', 'profile.json.minisig'))
    expect(verifyProfile({ bytes, signature }, publicOf(ROOT))).toEqual({
      format: 'rekam-profile',
      version: 1,
      ...PROFILE,
    })
    expect(text(signed.bytes)).toBe(text(bytes))
  })

  it('may say when the desk closes, as a time of day alone', () => {
    const closing = (dayClose: string) =>
      signProfile({ ...PROFILE, policies: { ...PROFILE.policies, dayClose } }, ROOT)
    expect(readProfile(closing('16:00').bytes).policies.dayClose).toBe('16:00')
    for (const odd of ['24:00', '9:00', '16.00', '']) expect(() => closing(odd)).toThrow()
  })

  it('is accepted by stock minisign', () => {
    using bench = new Bench()
    expect(bench.minisign(ROOT, signed.bytes, signed.signature)).toContain('rekam:profile:v1')
  })

  it('is refused from a stranger, for another station, and with another serial', () => {
    expect(() => verifyProfile(signProfile(PROFILE, STRANGER), publicOf(ROOT))).toThrow(
      code('SIGNATURE-UNKNOWN-KEY'),
    )
    const other = signDetached(signed.bytes, ROOT, {
      purpose: 'profile',
      station: '5272-99-Z',
      seq: PROFILE.serial,
    })
    expect(() => verifyProfile({ bytes: signed.bytes, signature: other }, publicOf(ROOT))).toThrow(
      code('TRUST-STAMP'),
    )
    const old = signDetached(signed.bytes, ROOT, {
      purpose: 'profile',
      station: PROFILE.station.code,
      seq: 99,
    })
    expect(() => verifyProfile({ bytes: signed.bytes, signature: old }, publicOf(ROOT))).toThrow(
      code('TRUST-STAMP'),
    )
    const purpose = signDetached(signed.bytes, ROOT, {
      purpose: 'update',
      station: PROFILE.station.code,
      seq: 1,
    })
    expect(() => verifyProfile({ bytes: signed.bytes, signature: purpose }, publicOf(ROOT))).toThrow(
      code('TRUST-PURPOSE'),
    )
  })

  it('brings certificates that the root accepts', () => {
    const trust = trustFrom(publicOf(ROOT), profileCertificates(readProfile(signed.bytes)))
    expect(trust.rejected).toEqual([])
    expect(trust.accepted.map(({ subject }) => subject.kind)).toEqual(['site', 'letter'])
  })

  it('is refused after any damage', () => {
    for (const bytes of [...flips(signed.bytes, 97), ...cuts(signed.bytes, 97)]) {
      expect(() => verifyProfile({ bytes, signature: signed.signature }, publicOf(ROOT))).toThrow(
        code('SIGNATURE-BAD'),
      )
    }
  })

  it('refuses what is no profile with a Fault: unknown keys, wrong types, any JSON at all', () => {
    const spelt = JSON.parse(text(signed.bytes)) as Record<string, unknown>
    expect(() => readProfile(utf8(JSON.stringify({ ...spelt, debug: true })))).toThrow(
      code('FORMAT-UNREADABLE'),
    )
    expect(() => readProfile(utf8(JSON.stringify({ ...spelt, version: 2 })))).toThrow(code('FORMAT-NEWER'))
    fc.assert(
      fc.property(fc.constantFrom(...Object.keys(spelt)), fc.jsonValue(), (key, value) => {
        try {
          readProfile(utf8(JSON.stringify({ ...spelt, [key]: value })))
        } catch (error) {
          expect(isFault(error)).toBe(true)
        }
      }),
    )
  })
})
