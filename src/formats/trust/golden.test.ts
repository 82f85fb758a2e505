import { expect, test } from 'vitest'
import { hex } from '../../lib/bytes.ts'
import { publicOf } from '../../lib/minisign.ts'
import { golden } from '../testing/golden.ts'
import { ROOT, sampleItems } from '../testing/sample.ts'
import { REVOCATION } from '../testing/samples.ts'
import { Bench } from '../testing/stock.ts'
import { decodeBundle, encodeBundle } from './bundle.ts'
import { issueRevocation } from './revocation.ts'
import { trustFrom } from './trust.ts'

const BUNDLE = golden('trust', 'CERTS.JSN')

test('the certificates of the first version are trusted for ever', () => {
  const trust = trustFrom(publicOf(ROOT), decodeBundle(BUNDLE))
  expect(trust.rejected).toEqual([])
  expect(trust.accepted.map(({ subject }) => subject.kind)).toEqual(['station', 'site', 'site', 'letter'])
  expect(trust.revocations).toMatchObject([REVOCATION])
})

test('and are issued byte for byte again', () => {
  expect(hex(encodeBundle([...sampleItems(), issueRevocation(ROOT, REVOCATION)]))).toBe(hex(BUNDLE))
})

test('stock minisign accepts each item', () => {
  using bench = new Bench()
  for (const { bytes, signature } of decodeBundle(BUNDLE)) {
    expect(bench.minisign(ROOT, bytes, signature)).toContain('rekam:certificate:v1')
  }
})
