import { afterEach, beforeEach, expect, it } from 'vitest'
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
  await site.close()
  await open.close()
})

const receipts = (db: Pick<ReadDb, 'get'>) => db.get<{ n: number }>('SELECT count(*) AS n FROM receipt')!.n

it('on a fast line receipts share flushes; a store that cannot keep them ends the round, and no receipt is lost', async () => {
  let [flushes, failing] = [0, false]
  const write: typeof open.station.write = {
    transaction: (work) => {
      flushes++
      return open.station.write.transaction((tx) => {
        const before = receipts(tx)
        const result = work(tx)
        if (failing && receipts(tx) > before) throw new Error('full')
        return result
      })
    },
  }
  const station = { ...open.station, write }
  await sealed(open, 3_000_000)
  await uploadOnce(station)
  for (let n = 0; n < 24; n++) await sealed(open, 1000)
  flushes = 0
  expect((await uploadOnce(station)).received).toBe(24)
  // What is heard, who leaves, two times the receipts of sixteen, and what is left at the end.
  expect(flushes).toBeLessThan(8)
  for (let n = 0; n < 24; n++) await sealed(open, 1000)
  failing = true
  await expect(uploadOnce(station)).rejects.toThrow('full')
  expect(receipts(open.station.read)).toBe(25)
  failing = false
  expect((await uploadOnce(station)).received).toBe(24)
  expect(receipts(open.station.read)).toBe(49)
})
