import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  agree,
  ephemeralX25519,
  generateIdentity,
  parseIdentity,
  parseRecipient,
  recipientOf,
  x25519Of,
} from './age-keys.ts'
import { hex, unhex } from './bytes.ts'

describe('X25519', () => {
  it('agrees as RFC 7748 section 6.1 does', () => {
    const alice = x25519Of(unhex('77076d0a7318a57d3c16c17251b26645df4c2f87ebc0992ab177fba51db92c2a'))
    const bob = x25519Of(unhex('5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb'))
    expect(hex(alice.recipient)).toBe('8520f0098930a754748b7ddcb43ef75a0dbf3a0d26381af4eba4a98eaa9b4e6a')
    expect(hex(bob.recipient)).toBe('de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f')
    const shared = unhex('4a5d9d5ba4ce2de1728e3bf480350f25e07e21c947d19e3376f09b3c1e161742')
    expect(agree(alice.secret, bob.recipient)).toEqual(shared)
    expect(agree(bob.secret, alice.recipient)).toEqual(shared)
  })

  it('gives nothing for points of low order', () => {
    const { secret } = ephemeralX25519()
    for (const point of ['00'.repeat(32), `01${'00'.repeat(31)}`])
      expect(agree(secret, unhex(point))).toBeUndefined()
  })
})

describe('identities and recipients', () => {
  it('are spelt as age spells them, each identity with its own recipient', () => {
    const { identity, recipient } = generateIdentity()
    expect(identity).toMatch(/^AGE-SECRET-KEY-1[0-9A-Z]{58}$/)
    expect(recipient).toMatch(/^age1[0-9a-z]{58}$/)
    expect(recipientOf(identity)).toBe(recipient)
    expect(hex(parseIdentity(identity).recipient)).toBe(hex(parseRecipient(recipient)))
    expect(generateIdentity().identity).not.toBe(identity)
  })

  it('with any one character changed are refused', () => {
    const { identity, recipient } = generateIdentity()
    const change = (word: string, at: number, c: string) => word.slice(0, at) + c + word.slice(at + 1)
    const characters = fc.constantFrom('q', 'p', '1', 'b', ' ', 'Q')
    fc.assert(
      fc.property(fc.nat(61), characters, (at, c) => {
        const changed = change(recipient, at, c)
        fc.pre(changed !== recipient)
        expect(() => parseRecipient(changed)).toThrow('AGE-RECIPIENT-MALFORMED')
      }),
    )
    fc.assert(
      fc.property(fc.nat(73), characters, (at, c) => {
        const changed = change(identity, at, c.toUpperCase())
        fc.pre(changed !== identity)
        expect(() => parseIdentity(changed)).toThrow('AGE-IDENTITY-MALFORMED')
      }),
    )
  })

  it('in the wrong place, the wrong case or another kind are refused', () => {
    const { identity, recipient } = generateIdentity()
    for (const bad of [
      '',
      identity,
      recipient.toUpperCase(),
      `${recipient} `,
      'age1pq1xyz',
      `ssh-ed25519 AAAA`,
    ])
      expect(() => parseRecipient(bad)).toThrow('AGE-RECIPIENT-MALFORMED')
    for (const bad of ['', recipient, identity.toLowerCase(), `${identity}\n`, `# ${identity}`])
      expect(() => parseIdentity(bad)).toThrow('AGE-IDENTITY-MALFORMED')
  })

  it('that are refused are not repeated in the message', () => {
    const { identity } = generateIdentity()
    expect(() => parseIdentity(`${identity}X`)).toThrow(/^AGE-IDENTITY-MALFORMED$/)
    expect(() => parseRecipient(identity)).toThrow(/^AGE-RECIPIENT-MALFORMED$/)
  })
})
