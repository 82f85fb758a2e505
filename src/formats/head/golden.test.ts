import { expect, test } from 'vitest'
import { text } from '../../lib/bytes.ts'
import { golden } from '../testing/golden.ts'
import { sampleTrust, STATION_KEY } from '../testing/sample.ts'
import { HEAD_STATEMENT } from '../testing/samples.ts'
import { Bench } from '../testing/stock.ts'
import { signHead, verifyHead } from './signed-head.ts'

test('the signed head of the first version is read, verified and made again', () => {
  const [bytes, signature] = [golden('head', 'head.json'), text(golden('head', 'head.json.minisig'))]
  expect(verifyHead({ bytes, signature }, sampleTrust())).toEqual(HEAD_STATEMENT)
  const again = signHead(HEAD_STATEMENT, STATION_KEY)
  expect(text(again.bytes)).toBe(text(bytes))
  expect(again.signature).toBe(signature)
  using bench = new Bench()
  expect(bench.minisign(STATION_KEY, bytes, signature)).toContain('rekam:head:v1')
})
