import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { encodeBase45 } from '../../lib/base45.ts'
import { text } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { type HeadStatement, signHead } from '../head/signed-head.ts'
import { golden } from '../testing/golden.ts'
import { MMU_KEY, sampleId, sampleTrust, STATION_KEY, STRANGER } from '../testing/sample.ts'
import { HEAD_STATEMENT } from '../testing/samples.ts'
import { Bench } from '../testing/stock.ts'
import { keyIdText } from '../trust/comment.ts'
import { decodeProof, encodeProof, signProof, verifyProof } from './paper.ts'

const code = (expected: string) => expect.objectContaining({ code: expected })
const PROOF = signProof(HEAD_STATEMENT, STATION_KEY)
const ALPHANUMERIC = /^[0-9A-Z $%*+\-./:]+$/

test('a paper proves the head that the station signed', () => {
  expect(PROOF).toMatch(ALPHANUMERIC)
  expect(PROOF.length).toBeLessThan(400)
  expect(verifyProof(PROOF, sampleTrust())).toEqual(HEAD_STATEMENT)
  expect(decodeProof(PROOF).keyId).toBe(keyIdText(STATION_KEY.keyId))
})

test('the paper of the first version is read for ever, and printed the same again', () => {
  const spelt = text(golden('paper', 'proof.txt'))
  expect(verifyProof(spelt, sampleTrust())).toEqual(HEAD_STATEMENT)
  expect(PROOF).toBe(spelt)
})

test('stock minisign accepts what it stands for', () => {
  const { signed } = decodeProof(PROOF)
  expect(signed.bytes).toEqual(signHead(HEAD_STATEMENT, STATION_KEY).bytes)
  using bench = new Bench()
  expect(bench.minisign(STATION_KEY, signed.bytes, signed.signature)).toContain(`id=${HEAD_STATEMENT.id}`)
})

test('every statement comes back', () => {
  const statements = fc.record({
    station: fc.stringMatching(/^[A-Z0-9]{4,20}$/).filter((name) => !/^(?:COM|LPT)\d$/.test(name)),
    epoch: fc.nat(999).map(sampleId),
    seq: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }),
    id: fc.nat(999).map(sampleId),
    head: fc.stringMatching(/^[0-9a-f]{64}$/),
  })
  fc.assert(
    fc.property(statements, (statement: HeadStatement) => {
      const spelt = signProof(statement, STATION_KEY)
      expect(decodeProof(spelt).statement).toEqual(statement)
      expect(spelt.length).toBeLessThan(400)
    }),
  )
})

describe('refused', () => {
  const trust = sampleTrust()

  test('a paper of a stranger, of a site, of another station', () => {
    expect(() => verifyProof(signProof(HEAD_STATEMENT, STRANGER), trust)).toThrow(code('TRUST-UNKNOWN-KEY'))
    expect(() => verifyProof(signProof(HEAD_STATEMENT, MMU_KEY), trust)).toThrow(code('TRUST-PURPOSE'))
    const other = { ...HEAD_STATEMENT, station: '5272-02-A' }
    expect(() => verifyProof(signProof(other, STATION_KEY), trust)).toThrow(code('TRUST-STAMP'))
  })

  test('a signature of another head is never printed', () => {
    const { signature } = signHead({ ...HEAD_STATEMENT, seq: 13 }, STATION_KEY)
    expect(() => encodeProof(HEAD_STATEMENT, signature)).toThrow(RangeError)
  })

  test('every character changed, and every cut', () => {
    for (let at = 0; at < PROOF.length; at++) {
      const wrong = PROOF[at] === 'A' ? 'B' : 'A'
      expect(() => verifyProof(`${PROOF.slice(0, at)}${wrong}${PROOF.slice(at + 1)}`, trust)).toThrow(Fault)
      expect(() => verifyProof(PROOF.slice(0, at), trust)).toThrow(Fault)
    }
  })

  test.each([
    ['nothing', ''],
    ['a web address', 'HTTPS://EXAMPLE.INVALID/'],
    ['a Claim 169', 'NCFOXN'],
    ['the name alone', 'REKAM1'],
    ['lower case', PROOF.toLowerCase()],
    ['a line feed behind', `${PROOF}\n`],
    ['far too much', `REKAM1${'0'.repeat(10_000)}`],
    ['sequence zero', `REKAM1${encodeBase45(new Uint8Array(220).fill(0))}`],
    ['a huge sequence', `REKAM1${encodeBase45(new Uint8Array(220).fill(255))}`],
    ['a station of zeros', `REKAM1${encodeBase45(new Uint8Array(220).fill(1))}`],
  ])('%s', (_, spelt) => {
    expect(() => decodeProof(spelt)).toThrow(code('FORMAT-UNREADABLE'))
  })

  test('a paper of the future, by name', () => {
    expect(() => decodeProof(PROOF.replace('REKAM1', 'REKAM2'))).toThrow(code('FORMAT-NEWER'))
  })
})
