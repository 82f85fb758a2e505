import { execFileSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { blake2b512 } from '../../lib/hash.ts'
import { formatPublicKey, publicOf, sign } from '../../lib/minisign.ts'
import { flips } from '../testing/damage.ts'
import { keyLine, ROOT, sampleId, STATION_KEY, STRANGER } from '../testing/sample.ts'
import { claimedKeyId, keyIdText, signDetached, type Stamp, verifyDetached } from './comment.ts'

const folder = mkdtempSync(join(tmpdir(), 'rekam-trust-'))
afterAll(() => rmSync(folder, { recursive: true }))

const BYTES = utf8('bytes that somebody signed\n')
const STAMP: Stamp = { purpose: 'receipt', seq: 7, id: sampleId(1) }
const PUBLIC = publicOf(STATION_KEY)

test('stock minisign accepts it, and shows the stamp and the key id', () => {
  writeFileSync(join(folder, 'it'), BYTES)
  writeFileSync(join(folder, 'it.minisig'), signDetached(BYTES, STATION_KEY, STAMP))
  const said = execFileSync('minisign', ['-V', '-H', '-P', keyLine(STATION_KEY), '-m', join(folder, 'it')], {
    encoding: 'utf8',
  })
  expect(said).toContain('Signature and comment signature verified')
  expect(said).toContain(`Trusted comment: rekam:receipt:v1 seq=7 id=${sampleId(1)}`)
  expect(formatPublicKey(PUBLIC)).toContain(keyIdText(PUBLIC.keyId))
})

test('bytes and their BLAKE2b give the same signature', () => {
  const signature = signDetached(BYTES, STATION_KEY, STAMP)
  expect(signDetached({ blake2b: blake2b512(BYTES) }, STATION_KEY, STAMP)).toBe(signature)
  const said = { stamp: STAMP, keyId: keyIdText(PUBLIC.keyId) }
  expect(verifyDetached(BYTES, signature, [publicOf(ROOT), PUBLIC], 'receipt')).toEqual(said)
  expect(verifyDetached({ blake2b: blake2b512(BYTES) }, signature, [PUBLIC], 'receipt')).toEqual(said)
  expect(claimedKeyId(signature)).toBe(said.keyId)
})

test('a signature for one purpose counts for no other', () => {
  const signature = signDetached(BYTES, STATION_KEY, STAMP)
  expect(() => verifyDetached(BYTES, signature, [PUBLIC], 'packet')).toThrow(
    expect.objectContaining({ code: 'TRUST-PURPOSE', params: { expected: 'packet', found: 'receipt' } }),
  )
})

test('a good signature with a foreign comment is refused', () => {
  const signature = sign(BYTES, STATION_KEY, 'timestamp:1479913800\tfile:it')
  expect(() => verifyDetached(BYTES, signature, [PUBLIC], 'receipt')).toThrow(
    expect.objectContaining({ code: 'FORMAT-UNREADABLE' }),
  )
})

test('a stranger', () => {
  expect(() => verifyDetached(BYTES, signDetached(BYTES, STRANGER, STAMP), [PUBLIC], 'receipt')).toThrow(
    expect.objectContaining({ code: 'SIGNATURE-UNKNOWN-KEY' }),
  )
})

test('any flipped bit of the bytes, and of all that is signed in the signature, is a Fault', () => {
  const signature = signDetached(BYTES, STATION_KEY, STAMP)
  for (const bent of flips(BYTES)) {
    expect(() => verifyDetached(bent, signature, [PUBLIC], 'receipt')).toThrow(Fault)
  }
  const signed = signature.indexOf('\n') + 1
  for (const bent of flips(utf8(signature.slice(signed)))) {
    const spelt = signature.slice(0, signed) + Buffer.from(bent).toString('latin1')
    expect(() => verifyDetached(BYTES, spelt, [PUBLIC], 'receipt')).toThrow(Fault)
  }
})
