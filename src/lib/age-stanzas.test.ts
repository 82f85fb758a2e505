import { describe, expect, it } from 'vitest'
import { ephemeralX25519 } from './age-keys.ts'
import { unwrapScrypt, unwrapX25519, wrapScrypt, wrapX25519 } from './age-stanzas.ts'

const fileKey = new Uint8Array(16).map((_, i) => i)
const me = ephemeralX25519()

describe('X25519 stanza', () => {
  const stanza = wrapX25519(fileKey, me.recipient)

  it('gives the file key to its recipient alone', () => {
    expect(unwrapX25519(stanza, me)).toEqual(fileKey)
    expect(unwrapX25519(stanza, ephemeralX25519())).toBeUndefined()
  })

  it('has a share of its own each time', () => {
    expect(wrapX25519(fileKey, me.recipient).args).not.toEqual(stanza.args)
  })

  it('of another shape is damage, whoever reads it', () => {
    const [, share = ''] = stanza.args
    const shapes = [
      { ...stanza, args: ['X25519'] },
      { ...stanza, args: ['X25519', share, 'more'] },
      { ...stanza, args: ['X25519', share.slice(4)] },
      { ...stanza, body: new Uint8Array(48) },
    ]
    for (const shape of shapes) expect(() => unwrapX25519(shape, me)).toThrow('AGE-DAMAGED')
  })

  it('is never made for a point of low order: everybody could open it', () => {
    expect(() => wrapX25519(fileKey, new Uint8Array(32))).toThrow('AGE-RECIPIENT-MALFORMED')
  })
})

describe('scrypt stanza', () => {
  const stanza = wrapScrypt(fileKey, 'benar', 4)

  it('gives the file key to its passphrase alone', () => {
    expect(stanza.args[2]).toBe('4')
    expect(unwrapScrypt(stanza, 'benar')).toEqual(fileKey)
    expect(unwrapScrypt(stanza, 'Benar')).toBeUndefined()
  })

  it('that asks for more work than a PC has memory is refused at once', () => {
    const greedy = { ...stanza, args: ['scrypt', stanza.args[1] ?? '', '30'] }
    expect(() => unwrapScrypt(greedy, 'benar')).toThrow('work-factor')
  })

  it('takes 2^18 unless told otherwise, as stock age', () => {
    expect(wrapScrypt(fileKey, 'benar').args[2]).toBe('18')
    for (const logN of [0, 1.5, 21]) expect(() => wrapScrypt(fileKey, 'benar', logN)).toThrow(RangeError)
    expect(() => wrapScrypt(fileKey, '', 4)).toThrow(RangeError)
  })
})
