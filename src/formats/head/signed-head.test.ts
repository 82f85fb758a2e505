import { expect, test } from 'vitest'
import { hex } from '../../lib/bytes.ts'
import { Fault } from '../../lib/fault.ts'
import { flips } from '../testing/damage.ts'
import { EPOCH, MMU_KEY, sampleId, sampleTrust, STATION, STATION_KEY } from '../testing/sample.ts'
import { nextHead, H0 } from './head.ts'
import { type HeadStatement, signHead, verifyHead } from './signed-head.ts'

const id = sampleId(1)
const head = hex(nextHead(H0, { seq: 1, id, sha256: 'ab'.repeat(32) }))
const STATEMENT: HeadStatement = { station: STATION, epoch: EPOCH, seq: 1, id, head }

test('a certified station states its head', () => {
  expect(verifyHead(signHead(STATEMENT, STATION_KEY), sampleTrust())).toEqual(STATEMENT)
})

test('a site does not speak for a station', () => {
  expect(() => verifyHead(signHead(STATEMENT, MMU_KEY), sampleTrust())).toThrow(
    expect.objectContaining({ code: 'TRUST-PURPOSE' }),
  )
})

test('every flipped bit is refused', () => {
  const [signed, trust] = [signHead(STATEMENT, STATION_KEY), sampleTrust()]
  for (const bytes of flips(signed.bytes, 3)) {
    expect(() => verifyHead({ ...signed, bytes }, trust)).toThrow(Fault)
  }
})
