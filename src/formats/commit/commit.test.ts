import { describe, expect, test } from 'vitest'
import { text, utf8 } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { publicOf } from '../../lib/minisign.ts'
import { COMMIT } from '../testing/commit-sample.ts'
import { cuts, flips } from '../testing/damage.ts'
import { golden } from '../testing/golden.ts'
import { keyLine, MMU_KEY, ROOT, sampleId, sampleItems, sampleTrust, STATION_KEY } from '../testing/sample.ts'
import { Bench } from '../testing/stock.ts'
import { keyIdText } from '../trust/comment.ts'
import { issueRevocation } from '../trust/revocation.ts'
import { trustFrom } from '../trust/trust.ts'
import { type CommitFields, decodeCommit, encodeCommit, signCommit, verifyCommit } from './commit.ts'

const SIGNED = signCommit(COMMIT, STATION_KEY)
const code = (expected: string) => expect.objectContaining({ code: expected })

test('what a station signs is read with the root, and without it', () => {
  expect(verifyCommit(SIGNED, sampleTrust())).toEqual(SIGNED.commit)
  expect(decodeCommit(SIGNED.bytes)).toEqual({
    format: 'rekam-commit',
    version: 1,
    ...COMMIT,
    keyId: keyIdText(STATION_KEY.keyId),
  })
})

test('the first version is read for ever, written the same again, and accepted by stock minisign', () => {
  const bytes = golden('commit', 'C0000012.JSN')
  const signature = text(golden('commit', 'C0000012.SIG'))
  expect(text(encodeCommit(verifyCommit({ bytes, signature }, sampleTrust())))).toBe(text(bytes))
  expect(SIGNED.signature).toBe(signature)
  using bench = new Bench()
  bench.put('C0000012.SIG', signature)
  const said = bench.run(
    'minisign',
    '-V',
    '-H',
    '-P',
    keyLine(STATION_KEY),
    '-x',
    'C0000012.SIG',
    '-m',
    bench.put('C0000012.JSN', bytes),
  )
  expect(said.toString()).toContain('Trusted comment: rekam:commit:v1 station=5272-01-A')
})

describe('refused', () => {
  test('a commit of a site, of another disk, or under another name', () => {
    const trust = sampleTrust()
    expect(() => verifyCommit(signCommit(COMMIT, MMU_KEY), trust)).toThrow(code('TRUST-PURPOSE'))
    const other = signCommit({ ...COMMIT, disk: sampleId(7) }, STATION_KEY)
    expect(() => verifyCommit({ bytes: SIGNED.bytes, signature: other.signature }, trust)).toThrow(Fault)
    const lying = utf8(text(SIGNED.bytes).replace(SIGNED.commit.keyId, 'A'.repeat(16)))
    expect(() => verifyCommit({ bytes: lying, signature: SIGNED.signature }, trust)).toThrow(
      code('SIGNATURE-BAD'),
    )
  })

  test('what a revoked station committed beyond the last number that counts', () => {
    const revoked = (after: number) =>
      trustFrom(publicOf(ROOT), [
        ...sampleItems(),
        issueRevocation(ROOT, { serial: 50, keyId: keyIdText(STATION_KEY.keyId), after, reason: 'CONTOH' }),
      ])
    expect(verifyCommit(SIGNED, revoked(2)).sequence).toBe(12)
    expect(() => verifyCommit(SIGNED, revoked(1))).toThrow(code('TRUST-REVOKED'))
  })

  test('every flipped bit and every cut', () => {
    const trust = sampleTrust()
    for (const bytes of [...flips(SIGNED.bytes, 13), ...cuts(SIGNED.bytes, 5)]) {
      expect(() => verifyCommit({ ...SIGNED, bytes }, trust)).toThrow(Fault)
    }
  })

  const volume = COMMIT.volumes[0]!
  test.each<[string, Record<string, unknown>]>([
    ['a path out of the folder', { volumes: [{ ...volume, name: '../../S0000012.TAR' }] }],
    ['a month that is none', { volumes: [{ ...volume, name: '202613/S0000012.TAR' }] }],
    ['a volume without number', { volumes: [{ ...volume, name: '202611/S0000000.TAR' }] }],
    ['a volume twice', { volumes: [volume, volume] }],
    ['a negative size', { volumes: [{ ...volume, bytes: -1 }] }],
    ['a huge size', { volumes: [{ ...volume, bytes: 1e300 }] }],
    ['changes backwards', { changes: { epoch: COMMIT.epoch, from: 5, to: 4 } }],
    ['no zone', { at: '2026-11-23T18:08:00' }],
    ['sequence zero', { sequence: 0 }],
    ['an upper-case digest', { previous: 'AB'.repeat(32) }],
    ['a missing head', { head: null }],
  ])('%s', (_, wrong) => {
    const hostile = { ...SIGNED.commit, ...wrong }
    const fields: CommitFields = { ...COMMIT, ...wrong }
    expect(() => decodeCommit(utf8(JSON.stringify(hostile)))).toThrow(code('FORMAT-UNREADABLE'))
    expect(() => signCommit(fields, STATION_KEY)).toThrow(code('FORMAT-INVALID'))
  })
})
