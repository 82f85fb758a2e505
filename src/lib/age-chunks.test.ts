import { randomBytes } from 'node:crypto'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decrypt, decryptChunks, encrypt, encryptChunks, generateIdentity } from './age.ts'
import { concat } from './bytes.ts'

const { identity, recipient } = generateIdentity()
const to = { recipients: [recipient] }
const by = { identities: [identity] }
const MIB = 1 << 20
const whole = new Uint8Array(randomBytes(2 * MIB + 70_000))

/** One buffer for all pieces, overwritten each time, as a careful reader of files would. */
async function* cut(bytes: Uint8Array, size: number) {
  const buffer = new Uint8Array(size)
  for (let at = 0; at < bytes.length; at += size) {
    const piece = bytes.subarray(at, at + size)
    buffer.set(piece)
    yield buffer.subarray(0, piece.length)
  }
}
async function collect(pieces: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(piece)
  return concat(...parts)
}
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0

describe('encryptChunks and decryptChunks', () => {
  it('agree with encrypt and decrypt, however the pieces are cut', async () => {
    const sizes = fc.constantFrom(0, 1, 65_535, 65_536, 65_537, MIB - 1, MIB, MIB + 1, 2 * MIB, whole.length)
    await fc.assert(
      fc.asyncProperty(sizes, fc.integer({ min: 1000, max: 3 * MIB }), async (size, piece) => {
        const plain = whole.subarray(0, size)
        expect(same(decrypt(await collect(encryptChunks(cut(plain, piece), to)), by), plain)).toBe(true)
        const { sealed } = encrypt(plain, to)
        expect(same(await collect(decryptChunks(cut(sealed, piece), by)), plain)).toBe(true)
      }),
      { numRuns: 25 },
    )
  })

  it('take single bytes, and an iterable that is not asynchronous', async () => {
    const plain = whole.subarray(0, 300)
    const sealed = await collect(encryptChunks([plain, plain], to))
    expect(same(await collect(decryptChunks(cut(sealed, 1), by)), concat(plain, plain))).toBe(true)
  })

  it('give nothing for the wrong key, and throw at the end of a truncated file', async () => {
    const { sealed } = encrypt(whole, to)
    const stranger = decryptChunks(cut(sealed, 5000), { identities: [generateIdentity().identity] })
    await expect(stranger.next()).rejects.toThrow('AGE-NO-IDENTITY')
    for (const length of [10, 150, 300, 70_000, MIB, sealed.length - 1])
      await expect(collect(decryptChunks(cut(sealed.subarray(0, length), 5000), by))).rejects.toThrow(
        'AGE-DAMAGED',
      )
    await expect(collect(decryptChunks(cut(new Uint8Array(), 1), by))).rejects.toThrow('AGE-')
  })

  it('hold about two megabytes at a time, whatever the size of the file', async () => {
    let given = 0
    let ahead = 0
    const source = async function* () {
      for (let i = 0; i < 64; i++) {
        given += MIB
        yield whole.subarray(0, MIB)
      }
    }
    let taken = 0
    for await (const piece of decryptChunks(encryptChunks(source(), to), by)) {
      taken += piece.length
      ahead = Math.max(ahead, given - taken)
    }
    expect(taken).toBe(64 * MIB)
    expect(ahead).toBeLessThanOrEqual(4 * MIB)
  })

  it('close their source when the reader stops early, and pass on what it throws', async () => {
    let closed = false
    const source = async function* () {
      try {
        for (;;) yield whole.subarray(0, MIB)
      } finally {
        closed = true
      }
    }
    for await (const piece of encryptChunks(source(), to)) if (piece.length > 1000) break
    expect(closed).toBe(true)
    const broken = async function* () {
      yield whole
      await Promise.reject(new Error('the source broke'))
    }
    await expect(collect(encryptChunks(broken(), to))).rejects.toThrow(/^the source broke$/)
  })
})
