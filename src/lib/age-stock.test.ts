import { execFileSync, spawnSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Decrypter, Encrypter } from 'age-encryption'
import { afterAll, describe, expect, it } from 'vitest'
import { decrypt, decryptChunks, encrypt, encryptChunks, generateIdentity, recipientOf } from './age.ts'
import { concat } from './bytes.ts'

/** Our files before two judges that know nothing of us, and theirs before us: stock `age`, and npm age-encryption. */
const folder = mkdtempSync(join(tmpdir(), 'rekam-age-'))
afterAll(() => rmSync(folder, { recursive: true }))

const CHUNK = 65_536
const SIZES = [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 300_000]
const whole = new Uint8Array(randomBytes(300_000))
const same = (a: Uint8Array, b: Uint8Array) => Buffer.compare(a, b) === 0
const one = generateIdentity()
const two = generateIdentity()
const keyFile = join(folder, 'key.txt')
writeFileSync(keyFile, `${one.identity}\n`)

const stockOpen = (sealed: Uint8Array) =>
  execFileSync('age', ['-d', '-i', keyFile], { input: sealed, maxBuffer: 1 << 24 })
const stockSeal = (plain: Uint8Array, ...recipients: string[]) =>
  execFileSync('age', ['-e', ...recipients.flatMap((r) => ['-r', r])], { input: plain, maxBuffer: 1 << 24 })

async function collect(pieces: AsyncIterable<Uint8Array>) {
  const parts: Uint8Array[] = []
  for await (const piece of pieces) parts.push(piece)
  return concat(...parts)
}

describe('stock age', () => {
  it.each(SIZES)('opens what we seal, and we what it seals: %i bytes', async (size) => {
    const plain = whole.subarray(0, size)
    expect(
      same(stockOpen(encrypt(plain, { recipients: [two.recipient, one.recipient] }).sealed), plain),
    ).toBe(true)
    const streamed = await collect(encryptChunks([plain], { recipients: [one.recipient] }))
    expect(same(stockOpen(streamed), plain)).toBe(true)
    const theirs = stockSeal(plain, two.recipient, one.recipient)
    expect(same(decrypt(theirs, { identities: [one.identity] }), plain)).toBe(true)
    const pieces = (async function* () {
      yield theirs
    })()
    expect(same(await collect(decryptChunks(pieces, { identities: [two.identity] })), plain)).toBe(true)
  })

  it('refuses a file that we broke', () => {
    const { sealed } = encrypt(whole, { recipients: [one.recipient] })
    sealed.set([(sealed.at(-1) ?? 0) ^ 1], sealed.length - 1)
    expect(spawnSync('age', ['-d', '-i', keyFile], { input: sealed }).status).toBe(1)
  })

  it('keygen makes identities that we read, and reads ours', () => {
    const theirs = execFileSync('age-keygen', { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
    const identity = /^AGE-SECRET-KEY-1.*$/m.exec(theirs)?.[0] ?? ''
    expect(recipientOf(identity)).toBe(/public key: (age1.*)/.exec(theirs)?.[1])
    expect(execFileSync('age-keygen', ['-y', keyFile], { encoding: 'utf8' }).trim()).toBe(one.recipient)
  })
})

describe('npm age-encryption', () => {
  it.each([0, CHUNK, CHUNK + 1])('opens what we seal, and we what it seals: %i bytes', async (size) => {
    const plain = whole.subarray(0, size)
    const reader = new Decrypter()
    reader.addIdentity(one.identity)
    const ours = encrypt(plain, { recipients: [one.recipient, two.recipient] }).sealed
    expect(same(await reader.decrypt(ours), plain)).toBe(true)
    const writer = new Encrypter()
    writer.addRecipient(two.recipient)
    writer.addRecipient(one.recipient)
    expect(same(decrypt(await writer.encrypt(plain), { identities: [one.identity] }), plain)).toBe(true)
  })

  it('agrees on passphrases, both ways', async () => {
    const reader = new Decrypter()
    reader.addPassphrase('kata sandi ✓')
    const ours = encrypt(whole, { passphrase: 'kata sandi ✓', logN: 8 }).sealed
    expect(same(await reader.decrypt(ours), whole)).toBe(true)
    const writer = new Encrypter()
    writer.setPassphrase('kata sandi ✓')
    writer.setScryptWorkFactor(8)
    expect(same(decrypt(await writer.encrypt(whole), { passphrase: 'kata sandi ✓' }), whole)).toBe(true)
  })
})
