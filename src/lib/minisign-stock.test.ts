import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import {
  formatPublicKey,
  formatSecretKey,
  generateSigningKey,
  keyIdText,
  parsePublicKey,
  parseSecretKey,
  publicOf,
  sign,
  verify,
} from './minisign.ts'

/** Our files before stock `minisign`, and its files before us. */
const folder = mkdtempSync(join(tmpdir(), 'rekam-minisign-'))
afterAll(() => rmSync(folder, { recursive: true }))
const at = (name: string) => join(folder, name)

const key = generateSigningKey()
const message = Buffer.alloc(100_001, 'isi paket')
writeFileSync(at('m'), message)
writeFileSync(at('our.pub'), formatPublicKey(publicOf(key)))
writeFileSync(at('our.key'), formatSecretKey(key), { mode: 0o600 })
execFileSync('minisign', ['-G', '-W', '-p', at('their.pub'), '-s', at('their.key')], { stdio: 'ignore' })

const read = (name: string) => readFileSync(at(name), 'utf8')
const stockSign = (secret: string, ...more: string[]) => {
  execFileSync('minisign', ['-S', '-s', at(secret), '-m', at('m'), '-x', at('x.minisig'), ...more], {
    stdio: 'ignore',
  })
  return read('x.minisig')
}

describe('stock minisign', () => {
  it('verifies our signature, the legacy algorithm refused, and shows our comment', () => {
    writeFileSync(at('m.minisig'), sign(message, key, 'rekam:packet:v1 seq=1 nama=Contoh ✓'))
    const run = spawnSync('minisign', ['-V', '-H', '-p', at('our.pub'), '-m', at('m')], { encoding: 'utf8' })
    expect(run).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('rekam:packet:v1 seq=1 nama=Contoh ✓'),
    })
    const line = read('our.pub').split('\n')[1] ?? ''
    const quiet = spawnSync('minisign', ['-V', '-Q', '-P', line, '-m', at('m')], { encoding: 'utf8' })
    expect(quiet).toMatchObject({ status: 0, stdout: 'rekam:packet:v1 seq=1 nama=Contoh ✓\n' })
  })

  it('refuses our signature over other bytes', () => {
    writeFileSync(at('other'), 'lain')
    writeFileSync(at('other.minisig'), sign(message, key, 'c'))
    expect(spawnSync('minisign', ['-V', '-p', at('our.pub'), '-m', at('other')]).status).toBe(1)
  })

  it('signs with our secret key file what we verify, byte for byte as we do', () => {
    const theirs = stockSign('our.key', '-t', 'rekam:state:v1', '-c', 'u')
    expect(verify(message, theirs, publicOf(key)).trustedComment).toBe('rekam:state:v1')
    expect(theirs).toBe(sign(message, key, 'rekam:state:v1', 'u'))
  })

  it('prints an id without leading zeros, as we do', () => {
    const keyId = Uint8Array.of(1, 2, 3, 4, 5, 6, 7, 0)
    const pub = formatPublicKey({ ...publicOf(key), keyId })
    expect(pub).toContain('minisign public key 7060504030201\n')
    expect(parsePublicKey(pub).keyId).toEqual(keyId)
  })

  it('makes keys that we read, and prints ids as we do', () => {
    const pub = parsePublicKey(read('their.pub'))
    expect(publicOf(parseSecretKey(read('their.key')))).toEqual(pub)
    expect(read('their.pub')).toBe(formatPublicKey(pub))
    const [, spelt = ''] = /public key ([0-9A-F]+)\n/.exec(read('their.pub')) ?? []
    expect(spelt.padStart(16, '0')).toBe(keyIdText(pub.keyId))
  })

  it('signs with its own key what we verify; its legacy signature we refuse', () => {
    const pub = parsePublicKey(read('their.pub'))
    expect(verify(message, stockSign('their.key', '-t', 'profil'), pub).trustedComment).toBe('profil')
    const legacy = stockSign('their.key', '-l')
    expect(() => verify(message, legacy, pub)).toThrow('SIGNATURE-LEGACY')
  })
})
