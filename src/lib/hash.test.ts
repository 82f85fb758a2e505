import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as fc from 'fast-check'
import { afterAll, describe, expect, it } from 'vitest'
import { hex, utf8 } from './bytes.ts'
import { blake2b512, DualHash, hashFile, sha256 } from './hash.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekam-hash-'))
afterAll(() => rmSync(folder, { recursive: true }))

describe('digests', () => {
  it('match the published vectors for "abc" (FIPS 180-4, RFC 7693 appendix A)', () => {
    expect(hex(sha256(utf8('abc')))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(hex(blake2b512(utf8('abc')))).toBe(
      'ba80a53f981c4d0d6a2797b69f12f6e94c212f14685ac4b74b12bb6fdbffa2d1' +
        '7d87c5392aab792dc252d5de4533cc9518d38aa8dbf1925ab92386edd4009923',
    )
  })

  it('are the same however the bytes are cut', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 300 })), (parts) => {
        const both = new DualHash()
        for (const part of parts) both.update(part)
        const whole = Buffer.concat(parts)
        expect(both.digest()).toEqual({
          sha256: sha256(whole),
          blake2b: blake2b512(whole),
          bytes: whole.length,
        })
      }),
    )
  })

  it('cannot be taken twice', () => {
    const both = new DualHash().update(utf8('a'))
    both.digest()
    expect(() => both.digest()).toThrow(/already called/i)
  })
})

describe('hashFile', () => {
  it('agrees with sha256sum and b2sum on a file of several chunks', async () => {
    const path = join(folder, 'large')
    writeFileSync(path, Buffer.alloc(2_500_001, 'rekam'))
    const got = await hashFile(path)
    expect(got.bytes).toBe(2_500_001)
    expect(hex(got.sha256)).toBe(execFileSync('sha256sum', [path], { encoding: 'utf8' }).split(' ')[0])
    expect(hex(got.blake2b)).toBe(execFileSync('b2sum', [path], { encoding: 'utf8' }).split(' ')[0])
  })

  it('says which file is missing', async () => {
    await expect(hashFile(join(folder, 'none'))).rejects.toMatchObject({
      code: 'FILE-MISSING',
      params: { path: join(folder, 'none') },
    })
  })
})
