import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { freePort } from '../../lib/testing/free-port.ts'
import type { ReadDb } from '../db/handles.ts'
import { openTestStation, type TestStation } from '../testing/index.ts'
import { openTestSite, sealed, type TestSite } from './testing/sites.ts'
import { uploadOnce } from './upload.ts'

let open: TestStation
let site: TestSite

beforeEach(async () => {
  const [port, nowhere] = [await freePort(), await freePort()]
  open = await openTestStation({
    urls: { mmu: `http://127.0.0.1:${port}`, batam: `http://127.0.0.1:${nowhere}` },
  })
  site = await openTestSite(open, 'mmu', port)
})
afterEach(async () => {
  vi.useRealTimers()
  await site.close()
  await open.close()
})

const receipts = (db: Pick<ReadDb, 'get'>) => db.get<{ n: number }>('SELECT count(*) AS n FROM receipt')!.n

it('on a fast line receipts share flushes; a store that cannot keep them ends the round, and no receipt is lost', async () => {
  let failing = false
  const flushes: number[] = []
  const write: typeof open.station.write = {
    transaction: (work) => {
      return open.station.write.transaction((tx) => {
        const before = receipts(tx)
        const result = work(tx)
        const filed = receipts(tx) - before
        if (failing && filed > 0) throw new Error('full')
        if (filed > 0) flushes.push(filed)
        return result
      })
    },
  }
  const station = { ...open.station, write }
  await sealed(open, 3_000_000)
  await uploadOnce(station)
  for (let n = 0; n < 24; n++) await sealed(open, 1000)
  flushes.length = 0
  // However slow the machine is, the moment for which receipts wait does not pass.
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] })
  expect((await uploadOnce(station)).received).toBe(24)
  vi.useRealTimers()
  // One that comes while sixteen are being written may go with them.
  expect(flushes).toHaveLength(2)
  expect(flushes.reduce((sum, n) => sum + n)).toBe(24)
  for (let n = 0; n < 24; n++) await sealed(open, 1000)
  failing = true
  await expect(uploadOnce(station)).rejects.toThrow('full')
  expect(receipts(open.station.read)).toBe(25)
  failing = false
  expect((await uploadOnce(station)).received).toBe(24)
  expect(receipts(open.station.read)).toBe(49)
})
