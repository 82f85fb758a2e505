import { afterEach, expect, test } from 'vitest'
import { openTestStation, type TestStation } from './test-station.ts'
import { signDetached } from '../../formats/trust/comment.ts'
import { utf8 } from '../../lib/bytes.ts'

let open: TestStation | undefined
afterEach(async () => {
  await open?.close()
  open = undefined
})

test('a test station is certified by the sample root and keeps what is written', async () => {
  open = await openTestStation()
  const { station } = open
  expect(station.code).toBe('5272-01-A')
  expect(station.trust.rejected).toEqual([])
  const bytes = utf8('letter')
  const stamp = { purpose: 'bag', station: station.code, epoch: station.epoch.id, seq: 1 } as const
  const signature = signDetached(bytes, station.keys.signing, stamp)
  expect(station.trust.verify(bytes, signature, 'bag').certificate).toMatchObject({
    subject: { kind: 'station' },
  })
  await station.write.transaction((tx) => tx.run("INSERT INTO site (code, state) VALUES ('mmu', 'unknown')"))
  expect(station.read.get('SELECT tbl, op FROM change ORDER BY seq DESC LIMIT 1')).toEqual({
    tbl: 'site',
    op: 'put',
  })
})

test('an uncertified station signs, but nobody trusts it yet', async () => {
  open = await openTestStation({ certified: false })
  const { station } = open
  const stamp = { purpose: 'bag', station: station.code, epoch: station.epoch.id, seq: 1 } as const
  const signature = signDetached(utf8('x'), station.keys.signing, stamp)
  expect(() => station.trust.verify(utf8('x'), signature, 'bag')).toThrow('TRUST-UNKNOWN-KEY')
})
